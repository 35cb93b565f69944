"""Days and hours as an editor types and reads them: in the editor's own zone, and what is in doubt is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from articles.editorial import EditorialError
from articles.parsing.clocks import choices, meant, question, written, zone_words

UNREADABLE = "This is no day and hour. Write it so: 2026-03-04T18:30."
# Years a newsroom may mean; clocks at the ends of the calendar cannot be reckoned with.
_YEARS = range(1900, 9000)


class Typed(NamedTuple):
    """What a field of a day and an hour posts: the wall time, the zone it was shown in, the reading chosen, if any."""

    wall: str
    zone: str = ""
    offset: str = ""

    @property
    def tz(self) -> tzinfo:
        """The zone the field was shown in; without a word on that, the editor's now."""
        return self.named_zone or timezone.get_current_timezone()

    @property
    def named_zone(self) -> ZoneInfo | None:
        """The zone it names, if there is one of that name."""
        try:
            return ZoneInfo(self.zone) if self.zone else None
        except (KeyError, ValueError, OSError):  # unknown; no name at all; a folder of the database's
            return None

    @property
    def local(self) -> datetime | None:
        try:
            found = parse_datetime(self.wall)
        except ValueError:
            return None
        return found if found is not None and found.tzinfo is None and found.year in _YEARS else None


class InDoubt(EditorialError):
    """An hour the clocks skip or show twice, typed into `field`; `choices` are its readings, with their offsets."""

    def __init__(self, local: datetime, zone: tzinfo, field: str = "") -> None:
        super().__init__(question(local, zone))
        self.choices = choices(local, zone)
        self.field = field


def typed_in(posted: Mapping[str, Any], name: str) -> Typed:
    """What the field of that name posted."""
    wall, zone, offset = (str(posted.get(key) or "").strip() for key in (name, f"{name}-zone", f"{name}-offset"))
    return Typed(wall, zone, offset)


def posted_of(name: str, moment: datetime | None) -> dict[str, str]:
    """A moment as the field of that name posts it: reads back as the same minute."""
    zone = timezone.get_current_timezone()
    wall, offset = written(to_the_minute(moment), zone) if moment else ("", "")
    return {name: wall, f"{name}-zone": str(zone), f"{name}-offset": offset}


def moment_typed(typed: Typed, field: str = "") -> datetime | None:
    """The moment, None where nothing was typed. Refuses nonsense, and asks (InDoubt) which of two is meant."""
    if not typed.wall:
        return None
    local = typed.local
    if typed.zone and typed.named_zone is None:
        raise EditorialError(f"There is no time zone “{typed.zone[:64]}”.")
    if local is None:
        raise EditorialError(UNREADABLE)
    moment = meant(local, typed.tz, typed.offset)
    if moment is None:
        raise InDoubt(local, typed.tz, field)
    return moment


class MomentInput(forms.Widget):
    """The browser's own picker of a day and an hour, its zone beside it; of an hour in doubt the readings to choose."""

    template_name = "admin/widgets/moment.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return typed_in(data, name)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> str:
        """The wall time alone, as the picker holds it."""
        return _shown(value).wall

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = _shown(value)
        local, zone = shown.local, shown.tz
        chosen = meant(local, zone, shown.offset) if local else None
        asked = choices(local, zone) if local else ()
        context["widget"].update(
            zone=str(zone),
            zone_words=zone_words(chosen or timezone.now(), zone),
            question=question(local, zone) if local and asked else "",
            choices=[(one, one.moment == chosen) for one in asked],
        )
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """With the site's own templates: Django's form renderer knows those of apps alone."""
        return render_to_string(template_name, context)


class HiddenMomentInput(MomentInput):
    """The same, unseen: what it holds is sent back as it came."""

    template_name = "admin/widgets/moment_hidden.html"

    @property
    def is_hidden(self) -> bool:
        return True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["parts"] = dict(zip(("", "-zone", "-offset"), _shown(value), strict=True))
        return context


class MomentField(forms.Field):
    """A moment typed as a day and an hour of the editor's zone. Refuses what has two readings until one is chosen."""

    widget = MomentInput
    hidden_widget = HiddenMomentInput

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime) or value is None:
            return value
        try:
            return moment_typed(value if isinstance(value, Typed) else Typed(str(value).strip()))
        except InDoubt as doubt:
            raise forms.ValidationError(str(doubt), code="in_doubt") from doubt
        except EditorialError as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal


def moment_words(moment: datetime | None) -> str:
    """A moment that decides something, as a screen says it: “15 January 2027, 6:00 EST (New York)”."""
    if moment is None:
        return ""
    zone = timezone.get_current_timezone()
    return f"{moment.astimezone(zone):%-d %B %Y, %-H:%M} {zone_words(moment, zone)}"


def zone_name(at: datetime) -> str:
    """The editor's zone in words: “EST (New York)”."""
    return zone_words(at, timezone.get_current_timezone())


def _shown(value: Any) -> Typed:
    if isinstance(value, Typed):
        return value
    if isinstance(value, datetime):
        zone = timezone.get_current_timezone()
        wall, offset = written(to_the_minute(value), zone)
        return Typed(wall, str(zone), offset)
    return Typed(str(value or ""))


def to_the_minute(moment: datetime) -> datetime:
    """The moment as a form can hold it."""
    return moment.replace(second=0, microsecond=0)
