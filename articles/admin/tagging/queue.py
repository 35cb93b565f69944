"""The queue of the tagging bench: stories without a topic that this person may tag, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.admin.story.rows import CHIP_COLUMNS, Chip, chips, clock
from articles.editorial.tagging import RIGHT
from articles.models import Article, Presence, Tagging
from articles.models.profile import account_name
from articles.models.rights import rows_in_reach

SHOWN = 40
MOST_COUNTED = 2_000
WHAT = (
    ("", "All that wait"),
    ("suggested", "With suggestions"),
    ("bare", "Without suggestions"),
    ("nothing", "Nothing fitted"),
)
WHERE = (("", "Live and in hand"), ("live", "Live"), ("hand", "In hand"))
_COLUMNS = ("slugline", "headline", "section__name", *CHIP_COLUMNS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the queue is narrowed to; what is not known narrows to nothing."""

    what: str = ""
    where: str = ""
    section: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Asked:
        """As it stands in an address, or in what a form posted."""
        return cls(*(str(said.get(name, ""))[:20] for name in ("what", "where", "section")))

    @property
    def query(self) -> str:
        """The same as part of an address."""
        said = {"what": self.what, "where": self.where, "section": self.section}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    """A story of the queue: what a tagger tells it by, how much is suggested, who else has it open."""

    article: Article
    suggested: int
    changed: str
    chips: list[Chip]
    others: str = ""


def queue_of(user: Any, asked: Asked, at: datetime) -> QuerySet[Article]:
    """The stories that wait, narrowed as asked, the newest change first."""
    seen = Article.objects.viewable_by(user).filter(rows_in_reach(user, RIGHT))
    rows = seen.nothing_fitted() if asked.what == "nothing" else seen.to_tag()
    proposed = Tagging.objects.filter(article=OuterRef("pk"), status=Tagging.Status.PROPOSED).order_by()
    number = proposed.values("article").annotate(n=Count("pk")).values("n")
    rows = rows.annotate(suggested=Coalesce(Subquery(number), 0))
    if asked.what in {"suggested", "bare"}:
        rows = rows.filter(suggested__gt=0) if asked.what == "suggested" else rows.filter(suggested=0)
    elif asked.what not in {name for name, _ in WHAT}:
        rows = rows.none()
    return _in_section(_standing(rows, asked.where, at), asked.section).order_by("-updated_at", "-pk")


def _standing(rows: Any, where: str, at: datetime) -> Any:
    if where == "live":
        return rows.filter(state=Article.State.PUBLISHED, first_published_at__lte=at)
    if where == "hand":
        return rows.exclude(state=Article.State.PUBLISHED, first_published_at__lte=at)
    return rows if not where else rows.none()


def _in_section(rows: Any, section: str) -> Any:
    if not section:
        return rows
    if section == "none":
        return rows.filter(section=None)
    is_key = section.isascii() and section.isdecimal() and len(section) < 19
    return rows.filter(section=int(section)) if is_key else rows.none()


def after(rows: QuerySet[Article], article: Article) -> QuerySet[Article]:
    """The part of the queue that comes after a story, whether it stands in the queue itself or not."""
    older = Q(updated_at__lt=article.updated_at) | Q(updated_at=article.updated_at, pk__lt=article.pk)
    return rows.filter(older, updated_at__lte=article.updated_at)


def rows_of(rows: QuerySet[Article], user: Any, at: datetime, most: int = SHOWN) -> list[Row]:
    """The first so many as lines, each with who else has the story open: two queries."""
    found = list(rows.select_related("section").only(*_COLUMNS)[:most])
    others = others_in([article.pk for article in found], user, at)
    return [
        Row(article, article.suggested, clock(article.updated_at, at), chips(article, at), others.get(article.pk, ""))  # type: ignore[attr-defined]
        for article in found
    ]


def others_in(stories: Iterable[int], user: Any, at: datetime) -> dict[int, str]:
    """Who else has which of the stories open, in names."""
    here = Presence.objects.here(at).filter(article__in=list(stories), user__is_active=True).exclude(user=user.pk)
    found: dict[int, list[str]] = {}
    for presence in here.select_related("user").order_by("since"):
        account = presence.user
        found.setdefault(presence.article_id, []).append(account_name(account))
    return {key: ", ".join(names) for key, names in found.items()}


def how_many(rows: QuerySet[Article]) -> int:
    """How many wait, counted up to a number nobody works off in a sitting."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
