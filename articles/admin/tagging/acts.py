"""What the bench does to a story: each act is done at once, the story stays on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.permissions import note_stuffed, who
from articles.admin.tagging.pane import name_in, numbers_in, pane_of, story_to_tag
from articles.admin.tagging.queue import Asked
from articles.advice.topics.near import near_topics
from articles.editorial import (
    EditorialError,
    NotAllowed,
    look_again,
    nothing_fits,
    tag,
    tag_with_new,
    undo_tagging,
    untag,
)
from articles.editorial.tagging import propose_topics
from articles.editorial.tagging_undo import UNDOABLE
from articles.models import Act, Article, Topic

Step = Callable[[Article, QueryDict, User, datetime], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: the sentence for it, whether it was done, and the line of the log that undoes it."""

    said: str
    is_done: bool
    act: Act | None = None


@require_POST
def bench_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """A key or a button on a story. A script gets the story as it then stands; a plain form goes back to the bench."""
    user, at = who(request), timezone.now()
    article = story_to_tag(user, pk)
    if verb not in VERBS:
        raise Http404("No such act.")
    note_stuffed(request, Article, (), article.pk)
    try:
        said = VERBS[verb](article, request.POST, user, at)
        done = Act.objects.filter(article=article, by=user, at=at, verb__in=UNDOABLE).first()
        outcome = Outcome(said, True, done)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        outcome = Outcome(str(refusal), False)
    return _answer(request, article, outcome)


@require_POST
def bench_undo(request: HttpRequest) -> HttpResponse:
    """Take back an act of tagging by its line in the log: the story it was done to comes with it."""
    user, at = who(request), timezone.now()
    said = request.POST.get("act", "")
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else 0
    act = Act.objects.filter(pk=number, verb__in=UNDOABLE, article__isnull=False).first()
    if act is None:
        raise Http404("No such act.")
    article = story_to_tag(user, act.article_id or 0)
    try:
        undo_tagging(act, by=user, at=at)
        outcome = Outcome(f"Taken back: {_DONE[act.verb].format(act.subject)}", True)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        outcome = Outcome(str(refusal), False)
    return _answer(request, article, outcome)


def _tag(article: Article, said: QueryDict, by: User, at: datetime) -> str:
    topic = tag(article, _topic_of(said), by=by, at=at).topic
    return f"Added: {topic}."


def _untag(article: Article, said: QueryDict, by: User, at: datetime) -> str:
    topic = _topic_of(said)
    untag(article, topic, by=by, at=at)
    return f"Taken off: {topic}."


def _new(article: Article, said: QueryDict, by: User, at: datetime) -> str:
    name = name_in(said)
    if "is_another" not in said and not Topic.objects.named(name).exists():
        near = near_topics(name[:200])
        if near:
            told = "; ".join(f"“{one.topic}” ({one.why})" for one in near)
            raise EditorialError(f"There is one much like it: {told}. Use that one, or say that yours is another.")
    return f"Made and added: {tag_with_new(article, name, kind=said.get('kind', ''), by=by, at=at)}."


def _nothing(article: Article, said: QueryDict, by: User, at: datetime) -> str:
    nothing_fits(article, by=by, at=at)
    return "Nothing fits: the story leaves the queue."


def _again(article: Article, said: QueryDict, by: User, at: datetime) -> str:
    look_again(article, by=by, at=at)
    return "The story waits for a topic again."


def _suggest(article: Article, said: QueryDict, by: User, at: datetime) -> str:
    number = propose_topics([article], by=by, at=at)
    return f"{number} more suggested." if number else "Nothing more suggests itself."


VERBS: dict[str, Step] = {
    "tag": _tag,
    "untag": _untag,
    "new": _new,
    "nothing": _nothing,
    "again": _again,
    "suggest": _suggest,
}
_DONE = {
    "tag": "{} is off the story again.",
    "untag": "{} is as it was.",
    "nothing_fits": "{} waits for a topic again.",
    "look_again": "nothing fits {}.",
}


def _topic_of(said: QueryDict) -> Topic:
    """By its id where a list gave one, else by name or another name as typed."""
    key, name = said.get("topic", ""), name_in(said)
    topic = None
    if key.isascii() and key.isdecimal() and len(key) < 19:
        topic = Topic.objects.select_related("merged_into").filter(pk=int(key)).first()
    elif name:
        topic = Topic.objects.in_use().named(name).first()
    if topic is None:
        raise EditorialError(f"There is no topic “{name[:80]}”." if name else "Choose a topic.")
    return topic


def _answer(request: HttpRequest, article: Article, outcome: Outcome) -> HttpResponse:
    asked = Asked.of(QueryDict(request.POST.get("asked", "")[:200]))
    if request.headers.get("X-Desk") == "panel":
        user = who(request)
        fresh = story_to_tag(user, article.pk)
        context = pane_of(fresh, user, timezone.now(), numbers_in(request.POST.get("numbered", "")))
        context |= {"asked": asked, "said": outcome.said, "refused": not outcome.is_done, "act": outcome.act}
        status = 200 if outcome.is_done else 422
        return TemplateResponse(request, "admin/tagging/_story.html", context, status=status)
    messages.add_message(request, messages.SUCCESS if outcome.is_done else messages.ERROR, outcome.said)
    undo = f"&undo={outcome.act.pk}" if outcome.act else ""
    return HttpResponseRedirect(f"{reverse('admin:tagging')}?story={article.pk}{undo}&{asked.query}".rstrip("&"))
