"""Addresses of new rows: made from the name once, kept for ever."""

from __future__ import annotations

from typing import Any

from articles.parsing.names import name_slug


def free_slug(model: type[Any], name: str) -> str:
    """A slug no row of the model has: the name's own, else with a number."""
    slug = name_slug(name)
    taken = set(model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(candidate for n in range(2, len(taken) + 3) if (candidate := f"{slug}-{n}") not in taken)
