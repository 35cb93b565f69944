"""Topics on a story, and the card at the head of the front page."""

from __future__ import annotations

import pytest

from articles.models import Topic
from articles.press.cards import opened, standing, topic_links
from articles.press.picture import FIRST, OPENING, OPENING_RIVER, OPENING_SECTION, WAITING, sizes_of
from articles.press.render import render
from tests.press.contents import FERRY, make_content


def test_topics_are_links_in_the_order_given():
    links = topic_links([Topic(name="Fares & <tolls>", slug="fares"), Topic(name="Ferries", slug="ferries")])

    assert '<li><a rel="tag" href="/topics/fares/">Fares &amp; &lt;tolls&gt;</a></li>' in links
    assert links.index("/topics/fares/") < links.index("/topics/ferries/")


def test_no_topics_leave_nothing():
    assert topic_links([]) == ""


def test_the_picture_of_the_lead_is_the_first_to_load():
    card = render(make_content(picture=FERRY)).card

    assert 'loading="lazy"' in card
    assert 'loading="lazy"' not in standing(card, FIRST)
    assert 'fetchpriority="high"' in standing(card, FIRST)


@pytest.mark.parametrize("loads", [FIRST, OPENING, OPENING_SECTION, OPENING_RIVER])
def test_the_picture_of_the_first_in_a_list_says_how_wide_it_is_shown_there(loads):
    card = render(make_content(picture=FERRY)).card

    first, second = opened([{"card": card}, {"card": card}], loads)

    assert second["card"].count(sizes_of(WAITING)) == 3
    assert first["card"].count(sizes_of(loads)) == 3
    assert sizes_of(WAITING) not in first["card"]
    assert ('loading="lazy"' in first["card"]) == ("lazy" in loads)


def test_a_card_without_a_picture_is_the_same_in_every_place_and_an_empty_list_stays_empty():
    card = render(make_content(picture=None)).card

    assert opened([{"card": card}], OPENING) == [{"card": card}]
    assert opened([], OPENING) == []


def test_a_genre_stands_beside_the_kicker_unless_that_says_the_same():
    fields = {"genre": "analysis", "genre_label": "Analysis"}

    assert '<span class="genre">Analysis</span>' in render(make_content(kicker="Sea wall", **fields)).card
    assert 'class="genre"' not in render(make_content(kicker="ANALYSIS", **fields)).card
    assert 'class="genre"' not in render(make_content(kicker="", genre="news", genre_label="News")).card


def test_the_card_of_a_retracted_story_says_so():
    assert '<span class="withdrawn">Retracted</span>' in render(make_content(change="retraction")).card
    assert "Retracted" not in render(make_content()).card
