"""A topic put on many stories or taken off: the exact number first, then the change with its progress, then undo."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.permissions import who
from articles.admin.story.rows import clock
from articles.admin.tagging.pane import name_in
from articles.editorial import EditorialError, NotAllowed
from articles.editorial.bulk_tagging import OVERSEES, begin_bulk, go_on, reckon, sees_to, undo_bulk
from articles.editorial.tagging import RIGHT
from articles.models import Article, BulkTagging, Topic
from articles.models.article_rows import ArticleQuerySet
from articles.models.rights import may

MOST_CHOSEN = 1_000
LATELY = 12
_LONGEST_QUERY = 2_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories a change is about: those ticked, or all that the list finds as it was searched and filtered."""

    stories: ArticleQuerySet
    ticked: tuple[int, ...]
    found_by: str
    is_whole: bool

    @property
    def back(self) -> str:
        """The list they were chosen in."""
        return f"{reverse('admin:articles_article_changelist')}?{self.found_by}".rstrip("?")


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_begin(request: HttpRequest) -> HttpResponse:
    """What would become of the stories chosen; by POST, with the number that was shown, the change itself."""
    user = who(request)
    if not may(user, RIGHT):
        raise PermissionDenied
    said = request.POST if request.method == "POST" else request.GET
    choice = _choice(request, said)
    if choice is None:
        return _lately(request)
    topic, verb = _topic(said), said.get("verb", "")
    if request.method == "POST" and topic is not None:
        try:
            bulk = begin_bulk(
                choice.stories, topic, verb, by=user, at=timezone.now(), expected=_number(said.get("expected", ""))
            )
            return HttpResponseRedirect(reverse("admin:tagging_bulk_change", args=[bulk.pk]))
        except NotAllowed:
            raise
        except EditorialError as refusal:
            messages.error(request, str(refusal))
    return TemplateResponse(request, "admin/tagging/bulk.html", _reckoned(request, choice, topic, verb))


@require_safe
def bulk_change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: how far it is, what it changed, the way to undo it."""
    bulk = _bulk_or_404(request, pk)
    context = {
        **site.each_context(request),
        "title": _title(bulk),
        **_progress(bulk),
        "bulk": bulk,
        "begun": clock(bulk.begun_at, timezone.now()),
    }
    return TemplateResponse(request, "admin/tagging/bulk_change.html", context)


@require_POST
def bulk_step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """The next batch (`on`), or the first of the undoing (`undo`). A script is told how far it is."""
    bulk, at = _bulk_or_404(request, pk), timezone.now()
    if verb not in _STEPS:
        raise Http404("No such step.")
    said = ""
    try:
        bulk = _STEPS[verb](bulk, by=who(request), at=at)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        said = str(refusal)
    if request.headers.get("X-Desk") == "panel":
        return JsonResponse({**_progress(bulk), "refused": said}, status=422 if said else 200)
    if said:
        messages.error(request, said)
    return HttpResponseRedirect(reverse("admin:tagging_bulk_change", args=[bulk.pk]))


_STEPS = {"on": go_on, "undo": undo_bulk}


def _choice(request: HttpRequest, said: QueryDict) -> Choice | None:
    """None where nothing is chosen."""
    user, found_by = who(request), said.get("in", "")[:_LONGEST_QUERY].replace("\0", "")
    ticked = tuple(number for one in said.getlist("story")[:MOST_CHOSEN] if (number := _number(one)) is not None)
    if said.get("whole"):
        return Choice(_found(request, found_by), (), found_by, True)
    if not ticked:
        return None
    seen = Article.objects.viewable_by(user).filter(pk__in=ticked)
    return Choice(seen, ticked, found_by, False)


def _found(request: HttpRequest, found_by: str) -> ArticleQuerySet:
    """What the list of stories finds by this search and these filters, for this person."""
    asked = copy(request)
    asked.GET = QueryDict(found_by)
    try:
        found = site.get_model_admin(Article).get_changelist_instance(asked).queryset
    except IncorrectLookupParameters:
        return Article.objects.none()
    # Its rows come with counts and columns for the list: only which stories they are is asked for here.
    return Article.objects.filter(pk__in=found.order_by().values("pk"))


def _topic(said: QueryDict) -> Topic | None:
    number, name = _number(said.get("topic", "")), name_in(said)
    if number is not None:
        return Topic.objects.select_related("merged_into").filter(pk=number).first()
    return Topic.objects.filter(merged_into=None).named(name).first() if name else None  # type: ignore[attr-defined]


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else None


def _reckoned(request: HttpRequest, choice: Choice, topic: Topic | None, verb: str) -> dict[str, Any]:
    verb = verb if verb in BulkTagging.Verb.values else BulkTagging.Verb.ADD
    return {
        **site.each_context(request),
        "title": "Topics of many stories",
        "choice": choice,
        "number": choice.stories.count(),
        "topic": topic,
        "verb": verb,
        "typed": request.GET.get("name", "").strip()[:300],
        "reckoning": reckon(choice.stories, topic, verb, by=who(request)) if topic else None,
    }


def _lately(request: HttpRequest) -> HttpResponse:
    user = who(request)
    rows = BulkTagging.objects.select_related("topic", "by")
    rows = rows if may(user, OVERSEES) else rows.filter(by=user.pk)
    at = timezone.now()
    context = {
        **site.each_context(request),
        "title": "Topics of many stories",
        "lately": [(bulk, clock(bulk.begun_at, at)) for bulk in rows[:LATELY]],
    }
    return TemplateResponse(request, "admin/tagging/bulk_lately.html", context)


def _bulk_or_404(request: HttpRequest, pk: int) -> BulkTagging:
    bulk = BulkTagging.objects.select_related("topic", "by").filter(pk=pk).first() if pk < 2**63 else None
    if bulk is None or not sees_to(who(request), bulk):
        raise Http404("No such change.")
    return bulk


def _title(bulk: BulkTagging) -> str:
    return f"“{bulk.topic}” {'onto' if bulk.verb == BulkTagging.Verb.ADD else 'off'} many stories"


def _progress(bulk: BulkTagging) -> dict[str, Any]:
    """How many stories of how many are gone through, forth or back, and the state in a word."""
    is_back = bulk.state in {BulkTagging.State.UNDOING, BulkTagging.State.UNDONE}
    batches = [
        (len(changed) if is_back else len(stories), done is not None, undone is not None)
        for stories, changed, done, undone in bulk.batches.values_list("stories", "changed", "done_at", "undone_at")
    ]
    ours = [(number, undone if is_back else done) for number, done, undone in batches if done or not is_back]
    return {
        "state": bulk.state,
        "is_open": bulk.is_open,
        "is_back": is_back,
        "gone_through": sum(number for number, is_through in ours if is_through),
        "of": sum(number for number, _ in ours),
        "changed": bulk.changed,
        "put_back": bulk.put_back,
    }
