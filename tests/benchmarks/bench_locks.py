"""Many at once on SQLite: writers who save and readers who read for a while, with no "database is locked" among them.

    python -m tests.benchmarks.bench_locks --seconds 60
    python -m tests.benchmarks.bench_locks --race 50

Each writer and reader is a thread with a connection of its own to one file, through the settings of production. With
`--race` so many save one version of a story at one moment, several times over: each time exactly one may win. Exits
with 1 where anything but a refusal in words went wrong, or a save was lost.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Event, Lock, Thread
from typing import Any

import django

from tests import migrated

STORIES = 5


@dataclass
class Tally:
    """What came of the acts of one kind: how long each took, and what went wrong, by its words."""

    taken: list[float] = field(default_factory=list)
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    guard: Lock = field(default_factory=Lock)

    def line(self, name: str, seconds: float) -> str:
        """Rate, median and the slowest hundredth."""
        ordered = sorted(self.taken) or [0.0]
        p50, p99 = statistics.median(ordered), ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        return (
            f"{name}: {len(self.taken) / seconds:,.0f}/s, p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, "
            f"{self.refused} refused as stale, {sum(self.errors.values())} errors {dict(self.errors) or ''}".rstrip()
        )


def repeat(act: Callable[[int], None], number: int, tally: Tally, stop: Event) -> None:
    """Do it over and over until told to stop; on a connection of this thread's own."""
    from django.db import connections

    from articles.editorial import StaleVersion

    turn = 0
    while not stop.is_set():
        start = time.perf_counter()
        try:
            act(number * 1_000_000 + turn)
        except StaleVersion:
            with tally.guard:
                tally.refused += 1
            continue
        except Exception as error:
            with tally.guard:
                tally.errors[f"{type(error).__name__}: {error}"[:120]] += 1
        with tally.guard:
            tally.taken.append(time.perf_counter() - start)
        turn += 1
    connections.close_all()


def save(number: int) -> None:
    """An editor's save: read, change a field and a paragraph, save."""
    from django.utils import timezone

    from articles.editorial import revise
    from articles.models import Article

    article = Article.objects.get(slugline=f"lock-{number % STORIES}")
    body = f"{article.body.partition('</p>')[0]}</p><p>Paragraph {number}.</p>"
    revise(article, {"headline": f"Headline {number}", "body": body}, by=None, at=timezone.now())


def read(number: int) -> None:
    """What the list and a story's page read."""
    from articles.admin.story.rows import desk_rows
    from articles.models import Article

    list(desk_rows(Article.objects.all())[:50])
    article = Article.objects.get(slugline=f"lock-{number % STORIES}")
    list(article.quotes.all())
    list(article.bylines.select_related("person"))


def contend(seconds: float, writers: int, readers: int) -> bool:
    """Writers and readers at once; prints what came of it, says whether all went well and no save was lost."""
    from articles.models import Article

    stop, saves, reads = Event(), Tally(), Tally()
    threads = [Thread(target=repeat, args=(save, n, saves, stop)) for n in range(writers)]
    threads += [Thread(target=repeat, args=(read, n, reads, stop)) for n in range(readers)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - start
    print(saves.line("saves", spent))
    print(reads.line("reads", spent))
    done = len(saves.taken) - sum(saves.errors.values())
    versions = sum(version - 1 for version in Article.objects.values_list("version", flat=True))
    print(f"{done} saves, {versions} versions.")
    return not (saves.errors or reads.errors) and done == versions and bool(saves.taken and reads.taken)


def race(savers: int, times: int = 3) -> bool:
    """All save one version at one moment; says whether each time one won and every other was refused as stale."""
    well = True
    for _ in range(times):
        ended = Counter(_at_once(savers))
        print(f"{savers} saves of one version: {dict(ended)}")
        well &= ended == {"won": 1, "stale": savers - 1}
    return well


def _at_once(savers: int) -> list[str]:
    from django.db import connection, connections
    from django.utils import timezone

    from articles.editorial import StaleVersion, revise
    from articles.models import Article

    opened, gate, ended = Article.objects.get(slugline="lock-0").pk, Barrier(savers), ["none"] * savers

    def saver(number: int) -> None:
        article: Any = Article.objects.get(pk=opened)
        connection.ensure_connection()
        gate.wait()
        try:
            revise(article, {"dek": f"Dek {number} on {article.version}"}, by=None, at=timezone.now())
            ended[number] = "won"
        except StaleVersion:
            ended[number] = "stale"
        except Exception as error:
            ended[number] = f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()

    threads = [Thread(target=saver, args=(number,)) for number in range(savers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def fill() -> None:
    """The stories they meet in, and some beside."""
    from django.core.management import call_command
    from django.utils import timezone

    from articles.editorial import file_story
    from articles.editorial.drafts import DraftByline, StoryDraft

    call_command("migrate", verbosity=0, skip_checks=True)
    for number in range(60):
        name = f"lock-{number}" if number < STORIES else f"story-{number}"
        text = "<p>“We sail at dawn,” said Una Penn, the harbor master.</p><p>The council met on Tuesday.</p>"
        file_story(StoryDraft(text, {"slugline": name}, bylines=(DraftByline("Ana Ruiz"),)), by=None, at=timezone.now())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--race", type=int, metavar="SAVERS", help="instead: so many saves of one version at once")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "locks.sqlite3"
        migrated.copy_to(file)
        os.environ["DATABASE_URL"] = f"sqlite:///{file}"
        os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        fill()
        raced = options.race is not None
        went_well = race(options.race) if raced else contend(options.seconds, options.writers, options.readers)
    sys.exit(0 if went_well else 1)


if __name__ == "__main__":
    main()
