"""What readers' pages cost beside bare views of the same server: CPU a request, latency, queries, bytes.

    DATABASE_URL=sqlite:////tmp/reader.sqlite3 python -m tests.benchmarks.bench_reader --stories 20000
    DATABASE_URL=postgres://… python -m tests.benchmarks.bench_reader --stories 20000 --server granian --json found.json

Fills an empty database and keeps it, so that a second run only measures. All kinds of requests are made in turn, in an
order drawn anew each round, from this process to a server with its own workers; the figures are medians of the rounds.
"one row" is the measure of all: one object by the ORM, its stored HTML returned, no middleware. Pages come from the
cache where the site keeps them; those named "drawn" from a second server of the same kind whose cache keeps nothing.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

# Addresses of a kind: more than anybody's processor keeps at hand; and of pages that the cache is to hold all of.
STORIES, OTHERS, KEPT = 1_000, 200, 20
PAGE, DEEP = 20, 500
MEASURE = "one row"
# Ranks in the vocabulary of words that are looked for.
RANKS = (20, 3_000)


def story_paths(draw: random.Random) -> list[str]:
    """Stories from all over the archive."""
    from articles.models import Edition

    editions = Edition.objects.order_by("pk")
    first, last = editions.values_list("pk", flat=True)[0], editions.last().pk  # type: ignore[union-attr]
    keys = draw.sample(range(first, last + 1), min(STORIES, last - first + 1))
    return list(editions.filter(pk__in=keys).values_list("path", flat=True))


def deep_pages(slug: str) -> tuple[int, list[str]]:
    """The five-hundredth page of a large topic, or the last it has, and pages around it, by their cursors."""
    from articles.models import TopicStory
    from articles.reader.cursor import write_cursor

    rows = TopicStory.objects.filter(topic__slug=slug).order_by("-first_published_at", "-article_id")
    page = min(DEEP, rows.count() // PAGE)
    end = (page - 1) * PAGE
    around = rows.values_list("first_published_at", "article")[max(0, end - OTHERS // 2) : end + OTHERS // 2]
    cursors = [write_cursor(moment, pk) for moment, pk in list(around)[:-1] if moment]
    return page, [f"/topics/{slug}/?before={cursor}" for cursor in cursors]


def person_paths(draw: random.Random) -> list[str]:
    """Pages of people who are quoted somewhere: in a small archive not everybody is."""
    from articles.models import EditionQuote

    quoted = sorted(set(EditionQuote.objects.order_by("-pk").values_list("speaker__slug", flat=True)[:10_000]))
    return [f"/people/{slug}/" for slug in draw.sample(quoted, min(OTHERS, len(quoted)))]


def words_looked_for(draw: random.Random) -> list[str]:
    """Two words a search, one of them frequent."""
    from tests.benchmarks.bench_search import make_vocabulary

    words = make_vocabulary()[RANKS[0] : RANKS[1]]
    return [f"{draw.choice(words[:200])}+{draw.choice(words)}" for _ in range(OTHERS)]


def kinds(draw: random.Random) -> dict[str, list[str]]:
    """Every kind of page of the site, and addresses of it."""
    from articles.models import Section, Topic

    stories = story_paths(draw)
    draw.shuffle(stories)
    small = Topic.objects.filter(children=None).exclude(slug="topic-0")
    topics = [f"/topics/{slug}/" for slug in small.values_list("slug", flat=True)]
    deep = {slug: deep_pages(slug) for slug in ("topic-0", "parent")}
    for _, addresses in deep.values():
        draw.shuffle(addresses)
    looked_for = words_looked_for(draw)
    return {
        "story": stories,
        "front": ["/"],
        "section": [f"/sections/{slug}/" for slug in Section.objects.values_list("slug", flat=True)],
        "topic": topics,
        "large topic": ["/topics/topic-0/"],
        f"large topic, page {deep['topic-0'][0]}": deep["topic-0"][1],
        "parent topic": ["/topics/parent/"],
        f"parent topic, page {deep['parent'][0]}": deep["parent"][1],
        "parent topic, one year": [f"/topics/parent/?year={year}" for year in range(2006, 2026)],
        "person": person_paths(draw),
        "quotes": ["/quotes/"],
        "quotes search": [f"/quotes/?q={asked}" for asked in looked_for],
        "search, relevance": [f"/search/?q={asked}&sort=relevance" for asked in looked_for],
        "search, newest": [f"/search/?q={asked}" for asked in looked_for],
        "feed": ["/feed.rss"],
    }


KEPT_BY_NOBODY = {"story", "parent topic, one year", "quotes search", "search, relevance", "search, newest"}


def store_rows(paths: list[str]) -> list[str]:
    """The table of the bare view: a row for each story, as large as its page. Returns the view's addresses."""
    from django.db import connection
    from django.test import Client

    from tests.benchmarks.reader_server import TABLE, Page

    with connection.schema_editor() as editor:
        if TABLE in connection.introspection.table_names():
            editor.delete_model(Page)
        editor.create_model(Page)
    client = Client(headers={"host": "127.0.0.1"})
    rows = Page.objects.bulk_create(Page(html=client.get(path).content.decode()) for path in paths)
    return [f"/bare/row/{row.pk}/" for row in rows]


