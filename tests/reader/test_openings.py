"""The first picture of a list is as large as its place: it says so to the browser, which fetches as much."""

from __future__ import annotations

import pytest

from articles.models import EditionByline, Rendering
from articles.press.picture import FIRST, OPENING, OPENING_RIVER, OPENING_SECTION, WAITING
from tests.builders import later, make_person, make_published, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

CARD = f"<article><picture><img {WAITING}></picture>STORY</article>"


@pytest.fixture
def stories():
    """Eight stories with pictures in one section, on one topic, by one person."""
    section, topic, ana = (
        make_section(slug="local"),
        make_topic(slug="ferries"),
        make_person("Ana Ruiz", slug="ana-ruiz"),
    )
    made = [make_published(section=section, topics=(topic,), at=later(minutes=n)) for n in range(8)]
    Rendering.objects.update(card=CARD)
    for edition in made:
        EditionByline.objects.create(
            edition=edition, person=ana, name=ana.name, role="writer", position=0,
            first_published_at=edition.first_published_at,
        )  # fmt: skip
    return made


@pytest.mark.parametrize(
    ("path", "loads"),
    [
        ("/sections/local/", OPENING_SECTION),
        ("/topics/ferries/", OPENING),
        ("/people/ana-ruiz/", OPENING),
        ("/archive/2026/03/04/", OPENING),
    ],
)
def test_a_list_opens_with_a_large_picture_and_goes_on_with_small_ones(client, stories, path, loads):
    page = client.get(path).content.decode()

    assert page.count("STORY") == 8
    assert page.count(loads) == 1
    assert page.count(WAITING) == 7
    assert page.index(loads) < page.index(WAITING)


def test_the_front_page_opens_with_its_lead_and_each_river_with_a_large_picture(client, stories):
    page = client.get("/").content.decode()

    assert page.count(FIRST) == 1
    assert page.index("river-local") < page.index(OPENING_RIVER) < page.rindex(WAITING)
    assert page.count(OPENING_RIVER) == 1


def test_what_was_found_stands_in_rows_of_small_pictures(client, stories):
    page = client.get("/search/").content.decode()

    assert page.count(WAITING) == 8
