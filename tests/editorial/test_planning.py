"""Several planned editions of one story: readers see each in its time, and none that was taken back."""

from __future__ import annotations

from datetime import datetime

import pytest
import time_machine
from django.test import Client

from articles.editorial import (
    EditorialError,
    NotAllowed,
    WrongState,
    correct,
    kill,
    publish,
    retract,
    revise,
    schedule,
    unschedule,
)
from articles.models import Article, Edition, Redirect
from articles.models.digests import digest_of
from tests.builders import later, make_user
from tests.editorial.stories import file_ready, rows_of

MINOR, UPDATE = Edition.Change.MINOR, Edition.Change.UPDATE
SIX, NINE, NOON_DAY = later(hours=6), later(hours=9), later(hours=12)


@pytest.fixture
def ready(section, reporter, editor) -> Article:
    return file_ready(section, by=reporter, approved_by=editor)


def now_of(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def headlined(article: Article, headline: str, by, hours: float, **changes) -> Article:
    """The working copy under another headline, its address as it was unless the changes say otherwise."""
    changes = {"headline": headline, "url_slug": "bridge", **changes}
    return revise(now_of(article), changes, by=by, at=later(hours=hours))


def plan(article: Article, headline: str, when: datetime, by, hours: float, change=UPDATE, **changes) -> Edition:
    """Change the headline, then schedule that for a moment; both done so many hours after noon."""
    changed = headlined(article, headline, by, hours, **changes)
    return schedule(changed, when=when, by=by, at=later(hours=hours), change=change)


@pytest.fixture
def three(ready, editor) -> Article:
    """Live as “One” since noon; “Two” at six, a minor “Three” at nine, “Four” at twelve hours after it."""
    publish(headlined(ready, "One", editor, 0), by=editor, at=later())
    plan(ready, "Two", SIX, editor, 1)
    plan(ready, "Three", NINE, editor, 2, change=MINOR)
    plan(ready, "Four", NOON_DAY, editor, 3)
    return now_of(ready)


def told(article: Article, *moments: datetime) -> list[str]:
    """The headlines readers see at those moments, "" for none."""
    found = []
    for at in moments:
        seen = Edition.objects.visible(at).filter(article=article)
        found.append(", ".join(seen.values_list("headline", flat=True)))
    return found


def page(article_path: str, at: datetime) -> tuple[int, str]:
    with time_machine.travel(at, tick=False):
        answer = Client().get(article_path)
    return answer.status_code, answer.content.decode()


def test_each_planned_edition_has_its_time(three):
    assert told(three, later(hours=1), later(hours=6), later(hours=9), later(hours=12), later(days=900)) == [
        "One",
        "Two",
        "Three",
        "Four",
        "Four",
    ]
    assert (three.publish_at, three.is_scheduled(later(hours=10)), three.is_scheduled(NOON_DAY)) == (
        NOON_DAY,
        True,
        False,
    )


def test_readers_pages_follow_the_clock(three):
    for at, headline in [(later(hours=5), "One"), (SIX, "Two"), (NINE, "Three"), (NOON_DAY, "Four")]:
        status, words = page("/2026/03/04/bridge/", at)
        assert (status, f">{headline}</h1>" in words) == (200, True), at
        _, front = page("/", at)
        assert headline in front
        _, feed = page("/feed.json", at)
        assert f'"title": "{headline}"' in feed


def test_no_list_of_versions_tells_of_a_plan(three):
    _, words = page("/2026/03/04/bridge/versions/", later(hours=5))

    assert "Two" not in words
    assert "18:00" not in words  # edition 1 ends at 6 p.m. in New York: that is the newsroom's own


def test_numbers_and_digests_stay_chained(three):
    editions = list(three.editions.order_by("number"))

    assert [edition.number for edition in editions] == [1, 2, 3, 4]
    assert [edition.previous_digest for edition in editions[1:]] == [edition.digest for edition in editions[:-1]]
    for edition in editions:
        assert digest_of(edition, list(edition.bylines.all()), list(edition.quotes.all())) == edition.digest


def test_a_minor_change_keeps_the_date_of_the_edition_before_it(three):
    assert list(three.editions.order_by("number").values_list("modified_at", flat=True)) == [
        later(),
        SIX,
        SIX,
        NOON_DAY,
    ]


def test_a_minor_change_after_a_plan_taken_back_keeps_the_date_readers_know(ready, editor):
    publish(headlined(ready, "One", editor, 0), by=editor, at=later())
    plan(ready, "Two", SIX, editor, 1)
    unschedule(now_of(ready), by=editor, at=later(hours=2))

    edition = publish(headlined(ready, "Won", editor, 3), by=editor, at=later(hours=3), change=MINOR)

    assert (edition.number, edition.modified_at) == (3, later())
    for place in ("/2026/03/04/bridge/", "/feed.atom", "/sitemap.xml", "/news-sitemap.xml"):
        assert page(place, later(hours=4))[1].count("2026-03-04T18:00") == 0, place  # six hours after noon, UTC 23:00
        assert "2026-03-04T23:00" not in page(place, later(hours=7))[1], place
        assert "2026-03-04T20:00" not in page(place, later(hours=4))[1], place  # the minor change itself: 3 p.m.


def test_the_newest_is_taken_back_where_none_is_named(three, editor):
    article = unschedule(three, by=editor, at=later(hours=4))

    assert article.publish_at == NINE
    assert told(three, SIX, NINE, NOON_DAY, later(days=900)) == ["Two", "Three", "Three", "Three"]
    assert article.acts.first().detail["edition"] == 4


def test_one_taken_back_between_leaves_no_gap(ready, editor):
    publish(headlined(ready, "One", editor, 0), by=editor, at=later())
    plan(ready, "Two", SIX, editor, 1)
    plan(ready, "Three", NINE, editor, 2)

    article = unschedule(now_of(ready), number=2, by=editor, at=later(hours=3))

    assert article.publish_at == NINE
    assert told(ready, later(hours=3), SIX, later(hours=8), NINE) == ["One", "One", "One", "Three"]
    assert page("/2026/03/04/bridge/versions/2/", later(days=1))[0] == 404


def test_what_a_later_edition_rests_on_is_kept(three, ready, editor):
    before = rows_of(three)

    with pytest.raises(EditorialError, match="Edition 3 is a minor change of edition 2 and keeps its date"):
        unschedule(three, number=2, by=editor, at=later(hours=4))

    assert rows_of(three) == before
    article = unschedule(three, number=3, by=editor, at=later(hours=4))
    article = unschedule(article, number=2, by=editor, at=later(hours=4))
    assert told(three, later(hours=11), NOON_DAY) == ["One", "Four"]


def test_the_first_release_is_kept_while_others_are_planned_on_it(ready, editor):
    plan(ready, "One", SIX, editor, 0)
    plan(ready, "Two", NINE, editor, 1)
    assert told(ready, later(hours=5), SIX, NINE) == ["", "One", "Two"]

    with pytest.raises(EditorialError, match="the story’s first: take back the later ones first"):
        unschedule(now_of(ready), number=1, by=editor, at=later(hours=2))

    article = unschedule(now_of(ready), number=2, by=editor, at=later(hours=2))
    assert (article.state, article.publish_at, told(ready, NINE)) == ("published", SIX, ["One"])
    article = unschedule(article, by=editor, at=later(hours=2))
    assert (article.state, article.publish_at, article.first_published_at, article.path) == ("ready", None, None, None)
    assert told(ready, SIX, NINE, later(days=900)) == ["", "", ""]


@pytest.mark.parametrize("hours", [8, 12])
def test_a_plan_before_or_at_the_newest_one_is_refused(three, editor, hours):
    changed = headlined(three, "Between", editor, 4)
    before = rows_of(changed)

    with pytest.raises(EditorialError, match=r"An edition is planned for 5 March 2026, 0:00 EST \(New York\) already"):
        schedule(changed, when=later(hours=hours), by=editor, at=later(hours=4))

    assert rows_of(changed) == before


def test_what_is_planned_goes_on_being_changed_once_its_moment_came(three, editor):
    changed = headlined(three, "Five", editor, 13)

    assert publish(changed, by=editor, at=later(hours=13)).number == 5
    assert told(three, later(hours=13)) == ["Five"]


@pytest.mark.parametrize("act", ["publish", "correct", "retract"])
def test_nothing_goes_out_at_once_while_an_edition_is_planned(three, managing_editor, act):
    before = rows_of(three)
    acts = {
        "publish": lambda: publish(three, by=managing_editor, at=later(hours=4)),
        "correct": lambda: correct(three, text="Nine, not ten.", by=managing_editor, at=later(hours=4)),
        "retract": lambda: retract(three, text="Wrong.", by=managing_editor, at=later(hours=4)),
    }

    with pytest.raises(WrongState, match="Edition 4 of “alder-bridge” is planned for 5 March 2026, 0:00 EST"):
        acts[act]()

    assert rows_of(three) == before


@pytest.mark.parametrize("change", ["correction", "clarification", "retraction"])
def test_a_correction_is_not_planned(ready, editor, change):
    publish(ready, by=editor, at=later())

    with pytest.raises(EditorialError, match="goes out at once"):
        schedule(now_of(ready), when=SIX, by=editor, at=later(hours=1), change=Edition.Change(change))


def test_a_kill_ends_everything_planned(three, editor):
    kill(three, reason="Legal", by=editor, at=later(hours=7))

    assert told(three, later(hours=5), SIX) == ["One", "Two"]
    assert told(three, later(hours=7), NINE, NOON_DAY, later(days=900)) == ["", "", "", ""]
    assert page("/2026/03/04/bridge/", NOON_DAY)[0] == 410


def test_taking_back_asks_for_the_right_and_for_a_plan(three, editor, copy_editor):
    before = rows_of(three)
    for user in (copy_editor, make_user("reporter"), make_user("topic_tagger"), make_user("administrator")):
        with pytest.raises(NotAllowed):
            unschedule(three, number=2, by=user, at=later(hours=4))
    with pytest.raises(WrongState, match="Edition 9 of “alder-bridge” is not planned"):
        unschedule(three, number=9, by=editor, at=later(hours=4))
    with pytest.raises(WrongState, match="Edition 2 of “alder-bridge” is not planned"):
        unschedule(three, number=2, by=editor, at=later(hours=6))
    assert rows_of(three) == before


def test_an_address_only_planned_is_like_none_and_one_seen_leads_where_the_story_is(ready, editor):
    publish(headlined(ready, "One", editor, 0, url_slug="first"), by=editor, at=later())
    plan(ready, "Two", SIX, editor, 1, url_slug="second")
    plan(ready, "Three", NINE, editor, 2, url_slug="third")
    base = "/2026/03/04"
    never = page(f"{base}/never/", later(hours=3))

    assert [page(f"{base}/{slug}/", later(hours=3))[0] for slug in ("first", "second", "third")] == [200, 404, 404]
    assert page(f"{base}/third/", later(hours=3))[1].replace("third", "never") == never[1]
    assert [page(f"{base}/{slug}/", SIX)[0] for slug in ("first", "second", "third")] == [301, 200, 404]
    with time_machine.travel(SIX, tick=False):
        assert Client().get(f"{base}/first/").url == f"{base}/second/"
    with time_machine.travel(NINE, tick=False):
        assert [Client().get(f"{base}/{slug}/").url for slug in ("first", "second")] == [f"{base}/third/"] * 2


def test_an_address_taken_back_with_its_plan_leads_nowhere(ready, editor):
    publish(headlined(ready, "One", editor, 0, url_slug="first"), by=editor, at=later())
    plan(ready, "Two", SIX, editor, 1, url_slug="second")

    unschedule(now_of(ready), by=editor, at=later(hours=2))

    assert now_of(ready).path == "/2026/03/04/first/"
    assert not Redirect.objects.exists()
    assert [page(f"/2026/03/04/{slug}/", NINE)[0] for slug in ("first", "second")] == [200, 404]


def test_no_embargo_may_end_after_the_first_planned_edition(ready, editor):
    plan(ready, "One", SIX, editor, 0)
    plan(ready, "Two", NINE, editor, 1)

    with pytest.raises(EditorialError, match="too late: the story is scheduled before that"):
        revise(now_of(ready), {"embargo_until": later(hours=8)}, by=editor, at=later(hours=2))
