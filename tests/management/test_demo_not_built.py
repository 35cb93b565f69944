"""demo, where nothing is built: in a newsroom of one's own, on a taken port, and when building fails half-way."""

from __future__ import annotations

import socket

import pytest
from django.contrib.auth.models import User

from articles.management.sample import building
from articles.models import Article, Section
from tests.management.sample_of_each import one_of_each_fate
from tests.management.shell import run


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def test_a_newsroom_of_ones_own_is_left_alone(db, media):
    User.objects.create(username="ours")

    run("demo", "--no-serve")

    assert not Article.objects.exists()


def test_what_fails_leaves_no_row_and_no_picture(db, media, monkeypatch):
    def fail(*anything: object) -> None:
        raise RuntimeError("half-way")

    manifest = one_of_each_fate()
    manifest["stories"].sort(key=lambda story: story["picture"] is None)
    monkeypatch.setattr(building, "read_manifest", lambda: manifest)
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
