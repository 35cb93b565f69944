"""The screens of the front page: the board, its acts, stories to place, the preview, what was released before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.front.acts import front_act, moment_read, offered_stories
from articles.admin.front.board import board_of
from articles.admin.pages import DeskPages
from articles.admin.permissions import who
from articles.admin.story.rows import chips, clock
from articles.editorial import EditorialError
from articles.editorial.errors import StaleFront
from articles.editorial.fronting import RIGHT, current_front
from articles.models import Article, Edition, EditionQuote, FrontPage, Section
from articles.models.edition import EditionQuerySet
from articles.models.rights import may
from articles.press.chrome import render_chrome, window_title
from articles.press.content import SITE_MARK
from articles.press.front.arrangement import arrange, read_slots
from articles.press.front.reading import QUOTES, QUOTES_READ, editions_of, front_context, read_front, readable_at
from articles.press.moments import local
from articles.press.quote_figures import FIGURE, one_a_story
from articles.press.renewing import CARD

_OFFERED = 12
_SHOWN = 30


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """The board: the draft, or what readers have where there is none."""
    _refuse_others(request)
    at = timezone.now()
    context = {**site.each_context(request), "title": "Front page", **board_of(who(request), at), "now": at}
    return TemplateResponse(request, "admin/front/front.html", context)


@require_POST
def front_step(request: HttpRequest, verb: str) -> HttpResponse:
    """One act. A script gets the board as it then stands, with what to say; a plain form goes back to the screen."""
    _refuse_others(request)
    at = timezone.now()
    try:
        said, status = front_act(verb, request.POST, by=who(request), at=at), 200
    except EditorialError as refusal:
        said, status = str(refusal), 409 if isinstance(refusal, StaleFront) else 422
    if request.headers.get("X-Desk") == "panel":
        context = {**board_of(who(request), timezone.now()), "said": said, "refused": status != 200}
        return TemplateResponse(request, "admin/front/_board.html", context, status=status)
    messages.add_message(request, messages.SUCCESS if status == 200 else messages.ERROR, said)
    return HttpResponseRedirect(reverse("admin:front_page"))


@require_safe
def front_stories(request: HttpRequest) -> JsonResponse:
    """What the field that places a story offers: the newest this person may view, by words of slugline and headline."""
    _refuse_others(request)
    at = timezone.now()
    found = offered_stories(who(request), request.GET.get("q", "")[:100]).select_related("section")
    found = found.defer("body", "body_text", "backstory", "editors_note", "topic_links")[:_OFFERED]
    return JsonResponse({"results": [_offer(story, at) for story in found]})


def _offer(story: Article, at: datetime) -> dict[str, Any]:
    facts = [story.headline and story.slugline, *(chip.label for chip in chips(story, at))]
    facts += [story.section.name if story.section else "no section", clock(story.updated_at, at)]
    return {"id": story.pk, "text": story.headline or story.slugline, "note": " · ".join(filter(None, facts))}


@require_safe
def front_preview(request: HttpRequest) -> HttpResponse:
    """The draft in the readers' template at a moment, now if none is chosen: never stored, never indexed.

    What is not out yet stands there only if it is due at that moment and this person may view it.
    """
    _refuse_others(request)
    now = timezone.now()
    try:
        at = max(moment_read(request.GET.get("at", "")) or now, now)
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:front_page"))
    front = current_front(now)
    slots = read_slots(front.slots) if front else ()
    zones, stories = read_front(_readable(request, at, now), slots)
    page = arrange(zones, slots, stories, at)
    nav = tuple((s.name, s.get_absolute_url()) for s in Section.objects.in_navigation())
    context = {
        "chrome": render_chrome(nav),
        "at": at,
        "is_now": at == now,
        "today": local(at).date(),
        "noindex": True,
        "title": "Preview",
        "window_title": window_title("Preview", settings.SITE_NAME),
        "description": settings.SITE_TAGLINE,
        "quotes": one_a_story(_spoken(request, at, now), QUOTES),
        **front_context(page, Edition.objects.filter(pk__in=editions_of(page)).values(*CARD)),
    }
    written = render_to_string("admin/front/preview.html", context)
    return HttpResponse(written.replace(SITE_MARK, settings.SITE_URL))


def _readable(request: HttpRequest, at: datetime, now: datetime) -> EditionQuerySet:
    """What readers could see then; of what they cannot see now only what this person may view at the desk."""
    return readable_at(at).exclude(pk__in=_not_for(request, at, now))


def _not_for(request: HttpRequest, at: datetime, now: datetime) -> QuerySet:
    """The editions to come by then of stories this person may not view."""
    to_come = Edition.objects.visible(at).filter(published_at__gt=now)
    return to_come.exclude(article__in=Article.objects.viewable_by(who(request)).values("pk")).values("pk")


def _spoken(request: HttpRequest, at: datetime, now: datetime) -> QuerySet:
    """The newest quotes readers will have then, as far as this person may view what they do not have now."""
    said = EditionQuote.objects.visible(at).filter(first_published_at__lte=at)
    said = said.exclude(edition__in=_not_for(request, at, now)).order_by("-first_published_at", "-id")
    return said.values(*FIGURE)[:QUOTES_READ]


@require_safe
def front_history(request: HttpRequest) -> HttpResponse:
    """The front pages readers have had, the newest first, each with who released it and when."""
    _refuse_others(request)
    at = timezone.now()
    rows = FrontPage.objects.released(at).select_related("released_by", "undoes")
    page = DeskPages(rows, _SHOWN).get_page(request.GET.get("p"))
    numbers = {slot["article"] for front in page for slot in front.slots}
    articles = Article.objects.viewable_by(who(request)).only("slugline", "headline").in_bulk(list(numbers))
    context = {
        **site.each_context(request),
        "title": "Front pages released",
        "page": page,
        "fronts": [(front, _told(front, articles)) for front in page],
        "present": rows.first(),
    }
    return TemplateResponse(request, "admin/front/history.html", context)


def _told(front: FrontPage, articles: dict[int, Article]) -> list[str]:
    """The stories of an arrangement, in its order; those this person may not view are left unnamed."""
    found = [articles.get(slot["article"]) for slot in front.slots]
    return [(story.headline or story.slugline) if story else "A story you may not view" for story in found]


def _refuse_others(request: HttpRequest) -> None:
    if not may(who(request), RIGHT):
        raise PermissionDenied
