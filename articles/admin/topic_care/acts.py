"""Acts on topics that need no page of their own: a button, what is said after it, and the list again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.permissions import who
from articles.admin.topic_care import changing, merging, splitting
from articles.admin.topic_care.asking import any_topic, attempt, back, require
from articles.admin.topic_care.console import care
from articles.editorial.topics import delete_topic, keep_topics_apart, retire_topic, return_topic, undo_topic_act
from articles.models import Act, Topic


def _retired(topic: Topic, by: User, at: datetime) -> str:
    retire_topic(topic, by=by, at=at)
    return f"“{topic}” is retired: it stays on its stories and is offered no longer."


def _returned(topic: Topic, by: User, at: datetime) -> str:
    return_topic(topic, by=by, at=at)
    return f"“{topic}” is offered again."


def _deleted(topic: Topic, by: User, at: datetime) -> str:
    delete_topic(topic, by=by, at=at)
    return f"“{topic}” is deleted."


_ACTS: dict[str, Callable[[Topic, User, datetime], str]] = {
    "retire": _retired,
    "return": _returned,
    "delete": _deleted,
}


@require_POST
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Retire a topic, return it to use, or delete one nobody ever used."""
    require(request)
    topic, act = any_topic(pk), _ACTS[verb]
    attempt(request, lambda: act(topic, who(request), timezone.now()))
    return back(request)


@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Two topics are not the same."""
    require(request)
    first, second = any_topic(request.POST.get("first")), any_topic(request.POST.get("second"))

    def act() -> str:
        keep_topics_apart(first, second, by=who(request), at=timezone.now())
        return f"“{first}” and “{second}” are kept apart."

    attempt(request, act)
    return back(request)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo an act on topics."""
    require(request)
    done = get_object_or_404(Act, pk=pk)

    def act() -> str:
        undo_topic_act(done, by=who(request), at=timezone.now())
        return f"Undone: {done.subject}."

    attempt(request, act)
    return back(request)


def care_urls(view: Callable, name: str) -> list[URLPattern]:
    """The addresses below the list of topics; `view` guards them, `name` begins their names."""
    return [
        path("care/", view(care), name=f"{name}care"),
        path("care/check/", view(changing.check), name=f"{name}check"),
        path("care/apart/", view(apart), name=f"{name}apart"),
        path("care/acts/<int:pk>/undo/", view(undo), name=f"{name}undo"),
        *(path(f"care/<int:pk>/{verb}/", view(step), {"verb": verb}, name=f"{name}{verb}_act") for verb in _ACTS),
        path("<path:object_id>/merge/", view(merging.merge), name=f"{name}merge"),
        path("<path:object_id>/rename/", view(changing.rename), name=f"{name}rename"),
        path("<path:object_id>/move/", view(changing.move), name=f"{name}move"),
        path("<path:object_id>/split/", view(splitting.split), name=f"{name}split"),
    ]
