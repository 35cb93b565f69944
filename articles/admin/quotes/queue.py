"""Quotes to verify: confirmed ones nobody has checked yet, by how readers meet them and how long they have waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.admin.pages import DeskPages
from articles.admin.permissions import who
from articles.admin.quotes.rows import seen, story_base, with_evidence
from articles.admin.story.rows import clock
from articles.models import Article, Edition, Quote, Section
from articles.models.rights import may, rows_in_reach

SHOWN = 25
# The stories the front page opens with: the newest so many.
_ON_FRONT = 12
REACHES = (("front", "On the front page"), ("live", "Live"), ("scheduled", "Scheduled"), ("desk", "Not out yet"))
_ORDERS = {"reach": ("reach", "settled_at", "pk"), "age": ("settled_at", "pk")}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A quote of the queue: where readers meet it, since when it waits, the mark of its words."""

    quote: Quote
    reach: str
    reach_label: str
    since: str
    days: int
    seen: str

    @property
    def url(self) -> str:
        """What the addresses of its acts begin with."""
        return f"{story_base(self.quote.article_id)}quotes/{self.quote.public_id}/"


@require_safe
def unverified(request: HttpRequest) -> HttpResponse:
    """The queue; `reach`, `section` and `order` narrow and sort it."""
    user, at = who(request), timezone.now()
    if not may(user, "quote.edit"):
        raise PermissionDenied
    asked = {name: request.GET.get(name, "") for name in ("reach", "section", "order")}
    order = asked["order"] if asked["order"] in _ORDERS else "reach"
    rows = narrowed(to_verify(user, at), asked).order_by(*_ORDERS[order])
    page = DeskPages(rows, SHOWN).get_page(request.GET.get("p"))
    context = {
        **site.each_context(request),
        "title": "Quotes to verify",
        "opts": Quote._meta,
        "page": page,
        "waiting": [_waiting(quote, at) for quote in page],
        "asked": {**asked, "order": order},
        "reaches": REACHES,
        "sections": list(Section.objects.values_list("pk", "name")),
        "verifications": [choice for choice in Quote.Verification.choices if choice[0]],
    }
    return TemplateResponse(request, "admin/articles/quote/unverified.html", context)


def to_verify(user: Any, at: datetime) -> QuerySet[Quote]:
    """Confirmed quotes in their place, unchecked, of stories in hand or out that this person may edit quotes of.

    `reach` is the place of the quote's story among REACHES.
    """
    stories = Article.objects.viewable_by(user).filter(rows_in_reach(user, "quote.edit"))
    rows = Quote.objects.confirmed().filter(verification="", article__in=stories.exclude(state=Article.State.KILLED))
    newest = Edition.objects.visible(at).newest_first().values_list("article", flat=True)[:_ON_FRONT]
    is_out = Q(article__state=Article.State.PUBLISHED)
    reach = Case(
        When(article__in=list(newest), then=Value(0)),
        When(is_out & Q(article__first_published_at__lte=at), then=Value(1)),
        When(is_out, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    heavy = ("article__body", "article__body_text", "article__backstory", "article__topic_links")
    read = rows.select_related("article__section", "speaker", "settled_by").defer(*heavy)
    return with_evidence(read).annotate(reach=reach)


def narrowed(rows: QuerySet[Quote], asked: dict[str, str]) -> QuerySet[Quote]:
    """The rows of one reach or one section; what is not known narrows to nothing."""
    names = [name for name, _ in REACHES]
    if asked["reach"]:
        reach = names.index(asked["reach"]) if asked["reach"] in names else -1
        rows = rows.alias(met=F("reach")).filter(met=reach)
    if asked["section"]:
        is_id = asked["section"].isdecimal() and len(asked["section"]) < 10
        rows = rows.filter(article__section=int(asked["section"])) if is_id else rows.none()
    return rows


def _waiting(quote: Any, at: datetime) -> Waiting:
    name, label = REACHES[quote.reach]
    since = quote.settled_at or at
    return Waiting(quote, name, label, clock(since, at), (at - since).days, seen(quote))
