"""The list of stories as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from articles.admin.exporting import csv_answer
from articles.admin.story.rows import chips, names_of
from articles.models.profile import account_name

HEADER = (
    "Slugline", "Headline", "State", "Section", "By", "Planned for", "Length planned", "Words", "Desk person",
    "First published", "Address", "Changed",
)  # fmt: skip
_AT_ONCE = 500


def csv_of(stories: Any, at: datetime) -> StreamingHttpResponse:
    """The stories, read and sent a few hundred at a time, however many there are."""
    return csv_answer(f"stories-{timezone.localtime(at):%Y-%m-%d}", HEADER, _lines(stories, at))


def _lines(stories: Any, at: datetime) -> Iterator[list[object]]:
    for story in stories.iterator(chunk_size=_AT_ONCE):
        states = ", ".join(chip.label for chip in chips(story, at))
        seen = story.was_seen_by_readers(at)
        yield [
            *(story.slugline, story.headline, states, story.section.name if story.section else "", names_of(story)),
            *(_moment(story.planned_at), story.planned_length, story.word_count),
            account_name(story.assigned_to) if story.assigned_to else "",
            _moment(story.first_published_at if seen else None),
            story.path if seen else "",
            _moment(story.updated_at),
        ]


def _moment(when: datetime | None) -> str:
    return f"{timezone.localtime(when):%Y-%m-%d %H:%M}" if when else ""
