"""Whom the newsroom quotes: counted over what readers can see, by speaker, organisation, month and story.

Nothing is guessed about anybody: no sex, no origin, no view. People who were merged count as the one they are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from articles.models import Edition, EditionQuote, Person, Quote, Role

MOST_BARS = 15
MOST_MONTHS = 24
MOST_LISTED = 25
# Shorter pieces are briefs: one voice is what they have room for.
SHORTEST_STORY = 150
# Who was merged into somebody is counted as them.
_SPEAKER = Coalesce("speaker__merged_into", "speaker")


@dataclass(frozen=True, slots=True)
class Tally:
    """A name and how many quotes, in how many stories."""

    name: str
    number: int
    stories: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """How many people were quoted in a month, and how many of them for the first time."""

    month: date
    voices: int
    first_time: int

    @property
    def share(self) -> int:
        """First-time voices in hundredths."""
        return round(100 * self.first_time / self.voices) if self.voices else 0


@dataclass(frozen=True, slots=True)
class Report:
    """What the quotes of some stories say about whom they let speak."""

    quotes: int
    speakers: int
    stories: int
    unnamed: int
    top: list[Tally]
    organisations: list[Tally]
    months: list[Month]
    verified: list[Tally]
    single: int
    weighed: int
    single_stories: list[Edition]

    @property
    def a_story(self) -> float:
        """Quotes a story that has any."""
        return round(self.quotes / self.stories, 1) if self.stories else 0.0

    @property
    def single_share(self) -> int:
        """Stories with one voice, in hundredths of those long enough for more."""
        return round(100 * self.single / self.weighed) if self.weighed else 0


def report_on(rows: QuerySet, *, at: datetime) -> Report:
    """The report on these quotes, all of them visible at that moment: a dozen queries, however many there are."""
    rows = rows.order_by().annotate(voice=_SPEAKER)
    totals = rows.aggregate(
        quotes=Count("pk"),
        speakers=Count("voice", distinct=True),
        stories=Count("edition", distinct=True),
        unnamed=Count("pk", filter=Q(speaker=None)),
    )
    single, weighed, listed = _single_voiced(rows)
    return Report(
        **totals,
        top=_top(rows),
        organisations=_organisations(rows),
        months=_months(rows, at),
        verified=_verified(rows),
        single=single,
        weighed=weighed,
        single_stories=listed,
    )


def voices(rows: QuerySet, *, limit: int) -> list[Tally]:
    """Everybody quoted, the most quoted first."""
    counted = rows.order_by().annotate(voice=_SPEAKER).filter(voice__isnull=False).values("voice")
    counted = counted.annotate(number=Count("pk"), stories=Count("edition", distinct=True)).order_by("-number", "voice")
    return _named(list(counted[:limit]))


def _top(rows: QuerySet) -> list[Tally]:
    humans = rows.exclude(speaker__kind=Person.Kind.ORGANISATION)
    return voices(humans, limit=MOST_BARS)


def _named(counted: list[dict]) -> list[Tally]:
    names = dict(Person.objects.filter(pk__in=[row["voice"] for row in counted]).values_list("pk", "name"))
    return [Tally(names[row["voice"]], row["number"], row["stories"]) for row in counted]


def _organisations(rows: QuerySet) -> list[Tally]:
    """Organisations that spoke, and those the speakers belonged to on the day, by the roles on record."""
    held = Role.objects.filter(person=OuterRef("voice")).exclude(organisation="")
    held = held.filter(Q(start=None) | Q(start__lte=OuterRef("said")), Q(end=None) | Q(end__gte=OuterRef("said")))
    of_role = Subquery(held.order_by(F("start").desc(nulls_last=True), "-pk").values("organisation")[:1])
    is_one = Q(speaker__kind=Person.Kind.ORGANISATION)
    counted: Counter[str] = Counter()
    stories: Counter[str] = Counter()
    named = rows.filter(voice__isnull=False).annotate(said=Coalesce("said_on", "edition__first_published_at__date"))
    spoke = named.filter(is_one).values(organisation=F("speaker_name"))
    belonged = named.exclude(is_one).annotate(organisation=of_role).exclude(organisation=None).values("organisation")
    for found in (spoke, belonged):
        for row in found.annotate(number=Count("pk"), stories=Count("edition", distinct=True)):
            counted[row["organisation"]] += row["number"]
            stories[row["organisation"]] += row["stories"]
    return [Tally(name, number, stories[name]) for name, number in counted.most_common(MOST_BARS)]


def _months(rows: QuerySet, at: datetime) -> list[Month]:
    """The last months: who is new was never quoted before in anything readers can see, not in these rows alone."""
    newest = rows.aggregate(newest=Max("first_published_at"))["newest"]
    if newest is None:
        return []
    # The months shown alone are told apart: on SQLite that is a call for each row.
    shown = rows.filter(voice__isnull=False, first_published_at__gte=newest - timedelta(days=31 * MOST_MONTHS))
    counted = shown.annotate(month=TruncMonth("first_published_at", tzinfo=timezone.get_default_timezone())).values(
        "month"
    )
    spoke = {row["month"].date(): row["n"] for row in counted.annotate(n=Count("voice", distinct=True))}
    ever = EditionQuote.objects.visible(at).order_by().annotate(voice=_SPEAKER).filter(voice__isnull=False)
    firsts = ever.values("voice").annotate(first=Min("first_published_at"))
    here = set(rows.values_list("voice", flat=True).distinct())
    new = Counter(_month_of(first) for voice, first in firsts.values_list("voice", "first") if voice in here)
    return [Month(one, spoke[one], min(new[one], spoke[one])) for one in sorted(spoke)[-MOST_MONTHS:]]


def _month_of(moment: datetime) -> date:
    return timezone.localtime(moment, timezone.get_default_timezone()).date().replace(day=1)


def _verified(rows: QuerySet) -> list[Tally]:
    counted = dict(rows.values_list("verification").annotate(n=Count("pk")))
    return [Tally(str(Quote.Verification(how).label), counted.get(how, 0)) for how in Quote.Verification.values]


def _single_voiced(rows: QuerySet) -> tuple[int, int, list[Edition]]:
    """Of the stories long enough, how many let one person speak; how many there are; the newest of the former."""
    long_enough = rows.filter(edition__word_count__gte=SHORTEST_STORY, voice__isnull=False)
    counted = long_enough.values("edition", "first_published_at").annotate(n=Count("voice", distinct=True))
    told = counted.aggregate(weighed=Count("edition"), single=Count("edition", filter=Q(n=1)))
    newest = counted.filter(n=1).order_by("-first_published_at", "-edition")[:MOST_LISTED]
    editions = Edition.objects.filter(pk__in=[row["edition"] for row in newest]).select_related("section")
    listed = list(editions.newest_first().only("headline", "path", "first_published_at", "section__name", "article"))
    return told["single"], told["weighed"], listed
