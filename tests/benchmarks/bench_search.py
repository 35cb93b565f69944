"""How long a search takes: medians over an archive of invented stories whose words are as unequal as a language's.

    DATABASE_URL=sqlite:////tmp/search.sqlite3 python -m tests.benchmarks.bench_search --stories 100000

Fills an empty database (a migrated one is left alone if it holds stories of somebody else) and keeps it, so that a
second run only measures.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import django

BATCH = 1_000
TEXT_WORDS = 320
VOCABULARY = 50_000
SECTIONS = 8
SPEAKERS = 400
WRITERS = 60
TOPICS = 400
# From one whose people speak in every seventh quote to one of whom there are some hundreds.
ORGANISATIONS = ("Harbor Board", "City Council", "Transit Union", "Reef Institute", "Port Guild")
ORGANISATION_WEIGHTS = (100, 50, 20, 5, 1)
BEGINS = datetime(2006, 1, 1, 12, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Ranks in the vocabulary, from a word in nearly every story to one in some dozens.
RANKS = (3, 60, 300, 1_500, 20_000)


def make_vocabulary() -> list[str]:
    """Invented words, the most frequent first, no two of one stem."""
    draw = random.Random(7)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(draw.choice("bdfgklmnprtvz") + draw.choice("aou") for _ in range(draw.randint(2, 5)))] = None
    return sorted(words, key=len)


class Copy:
    """Text by Zipf's law: the n-th word comes about 1/n as often as the first."""

    def __init__(self) -> None:
        self.words = make_vocabulary()
        self.cumulated = list(itertools.accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self.draw = random.Random(11)

    def text(self, words: int) -> str:
        return " ".join(self.draw.choices(self.words, cum_weights=self.cumulated, k=words))

    def role(self) -> str:
        """Three of four speakers belong to nobody; the others speak for an organisation."""
        if self.draw.random() < 0.75:
            return "neighbor"
        return f"chair of the {self.draw.choices(ORGANISATIONS, ORGANISATION_WEIGHTS)[0]}"


def fill(stories: int) -> None:
    """Stories over twenty years, two quotes each, every tenth with a superseded edition."""
    from articles.models import Person, Section, Topic
    from tests.benchmarks.archive_words import FIRST, LAST

    copy = Copy()
    sections = [Section.objects.create(name=f"Section {n}", slug=f"section-{n}", position=n) for n in range(SECTIONS)]
    Topic.objects.bulk_create(
        Topic(name=f"Topic {n}", folded_name=f"topic {n}", slug=f"topic-{n}") for n in range(TOPICS)
    )
    people = Person.objects.bulk_create(
        Person(name=f"{FIRST[n % len(FIRST)]} {LAST[n // 24 % len(LAST)]}", slug=f"person-{n}", folded_name=f"p {n}")
        for n in range(SPEAKERS)
    )
    started = time.perf_counter()
    for first in range(0, stories, BATCH):
        write_batch(copy, range(first, min(first + BATCH, stories)), stories, sections, people)
        rate = (first + BATCH) / (time.perf_counter() - started)
        print(f"\r{first + BATCH:,} stories, {rate:,.0f}/s ", end="", file=sys.stderr)
    print(file=sys.stderr)


def write_batch(copy: Copy, numbers: range, stories: int, sections: list, people: list) -> None:
    from django.db import transaction

    from articles.editorial.rolling_up import roll_up
    from articles.models import Article, Edition, EditionByline, EditionQuote, Quote, Rendering, Tagging, Topic
    from articles.press.look import current_look

    with transaction.atomic():
        articles = Article.objects.bulk_create(article(n, stories, sections[n % SECTIONS]) for n in numbers)
        editions = [edition for each in articles for edition in editions_of(each, copy)]
        firsts = [edition for edition in editions if edition.number == 1]
        Edition.objects.bulk_create(firsts)
        Edition.objects.bulk_create(edition for edition in editions if edition.number > 1)
        Rendering.objects.bulk_create(
            Rendering(edition=each, look=current_look(), head=each.text[:1500], page=each.body, card=card_of(each))
            for each in editions
        )
        EditionByline.objects.bulk_create(byline_row(each, copy.draw.choice(people[:WRITERS])) for each in editions)
        newest = {edition.article_id: edition for edition in editions}
        quotes = Quote.objects.bulk_create(
            Quote(article=each, words=copy.text(20), status="confirmed", settled_at=NOW, position=position)
            for each in articles
            for position in (0, 1)
        )
        EditionQuote.objects.bulk_create(
            quote_row(quote, newest[quote.article_id], copy.draw.choice(people), copy.role()) for quote in quotes
        )
        topics = list(Topic.objects.order_by("pk"))
        Tagging.objects.bulk_create(
            Tagging(article=each, topic=topic, tagged_at=NOW, first_published_at=each.first_published_at)
            for each in articles
            for topic in copy.draw.sample(topics, 3)
        )
        roll_up((each.pk for each in articles), are_new=True)


def article(number: int, stories: int, section):
    from articles.models import Article
    from articles.models.body import CleanBody

    at = BEGINS + (NOW - BEGINS - timedelta(days=1)) * (number / stories)
    return Article(
        slugline=f"story-{number}", headline=f"Story {number}", body=CleanBody("<p>Body.</p>"), section=section,
        state="published", publish_at=at, first_published_at=at, path=f"/{at:%Y/%m/%d}/story-{number}/",
        created_at=at, updated_at=at,
    )  # fmt: skip


def editions_of(article, copy: Copy) -> Iterator:
    """The editions of a story, pages and cards as large as real ones."""
    from articles.models import Edition

    text = copy.text(TEXT_WORDS)
    at, again = article.first_published_at, article.first_published_at + timedelta(hours=3)
    shared = {
        "article": article, "section": article.section, "first_published_at": at, "path": article.path,
        "headline": copy.text(8), "dek": copy.text(16), "genre": "news", "body": f"<p>{text}</p>", "text": text,
        "names": "Nora Whitcombe", "word_count": TEXT_WORDS,
    }  # fmt: skip
    changed = article.slugline.endswith("7")
    first = {"superseded_at": again} if changed else {}
    digest = f"{article.slugline}-1"
    yield Edition(number=1, change="update", published_at=at, modified_at=at, digest=digest, **first, **shared)
    if changed:
        second = {"digest": f"{article.slugline}-2", "previous_digest": digest}
        yield Edition(number=2, change="update", published_at=again, modified_at=again, **second, **shared)


def card_of(edition) -> str:
    return f'<article class="card"><h3><a href="{edition.path}">{edition.headline}</a></h3></article>'


def byline_row(edition, person):
    from articles.models import EditionByline

    return EditionByline(
        edition=edition, person=person, role="writer", name=person.name, position=0,
        first_published_at=edition.first_published_at,
    )  # fmt: skip


def quote_row(quote, edition, speaker, role: str):
    from articles.models import EditionQuote

    return EditionQuote(
        edition=edition, quote=quote, public_id=quote.public_id, position=quote.position, words=quote.words,
        speaker=speaker, speaker_name=speaker.name, role=role, kind="direct", block="p-aaaaaaaa",
        context=quote.words, first_published_at=edition.first_published_at,
    )  # fmt: skip


def median_ms(ask: Callable[[], object], times: int = 15) -> float:
    """The median of some runs, in milliseconds, after one to warm up."""
    ask()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def measure() -> None:
    from articles.models import Edition
    from articles.models.search import best, marked, newest, read_words

    words = make_vocabulary()
    common, middle = words[RANKS[1]], words[RANKS[2]]
    asked = [(f"rank {rank}", words[rank]) for rank in RANKS]
    asked += [("two common", f"{words[RANKS[0]]} {common}"), ("two words", f"{common} {middle}")]
    asked += [("phrase", f'"{words[0]} {words[1]}"'), ("without", f"{middle} -{common}"), ("begins", f"{middle[:4]}*")]
    print(f"{'':14}{'hold it':>9}{'newest':>9}{'best':>9}{'section':>9}{'excerpts':>9}   stories, ms")
    stories = Edition.objects.visible(NOW)
    in_section = stories.filter(section=1)
    for name, typed in asked:
        query = read_words(typed)
        found = stories.filter(pk__in=newest(stories, query, limit=20))
        shown = list(found.values_list("first_published_at", "pk"))
        print(
            f"{name:14}{len(newest(stories, query, limit=10**6)):>9,}"
            f"{median_ms(lambda query=query: newest(stories, query, limit=21)):>9.1f}"
            f"{median_ms(lambda query=query: best(stories, query)):>9.1f}"
            f"{median_ms(lambda query=query: newest(in_section, query, limit=21)):>9.1f}"
            f"{median_ms(lambda query=query, shown=shown: marked(stories, shown, query, column='text')):>9.1f}"
        )
    measure_pages(asked)
    measure_quotes(asked)


def measure_pages(asked: list[tuple[str, str]]) -> None:
    """The whole page a reader gets, facets, excerpts and quotes beside it included, and its queries."""
    from django.db import connection
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    from articles.reader.search import search_stories

    orders = ("newest", "relevance")
    print(f"{'':14}{'newest':>9}{'best':>9}{'queries':>9}{'bytes':>9}   the page, ms")
    taken: dict[str, list[float]] = {order: [] for order in orders}
    for name, typed in asked:
        requests = {order: RequestFactory().get("/search/", {"q": typed, "sort": order}) for order in orders}
        for order, request in requests.items():
            taken[order].append(median_ms(lambda request=request: search_stories(request), times=9))
        with CaptureQueriesContext(connection) as queries:
            page = search_stories(requests["relevance"])
        newest, best = (taken[order][-1] for order in orders)
        print(f"{name:14}{newest:>9.1f}{best:>9.1f}{len(queries):>9}{len(page.content):>9,}")
    print(f"{'median':14}{statistics.median(taken['newest']):>9.1f}{statistics.median(taken['relevance']):>9.1f}")


def measure_quotes(asked: list[tuple[str, str]]) -> None:
    """The same words over quotes, with organisations, and narrowed by a speaker and by a topic."""
    from articles.models import EditionQuote, Tagging
    from articles.models.search import best, newest, read_words

    print(f"{'':14}{'hold it':>9}{'newest':>9}{'best':>9}{'speaker':>9}{'topic':>9}   quotes, ms")
    quotes = EditionQuote.objects.visible(NOW)
    of_speaker = quotes.filter(speaker=1)
    on_topic = quotes.filter(edition__article__in=Tagging.objects.filter(topic=1, status="chosen").values("article"))
    queries = [(name, read_words(typed)) for name, typed in asked]
    for name in (ORGANISATIONS[0], ORGANISATIONS[-1]):
        queries.append((name, read_words("").said_for(read_words(name))))
    queries.append(("word, org.", read_words(asked[1][1]).said_for(read_words(ORGANISATIONS[0]))))
    for name, query in queries:
        print(
            f"{name:14}{len(newest(quotes, query, limit=10**6)):>9,}"
            f"{median_ms(lambda query=query: newest(quotes, query, limit=21)):>9.1f}"
            f"{median_ms(lambda query=query: best(quotes, query)):>9.1f}"
            f"{median_ms(lambda query=query: newest(of_speaker, query, few=True, limit=21)):>9.1f}"
            f"{median_ms(lambda query=query: newest(on_topic, query, few=True, limit=21)):>9.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=100_000)
    stories = parser.parse_args().stories
    if "DATABASE_URL" not in os.environ:
        parser.error("Name a database of its own in DATABASE_URL.")
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()

    from django.core.management import call_command
    from django.db import connection

    from articles.editorial.learning import learn_words
    from articles.models import Article

    call_command("migrate", verbosity=0, skip_checks=True)
    there = Article.objects.count()
    if there not in {0, stories}:
        parser.error(f"The database holds {there:,} stories already; give an empty one.")
    if not there:
        fill(stories)
    learned = learn_words(NOW)
    if learned:
        print(f"learned the words of {learned:,} editions")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {stories:,} stories")
    measure()


if __name__ == "__main__":
    main()
