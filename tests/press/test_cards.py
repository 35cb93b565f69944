"""Topics on a story, and the card at the head of the front page."""

from __future__ import annotations

from articles.models import Topic
from articles.press.card_filters import opening, opening_river, opening_section
from articles.press.cards import standing, topic_links
from articles.press.picture import FIRST, WAITING, sizes_of
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


def test_a_picture_says_how_wide_it_is_shown_in_each_place():
    card = render(make_content(picture=FERRY)).card

    assert card.count(sizes_of(WAITING)) == 3
    for placed in (opening, opening_section, opening_river):
        assert sizes_of(WAITING) not in placed(card)
        assert placed(card).count("94vw") == 3
    assert 'loading="lazy"' in opening_river(card)
    assert 'fetchpriority="high"' in opening(card)


def test_a_card_without_a_picture_is_the_same_in_every_place():
    card = render(make_content(picture=None)).card

    assert opening(card) == opening_river(card) == opening_section(card) == standing(card, FIRST) == card


def test_a_genre_stands_beside_the_kicker_unless_that_says_the_same():
    fields = {"genre": "analysis", "genre_label": "Analysis"}

    assert '<span class="genre">Analysis</span>' in render(make_content(kicker="Sea wall", **fields)).card
    assert 'class="genre"' not in render(make_content(kicker="ANALYSIS", **fields)).card
    assert 'class="genre"' not in render(make_content(kicker="", genre="news", genre_label="News")).card


def test_the_card_of_a_retracted_story_says_so():
    assert '<span class="withdrawn">Retracted</span>' in render(make_content(change="retraction")).card
    assert "Retracted" not in render(make_content()).card
