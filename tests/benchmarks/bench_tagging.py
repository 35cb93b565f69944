"""What tagging costs with 20,000 topics and 20,000 stories: finding a topic, the bench, its acts, a topic on thousands.

    python -m tests.benchmarks.bench_tagging [--stories N] [--topics N] [--bulk N] [--database postgres://…]

Statements are counted in a round of their own, without BEGIN and COMMIT; milliseconds are medians of requests made
within this process. A database named is filled once and kept; else one is made and removed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import django

from tests.benchmarks.bench_desk import Ask, measured, ready

FOUND_WITHIN = 50.0
# fmt: off
_FIRST = ["North", "South", "East", "West", "Upper", "Lower", "Old", "New", "Greater", "Central"]
_SECOND = [
    "Harbor", "River", "Market", "Bridge", "School", "Council", "Ferry", "Water", "Tax", "Police", "Court", "Housing",
    "Library", "Transit", "Stadium", "Airport", "Hospital", "Museum", "Union", "Energy", "Forest", "Island", "Valley",
    "Mill", "Garden", "Orchard", "Railway", "Theater", "Festival", "Election",
]
_THIRD = [
    "board", "reform", "strike", "inquiry", "budget", "project", "district", "authority", "league", "committee",
    "works", "trust", "plan", "fund",
]
# fmt: on


def topic_names(number: int) -> Iterator[str]:
    """So many names of two to four words, all different, with beginnings that many share."""
    for n in range(number):
        first, rest = _FIRST[n % len(_FIRST)], n // len(_FIRST)
        second, rest = _SECOND[rest % len(_SECOND)], rest // len(_SECOND)
        third, round_ = _THIRD[rest % len(_THIRD)], rest // len(_THIRD)
        yield f"{first} {second} {third}" + (f" {round_}" if round_ else "")


def fill_topics(number: int) -> None:
    """The topics, every other with another name, and three of them on each story, few of them on most."""
    from django.db import connection, transaction

    from articles.editorial.bulk import insert
    from articles.editorial.tagging import refresh_topic_links
    from articles.editorial.topic_uses import recount_uses
    from articles.models import Article, Tagging, Topic, TopicAlias
    from articles.parsing.names import fold_name
    from tests.benchmarks.desk_archive import NOW

    chance = random.Random(7)
    with transaction.atomic():
        topics = [Topic(name=n, folded_name=fold_name(n), slug=f"bench-{i}") for i, n in enumerate(topic_names(number))]
        insert(topics)
        names = [(topic, f"{word} of {topic.name}") for topic, word in zip(topics[::2], _SECOND * number, strict=False)]
        insert([TopicAlias(topic=topic, name=name, folded_name=fold_name(name)) for topic, name in names])
        stories = list(Article.objects.exclude(pk__endswith="7").values_list("pk", "first_published_at"))
        insert(
            [
                Tagging(article_id=pk, topic=topics[key], tagged_at=NOW, first_published_at=first)
                for pk, first in stories
                for key in {int(number * chance.random() ** 4) for _ in range(3)}
            ]
        )
        refresh_topic_links(Article.objects.values_list("pk", flat=True))
        for pk in Article.objects.filter(pk__endswith="7").exclude(state="killed").values_list("pk", flat=True):
            Tagging.objects.filter(article=pk).delete()
        refresh_topic_links(Article.objects.filter(pk__endswith="7").values_list("pk", flat=True))
    recount_uses()
    with connection.cursor() as cursor:
        # As both databases do by themselves within minutes.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def prefixes() -> list[str]:
    """What people type: each beginning of a word up to five letters, two words, what is not there, nothing."""
    words = sorted({word.lower() for word in (*_FIRST, *_SECOND, *_THIRD)})
    begun = {word[:length] for word in words for length in (1, 2, 3, 4, 5)}
    pairs = {f"{first[:3]} {second[:3]}".lower() for first in _FIRST[:4] for second in _SECOND[:8]}
    return sorted(begun | pairs | {"zz", "qu", "north harbor board", "of n", ""})


def finding() -> bool:
    """Print how long it takes to find topics as they are typed; whether the slowest is within what is allowed."""
    from articles.advice.finding_topics import find_topics

    find_topics("a")
    taken = {typed: min(_timed(partial(find_topics, typed)) for _ in range(5)) for typed in prefixes()}
    worst = max(taken, key=lambda typed: taken[typed])
    median, cpu = statistics.median(ms for ms, _ in taken.values()), max(cpu for _, cpu in taken.values())
    print(
        f"find: {len(taken)} beginnings, best of five each: median {median:.1f} ms,"
        f" slowest {taken[worst][0]:.1f} ms ({worst!r}), at most {cpu:.1f} ms of this process's own time"
    )
    return taken[worst][0] <= FOUND_WITHIN


def asks_of(client: Any, what: str) -> Iterator[Ask]:
    """A request of this kind for each round."""
    from articles.models import Act, Article, Tagging, Topic

    panel = {"HTTP_X_DESK": "panel"}
    topics = list(Topic.objects.filter(slug__startswith="bench-").order_by("-pk")[:400])
    waiting = list(Article.objects.to_tag().order_by("-updated_at", "-pk")[:60])
    for number in range(400):
        story, topic = waiting[number % len(waiting)], topics[number]
        address = f"/admin/tagging/{story.pk}/"
        if what == "find":
            yield partial(client.get, "/admin/suggest/topics/", {"q": prefixes()[number % len(prefixes())]})
        elif what == "near":
            yield partial(client.get, "/admin/tagging/near/", {"q": f"{topic.name}s"})
        elif what == "bench":
            yield partial(client.get, "/admin/tagging/")
        elif what == "story":
            yield partial(client.get, address, **panel)
        elif what == "accept":
            Tagging.objects.get_or_create(
                article=story, topic=topic, defaults={"status": "proposed", "tagged_at": story.updated_at}
            )
            yield partial(client.post, f"{address}tag/", {"topic": topic.pk}, **panel)
        elif what == "undo":
            client.post(f"{address}tag/", {"topic": topic.pk}, **panel)
            act = Act.objects.filter(verb="tag", article=story).latest("pk")
            yield partial(client.post, "/admin/tagging/undo/", {"act": act.pk}, **panel)


def bench(rounds: int) -> None:
    """Print what the screen and the acts cost."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="topic_tagger"))
    print(f"{'':12}{'statements':>12}{'ms':>10}{'CPU ms':>10}{'KB':>8}")
    for what in ("bench", "story", "accept", "undo", "find", "near"):
        found = measured(asks_of(client, what), rounds)
        print(f"{what:12}{found.statements:>12}{found.ms:>10.1f}{found.cpu_ms:>10.1f}{found.kilobytes:>8.1f}")


