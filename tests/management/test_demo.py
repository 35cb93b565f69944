"""demo: one command from nothing to a newsroom; a second run changes nothing."""

from __future__ import annotations

import socket

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.utils import timezone

from articles.management.sample import building
from articles.management.sample.manifest import read_manifest
from articles.models import Article, Edition, EditionQuote, FrontPage, Image, Section
from articles.models.rights import ROLES, roles_of
from tests.management.shell import run


@pytest.fixture
def small(monkeypatch) -> dict:
    """The manifest with one story of each fate."""
    manifest = read_manifest()
    fates = {}
    for story in manifest["stories"]:
        fates.setdefault(story["fate"], story)
    manifest["stories"] = list(fates.values())
    monkeypatch.setattr(building, "read_manifest", lambda: manifest)
    return manifest


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def passwords(out: str) -> dict[str, str]:
    rows = [line.split() for line in out.splitlines() if line.startswith("  ")]
    return {row[0]: row[1] for row in rows}


def test_each_fate_is_met_through_the_acts(db, small, media):
    run("demo", "--no-serve")

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


def test_a_front_page_is_released_through_the_acts(db, small, media):
    run("demo", "--no-serve")

    front = FrontPage.objects.get()
    names = dict(Article.objects.values_list("pk", "slugline"))
    wanted = [row["story"] for row in small["front"] if row["story"] in names.values()]
    assert [names[slot["article"]] for slot in front.slots] == wanted != []
    assert front.released_by.username == "managing_editor"


def test_every_quote_of_the_manifest_is_confirmed_with_its_speaker(db, small, media):
    run("demo", "--no-serve")

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


def test_each_role_gets_an_account_whose_password_is_shown_once(db, small, media):
    first, second = run("demo", "--no-serve"), run("demo", "--no-serve")

    shown = passwords(first.out)
    assert set(shown) == set(ROLES)
    request = RequestFactory().post("/admin/login/")
    for role, password in shown.items():
        user = authenticate(request, username=role, password=password)
        assert user is not None
        assert roles_of(user) == {role}
        assert user.person
    assert passwords(second.out) == {}
    assert User.objects.filter(is_superuser=True).count() == 0


def test_a_second_run_builds_nothing(db, small, media):
    run("demo", "--no-serve")
    before = Article.objects.count(), Edition.objects.count(), User.objects.count()

    ran = run("demo", "--no-serve")

    assert ran.lines[0] == f"There are {before[0]} stories already: nothing was built."
    assert before == (Article.objects.count(), Edition.objects.count(), User.objects.count())


def test_new_passwords_replace_the_old_ones(db, small, media):
    old = passwords(run("demo", "--no-serve").out)

    new = passwords(run("demo", "--no-serve", "--new-passwords").out)

    request = RequestFactory().post("/admin/login/")
    assert set(new) == set(old)
    assert authenticate(request, username="reporter", password=old["reporter"]) is None
    assert authenticate(request, username="reporter", password=new["reporter"])


def test_a_newsroom_of_ones_own_is_left_alone(db, media):
    User.objects.create(username="ours")

    run("demo", "--no-serve")

    assert not Article.objects.exists()


def test_what_fails_leaves_no_row_and_no_picture(db, small, media, monkeypatch):
    def fail(*anything: object) -> None:
        raise RuntimeError("half-way")

    small["stories"].sort(key=lambda story: story["picture"] is None)
    monkeypatch.setattr(building, "tell", fail)

    with pytest.raises(RuntimeError, match="half-way"):
        run("demo", "--no-serve")

    assert (Article.objects.count(), Section.objects.count(), User.objects.count()) == (0, 0, 0)
    assert list(media.rglob("*.jpg")) == []


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eight", "8000.5", "²"])
def test_what_is_no_port_is_a_sentence_and_nothing_is_built(db, media, port):
    ran = run("demo", f"--port={port}")

    assert f"a port is a number from 1 to 65535, not {port}." in ran.failure
    assert not Article.objects.exists()


def test_a_taken_port_is_a_sentence_and_nothing_is_built(db, media):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        ran = run("demo", "--port", port)

    assert ran.failure == f"Port {port} is taken: stop what listens there, or choose another with --port."
    assert not Article.objects.exists()
