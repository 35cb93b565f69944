"""demo: one command from nothing to a newsroom; a second run changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import RequestFactory, override_settings
from django.utils import timezone

from articles.management.sample import building
from articles.models import Article, Edition, EditionQuote, FrontPage, Image, Section
from articles.models.rights import ROLES, roles_of
from tests.management.sample_of_each import one_of_each_fate
from tests.management.shell import Ran, run
from tests.once import taken_back


@pytest.fixture(scope="module")
def small() -> Iterator[dict]:
    manifest = one_of_each_fate()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(building, "read_manifest", lambda: manifest)
        yield manifest


@pytest.fixture(scope="module")
def built_once(small, django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Ran]:
    folder, fast = str(tmp_path_factory.mktemp("media")), ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with taken_back(django_db_blocker), override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=fast):
        yield run("demo", "--no-serve")


@pytest.fixture
def built(built_once, db) -> Ran:
    """What the first run printed; its newsroom is there."""
    return built_once


def passwords(out: str) -> dict[str, str]:
    rows = [line.split() for line in out.splitlines() if line.startswith("  ")]
    return {row[0]: row[1] for row in rows}


def test_each_fate_is_met_through_the_acts(built, small):
    now = timezone.now()
    found = {story["fate"]: Article.objects.get(slugline=story["slugline"]) for story in small["stories"]}
    assert {fate: article.state for fate, article in found.items()} == {
        **{"published": "published", "updated": "published", "corrected": "published", "scheduled": "published"},
        **{"draft": "draft", "review": "review", "ready": "ready", "embargoed": "ready"},
        **{"killed": "killed", "killed-after": "killed"},
    }
    shown = {edition.article for edition in Edition.objects.visible(now)}
    assert shown == {found[fate] for fate in ("published", "updated", "corrected")}
    assert found["scheduled"].is_scheduled(now)
    assert found["embargoed"].is_embargoed(now)
    assert found["corrected"].corrections.get().after.number == 2
    assert "114 acres" in found["corrected"].editions.get(number=2).text
    assert found["updated"].editions.count() == 2
    assert run("verify_editions").failure == ""
    assert Section.objects.count() == 6


def test_a_front_page_is_released_through_the_acts(built, small):
    front = FrontPage.objects.get()
    names = dict(Article.objects.values_list("pk", "slugline"))
    wanted = [row["story"] for row in small["front"] if row["story"] in names.values()]
    assert [names[slot["article"]] for slot in front.slots] == wanted != []
    assert front.released_by.username == "managing_editor"


def test_every_quote_of_the_manifest_is_confirmed_with_its_speaker(built, small):
    for story in small["stories"]:
        article = Article.objects.get(slugline=story["slugline"])
        if story["fate"] == "draft":
            assert set(article.quotes.values_list("status", flat=True)) == {"proposed"}
            continue
        confirmed = article.quotes.filter(status="confirmed")
        for said in story["quotes"]:
            quote = confirmed.get(words__startswith=said["words"])
            assert (quote.speaker.name if quote.speaker else None, quote.role_printed) == (
                said["speaker"],
                said["role"] or "",
            )
    assert EditionQuote.objects.exists()
    assert all(image.alt and image.credit for image in Image.objects.all())


def test_each_role_gets_an_account_whose_password_is_shown_once(built):
    second = run("demo", "--no-serve")

    shown = passwords(built.out)
    assert set(shown) == set(ROLES)
    request = RequestFactory().post("/admin/login/")
    for role, password in shown.items():
        user = authenticate(request, username=role, password=password)
        assert user is not None
        assert roles_of(user) == {role}
        assert user.person
    assert passwords(second.out) == {}
    assert User.objects.filter(is_superuser=True).count() == 0


def test_a_second_run_builds_nothing(built):
    before = Article.objects.count(), Edition.objects.count(), User.objects.count()

    ran = run("demo", "--no-serve")

    assert ran.lines[0] == f"There are {before[0]} stories already: nothing was built."
    assert before == (Article.objects.count(), Edition.objects.count(), User.objects.count())


def test_new_passwords_replace_the_old_ones(built):
    old = passwords(built.out)

    new = passwords(run("demo", "--no-serve", "--new-passwords").out)

    request = RequestFactory().post("/admin/login/")
    assert set(new) == set(old)
    assert authenticate(request, username="reporter", password=old["reporter"]) is None
    assert authenticate(request, username="reporter", password=new["reporter"])
