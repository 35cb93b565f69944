"""The gate as the editor types: the form as it stands is read like a story, and nothing is saved."""

from __future__ import annotations

import copy
from collections import defaultdict

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.permissions import who
from articles.admin.story.byline_rows import PREFIX, byline_rows
from articles.admin.story.form import StoryForm, locked_fields
from articles.admin.story.page import gate_of, story_or_404
from articles.advice import gate
from articles.advice.roles import roles_held
from articles.editorial.anchors import settle_places
from articles.models import Article, Byline, Quote, Tagging
from articles.models.body import CleanBody
from articles.parsing.marking import words_of
from articles.parsing.markup import BodyTooLong, QuoteSpan, body_text, clean_body, quote_spans

DISMISSED = Quote.Status.DISMISSED


@require_POST
def story_check(request: HttpRequest, object_id: str) -> HttpResponse:
    """The gate's card for the story as the form has it, saved or not. Who may open it may ask; no row changes."""
    article, at = story_or_404(who(request), object_id), timezone.now()
    typed = copy_as_typed(article, request.POST, by=who(request))
    context = {"article": article, **gate_of(typed, at, is_checked=article.state != Article.State.KILLED)}
    return TemplateResponse(request, "admin/articles/article/_gate.html", context)


def copy_as_typed(article: Article, posted: QueryDict, *, by: User) -> gate.Copy:
    """The story with what was posted in place of what is on record; what cannot be read, or not be set, stays."""
    form = StoryForm(posted, instance=article, user=by)
    form.is_valid()
    typed = copy.copy(article)
    changes = form.changes_of(set(posted) - locked_fields(by, article))
    body = changes.pop("body", None)
    for name, value in changes.items():
        setattr(typed, name, value)
    quotes = list(article.quotes.select_related("speaker").order_by("position", "pk"))
    if body is not None:
        quotes += _take_body(typed, body, quotes)
    in_place = sorted((q for q in quotes if q.position is not None), key=lambda quote: quote.position or 0)
    return gate.Copy(
        typed,
        _bylines(article, posted),
        in_place,
        topics=article.taggings.filter(status=Tagging.Status.CHOSEN).count(),
        with_role=_with_role(in_place),
        dismissed=[quote.words for quote in quotes if quote.status == DISMISSED],
    )


def _take_body(typed: Article, body: str, quotes: list[Quote]) -> list[Quote]:
    """Put the body on the copy and its quotes in their places; returns those marked in it that are not on record."""
    try:
        cleaned = CleanBody(clean_body(body))
    except BodyTooLong:
        return []
    typed.body = cleaned  # type: ignore[assignment]
    typed.body_text = body_text(cleaned)
    spans = quote_spans(cleaned)
    known = {quote.public_id for quote in quotes}
    marked: dict[str, list[QuoteSpan]] = defaultdict(list)
    for span in spans:
        if span.quote_id not in known:
            marked[span.quote_id].append(span)
    new = [Quote(public_id=quote_id, words=words_of(its)) for quote_id, its in marked.items()]
    settle_places([*quotes, *new], spans)
    return new


def _bylines(article: Article, posted: QueryDict) -> list[Byline]:
    """Bylines as typed, of names alone: whom they mean is found when the story is saved."""
    if f"{PREFIX}-TOTAL_FORMS" not in posted:
        return list(article.bylines.all())
    rows = byline_rows(None, posted)
    return [Byline(article=article) for row in rows.forms if str(row["name"].value() or "").strip()]


def _with_role(quotes: list[Quote]) -> frozenset[str]:
    """Ids of quotes whose speaker has a role on record for the day: one query."""
    held = roles_held((q.speaker_id, q.said_on) for q in quotes if q.speaker_id and q.said_on)
    return frozenset(q.public_id for q in quotes if q.speaker_id and q.said_on and (q.speaker_id, q.said_on) in held)
