"""What the desk costs: opening, saving, publishing a long story, autosave, the list with each filter, the front page.

    python -m tests.benchmarks.bench_desk --stories 1000
    python -m tests.benchmarks.bench_desk --stories 100000 --database sqlite:////tmp/desk.sqlite3

In this process, through Django's test client: all that the server does between request and answer, middleware and
session included, and nothing of the network or of a second process, which would measure the machine. Medians; the
statements are counted in a round of their own, without BEGIN and COMMIT. Where the processor's time is far below the
clock's, the machine was busy with something else. A database named is filled once and kept; else one is made and
removed.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import django

# Statements, milliseconds, kilobytes: what is allowed. Then what Wagtail took on the same work, for comparison.
LIMITS: dict[str, tuple[int, int, int | None]] = {
    "form": (15, 60, 80),
    "save": (15, 60, None),
    "publish": (25, 80, None),
    "autosave": (4, 20, None),
    "list": (10, 80, None),
}
WAGTAIL = {
    "form": "34 to 41 statements, 180 ms, 230 KB",
    "save": "50 statements",
    "publish": "140 statements",
    "list": "26 statements, 220 ms",
}
FILTERS = (
    "", "state=draft", "state=scheduled", "state=live", "state=killed", "section=1", "section=none", "desk=me",
    "desk=none", "needs=quotes", "needs=settled", "needs=topics", "needs=embargo", "needs=hold", "whose=mine", "q=bus",
)  # fmt: skip

# Where a transaction begins and ends: no statement that asks or writes.
_BRACKETS = frozenset({"BEGIN", "BEGIN IMMEDIATE", "COMMIT"})

Ask = Callable[[], Any]


class Cost(NamedTuple):
    """Statements, median milliseconds by the clock and of the processor alone, kilobytes of the answer."""

    statements: int
    ms: float
    cpu_ms: float
    kilobytes: float


def measured(asks: Iterator[Ask], rounds: int) -> Cost:
    """A round to warm up, one to count statements, and those that are timed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _checked(next(asks)())
    ask = next(asks)
    with CaptureQueriesContext(connection) as statements:
        answer = _checked(ask())
        counted = sum(one["sql"] not in _BRACKETS for one in statements)
    taken, worked = [], []
    for _ in range(rounds):
        ask = next(asks)
        start, began = time.perf_counter(), time.process_time()
        answer = _checked(ask())
        worked.append((time.process_time() - began) * 1000)
        taken.append((time.perf_counter() - start) * 1000)
    return Cost(counted, statistics.median(taken), statistics.median(worked), len(answer.content) / 1000)


def _checked(answer: Any) -> Any:
    if answer.status_code not in {200, 302}:
        raise SystemExit(f"{answer.request['PATH_INFO']} answered {answer.status_code}: {answer.content[:300]!r}")
    return answer


def asks_of(client: Any, what: str, detail: str = "") -> Iterator[Ask]:
    """A request of this kind for each round, with what it needs made before it."""
    from articles.admin.story.byline_rows import signature
    from articles.models import Article
    from tests.benchmarks.desk_archive import long_story, ready_story, reworded

    story = long_story(1) if what in {"form", "save", "autosave"} else None
    for number in range(1, 1_000):
        if what == "publish":
            story = ready_story(number + 1)
        address = f"/admin/articles/article/{story.pk}/" if story else ""
        if what == "form":
            yield partial(client.get, f"{address}change/")
        elif what == "list":
            yield partial(client.get, f"/admin/articles/article/?{detail}")
        elif what == "home":
            yield partial(client.get, "/admin/")
        elif what == "publish":
            posted = {"version": story.version}
            yield partial(client.post, f"{address}act/publish/", posted)
        else:
            story = Article.objects.get(pk=story.pk)
            posted = _posted(client, story, reworded(story, number), signature(story.bylines.all()))
            last = "change" if what == "save" else "autosave"
            yield partial(client.post, f"{address}{last}/", posted)


def _posted(client: Any, story: Any, body: str, byline: str) -> dict[str, Any]:
    """The form as opened, sent back with another body."""
    page = client.get(f"/admin/articles/article/{story.pk}/change/")
    form, rows = page.context_data["form"], page.context_data["rows"]
    posted = {bound.html_name: bound.value() for bound in form}
    posted |= {bound.html_name: bound.value() for row in (rows.management_form, *rows) for bound in row}
    posted = {name: value for name, value in posted.items() if value is not None}
    return {**posted, "version": story.version, "bylines-were": byline, "body": body}


def resolves_autosave() -> bool:
    from django.urls import Resolver404, resolve

    try:
        return "autosave" in (resolve("/admin/articles/article/1/autosave/").url_name or "")
    except Resolver404:
        return False


def measure(rounds: int) -> bool:
    """Print the table; whether all keeps within what is allowed."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="managing_editor"))
    kinds = ["form", "save", "publish", *(["autosave"] if resolves_autosave() else []), "home"]
    wanted = [(kind, "") for kind in kinds] + [("list", one) for one in FILTERS]
    print(f"{'':24}{'statements':>14}{'ms':>16}{'CPU ms':>10}{'KB':>14}")
    well = True
    for kind, detail in wanted:
        found = measured(asks_of(client, kind, detail), rounds)
        limits = LIMITS.get(kind, (None, None, None))
        judged = list(zip((found.statements, found.ms, found.kilobytes), limits, strict=True))
        well &= all(limit is None or one <= limit for one, limit in judged)
        cells = [_cell(one, limit) for one, limit in judged]
        name = f"{kind} {detail}".strip()
        print(f"{name:24}{cells[0]:>14}{cells[1]:>16}{found.cpu_ms:>10.1f}{cells[2]:>14}")
    print("Wagtail on this work: " + "; ".join(f"{kind} {took}" for kind, took in WAGTAIL.items()) + ".")
    return well


def _cell(found: float, limit: int | None) -> str:
    shown = str(found) if isinstance(found, int) else f"{found:.1f}"
    return shown if limit is None else f"{shown} of {limit}{'' if found <= limit else ' !'}"


def profile(kind: str) -> None:
    """Where the time of one kind of request goes."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="managing_editor"))
    asks = asks_of(client, *kind.partition(":")[::2])
    _checked(next(asks)())
    profiler = cProfile.Profile()
    for _ in range(10):
        ask = next(asks)
        profiler.enable()
        ask()
        profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(70)


def main() -> None:
    """Set up, fill if empty, measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1_000)
    parser.add_argument("--database", help="the address of a database of its own")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--profile", help="form, save, publish, home, or list:FILTER; prints where the time goes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        own = f"sqlite:///{Path(folder) / 'desk.sqlite3'}"
        os.environ["DATABASE_URL"] = options.database or own
        os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
        django.setup()
        if not ready(options.stories):
            parser.error("The database holds other stories already; give an empty one.")
        if options.profile:
            profile(options.profile)
        elif not measure(options.rounds):
            print("! is over what is allowed.")


def ready(stories: int) -> bool:
    """Migrate and fill; False where somebody else's stories are there."""
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article
    from tests.benchmarks.desk_archive import fill

    call_command("migrate", verbosity=0, skip_checks=True)
    there = Article.objects.exclude(slugline__startswith="bench-").count()
    if there not in {0, stories}:
        return False
    if not there:
        fill(stories)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{connection.vendor}, {stories:,} stories, median of the rounds")
    return True


if __name__ == "__main__":
    main()
