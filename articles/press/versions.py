"""An edition as readers once saw it: the same words, marked as past, leading to the story as it is now."""

from __future__ import annotations

from html import escape

from django.conf import settings
from django.template import engines

from articles.models import Edition
from articles.press.content import SITE_MARK, with_live
from articles.press.moments import stamp
from articles.press.render import shortened

# Of a headline: with the words around it a description is no longer than engines show.
_TOLD = 110


def version_head(edition: Edition, path: str) -> str:
    """The head of a version's page: not for search engines, the story itself named as the page to know."""
    return str(
        engines["django"]
        .get_template("articles/_version_head.html")
        .render(
            {
                "title": f"Version {edition.number}: {edition.headline}",
                "url": f"{SITE_MARK}{path}",
                "description": versions_told(edition.headline),
                "site": SITE_MARK,
                "site_name": settings.SITE_NAME,
            }
        )
    )


def versions_told(headline: str) -> str:
    """What the pages of a story's versions are, in a sentence."""
    return f"“{shortened(headline, _TOLD)}” as readers saw it: every version is kept, with what was changed and when."


def version_main(edition: Edition, page: str, path: str, *, is_current: bool) -> str:
    """The page as it was, under a notice that says from when to when readers saw it. Topics belong to no version."""
    if is_current:
        when = f"Readers have seen it since {stamp(edition.published_at)}."
        what = f"This is version {edition.number} of this story, the current one."
    else:
        when = f"Readers saw it from {stamp(edition.published_at)} to {stamp(edition.superseded_at)}."
        what = f"This is version {edition.number} of this story, not the current one."
    links = (
        f'<a href="{escape(path)}">Read the story as it is now</a> <a href="{escape(path)}versions/">All versions</a>'
    )
    notice = f'<aside class="past" aria-label="Version"><p><strong>{what}</strong> {when}</p><p>{links}</p></aside>'
    return notice + with_live("", page)[1]
