"""A story in the shape of local-television copy, and the way to a given state through the acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.editorial import approve, confirm_quote, file_story, submit
from articles.editorial.drafts import DraftByline, StoryDraft
from articles.models import Article, Section
from articles.parsing.markup import body_from_paragraphs
from tests.builders import NOON

PARAGRAPHS = (
    "The city will close the Alder Street bridge for nine weeks of repairs, officials said Tuesday.",
    "“The deck is tired, and so are the people who drive over it,” said Public Works Director Lena Marsh. “We would "
    "rather close it once and do it right.”",
    "Merchants on the east bank asked for a shuttle.",
    "“Nobody walks half a mile for a haircut,” said Omar Field, who owns a barbershop on Alder Street.",
    "[Reporter: “Will the city pay for the shuttle?”]",
    "“We will, until the bridge opens again,” said Mayor Ines Calder.",
)


def story_draft(section: Section | None = None, **fields: Any) -> StoryDraft:
    return StoryDraft(
        body=body_from_paragraphs(PARAGRAPHS, {4}),
        fields={"slugline": "alder-bridge", "headline": "Alder Street bridge to close for nine weeks", **fields},
        section=section,
        bylines=(DraftByline("Ana Ruiz"), DraftByline("Tom Hale")),
        dateline_date=NOON.date(),
    )


def file_ready(section: Section, *, by: User, approved_by: User, at: datetime = NOON, **fields: Any) -> Article:
    """The story as filed by one person, its quotes confirmed and its copy approved by another."""
    article = file_story(story_draft(section, **fields), by=by, at=at)
    for quote in article.quotes.all():
        confirm_quote(quote, by=by, at=at)
    article = submit(article, by=by, at=at)
    return approve(article, by=approved_by, at=at)


def rows_of(article: Article) -> dict[str, Any]:
    """All an act might change, to compare before and after a refusal."""
    return {
        "article": Article.objects.filter(pk=article.pk).values().get(),
        "editions": list(article.editions.values()),
        "quotes": list(article.quotes.order_by("pk").values()),
        "bylines": list(article.bylines.values()),
        "taggings": list(article.taggings.order_by("pk").values()),
        "acts": article.acts.count(),
        "history": article.history.count(),
    }
