"""How long a comparison of two versions takes: of a 2,000-word story with many changes, on the server.

    python -m tests.benchmarks.bench_compare [--words 2000] [--every 3] [--times 15]

Makes a database in memory, files an invented story through the acts, changes every third paragraph of it, moves some,
takes some out and puts some in, and asks for the page of the comparison as an editor would. Prints medians.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django

WORDS_A_PARAGRAPH = 40
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def paragraphs(words: int) -> list[str]:
    """Invented paragraphs, every fifth with somebody's words in it."""
    draw = random.Random(5)
    vocabulary = ["".join(draw.choice("bdfgklmnprtv") + draw.choice("aeiou") for _ in range(3)) for _ in range(900)]
    found = []
    for number in range(words // WORDS_A_PARAGRAPH):
        text = " ".join(draw.choices(vocabulary, k=WORDS_A_PARAGRAPH - 8)).capitalize()
        found.append(f"“{text},” said Commissioner Nell Strand{number}." if number % 5 == 4 else f"{text}.")
    return found


def rewritten(body: str, every: int) -> str:
    """The body with every so-many-th paragraph changed in four places, and some moved, taken out and put in."""
    draw = random.Random(9)
    parts = re.findall(r"<p\b.*?</p>", body)
    for number in range(0, len(parts), every):
        words = parts[number].split(" ")
        for _ in range(4):
            words[draw.randrange(2, len(words) - 2)] = draw.choice(("another", "word", "stands here now"))
        parts[number] = " ".join(words)
    parts.insert(3, parts.pop(len(parts) // 2))
    parts.insert(9, parts.pop(len(parts) // 3))
    del parts[len(parts) // 4]
    parts.insert(6, "<p>A paragraph that nobody has read before was put in at the desk.</p>")
    return "".join(parts)


def medians(act: Callable[[], object], times: int) -> str:
    """Milliseconds by the clock and of one processor: the clock also counts what others do on a busy machine."""
    taken, worked = [], []
    for _ in range(times):
        begun, began_work = time.perf_counter(), time.process_time()
        act()
        taken.append(time.perf_counter() - begun)
        worked.append(time.process_time() - began_work)
    return f"{statistics.median(taken) * 1000:6.1f} ms, {statistics.median(worked) * 1000:6.1f} ms of CPU"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=2000)
    parser.add_argument("--every", type=int, default=3, help="change every so-many-th paragraph (default 3)")
    parser.add_argument("--times", type=int, default=15)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    os.environ["DATABASE_URL"] = "sqlite://:memory:"
    os.environ.setdefault("DEBUG", "0")
    os.environ.setdefault("SECRET_KEY", "a benchmark keeps no secrets, and this is long enough to say so")
    os.environ.setdefault("ALLOWED_HOSTS", "testserver")
    django.setup()
    _measure(asked)


def _measure(asked: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.test import Client

    from articles.editorial import file_story, revise
    from articles.editorial.drafts import StoryDraft
    from articles.parsing.bodydiff import body_diff
    from articles.parsing.markup import body_from_paragraphs
    from tests.builders import make_user

    call_command("migrate", verbosity=0)
    editor = make_user("managing_editor")
    body = body_from_paragraphs(paragraphs(asked.words))
    story = file_story(StoryDraft(body=body, fields={"slugline": "long-story"}), by=editor, at=NOW)
    before = story.body
    changes = {"headline": "A headline", "dek": "A line under it", "body": rewritten(before, asked.every)}
    story = revise(story, changes, by=editor, at=NOW + timedelta(hours=1))
    client = Client()
    client.force_login(editor)
    address = f"/admin/articles/article/{story.pk}/compare/?a=1&b=now"
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, answer.status_code
    changed = answer.content.count(b"data-change")
    print(f"{asked.words:,} words, {changed} changes shown, {len(answer.content) / 1000:.0f} KB")
    print(f"comparison page  {medians(lambda: client.get(address, secure=True), asked.times)}")
    print(f"of which texts   {medians(lambda: body_diff(before, story.body), asked.times)}")


if __name__ == "__main__":
    main()
