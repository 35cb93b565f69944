"""The API's description: the OpenAPI 3.1 file for programs, and a page for people made from it."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.reader.json_answers import json_answer
from articles.reader.pages import page

FILE = Path(__file__).with_name("openapi.json")


@lru_cache(maxsize=1)
def description() -> dict[str, Any]:
    """The file. Its server is SITE_MARK, for which the site's own address is put in."""
    return json.loads(FILE.read_text(encoding="utf-8"))


@require_safe
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The description for programs."""
    return json_answer(request, description())


@require_safe
def api_page(request: HttpRequest) -> HttpResponseBase:
    """The description for people: each address with what it gives and what it may be asked."""
    addresses = [
        {"path": path, "says": said["get"]["summary"], "asks": _asks(said["get"])}
        for path, said in description()["paths"].items()
    ]
    about = {"title": "Data", "description": "Our stories, quotes, people and topics as data for your own programs."}
    return page(request, "articles/api_page.html", {"addresses": addresses}, **about)


def _asks(said: dict[str, Any]) -> list[str]:
    """The names an address may be asked by."""
    known = description()["components"]["parameters"]
    named = (known[given["$ref"].rpartition("/")[2]] if "$ref" in given else given for given in said["parameters"])
    return [given["name"] for given in named if given["in"] == "query"]
