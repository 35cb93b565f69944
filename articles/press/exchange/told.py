"""A story as programs are told it: the edition's content, with what is live beside it and what it is known by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Tagging
from articles.press.content import Content
from articles.press.renewing import read_contents

# What is read of an edition besides its content.
NEEDED = ("id", "article", "digest")


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic of a story."""

    name: str
    slug: str
    code: str


@dataclass(frozen=True, slots=True)
class Told:
    """A story: the number it is known by, the digest of the edition, what that says, and the topics of now."""

    article: int
    digest: str
    content: Content
    subjects: tuple[Subject, ...]

    @property
    def uri(self) -> str:
        """A name that no change of address or headline moves: the one it has in feeds."""
        return tag_uri(f"story-{self.article}", self.content.first_published_at)


def tag_uri(name: str, moment: datetime) -> str:
    """A name for ever (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{moment:%Y-%m-%d}:{name}"


def read_told(editions: Sequence[Mapping[str, Any]]) -> list[Told]:
    """The stories of these editions, read with NEEDED, in their order: six queries however many there are."""
    contents = read_contents([row["id"] for row in editions])
    subjects = _subjects([row["article"] for row in editions])
    return [
        Told(row["article"], row["digest"], contents[row["id"]], tuple(subjects[row["article"]])) for row in editions
    ]


def _subjects(articles: Collection[int]) -> dict[int, list[Subject]]:
    found: dict[int, list[Subject]] = defaultdict(list)
    chosen = Tagging.objects.filter(article__in=articles, status=Tagging.Status.CHOSEN)
    columns = ("article", "topic__name", "topic__slug", "topic__code")
    for article, *topic in chosen.order_by("article", "topic__name").values_list(*columns):
        found[article].append(Subject(*topic))
    return found
