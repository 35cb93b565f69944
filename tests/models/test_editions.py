from __future__ import annotations

import pytest

from articles.models import Edition, EditionQuote
from tests.builders import NOON, later, make_article, make_edition, make_person, make_published, make_quote

pytestmark = pytest.mark.django_db


def test_an_edition_is_visible_from_its_moment_until_it_is_superseded():
    first = make_published(at=NOON, until=later(hours=1))
    second = make_edition(first.article, at=later(hours=1))

    seen = [
        list(Edition.objects.visible(at))
        for at in (later(seconds=-1), NOON, later(minutes=59), later(hours=1), later(days=999))
    ]

    assert seen == [[], [first], [first], [second], [second]]


def test_what_was_never_shown_was_not_seen_before():
    planned = make_published(at=later(days=1), until=later(days=1))
    live = make_published(at=NOON)

    assert list(Edition.objects.seen_before(later(days=2))) == [live]
    assert planned not in Edition.objects.seen_before(later(days=2))


def test_what_a_retraction_took_back_is_told_no_longer_once_it_is_out():
    first = make_published(at=NOON, until=later(hours=1))
    retraction = make_edition(first.article, at=later(hours=1), until=later(hours=2), change="retraction")
    after = make_edition(first.article, at=later(hours=2))
    quotes = [make_quote(edition, speaker=make_person()) for edition in (first, retraction, after)]
    other = make_published(at=NOON)

    told = [set(Edition.objects.still_told(later(minutes=minutes))) for minutes in (59, 60, 120)]

    assert told == [{first, other}, {retraction, other}, {retraction, after, other}]
    assert set(EditionQuote.objects.still_told(later(minutes=59))) == {quotes[0]}
    assert set(EditionQuote.objects.still_told(later(minutes=120))) == set(quotes[1:])


def test_a_retraction_nobody_ever_saw_takes_nothing_back():
    first = make_published(at=NOON)
    make_edition(first.article, at=later(hours=1), until=later(hours=1), change="retraction")

    assert list(Edition.objects.still_told(later(days=1))) == [first]


def test_a_working_copy_alone_is_never_visible():
    for state in ("draft", "review", "ready"):
        make_article(state=state)

    assert not Edition.objects.visible(later(days=9999)).exists()


def test_a_quote_is_visible_with_its_edition():
    edition = make_published(at=NOON, until=later(hours=1))
    quote = make_quote(edition, speaker=make_person())

    assert list(EditionQuote.objects.visible(NOON)) == [quote]
    assert not EditionQuote.objects.visible(later(hours=1)).exists()


def test_the_newest_story_by_first_publication_comes_first():
    old, new = make_published(at=NOON, until=later(hours=2)), make_published(at=later(hours=1))
    make_edition(old.article, at=later(hours=2))

    listed = Edition.objects.visible(later(hours=3)).newest_first().values_list("article", flat=True)

    assert list(listed) == [new.article_id, old.article_id]
