"""Acts on the front page: each works, each is refused to who may not and to who saw another, and leaves nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from articles.editorial import EditorialError, NotAllowed, WrongState, fronting
from articles.editorial.errors import StaleFront
from articles.editorial.front_releases import discard_front, release_front, restore_front, undo_release
from articles.editorial.fronting import current_front, mark_of, move, nudge, pin, place, show_until, take_off, unpin
from articles.models import Act, Article, FrontPage
from tests.builders import NOON, later, make_article, make_edition, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(section) -> list[Article]:
    return [make_published(section=section).article for _ in range(4)]


def now_seen() -> str:
    return mark_of(current_front(later(days=1)))


def put(
    article: Article, zone: str = "seconds", position: int = 99, *, by: Any = None, at: datetime = NOON, **fields: Any
) -> FrontPage:
    return place(article, zone=zone, position=position, seen=now_seen(), by=by, at=at, **fields)


def lists() -> dict[str, list[int]]:
    """The draft's stories by zone."""
    found: dict[str, list[int]] = {}
    for slot in FrontPage.objects.draft().get().slots:
        found.setdefault(slot["zone"], []).append(slot["article"])
    return found


def rows() -> dict[str, Any]:
    return {"fronts": list(FrontPage.objects.order_by("pk").values()), "acts": Act.objects.count()}


def slots_of(*numbers: int) -> list[dict[str, Any]]:
    return [
        {"zone": "seconds", "article": n, "pinned": True, "until": None, "since": NOON.isoformat()} for n in numbers
    ]


def test_the_first_change_begins_a_draft_and_readers_have_it_when_it_is_released(stories, managing_editor):
    a, b, *_ = stories
    put(a, "lead", by=managing_editor)
    draft = put(b, by=managing_editor)
    assert not FrontPage.objects.released(later(days=1)).exists()

    front = release_front(seen=mark_of(draft), by=managing_editor, at=later(hours=1))

    assert (front.pk, front.released_at, front.released_by) == (draft.pk, later(hours=1), managing_editor)
    assert [(s["zone"], s["article"], s["pinned"]) for s in front.slots] == [
        ("lead", a.pk, True),
        ("seconds", b.pk, False),
    ]
    assert [act.verb for act in Act.objects.order_by("pk")] == ["front_place", "front_place", "front_release"]
    assert not FrontPage.objects.draft().exists()


def test_a_draft_begins_as_what_readers_have(stories):
    put(stories[0])
    release_front(seen=now_seen(), by=None, at=NOON)

    put(stories[1], position=0)

    assert lists() == {"seconds": [stories[1].pk, stories[0].pk]}
    assert FrontPage.objects.released(NOON).get().slots == FrontPage.objects.draft().get().slots[1:]


def test_placing_again_moves_with_pin_and_time(stories):
    a, b, *_ = stories
    put(a, "lead")
    put(b)
    show_until(a.pk, until=later(hours=5), seen=now_seen(), by=None, at=NOON)

    put(a, "seconds", 1)

    assert lists() == {"seconds": [b.pk, a.pk]}
    slot = FrontPage.objects.draft().get().slots[1]
    assert (slot["pinned"], slot["until"]) == (True, later(hours=5).isoformat())


def test_a_story_moves_within_its_zone_and_over_its_edge(section, stories):
    a, b, c, d = stories
    for one in (a, b, c):
        put(one)
    put(d, "lead")

    nudge(c.pk, down=False, seen=now_seen(), by=None, at=NOON)
    assert lists()["seconds"] == [a.pk, c.pk, b.pk]
    move(b.pk, zone="seconds", position=0, seen=now_seen(), by=None, at=NOON)
    assert lists()["seconds"] == [b.pk, a.pk, c.pk]
    nudge(c.pk, down=True, seen=now_seen(), by=None, at=NOON)
    nudge(b.pk, down=False, seen=now_seen(), by=None, at=NOON)
    assert lists() == {"seconds": [a.pk], f"section-{section.pk}": [c.pk], "lead": [d.pk, b.pk]}
    nudge(d.pk, down=True, seen=now_seen(), by=None, at=NOON)
    assert lists()["lead"] == [b.pk, d.pk]
    with pytest.raises(EditorialError, match="end of the page"):
        nudge(b.pk, down=False, seen=now_seen(), by=None, at=NOON)


