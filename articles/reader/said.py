"""Said then, said now: what a person said on one topic, the first words first, in the role of each time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Person, Topic
from articles.press.quote_figures import alone
from articles.reader.cursor import Order, list_page
from articles.reader.pages import page
from articles.reader.quotes import SHOWN, said_by
from articles.reader.subjects import under_topic

THEN_TO_NOW = Order("first_published_at", "id", oldest_first=True)


@require_safe
def said_on_topic(request: HttpRequest, slug: str, topic: str) -> HttpResponseBase:
    """The person's quotes from stories on the topic. The address of what was merged away leads to what stays."""
    at = timezone.now()
    person: Person = get_object_or_404(Person.objects.select_related("merged_into"), slug=slug)
    subject: Topic = get_object_or_404(Topic.objects.select_related("merged_into"), slug=topic)
    quotes = _on_topic(person.merged_into or person, subject.merged_into or subject, at)
    if person.merged_into or subject.merged_into:
        return _to_what_stays(quotes, person.merged_into or person, subject.merged_into or subject)
    said = list_page(quotes, request, at, *SHOWN, order=THEN_TO_NOW)
    if not said:
        raise Http404
    context = {"person": person, "topic": subject, "said": said, "quotes": _with_roles(alone(said.rows))}
    title = f"{person.name} on {subject.name}"
    description = f"What {person.name} said on the record in stories on {subject.name}, then and now."
    return page(request, "articles/said_on_topic.html", context, title=title, description=description)


def _on_topic(person: Person, topic: Topic, at: datetime) -> QuerySet:
    return said_by(person.family(), at).filter(under_topic(topic.pk, "edition__article", one_by_one=True))


def _to_what_stays(quotes: QuerySet, person: Person, topic: Topic) -> HttpResponseBase:
    if not quotes.exists():
        raise Http404
    return HttpResponsePermanentRedirect(reverse("articles:said-on-topic", args=[person.slug, topic.slug]))


def _with_roles(quotes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each quote told whether its role is another than that of the one before."""
    before = None
    for quote in quotes:
        quote["first_published_at"] = quote["first_published_at"].replace(
            microsecond=0
        )  # HTML takes three digits at most
        quote["is_new_role"], before = bool(quote["role"]) and quote["role"] != before, quote["role"] or before
    return quotes
