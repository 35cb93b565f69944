"""The act of copying: a new draft with a story's words, for the next one like it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.drafts import DraftByline, StoryDraft
from articles.editorial.filing import file_story
from articles.editorial.kernel import lock, log, require
from articles.models import Article
from articles.parsing.markup import quote_spans, unmark_quotes

State = Article.State

_SUFFIX = "-copy"
# The words, and what they are for. Dates, address, origin and standing stay behind.
_WORDS = (
    "kicker", "headline", "seo_headline", "social_headline", "dek", "genre", "byline_override", "dateline_place",
    "dateline_source", "tagline", "backstory", "editors_note", "lead_image", "budget_line", "planned_length",
    "restricted",
)  # fmt: skip
# What bars the words from readers bars the copy's: copying is no way round a hold or an embargo.
_BARS = ("hold_kind", "hold_reason", "held_by")


@transaction.atomic
def copy_story(article: Article, *, by: User | None, at: datetime) -> Article:
    """File a new draft with the story's words, byline and section; returns it.

    Its quotes are proposed anew: nobody has confirmed them there. Origin, dates, public address, topics and desk
    person stay with the source. A restricted story's copy is restricted; a hold, and an embargo not yet over, go
    along. Refuses who may not view or copy the source or create stories, a newer version, and a killed story.
    """
    require(by, "story.view_draft", article)
    require(by, "story.copy", article)
    source = lock(article, State.DRAFT, State.REVIEW, State.READY, State.PUBLISHED)
    copy = file_story(_draft_of(source, at), by=by, at=at)
    log("copy_story", copy, by=by, at=at, source=source.pk)
    return copy


def _draft_of(source: Article, at: datetime) -> StoryDraft:
    names = (*_WORDS, *_BARS, *(["embargo_until"] if source.is_embargoed(at) else []))
    fields: dict[str, Any] = {name: getattr(source, name) for name in names}
    length = Article._meta.get_field("slugline").max_length or 0
    fields["slugline"] = f"{source.slugline[: length - len(_SUFFIX)]}{_SUFFIX}"
    return StoryDraft(
        body=unmark_quotes(source.body, {span.quote_id for span in quote_spans(source.body)}),
        fields=fields,
        section=source.section,
        bylines=tuple(DraftByline(person=b.person, role=b.role) for b in source.bylines.select_related("person")),
    )
