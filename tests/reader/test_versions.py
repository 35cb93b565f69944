"""Every version of a story that readers saw."""

from __future__ import annotations

import pytest

from articles.models import Correction
from tests.builders import later, make_edition, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"


def make_three():
    """Two editions readers saw, a third they will see."""
    first = make_published(path=PATH, headline="First", until=later(hours=1))
    second = make_edition(
        first.article, at=later(hours=1), until=later(days=9), headline="Second", page="<h1>Second</h1>",
        change="correction",
    )  # fmt: skip
    make_edition(first.article, at=later(days=9), headline="hidden third", page="<h1>hidden third</h1>")
    Correction.objects.create(
        article=first.article, before=first, after=second, text="It was Tuesday.", corrected_at=later(hours=1)
    )
    return first, second


def test_the_list_names_what_readers_saw_the_newest_first(client):
    make_three()

    page = client.get(f"{PATH}versions/").content.decode()

    assert page.index("versions/2/") < page.index("versions/1/")
    assert "Correction</span>" in page
    assert "First published</span>" in page
    assert "It was Tuesday." in page
    assert "hidden" not in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_past_version_is_shown_and_called_so(client):
    make_three()

    response = client.get(f"{PATH}versions/1/")

    assert b"not the current one" in response.content
    assert b"<h1>First</h1>" in response.content
    assert response["X-Robots-Tag"] == "noindex"
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{PATH}">'.encode() in response.content


def test_the_current_version_is_called_current(client):
    make_three()

    assert b"the current one.</strong> Readers have seen it since" in client.get(f"{PATH}versions/2/").content


@pytest.mark.parametrize("number", ["01", "3", "4", "0", "999999", "9999999", "x", "-1", "%00"])
def test_versions_to_come_and_never_made_are_not_found_alike(client, number):
    make_three()

    response = client.get(f"{PATH}versions/{number}/")

    assert (response.status_code, response.content) == (404, client.get("/nowhere/").content)


def test_a_version_that_was_void_before_its_hour_is_in_no_list(client):
    first = make_published(path=PATH, headline="First")
    make_edition(first.article, at=later(hours=2), until=later(hours=2), headline="hidden void")

    assert b"hidden" not in client.get(f"{PATH}versions/").content
    assert client.get(f"{PATH}versions/2/").status_code == 404


def test_the_first_version_readers_saw_is_called_so_whatever_was_taken_back_before_its_hour(client):
    void = make_published(path=PATH, headline="hidden void", at=later(hours=2), until=later(hours=2))
    make_edition(void.article, at=later(hours=1), first_published_at=later(hours=1), headline="Seen", path=PATH)

    page = client.get(f"{PATH}versions/").content.decode()

    assert "hidden" not in page
    assert 'Version 2</a> <span class="change">First published</span>' in page


def test_what_a_retraction_took_back_is_like_a_version_never_made(client):
    first = make_published(path=PATH, headline="hidden first", until=later(hours=1))
    make_edition(first.article, at=later(hours=1), headline="Taken back", change="retraction")

    listed, taken_back = client.get(f"{PATH}versions/"), client.get(f"{PATH}versions/1/")

    assert b"hidden" not in listed.content
    assert b"versions/2/" in listed.content
    assert client.get(f"{PATH}versions/2/").status_code == 200
    assert (taken_back.status_code, taken_back.content) == (404, client.get("/nowhere/").content)


def test_a_retraction_to_come_takes_nothing_back_yet(client):
    first = make_published(path=PATH, headline="First", until=later(days=9))
    make_edition(first.article, at=later(days=9), headline="hidden", change="retraction")

    assert b"<h1>First</h1>" in client.get(f"{PATH}versions/1/").content


def test_a_version_kept_by_a_visitor_is_not_sent_again(client):
    make_three()
    tag = client.get(f"{PATH}versions/1/")["ETag"]

    assert client.get(f"{PATH}versions/1/", headers={"If-None-Match": tag}).status_code == 304
