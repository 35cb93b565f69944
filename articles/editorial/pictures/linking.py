"""Which pictures a body names: written down with the body, so that it is known where each picture is used."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User

from articles.editorial.bulk import insert
from articles.models import Article, Image
from articles.parsing.markup import pictures_in, without_pictures


def pictures_named(body: str) -> set[int]:
    """The numbers of the pictures in a body."""
    return {place.image for place in pictures_in(body)}


def only_own_pictures(body: str, *, before: str = "", by: User | None) -> str:
    """The body without pictures that do not exist, or that the person may not see and that were not there before.

    Nobody shows readers a picture by guessing its number. No statement where nothing new is named.
    """
    named = pictures_named(body)
    if not named:
        return body
    new = named - pictures_named(before)
    rows = Image.objects.filter(pk__in=named)
    seen = rows.viewable_by(by) if by and new else rows
    allowed = set(seen.filter(pk__in=new).values_list("pk", flat=True)) if new else set()
    allowed |= set(rows.filter(pk__in=named - new).values_list("pk", flat=True)) if named - new else set()
    return without_pictures(body, named - allowed) if named - allowed else body


def link_pictures(article: Article, *, before: str) -> None:
    """Note the pictures of a story's new body. No statement where they are those of the body before."""
    named = pictures_named(article.body)
    if named != pictures_named(before):
        article.body_images.set(named)


def link_new_pictures(articles: Sequence[Article]) -> None:
    """Note the pictures of stories just filed: one statement for all, none where there are none."""
    through = Article.body_images.through
    rows = [
        through(article_id=article.pk, image_id=image) for article in articles for image in pictures_named(article.body)
    ]
    insert(rows)
