"""A story's public address: the day of its first publication and its slug; every address it ever had leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from articles.models import Article, Edition, Redirect
from articles.parsing.names import name_slug


def path_for(article: Article, first_published_at: datetime) -> str:
    """The address for a story first published then; one no other story has or had. The day is the site's.

    Its present address is kept while the slug is unchanged.
    """
    base = _base(article, first_published_at)
    return _first_free(base, _taken(article, base))


def paths_for(stories: Sequence[tuple[Article, datetime]]) -> list[str]:
    """Addresses for new stories first published then, each its own: three queries, and three more a headline taken."""
    bases = [_base(article, at) for article, at in stories]
    wanted = {f"{base}/" for base in bases}
    taken = {
        path
        for model in (Article, Edition, Redirect)
        for path in model._default_manager.filter(path__in=wanted).order_by().values_list("path", flat=True)
    }
    paths: list[str] = []
    for base, (article, _) in zip(bases, stories, strict=True):
        if f"{base}/" in taken:
            taken |= _taken(article, base)
        paths.append(_first_free(base, taken))
        taken.add(paths[-1])
    return paths


def _base(article: Article, first_published_at: datetime) -> str:
    day = timezone.localtime(first_published_at, timezone.get_default_timezone())
    return f"/{day:%Y/%m/%d}/{article.url_slug or name_slug(article.headline)}"


def _first_free(base: str, taken: set[str]) -> str:
    if f"{base}/" not in taken:
        return f"{base}/"
    return next(path for n in range(2, len(taken) + 3) if (path := f"{base}-{n}/") not in taken)


def move(article: Article, path: str) -> None:
    """Give a story its address; the one it had leads there for ever. Addresses that led to the old one follow."""
    old = article.path
    if old and old != path:
        Redirect.objects.filter(path=path).delete()
        Redirect.objects.filter(target=old).update(target=path)
        Redirect.objects.update_or_create(path=old, defaults={"target": path})
    article.path = path


def _taken(article: Article, base: str) -> set[str]:
    begins = Q(path__startswith=base)
    others = Article.objects.filter(begins).exclude(pk=article.pk).order_by().values_list("path", flat=True)
    editions = Edition.objects.filter(begins).exclude(article=article.pk).order_by().values_list("path", flat=True)
    moved = Redirect.objects.filter(begins).exclude(target=article.path or "").order_by().values_list("path", flat=True)
    return {path for path in others.union(editions, moved) if path}
