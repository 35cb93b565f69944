"""A story that leaves as ninjs comes in as the same story."""

from __future__ import annotations

import json
import re

import pytest

from articles.editorial import publish, tag
from articles.models import Article, Edition
from articles.press.dateline import dateline
from tests.builders import NOON, make_section, make_topic, make_user
from tests.editorial.stories import file_ready
from tests.management.shell import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

DATELINES = [
    ("BALTIMORE", "WJZ"),
    ("ANNAPOLIS, Md.", ""),
    ("Annapolis, Maryland", "AP"),
    ("LONDON", ""),
    ("", ""),
]


def released(**fields) -> Edition:
    """A story with all that readers are told, published through the acts."""
    section = make_section(name="Local", slug="local")
    article = file_ready(section, by=make_user("reporter"), approved_by=make_user("managing_editor"), **fields)
    for topic in (make_topic("Bridges"), make_topic("Public works", code="medtop:20000337")):
        tag(article, topic, by=None, at=NOON)
    return publish(article, by=None, at=NOON)


def comes_in_again(client, edition: Edition, tmp_path, *options: str) -> Article:
    """What import_stories files of the story's ninjs."""
    item = client.get(f"{edition.path}ninjs.json").json()
    (tmp_path / "story.json").write_text(json.dumps(item), encoding="utf-8")
    run("import_stories", tmp_path / "story.json", *options)
    return Article.objects.exclude(pk=edition.article_id).get()


def words(html: str) -> str:
    """A body without what every newsroom gives anew: ids of paragraphs, marks of quotes."""
    return re.sub(r' id="[^"]*"|</?q\b[^>]*>', "", html)


@pytest.mark.parametrize(("place", "source"), DATELINES)
def test_headlines_words_and_furniture_are_the_same(client, tmp_path, place, source):
    dek = "Nine weeks & a shuttle <maybe>"
    edition = released(dek=dek, genre="feature", dateline_place=place, dateline_source=source)

    again = comes_in_again(client, edition, tmp_path)

    assert (again.headline, again.dek, again.genre) == (edition.headline, dek, "feature")
    assert again.section == edition.section
    assert dateline(again.dateline_place, again.dateline_source) == dateline(place, source)
    assert [byline.person.name for byline in again.bylines.order_by("position")] == ["Ana Ruiz", "Tom Hale"]
    assert {tagging.topic.name for tagging in again.taggings.all()} == {"Bridges", "Public works"}
    assert words(again.body) == words(edition.body)
    assert again.body_text == edition.text


def test_its_quotes_are_found_again_with_their_speakers(client, tmp_path):
    edition = released()

    again = comes_in_again(client, edition, tmp_path)

    told = [(quote.words, quote.speaker_name) for quote in edition.quotes.order_by("position")]
    assert len(told) == 3
    assert [(quote.words, quote.attributed_to) for quote in again.quotes.in_place()] == told


def test_as_an_archive_it_keeps_its_moments(client, tmp_path):
    edition = released()

    comes_in_again(client, edition, tmp_path, "--state", "published", "--provider", "The other newsroom")

    again = Edition.objects.exclude(pk=edition.pk).get()
    assert again.first_published_at == edition.first_published_at
    assert (again.headline, again.text) == (edition.headline, edition.text)


def test_a_second_time_it_changes_nothing(client, tmp_path):
    edition = released()
    comes_in_again(client, edition, tmp_path)

    ran = run("import_stories", tmp_path / "story.json")

    assert "unchanged" in ran.lines[0]
    assert Article.objects.count() == 2
