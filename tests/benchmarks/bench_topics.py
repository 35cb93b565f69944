"""How well topics are suggested: names alone, the archive alone, and all signals, side by side.

    python -m tests.benchmarks.bench_topics [--stories 9600] [--asked 3000]
    python -m tests.benchmarks.bench_topics --learn ARCHIVE.jsonl --judge LATER.jsonl

Needs scikit-learn. Stories are imported published with their topics into an empty newsroom, the newsroom learns, and is
asked for others: the commands an editor would give, on a SQLite file that is thrown away. The first form takes made-up
stories; the second an archive of your own, two files of ninjs items, one a line, whose subjects are their topics.
Prints precision@1, recall@5 and micro-F1 of those accepted, for stories not learned from (judged are those with a topic
that some story learned from carries); the processor's seconds that import and training took, and the milliseconds a
story to suggest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.topic_archive import Story, make_stories

PROJECT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Learn from one part, judge by the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=9600, help="made-up stories to learn from")
    parser.add_argument("--asked", type=int, default=3000, help="made-up stories to judge by")
    parser.add_argument("--learn", type=Path, help="ninjs lines to learn from instead")
    parser.add_argument("--judge", type=Path, help="ninjs lines to judge by")
    given = parser.parse_args()
    if bool(given.learn) != bool(given.judge):
        parser.error("--learn and --judge go together.")
    with tempfile.TemporaryDirectory() as folder:
        learn, judge = given.learn, given.judge
        if not learn:
            learn, judge = Path(folder, "learn.jsonl"), Path(folder, "judge.jsonl")
            stories = make_stories(given.stories + given.asked)
            _write(learn, stories[: given.stories], "learn")
            _write(judge, stories[given.stories :], "judge")
        bench(learn, judge, Path(folder, "newsroom.sqlite3"))


def bench(learn: Path, judge: Path, database: Path) -> None:
    """Print what each step says, and what it took."""
    _run(database, "tests.benchmarks.bench_import", "--measure", "migrate", "-v", "0")
    for command in (
        ["import_stories", str(learn), "--state", "published", "--create-topics"],
        ["suggest_topics", "--train"],
    ):
        said, complaints = _run(database, "tests.benchmarks.bench_import", "--measure", *command)
        seconds, peak = complaints.rpartition("used ")[2].split()
        refused = [line for line in complaints.splitlines() if line.startswith("CommandError")]
        print(f"{command[0]}: {(refused or said.rstrip().splitlines())[-1]}")
        print(f"  {float(seconds):.0f} s of processor, at most {peak} MB of memory")
    print(_run(database, "tests.benchmarks.topic_judging", str(judge.resolve()))[0], end="")


def _run(database: Path, module: str, *arguments: str) -> tuple[str, str]:
    """What a process said on the newsroom's database, and what it complained of."""
    surroundings = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "SECRET_KEY": "benchmark" * 8}
    asked = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(asked, cwd=PROJECT, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode and "CommandError" not in done.stderr:
        sys.exit(done.stderr)
    return done.stdout, done.stderr


def _write(path: Path, stories: Iterable[Story], name: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_item(n, story, name)) + "\n" for n, story in enumerate(stories))


def _item(number: int, story: Story, name: str) -> dict[str, Any]:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story.text.split("\n"))
    return {
        "uri": f"urn:made-up:{name}:{number}",
        "type": "text",
        "headline": story.headline,
        "body_html": body,
        "firstcreated": f"2020-{1 + number // 900 % 12:02}-{1 + number // 30 % 28:02}T12:00:00Z",
        "subject": [{"name": topic} for topic in story.topics],
    }


if __name__ == "__main__":
    main()
