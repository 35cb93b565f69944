"""Every address the public may ask for, filled in with what hidden stories would put there.

They are read from the resolver: an address of a kind no attack here knows is refused, so that none goes unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import product
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.management.hiding import Hidden
from articles.models import Article, Person, Section, Topic
from articles.parsing.names import name_slug

FEEDS = ("rss", "atom", "json")
_MOST_OF_A_KIND = 500
# Where stories are searched, and quotes.
_SEARCHES = ("/search/", "/quotes/"), ("/api/v1/stories/", "/api/v1/quotes/"), ("/search/feed.json", "/quotes/")
# What is asked of each story by addresses of its own (`hiding.Hidden.addresses`), and by tokens (preview links).
_ASKED_OF_EACH = frozenset({
    "story-detail", "version-list", "version-detail", "story-quotes", "quote-detail", "media-file",
    "story-card", "quote-card",
    "preview", "picture", "story-timegate", "api-quote",
})  # fmt: skip


class NotCovered(Exception):
    """A public address of a kind that no attack knows; the message names it."""


def public_addresses(hidden: Sequence[Hidden], at: datetime) -> Iterator[str]:
    """Every kind of public exit: pages without arguments, lists, feeds, days, and searches for the hidden words."""
    ways = _Ways(hidden, at)
    for pattern, namespace in _leaves(get_resolver().url_patterns):
        name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
        parts = pattern.pattern.regex.groupindex or pattern.pattern.converters
        if not parts:
            yield reverse(name)
        elif pattern.name in ways.known:
            yield from ways.known[pattern.name]()
        elif pattern.name not in _ASKED_OF_EACH:
            raise NotCovered(f"No attack covers the public address “{pattern.pattern}” ({name}): teach attacks.py.")
    yield from ways.searches()


class _Ways:
    """How the addresses with arguments are filled in, by their names."""

    def __init__(self, hidden: Sequence[Hidden], at: datetime) -> None:
        self.stories = [one.story for one in hidden]
        self.at = at
        self.slugs = {"section": self._of(Section), "topic": self._of(Topic), "person": self._of(Person)}
        self.known: dict[str, Callable[[], Iterable[str]]] = {
            "said-on-topic": self._said_on_topic,
            "story-json": lambda: self._filled("story-json", self.paths),
            "story-ninjs": lambda: self._filled("story-ninjs", self.paths),
            "story-timemap": lambda: self._filled("story-timemap", self.paths),
            "api-story": lambda: self._filled("api-story", [story.pk for story in self.stories]),
            "section-ninjs": lambda: self._filled("section-ninjs", self.slugs["section"]),
            "archive-day": self._days,
            "archive-month": self._days,
            "archive-year": lambda: self._filled("archive-year", sorted({f"{d:%Y}" for d in self.days})),
            "story-sitemap": lambda: self._filled("story-sitemap", [(d.year, d.month) for d in self.days]),
            "topic-sitemap": lambda: self._filled("topic-sitemap", [1]),
            "person-sitemap": lambda: self._filled("person-sitemap", [1]),
            "quotes-feed": lambda: self._filled("quotes-feed", FEEDS),
            "search-feed": lambda: self._filled("search-feed", FEEDS),
            "said-feed": lambda: self._filled("said-feed", self.slugs["person"], FEEDS),
            "front-feed": lambda: self._filled("front-feed", FEEDS),
            "corrections-feed": lambda: self._filled("corrections-feed", FEEDS),
            "brand-logo": lambda: self._filled("brand-logo", ("light", "dark"), ("svg", "png")),
            "about-page": lambda: self._filled("about-page", [own.slug for own in settings.BRAND.pages]),
        }
        for kind, slugs in self.slugs.items():
            self.known[f"{kind}-detail"] = lambda kind=kind, slugs=slugs: self._filled(f"{kind}-detail", slugs)  # type: ignore[misc]
            self.known[f"{kind}-feed"] = lambda kind=kind, slugs=slugs: self._filled(f"{kind}-feed", slugs, FEEDS)  # type: ignore[misc]
            self.known[f"api-{kind}"] = lambda kind=kind, slugs=slugs: self._filled(f"api-{kind}", slugs)  # type: ignore[misc]

    def searches(self) -> Iterator[str]:
        """For the words of each, narrowed by all that a search may be narrowed by, on every page that searches."""
        for found, said in _SEARCHES:
            yield from self._searched(found, said)
        for story in self.stories:
            yield from self._lists_of_topics(story)

    def _lists_of_topics(self, story: Article) -> Iterator[str]:
        """The lists of the story's topics and of those above, narrowed to what the story is; their other names."""
        moment = timezone.localtime(story.first_published_at or story.publish_at or story.embargo_until or self.at)
        asked = {"genre": story.genre, "year": f"{moment:%Y}", "month": str(moment.month)}
        if story.section:
            asked["section"] = story.section.slug
        topics = Topic.objects.filter(Q(taggings__article=story) | Q(children__taggings__article=story)).distinct()
        for topic in topics.prefetch_related("aliases")[:5]:
            yield f"{topic.get_absolute_url()}?{urlencode(asked)}"
            yield from self._filled("topic-detail", [name_slug(alias.name) for alias in topic.aliases.all()])

    def _searched(self, found: str, said: str) -> Iterator[str]:
        for story in self.stories:
            words = (story.headline or story.slugline)[:100]
            quotes = list(story.quotes.select_related("speaker")[:3])
            yield f"{found}?{urlencode({'q': words})}"
            yield f"{found}?{urlencode({'q': words, 'sort': 'relevance'})}"
            yield from (f"{found}?{urlencode(narrowed)}" for narrowed in self._narrowed(story))
            yield from (f"{said}?{urlencode({'q': quote.words[:80]})}" for quote in quotes)
            for quote in quotes:
                if quote.role_printed:
                    yield f"{said}?{urlencode({'organisation': quote.role_printed[:80]})}"
                if quote.speaker:
                    yield f"{said}?{urlencode({'speaker': quote.speaker.slug})}"

    def _narrowed(self, story: Article) -> Iterator[dict[str, str]]:
        topics = story.taggings.values_list("topic__slug", flat=True)[:5]
        writers = story.bylines.values_list("person__slug", flat=True)[:5]
        speakers = story.quotes.filter(speaker__isnull=False).values_list("speaker__slug", flat=True)[:5]
        kinds = {"topic": topics, "person": writers, "speaker": speakers}
        yield from ({kind: slug} for kind, slugs in kinds.items() for slug in slugs)
        if story.section:
            yield {"section": story.section.slug}
        day = timezone.localtime(story.first_published_at or story.embargo_until or self.at).date()
        yield {"from": str(day), "to": str(day)}

    def _of(self, model: type[Section] | type[Topic] | type[Person]) -> list[str]:
        """The newest of a kind, and all that have to do with the hidden stories."""
        slugs = set(model._default_manager.order_by("-pk").values_list("slug", flat=True)[:_MOST_OF_A_KIND])
        about: dict[type, tuple[str, ...]] = {
            Section: ("articles",),
            Topic: ("taggings__article", "children__taggings__article", "stories__article"),
            Person: ("quotes__article", "bylines__article"),
        }
        keys = [story.pk for story in self.stories]
        for way in about[model]:
            slugs |= set(model._default_manager.filter(**{f"{way}__in": keys}).values_list("slug", flat=True))
        return sorted(slugs)

    @property
    def paths(self) -> list[str]:
        """The addresses of the stories that have one, as others are made of them."""
        return [story.path.strip("/") for story in self.stories if story.path]

    @property
    def days(self) -> list[date]:
        moments = {one.first_published_at or one.publish_at or one.embargo_until or self.at for one in self.stories}
        return sorted({timezone.localtime(moment).date() for moment in moments})

    def _days(self) -> Iterator[str]:
        for day in self.days:
            yield f"/archive/{day:%Y/%m/%d}/"
            yield f"/archive/{day:%Y/%m}/"

    def _said_on_topic(self) -> Iterator[str]:
        for story in self.stories:
            topics = story.taggings.values_list("topic__slug", flat=True)[:5]
            speakers = story.quotes.filter(speaker__isnull=False).values_list("speaker__slug", flat=True)[:5]
            yield from self._filled("said-on-topic", list(speakers), list(topics))

    def _filled(self, name: str, *parts: Sequence[object]) -> Iterator[str]:
        for values in product(*parts):
            try:
                yield reverse(f"articles:{name}", args=values)
            except NoReverseMatch:  # a name no address can hold, such as a month before the year 1000
                continue


def _leaves(patterns: Iterable[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern, namespace
        elif pattern.namespace != "admin":
            yield from _leaves(pattern.url_patterns, pattern.namespace or namespace)
