"""An archive for the readers' benchmark: stories as readers meet them, each with its page and card, written in bulk.

A page is drawn by the press itself, once, about stand-ins (`zqheadline`); every story's is that page with its own words
in their place, so that it is as large and says as much as the press makes it. Only its dates are the pattern's.
Import it once Django is set up.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from articles.editorial.rolling_up import roll_up
from articles.models import (
    Article,
    Edition,
    EditionByline,
    EditionQuote,
    Person,
    Quote,
    Rendering,
    Section,
    Tagging,
    Topic,
)
from articles.models.body import CleanBody
from articles.press.cards import topic_links
from articles.press.content import Content, Name, Rendered, Speech
from articles.press.look import current_look
from articles.press.render import render
from tests.benchmarks import archive_words as words
from tests.benchmarks.bench_search import Copy

BATCH = 1_000
PARAGRAPHS, PARAGRAPH_WORDS, QUOTE_WORDS = 12, 34, 18
# Paragraphs that somebody says.
SAID = (3, 7)
SPEAKERS, WRITERS, TOPICS = 400, 24, 60
BEGINS, ENDS = datetime(2006, 1, 1, 12, tzinfo=UTC), datetime(2025, 12, 31, tzinfo=UTC)
_STAND_IN = re.compile(r"zq[a-z]+\d*")


def fill(stories: int) -> None:
    """Sections, topics, people, and this many stories over twenty years. Every tenth is on the first topic.

    That and a third of the others lie below one parent, in two steps, so that it lists nearly all stories.
    """
    archive = Archive()
    started = time.perf_counter()
    for first in range(0, stories, BATCH):
        archive.write(range(first, min(first + BATCH, stories)), stories)
        print(f"\r{first + BATCH:,} stories, {(first + BATCH) / (time.perf_counter() - started):,.0f}/s ", end="",
              file=sys.stderr)  # fmt: skip
    print(file=sys.stderr)


class Archive:
    """What all stories share, and the hand that writes them."""

    def __init__(self) -> None:
        self.copy = Copy()
        self.sections = [
            Section.objects.create(name=name, slug=f"section-{n}", position=n) for n, name in enumerate(words.SECTIONS)
        ]
        self.topics = Topic.objects.bulk_create(
            Topic(name=f"Topic {n}", folded_name=f"topic {n}", slug=f"topic-{n}") for n in range(TOPICS)
        )
        self._plant()
        self.people = Person.objects.bulk_create(_person(n) for n in range(SPEAKERS))
        self.pattern = Pattern()

    def _plant(self) -> None:
        """The large topic and every third of the others below the parent, half of these by way of a sister."""
        parent, sister = Topic.objects.bulk_create(
            Topic(name=name, folded_name=name.lower(), slug=slug)
            for name, slug in (("Parent", "parent"), ("Sister", "sister"))
        )
        below = self.topics[::3]
        Topic.objects.filter(pk__in=[sister.pk, self.topics[0].pk]).update(parent=parent)
        Topic.objects.filter(pk__in=[topic.pk for topic in below[1::2]]).update(parent=parent)
        Topic.objects.filter(pk__in=[topic.pk for topic in below[2::2]]).update(parent=sister)

    @transaction.atomic
    def write(self, numbers: Iterable[int], stories: int) -> None:
        """Stories with their editions, bylines, quotes, topics and looks: a handful of statements."""
        tagged = {number: self._topics_of(number) for number in numbers}
        articles = Article.objects.bulk_create(self._article(n, stories, topics) for n, topics in tagged.items())
        editions = Edition.objects.bulk_create(self._edition(article) for article in articles)
        writers = [self.people[edition.article_id % WRITERS] for edition in editions]
        EditionByline.objects.bulk_create(map(_byline, editions, writers))
        quotes = Quote.objects.bulk_create(quote for article in articles for quote in self._quotes(article))
        told = EditionQuote.objects.bulk_create(self._told(quote, editions[n // len(SAID)])
                                                for n, quote in enumerate(quotes))  # fmt: skip
        Rendering.objects.bulk_create(
            self.pattern.drawn(edition, writer, told[n * len(SAID) : (n + 1) * len(SAID)])
            for n, (edition, writer) in enumerate(zip(editions, writers, strict=True))
        )
        Tagging.objects.bulk_create(
            Tagging(article=article, topic=topic, tagged_at=ENDS, first_published_at=article.first_published_at)
            for article, topics in zip(articles, tagged.values(), strict=True)
            for topic in topics
        )
        roll_up((article.pk for article in articles), are_new=True)

    def _topics_of(self, number: int) -> list[Topic]:
        """Two or three of a story, and the large one of every tenth."""
        drawn = self.copy.draw.sample(self.topics[1:], 2)
        return [self.topics[0], *drawn] if number % 10 == 0 else drawn

    def _article(self, number: int, stories: int, topics: list[Topic]) -> Article:
        at = BEGINS + (ENDS - BEGINS) * (number / stories)
        return Article(
            slugline=f"story-{number}", headline=f"Story {number}", body=CleanBody("<p>Body.</p>"),
            section=self.sections[number % len(self.sections)], state="published", publish_at=at,
            first_published_at=at, path=f"/{at:%Y/%m/%d}/story-{number}/", created_at=at, updated_at=at,
            topic_links=topic_links(topics),
        )  # fmt: skip

    def _edition(self, article: Article) -> Edition:
        at, say = article.first_published_at, self.copy.text
        paragraphs = [say(PARAGRAPH_WORDS) for _ in range(PARAGRAPHS)]
        return Edition(
            article=article, number=1, change="update", published_at=at, modified_at=at, first_published_at=at,
            section=article.section, path=article.path or "", headline=say(8), dek=say(16), genre="news",
            body="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs), text="\n\n".join(paragraphs),
            names="Nora Whitcombe", word_count=PARAGRAPHS * PARAGRAPH_WORDS, digest=f"{article.pk:064x}",
        )  # fmt: skip

    def _quotes(self, article: Article) -> Iterator[Quote]:
        for position in range(len(SAID)):
            said = self.copy.text(QUOTE_WORDS)
            yield Quote(article=article, words=said, status="confirmed", settled_at=ENDS, position=position)

    def _told(self, quote: Quote, edition: Edition) -> EditionQuote:
        speaker = self.copy.draw.choice(self.people)
        return EditionQuote(
            edition=edition, quote=quote, public_id=quote.public_id, position=quote.position, words=quote.words,
            speaker=speaker, speaker_name=speaker.name, role=self.copy.role(), kind="direct", block="p-aaaaaaaa",
            context=quote.words, first_published_at=edition.first_published_at,
        )  # fmt: skip


class Pattern:
    """A story's page, head and card as the press draws them, with stand-ins for what is each story's own."""

    def __init__(self) -> None:
        self.look, self.drawn_once = current_look(), render(_content_of_stand_ins())
        self.pieces = {part: _STAND_IN.split(getattr(self.drawn_once, part)) for part in Rendered.__slots__}
        self.names = {part: _STAND_IN.findall(getattr(self.drawn_once, part)) for part in Rendered.__slots__}

    def drawn(self, edition: Edition, writer: Person, quotes: list[EditionQuote]) -> Rendering:
        """The edition as the press would draw it."""
        own = {
            "zqheadline": edition.headline, "zqdek": edition.dek, "zqpath": edition.path.strip("/"),
            "zqsection": edition.section.name, "zqsectionslug": edition.section.slug,
            "zqwriter": writer.name, "zqwriterslug": writer.slug,
        }  # fmt: skip
        own |= {f"zqparagraph{n}": words for n, words in enumerate(edition.text.split("\n\n"))}
        for n, quote in enumerate(quotes):
            speaker: Any = quote.speaker
            own |= {f"zqwords{n}": quote.words, f"zqid{n}": quote.public_id, f"zqrole{n}": quote.role}
            own |= {f"zqspeaker{n}": speaker.name, f"zqspeakerslug{n}": speaker.slug}
        parts = {part: self._filled(part, own) for part in self.pieces}
        return Rendering(edition=edition, look=self.look, **parts)

    def _filled(self, part: str, own: dict[str, str]) -> str:
        first, *pieces = self.pieces[part]
        named = self.names[part]
        return first + "".join(own[name] + piece for name, piece in zip(named, pieces, strict=True))


def _content_of_stand_ins() -> Content:
    paragraphs = [f"<p>zqparagraph{n}</p>" for n in range(PARAGRAPHS)]
    for n, place in enumerate(SAID):
        paragraphs[place] = f'<p>“<q data-quote="zqid{n}">zqwords{n}</q>” zqparagraph{place}</p>'
    return Content(
        number=1, change="update", path="/zqpath/", section_name="zqsection", section_path="/sections/zqsectionslug/",
        headline="zqheadline", seo_headline="", social_headline="", dek="zqdek", kicker="", genre="news",
        genre_label="News", dateline_place="PORT ELLORY", dateline_source="", dateline_date=None, byline="",
        names=(Name("zqwriter", "/people/zqwriterslug/", "writer", "By"),), tagline="", backstory="",
        picture=None, pictures=(),
        body="".join(paragraphs), text=" ".join(f"zqparagraph{n}" for n in range(PARAGRAPHS)),
        word_count=PARAGRAPHS * PARAGRAPH_WORDS, first_published_at=BEGINS, published_at=BEGINS, modified_at=BEGINS,
        quotes=tuple(_speech(n) for n in range(len(SAID))), notes=(),
    )  # fmt: skip


def _speech(number: int) -> Speech:
    return Speech(
        public_id=f"zqid{number}", words=f"zqwords{number}", speaker_name=f"zqspeaker{number}",
        speaker_path=f"/people/zqspeakerslug{number}/", role=f"zqrole{number}", said_on=None, kind="direct",
        question="", verification="", block="p-aaaaaaaa", context=f"zqwords{number}",
    )  # fmt: skip


def _person(number: int) -> Person:
    name = f"{words.FIRST[number % len(words.FIRST)]} {words.LAST[number // 24 % len(words.LAST)]}"
    return Person(
        name=name, slug=f"person-{number}", folded_name=name.lower(), is_staff_writer=number < WRITERS
    )  # fmt: skip


def _byline(edition: Edition, writer: Person) -> EditionByline:
    return EditionByline(
        edition=edition, person=writer, role="writer", name=writer.name, position=0,
        first_published_at=edition.first_published_at,
    )  # fmt: skip


def draw_anew() -> int:
    """Bring pages drawn in another look than today's to today's, as `tick` does; returns how many there were."""
    outdated = Rendering.objects.outdated(current_look())
    count = outdated.count()
    pattern = Pattern()
    while editions := list(Edition.objects.filter(rendering__in=outdated).select_related("section")[:BATCH]):
        _redraw(pattern, editions)
    return count


@transaction.atomic
def _redraw(pattern: Pattern, editions: list[Edition]) -> None:
    keys = [edition.pk for edition in editions]
    writers = {
        line.edition_id: line.person for line in EditionByline.objects.filter(edition__in=keys).select_related("person")
    }
    quotes: dict[int, list[EditionQuote]] = {key: [] for key in keys}
    for quote in EditionQuote.objects.filter(edition__in=keys).select_related("speaker").order_by("position"):
        quotes[quote.edition_id].append(quote)
    drawn = [pattern.drawn(edition, writers[edition.pk], quotes[edition.pk]) for edition in editions]
    Rendering.objects.bulk_update(drawn, ["look", "head", "page", "card"], batch_size=100)
