"""The sample newsroom's manifest: what there is, and when things happened, told from the day it is built."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

_FOLDER = Path(__file__).parent


def read_manifest() -> dict[str, Any]:
    """Sections, topics, staff, speakers and stories, as newsroom.json has them."""
    return json.loads((_FOLDER / "newsroom.json").read_text(encoding="utf-8"))


def copy_of(story: dict[str, Any]) -> str:
    """A story's raw copy, as it was filed."""
    return (_FOLDER / "stories" / story["file"]).read_text(encoding="utf-8")


def moment(when: dict[str, Any], now: datetime) -> datetime:
    """`{"days_ago", "at"}` or `{"in_hours"}` as a moment; on the building's own day never later than now."""
    if "in_hours" in when:
        return (now + timedelta(hours=when["in_hours"])).replace(minute=0, second=0, microsecond=0)
    zone = timezone.get_default_timezone()
    day = now.astimezone(zone).date() - timedelta(days=when["days_ago"])
    return min(datetime.combine(day, time.fromisoformat(when["at"]), zone), now)


def happened(story: dict[str, Any], now: datetime) -> datetime:
    """When the story was published, or filed if it never was: stories are built in this order."""
    return moment(story.get("published") or story["filed"], now)
