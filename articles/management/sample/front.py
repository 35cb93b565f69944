"""The sample newsroom's front page: a few stories placed by hand, the rest left to the newest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from articles.editorial.front_releases import release_front
from articles.editorial.fronting import current_front, mark_of, place, show_until
from articles.models import Article, FrontPage, Section


def arrange_front(rows: list[dict[str, Any]], *, by: User, at: datetime) -> FrontPage | None:
    """Place the stories the manifest names, by slugline, and release that; None where none of them is there.

    A zone is named as the page names it, or by the address of the section whose river it is.
    """
    sections = {section.slug: f"section-{section.pk}" for section in Section.objects.in_navigation()}
    stories = {story.slugline: story for story in Article.objects.filter(slugline__in=[row["story"] for row in rows])}
    placed = [row for row in rows if row["story"] in stories]
    for number, row in enumerate(placed):
        story = stories[row["story"]]
        seen = mark_of(current_front(at))
        zone = sections.get(row["zone"], row["zone"])
        place(story, zone=zone, position=number, pinned=row["pinned"], seen=seen, by=by, at=at)
        if "days" in row:
            until = at + timedelta(days=row["days"])
            show_until(story.pk, until=until, seen=mark_of(current_front(at)), by=by, at=at)
    return release_front(seen=mark_of(current_front(at)), by=by, at=at) if placed else None
