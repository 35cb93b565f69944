"""JSON for programs of other sites: kept like any page, open to scripts of every origin."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from articles.models.surrogate_keys import HEADER, SITE, story_key
from articles.press.content import SITE_MARK
from articles.reader.conditional import conditional

JSON = "application/json"


def json_answer(request: HttpRequest, said: Any, *, story: int | None = None) -> HttpResponseBase:
    """What is said, with the site's address where SITE_MARK stands in it; or 304 for a program that has it.

    `story` is the one that it is all about: a shared cache drops it with that story's pages.
    """
    written = json.dumps(said, ensure_ascii=False).replace(SITE_MARK, settings.SITE_URL)
    response = HttpResponse(written.encode(), content_type=JSON)
    if story is not None:
        response[HEADER] = f"{SITE} {story_key(story)}"
    return open_to_all(conditional(request, response))


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """Scripts of any site may read it: it is public, and knows no visitor."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
