"""A run of the whole suite goes in four processes beside each other: SQLite, PostgreSQL in two, and the browser.

The first is the one that was started; the others keep what they print for its end. On two cores the browser's tests,
which wait a good deal, fill what the others leave. Where PostgreSQL or Chromium is missing, CI fails; at home it is a
line in the summary.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from tests.migrated import Migrated
from tests.postgres import start_server

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ["tests/browser"]
# The browser is driven once; the locks are SQLite's in any run. What is marked `once` meets no database (so marked by
# itself) or nothing of it that differs (the mark stands beside the reason).
ELSEWHERE = ("tests/parsing", "tests/browser", "tests/editorial/test_locks.py")
POSTGRES = [*(f"--ignore={path}" for path in ELSEWHERE), "-m", "not browser and not once"]
# PostgreSQL costs the most: the desk's tests, about half, have a process and a database of their own.
DESK = "tests/admin"


class Beside:
    """Pytest in a process of its own, its output kept for the end."""

    def __init__(self, name: str, arguments: list[str], **environment: str) -> None:
        self.name = name
        self.output = tempfile.TemporaryFile("w+")  # noqa: SIM115 (read when the process has ended)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=self.output,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def finish(self) -> int:
        """Its exit code, once all it printed is shown."""
        try:
            code = self.process.wait(timeout=1500)
        finally:
            self.process.kill()
        self.output.seek(0)
        print(f"\n----- {self.name} -----\n{self.output.read().strip()}")
        return code


class WholeRun:
    """What runs beside the tests on SQLite."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.beside: list[Beside] = []
        self.has_browser = shutil.which("chromium") is not None
        self.server = None if os.environ.get("TEST_POSTGRES_URL") else start_server()
        url = os.environ.get("TEST_POSTGRES_URL") or (self.server.url if self.server else "")
        self.migrated = Migrated(url)
        if url:
            desk = urlsplit(url)._replace(path="/desk").geturl()
            self.beside.append(Beside("on PostgreSQL", [*POSTGRES, f"--ignore={DESK}"], DATABASE_URL=url))
            self.beside.append(Beside("on PostgreSQL, the desk", [DESK, *POSTGRES], DATABASE_URL=desk))
        else:
            self.missing.append("PostgreSQL was not found: the tests ran on SQLite only.")
        if self.has_browser:
            self.beside.append(Beside("in the browser", BROWSER))
        else:
            self.missing.append("Chromium was not found: no page was looked at in a browser.")

    def finish(self) -> bool:
        """Whether all that ran beside passed, and in CI whether it ran at all."""
        try:
            codes = [run.finish() for run in self.beside]
        finally:
            self.migrated.remove()
            if self.server:
                self.server.stop()
        for line in self.missing:
            print(line)
        print("----- on SQLite -----")
        return not any(codes) and not (self.missing and os.environ.get("CI"))
