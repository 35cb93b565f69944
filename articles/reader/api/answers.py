"""How the API answers: JSON open to every origin, and problems as JSON too, whatever was wrong with the question.

Sources: RFC 9457 (problem details), RFC 9110 (methods), the Fetch standard (CORS).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from articles.reader.json_answers import json_answer, open_to_all
from articles.reader.kept import kept

PROBLEM = "application/problem+json"
METHODS = "GET, HEAD, OPTIONS"


class Refused(Exception):
    """A question that cannot be answered: sentences by the name of the parameter each is about."""

    def __init__(self, **errors: list[str]) -> None:
        super().__init__(errors)
        self.errors = errors


def api(view: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
    """An address of the API: the view says what is to be told, or raises Http404 or Refused; or answers by itself."""

    def said(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        told = view(request, **parts)
        return told if isinstance(told, HttpResponseBase) else json_answer(request, told)

    read = kept(said)

    @wraps(view)
    def answered(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _options()
        if request.method not in {"GET", "HEAD"}:
            response = problem(405, "The API is only read: GET, HEAD and OPTIONS are all it answers.")
            response["Allow"] = METHODS
            return response
        try:
            return open_to_all(read(request, **parts))
        except Http404:
            return not_there()
        except Refused as refusal:
            return problem(400, _first(refusal.errors), errors=refusal.errors)

    return answered


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """What went wrong, in one sentence, as RFC 9457 has it; nobody keeps it."""
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    response = HttpResponse(json.dumps(said, ensure_ascii=False).encode(), status=status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    open_to_all(response)
    return response


def not_there() -> HttpResponse:
    """404. Says nothing of what was asked for: what is hidden answers like what never was."""
    return problem(404, "There is nothing at this address.")


def refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """Raises Refused for a parameter nobody gave a meaning, and for one that is there twice: it would be ignored."""
    names = sorted(known)
    has = f"There are {', '.join(names)}." if names else "There are none here."
    errors = {name[:40]: [f"There is no such parameter. {has}"] for name in request.GET if name not in names}
    twice = [name for name in names if len(request.GET.getlist(name)) > 1]
    errors |= {name: ["Give this parameter once."] for name in twice}
    if errors:
        raise Refused(**errors)


def _options() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Max-Age"] = "86400"
    open_to_all(response)
    return response


def _first(errors: dict[str, list[str]]) -> str:
    """The first sentence, with the name it is about."""
    name, sentences = next(iter(errors.items()))
    return sentences[0] if name == "__all__" else f"{name}: {sentences[0]}"
