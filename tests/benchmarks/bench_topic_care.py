"""What keeping a large vocabulary clean costs: merging a topic of 10,000 stories, undoing it, renaming, the console.

    DATABASE_URL=sqlite:////tmp/care.sqlite3 python -m tests.benchmarks.bench_topic_care
    DATABASE_URL=postgres://… python -m tests.benchmarks.bench_topic_care --topics 20000 --stories 10000

Fills an empty database and keeps it; every act is undone, so that a second run finds it as it was. Each act is one
transaction, `topic_links` of its stories included. Medians of the rounds; without DATABASE_URL a database is made and
removed. Allowed: two seconds for a merge and for its undoing, one second for a page of the console.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import django

ALLOWED = {"merge": 2.0, "undo merge": 2.0}
ALLOWED_PAGE = 1.0


class Cost(NamedTuple):
    """Seconds by the clock, and of this process's processor alone: far less where the machine was busy otherwise."""

    clock: float
    cpu: float


def timed(act: Callable[[], Any]) -> tuple[Cost, Any]:
    start, began = time.perf_counter(), time.process_time()
    done = act()
    return Cost(time.perf_counter() - start, time.process_time() - began), done


def median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(one.clock for one in costs), statistics.median(one.cpu for one in costs))


def measure_acts(rounds: int) -> dict[str, Cost]:
    """Median seconds of each act; every one is undone before the next."""
    from django.utils import timezone

    from articles.editorial import topics as care
    from articles.models import Topic
    from tests.benchmarks.topic_vocabulary import INTO, SOURCE

    source, into = Topic.objects.get(name=SOURCE), Topic.objects.get(name=INTO)
    acts = {
        "merge": lambda at: care.merge_topics(source, into=into, by=None, at=at),
        "rename": lambda at: care.rename_topic(source, "Works by the sea", by=None, at=at),
        "split": lambda at: care.split_topic(
            source, care.Part(with_topic=into), into=care.NewTopic("Half of the works"), by=None, at=at
        ),
        "move": lambda at: care.move_topic(source, below=into, by=None, at=at),
    }
    found: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        for name, act in acts.items():
            took, done = timed(lambda act=act: act(timezone.now()))
            found.setdefault(name, []).append(took)
            took, _ = timed(lambda done=done: care.undo_topic_act(done, by=None, at=timezone.now()))
            found.setdefault(f"undo {name}", []).append(took)
    return {name: median(costs) for name, costs in found.items()}


def measure_pages(rounds: int) -> dict[str, Cost]:
    """Seconds of each list of the console, and of the preview of the merge, through Django's test client."""
    from django.contrib.auth.models import User
    from django.test import Client

    from articles.admin.topic_care.console import TABS
    from articles.models import Topic
    from tests.benchmarks.topic_vocabulary import INTO, SOURCE

    client, found = Client(SERVER_NAME="localhost"), dict[str, Cost]()
    client.force_login(User.objects.get(username="managing_editor"))
    source, into = Topic.objects.get(name=SOURCE), Topic.objects.get(name=INTO)
    pages = {f"list: {tab.label}": f"/admin/articles/topic/care/?tab={tab.slug}" for tab in TABS}
    pages["preview of the merge"] = f"/admin/articles/topic/{source.pk}/merge/?other={into.pk}"
    pages["split, asked"] = f"/admin/articles/topic/{source.pk}/split/"
    for name, address in pages.items():
        client.get(address)
        costs = [timed(lambda address=address: client.get(address)) for _ in range(rounds)]
        assert all(answer.status_code == 200 for _, answer in costs)
        found[name] = median([cost for cost, _ in costs])
    return found


def ready(topics: int, stories: int) -> bool:
    """Migrate and fill; False where something else is there."""
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article, Topic
    from tests.benchmarks.desk_archive import fill
    from tests.benchmarks.topic_vocabulary import SOURCE, fill_vocabulary

    call_command("migrate", verbosity=0, skip_checks=True)
    if not Topic.objects.filter(name=SOURCE).exists():
        if Article.objects.exists():
            return False
        fill(stories + stories // 5)
        fill_vocabulary(topics, stories)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {Topic.objects.count():,} topics, {Article.objects.count():,} stories")
    return True


def report(found: dict[str, Cost], allowed: dict[str, float]) -> None:
    for name, took in found.items():
        limit = allowed.get(name)
        told = "" if limit is None else f" of {limit:.1f}{'' if took.clock <= limit else ' !'}"
        print(f"{name:28}{took.clock:8.3f} s{told:10}{took.cpu:10.3f} s of this process")


def main() -> None:
    """Set up, fill if empty, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--topics", type=int, default=20_000)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'care.sqlite3'}")
        os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        if not ready(options.topics, options.stories):
            parser.error("The database holds other stories already; give an empty one.")
        report(measure_acts(options.rounds), ALLOWED)
        pages = measure_pages(options.rounds)
        report(pages, dict.fromkeys(pages, ALLOWED_PAGE))


if __name__ == "__main__":
    main()