def test_pins_are_set_and_lifted_and_a_lifted_one_yields_to_what_comes_from_then_on(stories):
    put(stories[0])

    assert pin(stories[0].pk, seen=now_seen(), by=None, at=later(hours=1)).slots[0]["pinned"]
    assert FrontPage.objects.draft().get().slots[0]["since"] == NOON.isoformat()
    unpin(stories[0].pk, seen=now_seen(), by=None, at=later(hours=2))

    slot = FrontPage.objects.draft().get().slots[0]
    assert (slot["pinned"], slot["since"]) == (False, later(hours=2).isoformat())
    before = rows()
    unpin(stories[0].pk, seen=now_seen(), by=None, at=later(hours=3))
    assert rows() == before


def test_a_time_is_set_and_lifted_and_never_one_that_has_passed(stories):
    put(stories[0])
    show_until(stories[0].pk, until=later(hours=1), seen=now_seen(), by=None, at=NOON)
    assert FrontPage.objects.draft().get().slots[0]["until"] == later(hours=1).isoformat()

    with pytest.raises(EditorialError, match="has passed"):
        show_until(stories[0].pk, until=NOON, seen=now_seen(), by=None, at=NOON)
    show_until(stories[0].pk, until=None, seen=now_seen(), by=None, at=NOON)

    assert FrontPage.objects.draft().get().slots[0]["until"] is None


def test_the_last_change_is_taken_back_and_done_again(stories, managing_editor):
    a, b, *_ = stories
    put(a)
    put(b, position=0)

    fronting.undo_change(seen=now_seen(), by=managing_editor, at=later(minutes=1))
    assert lists() == {"seconds": [a.pk]}
    fronting.undo_change(seen=now_seen(), by=managing_editor, at=later(minutes=2))
    assert lists() == {"seconds": [b.pk, a.pk]}


def test_there_is_nothing_to_take_back_where_no_draft_is(stories):
    with pytest.raises(WrongState, match="no change"):
        fronting.undo_change(seen=now_seen(), by=None, at=NOON)
    put(stories[0])
    release_front(seen=now_seen(), by=None, at=NOON)
    with pytest.raises(WrongState, match="no change"):
        fronting.undo_change(seen=now_seen(), by=None, at=NOON)


def test_a_story_is_taken_off(stories):
    put(stories[0])

    take_off(stories[0].pk, seen=now_seen(), by=None, at=NOON)

    assert lists() == {}
    with pytest.raises(EditorialError, match="no slot"):
        take_off(stories[0].pk, seen=now_seen(), by=None, at=NOON)


def test_a_draft_is_thrown_away_and_readers_keep_what_they_have(stories):
    put(stories[0])
    front = release_front(seen=now_seen(), by=None, at=NOON)
    put(stories[1])

    discard_front(seen=now_seen(), by=None, at=NOON)

    assert list(FrontPage.objects.all()) == [front]
    with pytest.raises(WrongState, match="no draft"):
        discard_front(seen=now_seen(), by=None, at=NOON)


def test_a_release_is_undone_and_the_undoing_too(stories):
    put(stories[0])
    first = release_front(seen=now_seen(), by=None, at=NOON)
    put(stories[1])
    second = release_front(seen=now_seen(), by=None, at=later(hours=1))

    undone = undo_release(second, by=None, at=later(hours=2))
    assert (undone.undoes, undone.slots) == (second, first.slots)
    with pytest.raises(StaleFront):
        undo_release(second, by=None, at=later(hours=3))
    again = undo_release(undone, by=None, at=later(hours=3))

    assert (again.undoes, again.slots) == (undone, second.slots)
    assert FrontPage.objects.released(later(hours=2)).first() == undone
    assert FrontPage.objects.count() == 4


def test_undoing_the_first_release_leaves_the_page_to_the_newest(stories):
    put(stories[0])
    first = release_front(seen=now_seen(), by=None, at=NOON)

    assert undo_release(first, by=None, at=later(hours=1)).slots == []


def test_an_older_arrangement_is_restored(stories):
    for hours, story in enumerate(stories[:3]):
        put(story, at=later(hours=hours))
        release_front(seen=now_seen(), by=None, at=later(hours=hours))
    first = FrontPage.objects.earliest("pk")

    restored = restore_front(first, by=None, at=later(hours=5))

    assert (restored.slots, restored.undoes) == (first.slots, None)
    with pytest.raises(WrongState, match="have this arrangement already"):
        restore_front(first, by=None, at=later(hours=6))
    with pytest.raises(WrongState, match="never had"):
        restore_front(put(stories[3], at=later(hours=6)), by=None, at=later(hours=6))


