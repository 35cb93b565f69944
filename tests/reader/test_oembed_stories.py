"""A story as other sites embed it."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from articles.press.content import SITE_MARK
from articles.press.render import render
from tests.builders import later, make_published
from tests.press.contents import make_content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"


def ask(client, path: str, form: str = "json", **headers: str):
    return client.get(f"/oembed?format={form}&url={quote(f'https://news.example{path}', safe='')}", headers=headers)


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.SITE_URL, settings.SITE_NAME = "https://news.example", "The Star"


def test_a_story_is_embedded_as_words_and_a_link(client):
    make_published(path=PATH, headline="Fares & <tolls>", dek="By a dollar")

    response = ask(client, PATH)

    said = response.json()
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Fares & <tolls>")
    assert (said["author_name"], said["provider_name"]) == ("The Star", "The Star")
    assert said["html"] == (
        f'<blockquote cite="https://news.example{PATH}"><p><a href="https://news.example{PATH}">Fares &amp; '
        "&lt;tolls&gt;</a></p><p>By a dollar</p><footer>— <cite>The Star</cite></footer></blockquote>"
    )
    assert said["width"] <= 550
    assert ask(client, PATH, **{"If-None-Match": response["ETag"]}).status_code == 304
    assert b"<html>&lt;blockquote" in ask(client, PATH, "xml").content


@pytest.mark.parametrize("path", [PATH, "/2026/03/04/never/", "/2026/03/04/", "/sections/local/", "/"])
def test_what_cannot_be_read_cannot_be_embedded(client, path):
    make_published(path=PATH, at=later(days=9))

    assert ask(client, path).status_code == 404


def test_the_page_says_where_to_ask():
    head = render(make_content()).head

    assert f'href="{SITE_MARK}/oembed?format=json&amp;url={SITE_MARK}/2026/03/04/ferry-fares/"' in head
