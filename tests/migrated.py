"""Migrated databases, made once for all processes of a run: the migrations take longer than most rooms' tests.

Of SQLite a file that each process copies, of PostgreSQL a database it makes its own from, as from a template.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
# Name the file and the database to this process and those it starts.
FILE = "TEST_MIGRATED"
TEMPLATE = "TEST_MIGRATED_POSTGRES"


class Migrated:
    """An empty newsroom on SQLite and, where there is an address of a server, on PostgreSQL."""

    def __init__(self, postgres: str) -> None:
        """Migrates from nothing, as a newsroom does, both beside each other."""
        self.postgres = postgres
        self.file = Path(tempfile.mkdtemp(prefix="newsroom-migrated-")) / "migrated.sqlite3"
        os.environ[FILE] = str(self.file)
        running = [_migrate(f"sqlite:///{self.file}")]
        if postgres:
            self.name = f"newsroom_migrated_{secrets.token_hex(4)}"
            self._ask("CREATE DATABASE {}")
            os.environ[TEMPLATE] = self.name
            running.append(_migrate(_named(postgres, self.name)))
        codes = [process.wait(timeout=300) for process in running]
        if any(codes):
            raise RuntimeError("The migrations failed; see above.")

    def remove(self) -> None:
        os.environ.pop(FILE, None)
        shutil.rmtree(self.file.parent, ignore_errors=True)
        if os.environ.pop(TEMPLATE, None):
            self._ask("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def _ask(self, statement: str) -> None:
        psycopg = import_module("psycopg")  # at home it may be missing as PostgreSQL is
        with psycopg.connect(_named(self.postgres, "postgres"), autocommit=True) as connection:
            connection.execute(statement.format(f'"{self.name}"'))


def _named(url: str, name: str) -> str:
    """The same server's database of that name."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _migrate(url: str) -> subprocess.Popen[bytes]:
    environment = {"DATABASE_URL": url, "SECRET_KEY": secrets.token_urlsafe(64)}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})


def is_there() -> bool:
    return FILE in os.environ


def template() -> str | None:
    """The database of PostgreSQL to make one's own from, where this run has one."""
    return os.environ.get(TEMPLATE)


def copy_to(target: Path) -> None:
    """Put a copy of the file there, where this run has one."""
    if is_there():
        shutil.copy(os.environ[FILE], target)
