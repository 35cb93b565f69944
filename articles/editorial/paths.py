"""A story's public address: the day of its first publication and its slug; every address it ever had leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Edition, Redirect
from articles.parsing.names import name_slug


def path_for(article: Article, first_published_at: datetime) -> str:
    """The address for a story first published then; one no other story has or had. The day is the site's.

    Its present address is kept while the slug is unchanged.
    """
    return _free(article, _base(article, first_published_at), set())


def paths_for(stories: Sequence[tuple[Article, datetime]]) -> list[str]:
    """Addresses for new stories first published then, each its own: three queries, and three more a headline taken."""
    bases = [_base(article, at) for article, at in stories]
    wanted = {f"{base}/" for base in bases}
    taken: set[str] = set()
    for model in (Article, Edition, Redirect):
        rows = model._default_manager.filter(path__in=wanted).order_by()
        taken.update(str(path) for path in rows.values_list("path", flat=True))
    paths: list[str] = []
    for base, (article, _) in zip(bases, stories, strict=True):
        paths.append(_free(article, base, taken) if f"{base}/" in taken else f"{base}/")
        taken.add(paths[-1])
    return paths


def _base(article: Article, first_published_at: datetime) -> str:
    day = timezone.localtime(first_published_at, timezone.get_default_timezone())
    return f"/{day:%Y/%m/%d}/{article.url_slug or name_slug(article.headline)}"


def _free(article: Article, base: str, claimed: set[str]) -> str:
    """The first address of base, base-2, base-3 … that is nobody's.

    Asked for by name, ever more at a time: an index answers that on both databases, while SQLite would read the whole
    table for a beginning.
    """
    first, most = 1, 10
    while True:
        candidates = [f"{base}-{n}/" if n > 1 else f"{base}/" for n in range(first, first + most)]
        taken = claimed | _taken(article, candidates)
        free = next((path for path in candidates if path not in taken), None)
        if free:
            return free
        first, most = first + most, most * 4


def take(article: Article, first_published_at: datetime) -> None:
    """Give a story the address for that first publication; where another is just taking it, the next one free."""
    path = path_for(article, first_published_at)
    while path != article.path and not _claimed(article, path):
        path = path_for(article, first_published_at)
    move(article, path)


def _claimed(article: Article, path: str) -> bool:
    """Whether the address is this story's now. Waits for who claimed it at the same moment to end."""
    try:
        with transaction.atomic():
            Article.objects.filter(pk=article.pk).update(path=path)
    except IntegrityError:
        return False
    return True


def move(article: Article, path: str) -> None:
    """Give a story its address; the one it had leads there for ever. Addresses that led to the old one follow."""
    if article.path and article.path != path:
        lead_on(article.path, path)
    article.path = path


def lead_on(old: str, path: str) -> None:
    """An address leads to another from now on, and so do those that led to it; the other leads nowhere itself."""
    Redirect.objects.filter(path=path).delete()
    Redirect.objects.filter(target=old).update(target=path)
    Redirect.objects.update_or_create(path=old, defaults={"target": path})


def move_back(article: Article, path: str, at: datetime) -> None:
    """Give a story the address it had before a plan that was taken back; the planned one leads nowhere, unless seen."""
    planned = article.path
    if planned != path and planned:
        Redirect.objects.filter(path=path).delete()
        Redirect.objects.filter(target=planned).update(target=path)
        if article.editions.seen_before(at).filter(path=planned).exists():
            Redirect.objects.update_or_create(path=planned, defaults={"target": path})
    article.path = path


def _taken(article: Article, paths: Sequence[str]) -> set[str]:
    """Those of the paths that another story has or had, or that lead to one."""
    others = Article.objects.filter(path__in=paths).exclude(pk=article.pk).order_by().values_list("path", flat=True)
    editions = Edition.objects.filter(path__in=paths).exclude(article=article.pk)
    moved = Redirect.objects.filter(path__in=paths).exclude(target=article.path or "")
    found = others.union(
        editions.order_by().values_list("path", flat=True), moved.order_by().values_list("path", flat=True)
    )
    return {path for path in found if path}
