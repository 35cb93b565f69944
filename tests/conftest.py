"""Fixtures every room's tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from django.test import TransactionTestCase, client

from articles.models import guards
from articles.models.rights import ROLES
from articles.reader.statements import AllRead
from tests import migrated
from tests.beside import ROOT, WholeRun

# The same examples on every run: what property tests find is a finding, not a matter of luck.
hypothesis.settings.register_profile("newsroom", derandomize=True, deadline=None)
hypothesis.settings.load_profile("newsroom")

WHOLE_RUN = pytest.StashKey[WholeRun]()

keep_rendered = client.store_rendered_templates


def keep_page(store: dict, signal: Any, sender: Any, template: Template, context: Context, **rest: Any) -> None:
    """Of what an answer was drawn from, `answer.context` keeps what templates were given that stand by themselves.

    Django copies the context at each template drawn: a form has hundreds, one a widget, and no test asks for those.
    """
    if context.template is template and not (template.name or "").startswith("django/forms/"):
        keep_rendered(store, signal, sender, template, context, **rest)


client.store_rendered_templates = keep_page


def pytest_sessionstart(session: pytest.Session) -> None:
    """A run of the whole suite goes in four processes; one of a few files, or with DATABASE_URL set, in this one."""
    config = session.config
    whole = config.args_source == pytest.Config.ArgsSource.TESTPATHS and not config.option.collectonly
    if whole and not config.option.markexpr and not config.option.keyword and "DATABASE_URL" not in os.environ:
        config.stash[WHOLE_RUN] = WholeRun()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is driven in a browser is left to the process beside this one, where there is one."""
    whole = config.stash.get(WHOLE_RUN, None)
    is_left = whole is not None and whole.has_browser and collection_path == ROOT / "tests" / "browser"
    return True if is_left else None


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "once: says the same on any database; a whole run asks it on SQLite alone")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for no database: what it says on one it says on any."""
    for item in items:
        asks = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
        is_of_django = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
        if not asks and not is_of_django and item.get_closest_marker("django_db") is None:
            item.add_marker("once")


def pytest_collection_finish() -> None:
    """What was imported stays for the whole run: the collector need not go through all of it again and again."""
    gc.collect()
    set_aside()


def set_aside() -> None:
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    whole = session.config.stash.get(WHOLE_RUN, None)
    if whole is not None and not whole.finish():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file, as the newsroom runs it: pages that ask beside each other have a connection each.

    In memory all threads share one, and a page that says who is there meets a test that empties the tables.
    """
    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        migrated.copy_to(file)
        connection.settings_dict["TEST"]["NAME"] = str(file)
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A copy of the migrated file is kept as it is; only what a run switches on beside is migrated in it."""
    return migrated.is_there() if connection.vendor == "sqlite" else request.config.getvalue("reuse_db")


@pytest.fixture(autouse=True)
def fast_passwords(settings) -> None:
    """Argon2 is slow on purpose; tests sign in often."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No test meets a page of another: a database taken back to how it was counts its changes anew."""
    cache.clear()


@pytest.fixture
def made_anew() -> Iterator[None]:
    """For tests that change what a statement made once (`AllRead`) is made of: none is kept from before, nor after."""
    _forget_statements()
    yield
    _forget_statements()


def _forget_statements() -> None:
    # An import has set aside all that lived before it (`gc.freeze`), and what is set aside is not listed.
    gc.unfreeze()
    # By type: asking a lazy object for its class would make it work.
    for made in [found for found in gc.get_objects() if issubclass(type(found), AllRead)]:
        made._made.clear()
    set_aside()


@pytest.fixture
def roles(db) -> None:
    """The groups of the roles, also after a test with real transactions has emptied the tables."""
    for name in ROLES:
        Group.objects.get_or_create(name=name)


@pytest.fixture
def erasable(transactional_db) -> Iterator[None]:
    """For tests with real transactions: lifts the guards at the end, so that the tables can be emptied."""
    yield
    guards.lift(connection)
