"""The keys by which a shared cache in front of the site is told what to drop."""

from __future__ import annotations

HEADER = "Surrogate-Key"
SITE, LISTS = "site", "lists"


def story_key(article: int) -> str:
    """The key of a story's own pages."""
    return f"story-{article}"
