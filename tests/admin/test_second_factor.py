"""The second factor: off, nothing of it is there; on, its own tests and the desk's walks run in a second process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from newsroom import settings as read

ROOT = Path(__file__).resolve().parents[2]
# What reads and writes its tables.
ON = ["tests/admin/second_factor"]
# The desk behind it, and its pages before a browser, say nothing new of another database: once, on SQLite.
WALKS = [
    "tests/admin/test_walk.py",
    "tests/admin/authz/test_addresses.py",
    "tests/admin/test_sign_in.py",
    "tests/admin/test_accounts.py",
    "tests/admin/test_me.py",
]
BEFORE_A_BROWSER = ["tests/browser/test_second_factor.py"] if shutil.which("chromium") else []


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=900,
    )


@pytest.mark.django_db  # the other process's tests ask for it
def test_switched_on_everything_of_it_holds():
    """On PostgreSQL under a name of its own: the tables of this very run are in use."""
    url = os.environ.get("DATABASE_URL")
    where = {"DATABASE_URL": f"{url}_factor"} if url else {}
    files = ON + ([*WALKS, *BEFORE_A_BROWSER] if connection.vendor == "sqlite" else [])

    run = start("-m", "pytest", "-q", "-p", "no:cacheprovider", *files, SECOND_FACTOR="1", **where)

    assert run.returncode == 0, run.stdout[-5000:] + run.stderr[-2000:]
    assert " passed" in run.stdout
    assert "skipped" not in run.stdout


@pytest.mark.django_db
def test_switched_off_nothing_of_it_is_loaded(as_, desk):
    assert not [config.name for config in apps.get_app_configs() if config.name.startswith("allauth")]
    assert not [name for name in settings.MIDDLEWARE if "allauth" in name or "second_factor" in name]
    client = as_("administrator")
    assert client.get("/admin/second-factor/").status_code == 404
    assert client.get("/admin/login/code/").status_code == 404
    assert "econd factor" not in client.get("/admin/me/").content.decode()
    account = f"/admin/auth/user/{desk['reporter'].pk}/change/"
    assert "econd factor" not in client.get(account).content.decode()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECOND_FACTOR": "yes"}, "SECOND_FACTOR must be 0 or 1, not 'yes'"),
        (
            {"SECOND_FACTOR": "1", "SECOND_FACTOR_ROLES": "administrator, boss"},
            "SECOND_FACTOR_ROLES must name roles with commas between: contributor",
        ),
        ({"SECOND_FACTOR": "0", "SECOND_FACTOR_ROLES": "reporter"}, "set SECOND_FACTOR=1 too"),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(environment, sentence):
    run = start("manage.py", "check", SECRET_KEY="x" * 60, **environment)

    assert run.returncode != 0
    assert sentence in run.stderr


def test_asked_for_but_not_installed_stops_the_start_and_says_what_to_install(monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR", "1")
    monkeypatch.setattr(read, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"pip install 'django-allauth\[mfa\]"):
        read.read_second_factor()


def test_roles_are_read_with_or_without_blanks(monkeypatch):
    monkeypatch.setenv("SECOND_FACTOR_ROLES", " managing_editor, administrator,")

    assert read.read_second_factor_roles(switched_on=True) == {"managing_editor", "administrator"}