def test_nothing_is_released_where_nothing_differs(stories):
    with pytest.raises(WrongState, match="nothing to release"):
        release_front(seen=now_seen(), by=None, at=NOON)
    put(stories[0])
    take_off(stories[0].pk, seen=now_seen(), by=None, at=NOON)
    before = rows()

    with pytest.raises(WrongState, match="nothing to release"):
        release_front(seen=now_seen(), by=None, at=NOON)

    assert rows() == before


def test_a_story_to_come_is_placed_and_one_that_is_gone_refused(section, managing_editor):
    draft = make_article(section=section)
    put(draft, by=managing_editor)
    assert lists() == {"seconds": [draft.pk]}
    before = rows()

    with pytest.raises(WrongState, match="was killed"):
        put(make_article(state="killed"), by=managing_editor)
    live = make_published(section=section, until=later(hours=1))
    make_edition(live.article, at=later(hours=1), change="retraction")
    with pytest.raises(WrongState, match="was retracted"):
        place(live.article, zone="lead", seen=now_seen(), by=managing_editor, at=later(hours=2))
    with pytest.raises(EditorialError, match="no such zone"):
        put(make_article(), "sidebar", by=managing_editor)

    assert rows() == before


def test_a_restricted_story_is_placed_by_who_may_view_it_alone(section, stranger, editor):
    secret = make_article(section=section, restricted=True)

    with pytest.raises(EditorialError, match="no such story"):
        put(secret, by=stranger)
    put(secret, by=editor)

    assert lists() == {"seconds": [secret.pk]}


def test_a_zone_that_is_full_takes_no_more(section):
    for _ in range(fronting.MOST_IN_A_ZONE):
        put(make_article(section=section))
    before = rows()

    with pytest.raises(EditorialError, match="at most 20"):
        put(make_article(section=section))

    assert rows() == before


def test_slots_of_a_zone_that_is_no_more_go_with_the_next_change(section, stories):
    put(stories[0], f"section-{section.pk}")
    type(section).objects.update(in_nav=False)

    put(stories[1])

    assert lists() == {"seconds": [stories[1].pk]}


ACTS = {
    "place": lambda a, seen, by: place(a, zone="lead", seen=seen, by=by, at=NOON),
    "move": lambda a, seen, by: move(a.pk, zone="lead", position=0, seen=seen, by=by, at=NOON),
    "nudge": lambda a, seen, by: nudge(a.pk, down=True, seen=seen, by=by, at=NOON),
    "pin": lambda a, seen, by: pin(a.pk, seen=seen, by=by, at=NOON),
    "unpin": lambda a, seen, by: unpin(a.pk, seen=seen, by=by, at=NOON),
    "show_until": lambda a, seen, by: show_until(a.pk, until=later(hours=1), seen=seen, by=by, at=NOON),
    "take_off": lambda a, seen, by: take_off(a.pk, seen=seen, by=by, at=NOON),
    "undo_change": lambda a, seen, by: fronting.undo_change(seen=seen, by=by, at=NOON),
    "release": lambda a, seen, by: release_front(seen=seen, by=by, at=NOON),
    "discard": lambda a, seen, by: discard_front(seen=seen, by=by, at=NOON),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "topic_tagger", "administrator"])
def test_who_may_not_arrange_is_refused_and_leaves_nothing(stories, act, role):
    put(stories[0])
    before = rows()

    with pytest.raises(NotAllowed):
        ACTS[act](stories[0], now_seen(), make_user(role))

    assert rows() == before


@pytest.mark.parametrize("act", ACTS)
def test_who_saw_another_front_is_refused_in_a_sentence_and_leaves_nothing(stories, act, managing_editor):
    put(stories[0])
    seen = now_seen()
    put(stories[1], by=make_user("managing_editor", first_name="Mara", last_name="Lane"))
    before = rows()

    with pytest.raises(StaleFront, match="Mara Lane changed the front page since you looked"):
        ACTS[act](stories[0], seen, managing_editor)

    assert rows() == before


def test_the_mark_of_a_draft_thrown_away_never_fits_the_next(stories):
    put(stories[0])
    seen = now_seen()
    discard_front(seen=seen, by=None, at=NOON)
    put(stories[1])

    assert now_seen() != seen


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "administrator"])
def test_who_may_not_arrange_undoes_and_restores_nothing(stories, role):
    put(stories[0])
    first = release_front(seen=now_seen(), by=None, at=NOON)
    put(stories[1])
    second = release_front(seen=now_seen(), by=None, at=NOON)
    before = rows()

    with pytest.raises(NotAllowed):
        undo_release(second, by=make_user(role), at=NOON)
    with pytest.raises(NotAllowed):
        restore_front(first, by=make_user(role), at=NOON)

    assert rows() == before
