"""A migrated SQLite file, made once for all processes of a run: the migrations take longer than most rooms' tests."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Names the file to this process and those it starts.
NAME = "TEST_MIGRATED"


def make() -> Path:
    """Migrate an empty file from nothing, as a newsroom does, and say where it is."""
    file = Path(tempfile.mkdtemp(prefix="newsroom-migrated-")) / "migrated.sqlite3"
    environment = {"DATABASE_URL": f"sqlite:///{file}", "SECRET_KEY": secrets.token_urlsafe(64)}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, timeout=300)
    os.environ[NAME] = str(file)
    return file


def is_there() -> bool:
    return NAME in os.environ


def copy_to(target: Path) -> None:
    """Put a copy there, where this run has one."""
    if is_there():
        shutil.copy(os.environ[NAME], target)


def remove(file: Path) -> None:
    os.environ.pop(NAME, None)
    shutil.rmtree(file.parent, ignore_errors=True)
