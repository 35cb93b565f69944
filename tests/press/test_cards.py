"""Topics on a story, and the card at the head of the front page."""

from __future__ import annotations

from articles.models import Topic
from articles.press.cards import as_lead, topic_links
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
    assert 'loading="lazy"' not in as_lead(card)
    assert 'fetchpriority="high"' in as_lead(card)


def test_a_genre_stands_beside_the_kicker_unless_that_says_the_same():
    fields = {"genre": "analysis", "genre_label": "Analysis"}

    assert '<span class="genre">Analysis</span>' in render(make_content(kicker="Sea wall", **fields)).card
    assert 'class="genre"' not in render(make_content(kicker="ANALYSIS", **fields)).card
    assert 'class="genre"' not in render(make_content(kicker="", genre="news", genre_label="News")).card


def test_the_card_of_a_retracted_story_says_so():
    assert '<span class="withdrawn">Retracted</span>' in render(make_content(change="retraction")).card
    assert "Retracted" not in render(make_content()).card
