"""How many of the stories found stand under each section, topic, person, speaker and year; each a link that narrows.

Counted among the newest three hundred that were found, under all that narrows the search already, so that each number
is what the link leads to. What a search is narrowed by stands there as the one value that is chosen, and can be taken
off.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from heapq import nlargest
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from articles.models import EditionByline, EditionQuote, TopicStory
from articles.parsing.dates import FIRST_YEAR, LAST_YEAR
from articles.press.moulds import drawn
from articles.reader.filters import StorySearch
from articles.reader.finding import COUNTED, Match, changed
from articles.reader.known import Named
from articles.reader.statements import AllRead, Among, written_ids

_LABELS = {"section": "Section", "topic": "Topic", "speaker": "Who is quoted", "person": "Written by", "year": "Year"}
# Those of which a story may have several, counted by the database.
_COUNTED = ("topic", "speaker", "person")
_SHOWN = 8
# Fewer than this need no narrowing.
_WORTH_COUNTING = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow by: what it is called, how many stories, the query of the search with it (or, chosen, off)."""

    name: str
    stories: int
    query: str
    is_chosen: bool = False

    @property
    def texts(self) -> dict[str, str]:
        chosen = "chosen" if self.is_chosen else ""
        return {"query": self.query, "name": self.name, "stories": str(self.stories), "chosen": chosen}


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one filter, those of most stories first; years the newest first."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def shown(self) -> SafeString:
        """The choices as HTML, from a template made once."""
        return mark_safe("".join([drawn("articles/_choice.html", choice.texts) for choice in self.choices]))


@dataclass(frozen=True, slots=True)
class Facets:
    """All of them, and whether more was found than was counted."""

    all: list[Facet]
    is_cut: bool
    counted: int


Counts = dict[str, list[tuple[int, int]]]


def count_subjects(asked: StorySearch, matches: list[Match]) -> Counts:
    """(id, stories) of the topics and people of most stories, by filter. One query; none where little was found."""
    counts: Counts = {}
    if is_worth_counting(matches):
        for name, pk, n in _counted_subjects(asked, matches):
            counts.setdefault(name, []).append((pk, n))
    return {name: nlargest(_SHOWN, values, key=lambda value: (value[1], -value[0])) for name, values in counts.items()}


def is_worth_counting(matches: list[Match]) -> bool:
    """Whether so much was found that it cannot be looked over."""
    return len(matches) >= _WORTH_COUNTING


def facets_of(asked: StorySearch, matches: list[Match], counts: Counts, named: Named) -> Facets | None:
    """The facets of a search, their names as `named` has them. None where they are not worth it."""
    if not is_worth_counting(matches):
        return None
    found: dict[str, list[tuple[str, str, int]]] = {name: [] for name in _LABELS}
    sections = {section.pk: section for section in asked.sections}
    for pk, n in Counter(match.section for match in matches).items():
        if pk in sections:
            found["section"].append((sections[pk].slug, sections[pk].name, n))
    found["year"] = [(str(year), str(year), n) for year, n in _years(match.seconds for match in matches).items()]
    for name, values in counts.items():
        for pk, n in values:
            subject = named.counted[name == "topic", pk]
            found[name].append((subject.slug, subject.name, n))
    facets = [_facet(asked, name, values, len(matches)) for name, values in found.items()]
    return Facets([facet for facet in facets if facet.choices], len(matches) >= COUNTED, len(matches))


def _years(moments: Iterable[int]) -> Counter[int]:
    """How many of the moments lie in which year, in the site's zone; of those that can be asked for."""
    begins = _beginnings(settings.TIME_ZONE)
    counts = Counter(bisect_right(begins, moment) for moment in moments)
    return Counter({FIRST_YEAR - 1 + n: counts[n] for n in counts if 0 < n < len(begins)})


@lru_cache(maxsize=2)
def _beginnings(zone: str) -> list[float]:
    """When each year begins there that can be asked for, and the one after; in seconds since 1970."""
    return [datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).timestamp() for year in range(FIRST_YEAR, LAST_YEAR + 2)]


def chips(asked: StorySearch) -> list[Choice]:
    """What the search is narrowed by, each with the query of the same search without it."""
    named = {name: asked.fields.get(name) for name in (*_LABELS, "from", "to")}
    named["section"] = next((s.name for s in asked.sections if s.slug == named["section"]), None)
    labels = {**_LABELS, "from": "From", "to": "To"}
    return [
        Choice(f"{labels[name]}: {value}", 0, changed(asked, **{name: ""}), is_chosen=True)
        for name, value in named.items()
        if value
    ]


def _counted_subjects(asked: StorySearch, matches: list[Match]) -> Iterable[tuple[str, int, int]]:
    """(filter, id, stories) of the topics and people that the search is not narrowed by yet."""
    editions, articles = (written_ids(getattr(match, key) for match in matches) for key in ("id", "article"))
    free = tuple(name for name in _COUNTED if not asked.fields[name])
    return _counts_of(free)(asked.at, editions, articles) if free else []


@lru_cache(maxsize=len(_COUNTED) ** 2)
def _counts_of(names: tuple[str, ...]) -> AllRead:
    """The statement that counts under these filters, asked with ids of editions and of articles."""

    def build(at: datetime, editions: str, articles: str) -> QuerySet:
        listed = TopicStory.objects.filter(Among("article_id", articles))
        quoted = EditionQuote.objects.filter(Among("edition_id", editions), speaker__isnull=False)
        arms = {
            "topic": _counted(listed, "topic", F("topic_id"), Count("*")),  # a row is one story on one topic
            "speaker": _people(quoted, "speaker"),
            "person": _people(EditionByline.objects.filter(Among("edition_id", editions)), "person"),
        }
        first, *others = (arms[name] for name in names)
        return first.union(*others, all=True)

    return AllRead(build, str, str, planned_anew=True)


def _people(rows: QuerySet, column: str) -> QuerySet:
    """Somebody merged away counts as who they were merged into."""
    return _counted(
        rows, column, Coalesce(f"{column}__merged_into_id", f"{column}_id"), Count("edition", distinct=True)
    )


def _counted(rows: QuerySet, kind: str, key: F | Coalesce, stories: Count) -> QuerySet:
    counted = rows.order_by().annotate(is_a=Value(kind), key=key).values("is_a", "key")
    return counted.annotate(n=stories).values_list("is_a", "key", "n")


def _facet(asked: StorySearch, name: str, values: list[tuple[str, str, int]], matches: int) -> Facet:
    chosen = asked.fields.get(name)
    if chosen:
        shown = {slug: words for slug, words, _ in values}.get(str(chosen), str(chosen))
        return Facet(name, _LABELS[name], [Choice(shown, matches, changed(asked, **{name: ""}), is_chosen=True)])
    values.sort(key=lambda value: -int(value[0]) if name == "year" else (-value[2], value[1]))
    # One section or year that all have narrows nothing.
    narrows = len(values) > 1 or name not in {"section", "year"}
    rest = f"{changed(asked)}&".removeprefix("&")
    choices = [Choice(words, n, f"{rest}{name}={slug}") for slug, words, n in values[:_SHOWN]]
    return Facet(name, _LABELS[name], choices if narrows else [])
