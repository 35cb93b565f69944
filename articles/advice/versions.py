"""A story as it stood at a version, as readers see it, or as it stands now: put together from its history, read only.

A version's bylines, quotes and topics are those of the moment it was saved: each has a history of its own, and every
act dates the rows it writes with its own moment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from articles.models import Article, Byline, Edition, Quote, Tagging
from articles.models.profile import account_name

LIVE, NOW = "live", "now"
# Every field an editor's save may set but the text, in the order an editor works.
FIELDS = (
    "slugline",
    "headline",
    "dek",
    "kicker",
    "byline_override",
    "section",
    "genre",
    "dateline_place",
    "dateline_source",
    "dateline_date",
    "lead_image",
    "tagline",
    "backstory",
    "seo_headline",
    "social_headline",
    "url_slug",
    "editors_note",
    "budget_line",
    "planned_length",
    "planned_at",
    "embargo_until",
    "assigned_to",
    "restricted",
)
# Those of them an edition has.
TOLD = (
    "headline",
    "dek",
    "kicker",
    "section",
    "genre",
    "dateline_place",
    "dateline_source",
    "dateline_date",
    "lead_image",
    "tagline",
    "backstory",
    "seo_headline",
    "social_headline",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A quote as it stood: its words, and in words whose they are and how far a person stands behind them."""

    public_id: str
    words: str
    facts: dict[str, str]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A story at one moment. `key` is how an address names it: a version's number, "live" or "now".

    `fields` hold what this source knows, in words; `topics` are None of an edition, which has none of its own.
    """

    key: str
    title: str
    at: datetime | None
    by: str
    body: str
    fields: dict[str, str] = field(default_factory=dict)
    byline: tuple[str, ...] = ()
    quotes: tuple[Said, ...] = ()
    topics: tuple[str, ...] | None = None

    @property
    def is_edition(self) -> bool:
        return self.key == LIVE


def find_version(article: Article, key: str, at: datetime) -> Version | None:
    """The version an address names; None where the story has no such one. A fixed number of queries."""
    if key == NOW:
        return _now(article)
    if key == LIVE:
        edition = article.editions.visible(at).select_related("section", "lead_image", "published_by").first()
        return _of_edition(edition) if edition else None
    row = find_row(article, int(key)) if key.isascii() and key.isdigit() and len(key) < 10 else None
    return _of_row(row) if row else None


def find_row(article: Article, number: int) -> Any | None:
    """The row of the story's history with that version."""
    related = ("section", "lead_image", "assigned_to", "history_user")
    return article.history.filter(version=number).select_related(*related).order_by("-history_id").first()


def bylines_at(row: Any) -> list[Any]:
    """The byline's rows of history as of a version of the story, in their order."""
    return sorted(_as_of(Byline, row, "person"), key=lambda byline: (byline.position, byline.id))


def _now(article: Article) -> Version:
    taggings = article.taggings.filter(status=Tagging.Status.CHOSEN).select_related("topic")
    return Version(
        NOW,
        "Working copy",
        article.updated_at,
        account_name(article.updated_by),
        article.body,
        {name: _in_words(article, name) for name in FIELDS},
        tuple(_name(byline) for byline in article.bylines.select_related("person")),
        tuple(_said(quote) for quote in article.quotes.in_place().select_related("speaker")),
        tuple(sorted(tagging.topic.name for tagging in taggings)),
    )


def _of_row(row: Any) -> Version:
    quotes = [quote for quote in _as_of(Quote, row, "speaker") if quote.position is not None]
    chosen = [tagging for tagging in _as_of(Tagging, row, "topic") if tagging.status == Tagging.Status.CHOSEN]
    return Version(
        str(row.version),
        f"Version {row.version}",
        row.history_date,
        account_name(row.history_user),
        row.body,
        {name: _in_words(row, name) for name in FIELDS},
        tuple(_name(byline) for byline in bylines_at(row)),
        tuple(_said(quote) for quote in sorted(quotes, key=lambda quote: (quote.position, quote.id))),
        tuple(sorted(str(tagging.topic or "a topic since deleted") for tagging in chosen)),
    )


def _of_edition(edition: Edition) -> Version:
    roles = dict(Byline.Role.choices)
    return Version(
        LIVE,
        f"What readers see, edition {edition.number}",
        edition.published_at,
        account_name(edition.published_by),
        edition.body,
        {name: _in_words(edition, name) for name in TOLD},
        tuple(f"{roles.get(byline.role, byline.role)} {byline.name}" for byline in edition.bylines.all()),
        tuple(_said_as_published(quote) for quote in edition.quotes.all()),
    )


def _as_of(model: type[Model], row: Any, related: str) -> Iterable[Any]:
    """The newest row of history of each of the story's records up to the version's moment, but for deleted ones."""
    rows: QuerySet[Any] = model.history.filter(article=row.id, history_date__lte=row.history_date)  # type: ignore[attr-defined]
    newest = rows.order_by().values("id").annotate(newest=Max("history_id")).values("newest")
    return model.history.filter(pk__in=newest).exclude(history_type="-").select_related(related)  # type: ignore[attr-defined]


def _name(byline: Any) -> str:
    role = dict(Byline.Role.choices).get(byline.role, byline.role)
    return f"{role} {byline.person.name if byline.person else 'somebody since deleted'}"


def _said(quote: Any) -> Said:
    speaker = quote.speaker.name if quote.speaker_id and quote.speaker else quote.speaker_name
    return Said(
        quote.public_id,
        quote.words,
        _facts(quote, speaker, quote.role_printed) | {"Standing": quote.get_status_display()},
        quote.status == Quote.Status.CONFIRMED,
    )


def _said_as_published(quote: Any) -> Said:
    facts = _facts(quote, quote.speaker_name, quote.role)
    return Said(quote.public_id, quote.words, facts | {"Standing": Quote.Status.CONFIRMED.label}, is_confirmed=True)


def _facts(quote: Any, speaker: str, role: str) -> dict[str, str]:
    return {
        "Speaker": speaker,
        "Role": role,
        "Said on": _plain(quote.said_on),
        "Answers": quote.question,
        "Kind": dict(Quote.Kind.choices).get(quote.kind, quote.kind),
        "Verification": str(dict(Quote.Verification.choices).get(quote.verification, quote.verification)),
    }


def _in_words(row: Any, name: str) -> str:
    if name == "genre":
        return str(dict(Article.Genre.choices).get(row.genre, row.genre))
    if name == "assigned_to":
        return account_name(row.assigned_to) if row.assigned_to_id and row.assigned_to else ""
    if name in {"section", "lead_image"} and getattr(row, f"{name}_id") and getattr(row, name) is None:
        return "(since deleted)"
    return _plain(getattr(row, name))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M %Z}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    return "" if value is None else str(value)