def in_bulk(number: int) -> None:
    """Print how long a topic takes onto so many stories, and off again by undo."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from articles.editorial.bulk_tagging import begin_bulk, go_on, undo_bulk
    from articles.models import Article, Topic

    by = User.objects.get(username="topic_tagger")
    keys = list(Article.objects.exclude(state="killed").order_by("pk").values_list("pk", flat=True)[:number])
    topic = Topic.objects.create(name=f"Bulk {time.time_ns()}", slug=f"bulk-{time.time_ns()}")
    stories = Article.objects.filter(pk__gte=keys[0], pk__lte=keys[-1])
    for words, first in (
        ("added to", partial(begin_bulk, stories, topic, "add")),
        ("undone on", None),
    ):
        taken = []
        begun = time.perf_counter()
        step: Callable[..., Any] = first or partial(undo_bulk, bulk)  # noqa: F821 (of the round before)
        while True:
            before = time.perf_counter()
            bulk = step(by=by, at=timezone.now())
            taken.append(time.perf_counter() - before)
            if not bulk.is_open:
                break
            step = partial(go_on, bulk)
        whole, median, worst = time.perf_counter() - begun, statistics.median(taken) * 1000, max(taken) * 1000
        print(
            f"bulk: {words} {bulk.put_back or bulk.changed:,} stories in {whole:.1f} s, "
            f"{len(taken)} batches, median {median:.0f} ms, slowest {worst:.0f} ms"
        )


def _timed(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor."""
    start, began = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - start) * 1000, (time.process_time() - began) * 1000


def main() -> None:
    """Set up, fill if empty, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--topics", type=int, default=20_000)
    parser.add_argument("--bulk", type=int, default=10_000)
    parser.add_argument("--database", help="the address of a database of its own")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = f"sqlite:///{Path(folder) / 'tagging.sqlite3'}"
        os.environ["DATABASE_URL"] = options.database or own
        os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        if not ready(options.stories):
            parser.error("The database holds other stories already; give an empty one.")
        _measure(options)


def _measure(options: argparse.Namespace) -> None:
    from articles.models import Topic

    if not Topic.objects.filter(slug__startswith="bench-").exists():
        fill_topics(options.topics)
    print(f"{options.topics:,} topics")
    well = finding()
    bench(options.rounds)
    in_bulk(options.bulk)
    if not well:
        print(f"! finding a topic takes more than {FOUND_WITHIN:.0f} ms.")


if __name__ == "__main__":
    main()