def queries_of(address: str, *, kept: bool) -> int:
    """How many queries a page takes; where the cache may help, the second time it is asked for."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    client.get(address)
    if not kept:
        cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(address)
    return len(found)


def database_processes() -> list[int]:
    """PostgreSQL's own processes that work for us, where they run on this machine; none on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall() if Path(f"/proc/{pid}").exists()]


def make_cells(site: Any, drawn: Any, workers: int) -> tuple[list[Any], dict[str, int]]:
    """All cells, and the queries of each by its name."""
    from tests.benchmarks.reader_load import Cell

    pages = kinds(random.Random(5))
    cells = [Cell("constant", site, ["/bare/constant/"]), Cell(MEASURE, site, store_rows(pages["story"]))]
    queries = {"constant": 0, MEASURE: 1}
    for name, addresses in pages.items():
        is_kept = name not in KEPT_BY_NOBODY
        cells.append(Cell(name, site, addresses[:KEPT] if is_kept else addresses, before=2 * workers * is_kept))
        queries[name] = queries_of(addresses[0], kept=True)
        if is_kept:
            cells.append(Cell(f"{name}, drawn", drawn, addresses))
            queries[f"{name}, drawn"] = queries_of(addresses[0], kept=False)
    for name in ("story", "front"):
        known = Cell(f"304 of {name}", site, pages[name][:OTHERS], before=2 * workers * (name == "front"))
        known.learn()
        cells.append(known)
        queries[known.name] = queries[name]
    return cells, queries


def measure(cells: list[Any], rounds: int, seconds: float) -> None:
    """Every cell once a round, each round in another order."""
    draw = random.Random(9)
    for cell in cells:
        cell.warm_up(seconds)
    for number in range(rounds):
        for cell in draw.sample(cells, len(cells)):
            cell.round(database_processes())
        print(f"\rround {number + 1} of {rounds} ", end="", file=sys.stderr)
    print(file=sys.stderr)


def figures(cells: list[Any], queries: dict[str, int]) -> list[dict[str, Any]]:
    """One row a cell."""
    measured = {cell.name: [a + b for a, b in zip(cell.cpu, cell.database, strict=True)] for cell in cells}
    found = []
    for cell in cells:
        body = cell.ask(cell.addresses[0]).body
        found.append(
            {
                "name": cell.name,
                "cpu_ms": statistics.median(cell.cpu),
                "database_ms": statistics.median(cell.database),
                # Within each round first: what disturbs a round disturbs both.
                "ratio": statistics.median(
                    mine / row for mine, row in zip(measured[cell.name], measured[MEASURE], strict=True)
                ),
                "p50_ms": statistics.median(cell.latency),
                "queries": queries[cell.name],
                "bytes": len(body),
                "gzip": len(gzip.compress(body, 6)) if body else 0,
                "requests": cell.length * len(cell.cpu),
            }
        )
    return found


def table(rows: list[dict[str, Any]]) -> str:
    """The figures for people."""
    lines = [f"{'':28}{'CPU ms':>9}{'database':>9}{'x row':>8}{'p50 ms':>8}{'queries':>8}{'bytes':>9}{'gzip':>8}"]
    lines += [
        f"{row['name']:28}{row['cpu_ms']:9.2f}{row['database_ms']:9.2f}{row['ratio']:8.2f}{row['p50_ms']:8.1f}"
        f"{row['queries']:8}{row['bytes']:9,}{row['gzip']:8,}"
        for row in rows
    ]
    return "\n".join(lines)


def prepare(stories: int, refuse: Callable[[str], Any]) -> None:
    """The database with so many stories, each in today's look."""
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article
    from tests.benchmarks.reader_archive import draw_anew, fill

    call_command("migrate", verbosity=0, skip_checks=True)
    there = Article.objects.count()
    if there not in {0, stories}:
        refuse(f"The database holds {there:,} stories already; give an empty one.")
    if not there:
        fill(stories)
    elif anew := draw_anew():
        print(f"{anew:,} pages drawn anew: the look has changed.", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def run(options: argparse.Namespace, vendor: str) -> dict[str, Any]:
    from tests.benchmarks.reader_load import Server

    site = Server(options.server, options.workers)
    try:
        drawn = Server(options.server, options.workers, CACHE_URL="dummycache://")
        try:
            cells, queries = make_cells(site, drawn, options.workers)
            measure(cells, options.rounds, options.seconds)
            rows = figures(cells, queries)
        finally:
            drawn.stop()
    finally:
        site.stop()
    return {"stories": options.stories, "database": vendor, "server": options.server, "rows": rows}


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--server", choices=["gunicorn", "granian"], default="gunicorn")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.4, help="that each kind is asked for in a round, about")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    options = parser.parse_args()
    if "DATABASE_URL" not in os.environ:
        parser.error("Name a database of its own in DATABASE_URL.")
    options.refuse = parser.error
    return options


def main() -> None:
    options = read_options()
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    warnings.filterwarnings("ignore", "No directory at", UserWarning)  # of whitenoise, where nothing was collected
    django.setup()

    from django.db import connection

    prepare(options.stories, options.refuse)
    found = run(options, connection.vendor)
    print(f"{found['database']}, {found['stories']:,} stories, {found['server']}, load {os.getloadavg()[0]:.1f}")
    print(table(found["rows"]))
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
