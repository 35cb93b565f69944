"""The dateline's date against the day readers get the story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from articles.advice.gate.findings import Finding, Sheet
from articles.models import Article

# A feature may be written weeks after the day it begins with; these may not.
_DATED = frozenset([Article.Genre.NEWS, Article.Genre.BRIEF])
_OLDEST = timedelta(days=2)


def dateline_off(sheet: Sheet) -> Iterator[Finding]:
    """News dated after the day it is published, or more than two days before.

    AP datelines say when and where the reporting was done. A story that is live already keeps the day it first ran;
    one that is planned for later is measured by that day.
    """
    article = sheet.article
    if article.dateline_date is None or sheet.release is None or article.genre not in _DATED:
        return
    moment = article.first_published_at or max(sheet.release, article.planned_at or sheet.release)
    day = timezone.localtime(moment, timezone.get_default_timezone()).date()
    dated = f"{article.dateline_date:%-d %B %Y}"
    if article.dateline_date > day:
        yield Finding("dateline-late", f"The dateline’s {dated} is after the day of publication.", "dateline_date")
    elif day - article.dateline_date > _OLDEST:
        days = (day - article.dateline_date).days
        message = f"The dateline’s {dated} is {days} days before publication."
        yield Finding("dateline-old", message, "dateline_date")
