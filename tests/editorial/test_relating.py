"""Related stories: found by what they share, pinned by editors, shown while readers may read them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.advice.related import KEPT, LOOKED_AT, rarity, related_to
from articles.editorial import EditorialError, NotAllowed, kill, move_related, pin_related, tag, unpin_related, untag
from articles.editorial.relating import refresh_lately_related, relate
from articles.models import Act, Edition, Related
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_topic,
    make_user,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def after(time_machine):
    time_machine.move_to(later(days=1), tick=False)


def others_of(story: Edition) -> list[int]:
    return [one.other for one in related_to(story.article, later(days=1))]


def test_a_rare_topic_binds_closer_than_a_common_one():
    rare, common = make_topic("Oyster census"), make_topic("Government")
    for n in range(30):
        make_published(topics=(common,), at=later(minutes=-n))
    story = make_published(topics=(rare, common))
    near = make_published(topics=(rare,), at=later(days=-300))

    assert others_of(story)[0] == near.article_id
    assert related_to(story.article, NOON)[0].why == "Topics: Oyster census"


def test_a_speaker_they_share_relates_stories_too():
    omar = make_person("Omar Field")
    story, other = make_published(), make_published(at=later(days=-2))
    make_quote(story, speaker=omar)
    make_quote(other, speaker=omar)
    make_published()

    (one,) = related_to(story.article, NOON)

    assert (one.other, one.why) == (other.article_id, "Quotes: Omar Field")


def test_of_two_alike_the_nearer_in_time_comes_first():
    ferry = make_topic()
    old, new = (make_published(topics=(ferry,), at=later(days=-days)) for days in (900, 3))

    assert others_of(make_published(topics=(ferry,))) == [new.article_id, old.article_id]


def test_never_itself_never_twice_never_more_than_are_kept(django_assert_num_queries):
    topics, ana = [make_topic() for _ in range(3)], make_person()
    for n in range(60):
        other = make_published(topics=tuple(topics), at=later(minutes=-n))
        make_quote(other, speaker=ana)
    story = make_published(topics=tuple(topics))
    make_quote(story, speaker=ana)

    with django_assert_num_queries(2):
        found = others_of(story)

    assert len(found) == len(set(found)) == KEPT
    assert story.article_id not in found


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=LOOKED_AT), st.integers(1, 4000))
@settings(max_examples=80)
def test_one_story_more_never_makes_a_topic_rarer(days, another):
    moments = [NOON - timedelta(days=n) for n in days]

    assert 0 < rarity(moments) <= 1
    if len(moments) < LOOKED_AT - 1:
        assert rarity([*moments, NOON - timedelta(days=another)]) <= rarity(moments)


def test_a_story_just_released_has_its_related_ones_and_tagging_finds_them_anew(client, after):
    ferry = make_topic("Ferry")
    other = make_published(topics=(ferry,), headline="Fares rise", at=later(hours=-5))
    story = make_published(headline="Crew hired")

    tag(story.article, ferry, by=None, at=later(hours=1))
    assert "Fares rise" in client.get(story.path).content.decode()
    assert Related.objects.get(article=story.article).other == other.article
    untag(story.article, ferry, by=None, at=later(hours=2))
    assert "Fares rise" not in client.get(story.path).content.decode()


def test_pinned_stories_come_first_and_outlive_what_is_found(client, after):
    ferry = make_topic()
    found = make_published(topics=(ferry,), headline="Found")
    pinned = make_published(headline="Pinned", at=later(days=-900))
    story = make_published(topics=(ferry,))
    relate(story.article, at=NOON)

    pin_related(story.article, pinned.article, by=None, at=later(hours=1))
    relate(story.article, at=later(hours=2))

    page = client.get(story.path).content.decode()
    assert page.index("Pinned</a>") < page.index("Found</a>")
    assert [row.other_id for row in Related.objects.filter(article=story.article).in_order()] == [
        pinned.article_id,
        found.article_id,
    ]


def test_what_readers_may_not_read_is_never_shown(client, after):
    ferry = make_topic()
    stories = [make_published(topics=(ferry,), headline=f"Other {n}", at=later(minutes=n)) for n in range(4)]
    story = make_published(topics=(ferry,), at=later(hours=1))
    relate(story.article, at=later(hours=1))
    planned, killed, retracted, renamed = stories
    Edition.objects.filter(pk=planned.pk).update(superseded_at=later(days=2, minutes=-1))
    Edition.objects.filter(pk=planned.pk).update(superseded_at=later(hours=2))
    kill(killed.article, reason="Wrong.", by=None, at=later(hours=2))
    for edition, fields in ((retracted, {"change": "retraction"}), (renamed, {"headline": "New words"})):
        Edition.objects.filter(pk=edition.pk).update(superseded_at=later(hours=2))
        make_edition(edition.article, at=later(hours=2), **fields)

    page = client.get(story.path).content.decode()

    assert "New words" in page
    assert not [n for n in range(4) if f"Other {n}" in page.partition('id="related"')[2]]


def test_a_page_read_again_has_the_related_story_that_came_since(client, after):
    ferry = make_topic()
    story = make_published(topics=(ferry,))
    etag = client.get(story.path)["ETag"]
    other = make_published(topics=(ferry,), headline="Came later", at=later(hours=3))
    relate(other.article, at=later(hours=3))

    assert refresh_lately_related(later(hours=2), later(hours=4)) == 1

    again = client.get(story.path, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert "Came later" in again.content.decode()
    assert refresh_lately_related(later(hours=4), later(hours=5)) == 0


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (lambda story: story.article, "not related to itself"),
        (lambda story: make_article(), "has not been released"),
    ],
)
def test_what_cannot_be_pinned_is_refused(other, sentence):
    story = make_published()

    with pytest.raises(EditorialError, match=sentence):
        pin_related(story.article, other(story), by=None, at=NOON)

    assert not Related.objects.exists()
    assert not Act.objects.exists()


def test_a_fifth_pin_is_refused_and_a_second_of_the_same_changes_nothing():
    story, others = make_published(), [make_published() for _ in range(5)]
    for other in others[:4]:
        pin_related(story.article, other.article, by=None, at=NOON)
    pin_related(story.article, others[0].article, by=None, at=NOON)

    with pytest.raises(EditorialError, match="4 stories are pinned"):
        pin_related(story.article, others[4].article, by=None, at=NOON)

    rows = Related.objects.filter(article=story.article).in_order()
    assert [row.other_id for row in rows] == [other.article_id for other in others[:4]]


def test_who_may_not_tag_may_not_pin(roles):
    story, other = make_published(), make_published()

    with pytest.raises(NotAllowed):
        pin_related(story.article, other.article, by=make_user("contributor"), at=NOON)
    pin_related(story.article, other.article, by=make_user("topic_tagger"), at=NOON)
    with pytest.raises(NotAllowed):
        unpin_related(story.article, other.article, by=make_user("contributor"), at=NOON)


def test_what_is_not_pinned_cannot_be_unpinned():
    with pytest.raises(EditorialError, match="is not pinned here"):
        unpin_related(make_published().article, make_published().article, by=None, at=NOON)


def pinned_under(story: Edition) -> list[int]:
    return [row.other_id for row in Related.objects.filter(article=story.article, pinned=True).in_order()]


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_moving_swaps_neighbours_and_loses_nobody(db, steps):
    Related.objects.all().delete()
    story, others = make_published(), [make_published().article for _ in range(4)]
    for other in others:
        pin_related(story.article, other, by=None, at=NOON)
    expected = [other.pk for other in others]

    for number, up in steps:
        place = expected.index(others[number].pk)
        target = place - 1 if up else place + 1
        if 0 <= target < 4:
            move_related(story.article, others[number], up=up, by=None, at=NOON)
            expected[place], expected[target] = expected[target], expected[place]
        else:
            with pytest.raises(EditorialError, match="already"):
                move_related(story.article, others[number], up=up, by=None, at=NOON)
        assert pinned_under(story) == expected


def test_readers_see_the_new_order_at_once(client, after):
    story, one, two = make_published(), make_published(headline="One"), make_published(headline="Two")
    for other in (one, two):
        pin_related(story.article, other.article, by=None, at=NOON)

    move_related(story.article, two.article, up=True, by=None, at=later(hours=1))

    page = client.get(story.path).content.decode()
    assert page.index("Two</a>") < page.index("One</a>")
    assert Act.objects.latest("pk").verb == "move_related"


def test_who_may_not_tag_may_not_move(roles):
    story, others = make_published(), [make_published().article for _ in range(2)]
    for other in others:
        pin_related(story.article, other, by=None, at=NOON)

    with pytest.raises(NotAllowed):
        move_related(story.article, others[1], up=True, by=make_user("contributor"), at=NOON)
    assert pinned_under(story) == [other.pk for other in others]


def test_what_is_not_pinned_or_under_a_killed_story_is_not_moved():
    story, found = make_published(), make_published().article
    Related.objects.create(article=story.article, other=found, position=0)
    with pytest.raises(EditorialError, match="is not pinned here"):
        move_related(story.article, found, up=True, by=None, at=NOON)

    pin_related(story.article, found, by=None, at=NOON)
    kill(story.article, reason="Wrong.", by=None, at=NOON)
    with pytest.raises(EditorialError, match="has been killed"):
        move_related(story.article, found, up=True, by=None, at=NOON)
