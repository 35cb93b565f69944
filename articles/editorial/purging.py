"""Telling a shared cache in front of the site what has changed, where one is: the setting PURGE_HOOK.

Every public answer carries `Surrogate-Key`: “site” on all, “lists” on what lists, “story-ID” on a story and its
versions. The hook is called with the keys to drop, after the act is committed; one that fails is logged and stops
nobody: without it a shared cache asks again within seconds all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from articles.models import Article, Edition
from articles.models.surrogate_keys import LISTS, SITE, story_key

Hook = Callable[[Sequence[str]], None]
_KEPT_SINCE = "purged-until"
_LOOKS_BACK = timedelta(hours=1)


def purge_after_commit(article: Article | None) -> None:
    """Have dropped what an act on this story made stale; everything where it was on none. Nothing without a hook."""
    if settings.PURGE_HOOK:
        keys = [story_key(article.pk), LISTS] if article is not None else [SITE]
        transaction.on_commit(lambda: _purge(keys), robust=True)


def purge_what_came_due(at: datetime) -> int:
    """Have dropped what the clock alone has changed since this was last called; how many keys. For `tick`."""
    if not settings.PURGE_HOOK:
        return 0
    since = cache.get(_KEPT_SINCE) or at - _LOOKS_BACK
    due = Q(published_at__gt=since, published_at__lte=at) | Q(superseded_at__gt=since, superseded_at__lte=at)
    stories = Edition.objects.filter(due).order_by().values_list("article", flat=True).distinct()
    keys = [story_key(pk) for pk in stories]
    if keys:
        _purge([*keys, LISTS])
    cache.set(_KEPT_SINCE, at, None)
    return len(keys)


def _purge(keys: Sequence[str]) -> None:
    hook: Hook = import_string(settings.PURGE_HOOK)
    hook(keys)
