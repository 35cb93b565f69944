"""SQLite under many at once: a file of its own, in a process of its own, whatever database the tests run on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def bench(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_locks", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_of_fifty_saves_of_one_version_exactly_one_wins():
    ended = bench("--race", "50")

    assert ended.returncode == 0, ended.stdout + ended.stderr
    lines = ended.stdout.splitlines()
    assert len(lines) == 3
    assert all("'won': 1" in line and "'stale': 49" in line for line in lines)


def test_ten_writers_and_fifty_readers_meet_no_lock_and_lose_no_save():
    ended = bench("--seconds", "1")

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.count(" 0 errors") == 2
