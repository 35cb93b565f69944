"""What a new story of somebody's begins with: their name, their desk, their dateline, today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from articles.models import Article, DeskProfile, Person, Section
from articles.models.rights import sections_of


@dataclass(frozen=True, slots=True)
class Start:
    """The byline's person, the section and the dateline a form opens with; whoever types may change them all."""

    person: Person | None
    section: Section | None
    place: str
    source: str
    today: date

    def article(self) -> Article:
        """A story not stored, for a form to show."""
        return Article(
            section=self.section,
            dateline_place=self.place,
            dateline_source=self.source,
            dateline_date=self.today,
            genre=Article.Genre.NEWS,
        )


def start_of(user: Any, at: datetime) -> Start:
    """Of the account's own settings; without a section there, of the only one whose desk it sits at."""
    profile = DeskProfile.objects.filter(user=user.pk).select_related("section").first() or DeskProfile()
    section = profile.section
    if section is None and len(sections_of(user)) == 1:
        section = Section.objects.filter(pk__in=sections_of(user)).first()
    zone = ZoneInfo(profile.time_zone) if profile.time_zone else timezone.get_current_timezone()
    return Start(
        getattr(user, "person", None),
        section,
        profile.dateline_place,
        profile.dateline_source,
        timezone.localtime(at, zone).date(),
    )
