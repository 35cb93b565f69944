"""What must not show: stories the public may not see, the addresses they would have, the words that betray them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.editorial.paths import path_for
from articles.models import Article, Edition, Person, Section, Topic

_FEEDS = ("rss", "atom", "json")
_EMBEDS = ("json", "xml")
# Shorter words could stand anywhere by chance.
_SHORTEST_MARK = 15
_MOST_OF_A_KIND = 500


@dataclass(frozen=True, slots=True)
class Hidden:
    """A story nobody outside may see: its own addresses, and words that show that a page knows of it."""

    story: Article
    addresses: tuple[str, ...]
    marks: tuple[str, ...]

    def marks_in(self, content: str) -> list[str]:
        """Which of its marks stand in a page, a feed or a script, however written there."""
        return [mark for mark in self.marks if any(form in content for form in _forms(mark))]


def hidden_stories(at: datetime, limit: int) -> list[Hidden]:
    """The stories changed last that no edition shows at that moment, at most so many."""
    stories = Article.objects.exclude(pk__in=_shown(at).values("article")).order_by("-updated_at", "-pk")[:limit]
    return [_hidden(story, at) for story in stories.prefetch_related("quotes", "editions")]


def _shown(at: datetime) -> QuerySet[Edition]:
    """The rule of what is public, written a second time on purpose: an attack must not trust what it attacks."""
    return Edition.objects.filter(published_at__lte=at, superseded_at__gt=at)


def _hidden(story: Article, at: datetime) -> Hidden:
    paths = {path for path in (story.path, *(edition.path for edition in story.editions.all())) if path}
    if story.headline or story.url_slug:
        paths.add(path_for(story, story.first_published_at or story.publish_at or story.embargo_until or at))
    quotes = [quote.public_id for quote in story.quotes.all()]
    own = [
        address
        for path in sorted(paths)
        for address in (path, f"{path}versions/", f"{path}versions/1/", f"{path}quotes.jsonld")
    ]
    own += [f"/quotes/{public_id}/" for public_id in quotes]
    pages = [f"{settings.SITE_URL}/quotes/{public_id}/" for public_id in quotes]
    own += [
        f"{reverse('articles:oembed')}?{urlencode({'format': form, 'url': url})}" for url in pages for form in _EMBEDS
    ]
    heads = {story.headline, *(edition.headline for edition in story.editions.all())}
    shown = set(_shown(at).filter(headline__in=heads).values_list("headline", flat=True))
    marks = [head for head in heads - shown if len(head) >= _SHORTEST_MARK]
    return Hidden(story, tuple(own), (*marks, *sorted(paths), *quotes))


def _forms(mark: str) -> set[str]:
    return {
        mark,
        escape(mark),
        escape(mark, quote=False),
        json.dumps(mark)[1:-1],
        json.dumps(mark, ensure_ascii=False)[1:-1],
    }


def public_addresses(hidden: Sequence[Hidden], at: datetime) -> Iterator[str]:
    """Every kind of public exit: pages without arguments, lists, feeds, days, and searches for the hidden words."""
    yield from _without_arguments(get_resolver().url_patterns)
    for name in ("front-feed", "corrections-feed"):
        yield from (reverse(f"articles:{name}", args=[form]) for form in _FEEDS)
    for model, name in ((Section, "section"), (Topic, "topic"), (Person, "person")):
        slugs = set(model._default_manager.order_by("-pk").values_list("slug", flat=True)[:_MOST_OF_A_KIND])
        for slug in sorted(slugs | _slugs_about(hidden, name)):
            yield reverse(f"articles:{name}-detail", args=[slug])
            yield from (reverse(f"articles:{name}-feed", args=[slug, form]) for form in _FEEDS)
    yield from _days(hidden, at)
    for one in hidden:
        words = one.story.headline or one.story.slugline
        yield f"{reverse('articles:search')}?{urlencode({'q': words[:100]})}"
        quotes = [quote.words[:80] for quote in one.story.quotes.all()[:3]]
        yield from (f"{reverse('articles:quote-search')}?{urlencode({'q': said})}" for said in quotes)


def _without_arguments(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from _without_arguments(pattern.url_patterns, pattern.namespace or namespace)
        elif pattern.name:
            try:
                yield reverse(f"{namespace}:{pattern.name}" if namespace else pattern.name)
            except NoReverseMatch:
                continue


def _slugs_about(hidden: Sequence[Hidden], name: str) -> set[str]:
    stories = [one.story.pk for one in hidden]
    if name == "topic":
        return set(Topic.objects.filter(taggings__article__in=stories).values_list("slug", flat=True))
    if name == "person":
        quoted = Person.objects.filter(quotes__article__in=stories).values_list("slug", flat=True)
        return set(quoted) | set(Person.objects.filter(bylines__article__in=stories).values_list("slug", flat=True))
    return set()


def _days(hidden: Sequence[Hidden], at: datetime) -> Iterator[str]:
    moments = {one.story.first_published_at or one.story.embargo_until or at for one in hidden}
    for day in sorted({timezone.localtime(moment).date() for moment in moments}):
        yield f"/archive/{day:%Y/%m/%d}/"
        yield f"/archive/{day:%Y/%m}/"
