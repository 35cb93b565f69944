"""Plain text files as items from outside."""

from datetime import date

import pytest

from articles.parsing.markup import body_text, clean_body
from articles.parsing.wire import UnreadableItem, read_text_item

COPY = """SLUG: night-bus
Night bus to stay
By Ana Ruiz
Sept. 15, 2017
BOSTON (AP) — The night bus will stay, “for good,” said Mayor Joan Pell.

[Reporter: “Why?”]

Eds: Photos to come.
"""


def test_a_text_file_is_an_item_known_by_its_words():
    item = read_text_item("bus.txt", COPY)

    assert (item.provider, item.version, item.status) == ("text", "", "usable")
    assert item.guid.startswith("sha256:")
    assert item.guid == read_text_item("other.txt", COPY).guid
    assert item.guid != read_text_item("bus.txt", COPY + "More.").guid
    assert (item.slugline, item.headline, item.dated) == ("night-bus", "Night bus to stay", date(2017, 9, 15))
    assert [person.name for person in item.byline] == ["Ana Ruiz"]
    assert (item.dateline.place, item.dateline.source) == ("BOSTON", "AP")
    assert body_text(item.body_html).startswith("The night bus will stay")
    assert 'data-role="question"' in item.body_html
    assert item.body_html == clean_body(item.body_html)
    assert item.editors_note == "Eds: Photos to come."
    text = body_text(item.body_html)
    assert [text[quote.start : quote.end] for quote in item.quotes] == [quote.text for quote in item.quotes]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There are no words to read."),
        ("x" * 1_000_001, "The copy has 1,000,001 characters; at most 1,000,000 can be read at once."),
        ("By Ana Ruiz\n", "There is nothing but furniture in the copy: no paragraph."),
    ],
)
def test_a_file_without_a_story_is_refused(text, sentence):
    with pytest.raises(UnreadableItem) as refused:
        read_text_item("x.txt", text)

    assert str(refused.value) == sentence


def test_an_embargo_that_cannot_be_read_withholds_the_item():
    item = read_text_item("x.txt", "EMBARGOED UNTIL 6 a.m. Sept. 16, 2017\n\nThe council met on Friday.")

    assert (item.status, item.embargo_until) == ("withheld", None)


def test_a_file_whose_words_give_no_slugline_has_its_name():
    assert read_text_item("archive/budget-2017.txt", "— — —").slugline == "budget-2017"


def test_a_file_that_is_no_text_is_refused_and_a_stray_code_is_not():
    with pytest.raises(UnreadableItem, match="This is not text: 300 of its 1,300 characters"):
        read_text_item("packed.txt", "\x01\x02\ufffd" * 100 + "a" * 1000)

    assert (
        read_text_item("odd.txt", f"Port to close\n\nThe \x07port closes.{' It does.' * 20}").headline
        == "Port to close"
    )
