from __future__ import annotations

from datetime import timedelta

import pytest

from articles.editorial import attend, leave
from articles.editorial.attending import BACK_WITHIN, MOST_SHOWN, SWEPT_AFTER, Attendance, Somebody, sweep_presences
from articles.models import Article, Presence
from articles.models.presence import GONE_AFTER
from tests.admin.test_walk import rows
from tests.builders import NOON, later, make_article, make_user


def be(article: Article, by, *, at=NOON, place="", is_typing=False) -> Attendance:
    return attend(article.pk, place=place, is_typing=is_typing, by=by, at=at)


def names(attendance: Attendance) -> list[str]:
    return [one.name for one in attendance.others]


@pytest.fixture
def ana(db):
    return make_user("copy_editor", username="aruiz", first_name="Ana", last_name="Ruiz")


@pytest.fixture
def tom(db):
    return make_user("managing_editor", username="thale", first_name="Tom", last_name="Hale")


def test_each_learns_who_else_is_there_since_when_and_where(ana, tom):
    article = make_article(version=7, updated_by=tom)

    alone = be(article, ana, place="headline")
    be(article, ana, at=later(seconds=10), place="p-abcdefgh", is_typing=True)
    seen = be(article, tom, at=later(seconds=12))

    assert alone == Attendance((), 7, NOON, "Tom Hale", is_own_save=False)
    assert seen == Attendance(
        (Somebody(ana.pk, "Ana Ruiz", NOON, "p-abcdefgh", True),), 7, NOON, "Tom Hale", is_own_save=True
    )
    assert Presence.objects.count() == 2


def test_an_account_without_a_full_name_goes_by_its_own(ana, db):
    article = make_article()
    be(article, make_user("copy_editor", username="cora"))

    assert names(be(article, ana)) == ["cora"]


def test_nothing_of_the_story_is_touched(ana):
    article = make_article()
    before = {table: found for table, found in rows().items() if table != "Presence"}

    be(article, ana, place="headline", is_typing=True)
    leave(article.pk, by=ana, at=later(seconds=5))

    assert {table: found for table, found in rows().items() if table != "Presence"} == before


def test_who_may_not_view_the_story_is_neither_told_nor_noted(ana):
    stranger, article = make_user("reporter"), make_article()
    be(article, ana)

    with pytest.raises(Article.DoesNotExist):
        be(article, stranger)

    assert Presence.objects.get().user == ana


def test_whoever_is_silent_three_times_has_gone_and_comes_back_anew(ana, tom):
    article = make_article()
    be(article, ana)

    assert names(be(article, tom, at=NOON + GONE_AFTER - timedelta(seconds=1))) == ["Ana Ruiz"]
    assert names(be(article, tom, at=NOON + GONE_AFTER)) == []
    be(article, ana, at=later(minutes=5))
    assert be(article, tom, at=later(minutes=5)).others[0].since == later(minutes=5)


def test_leaving_is_seen_at_once_but_a_page_loaded_anew_never_left(ana, tom):
    article = make_article()
    be(article, ana)
    leave(article.pk, by=ana, at=later(seconds=20))
    be(article, ana, at=later(seconds=20) + BACK_WITHIN - timedelta(seconds=1))
    assert be(article, tom, at=later(seconds=30)).others[0].since == NOON

    leave(article.pk, by=ana, at=later(seconds=40))
    assert names(be(article, tom, at=later(seconds=40) + BACK_WITHIN)) == []
    be(article, ana, at=later(seconds=50))
    assert be(article, tom, at=later(seconds=51)).others[0].since == later(seconds=50)


@pytest.mark.parametrize("place", ["p-ABC", "<script>", "headline ", "x" * 41])
def test_a_place_that_is_none_is_left_out(ana, place):
    be(make_article(), ana, place=place)

    assert Presence.objects.get().place == ""


def test_ended_accounts_are_not_shown_and_go_with_the_account(ana, tom):
    article = make_article()
    be(article, ana)
    ana.is_active = False
    ana.save()

    assert names(be(article, tom)) == []
    ana.delete()
    assert Presence.objects.get().user == tom


def test_no_more_names_are_told_than_a_line_holds(ana):
    article = make_article()
    Presence.objects.bulk_create(
        Presence(article=article, user=make_user("copy_editor"), since=NOON, seen_at=NOON)
        for _ in range(MOST_SHOWN + 5)
    )

    assert len(be(article, ana).others) == MOST_SHOWN


def test_traces_of_people_gone_are_swept_by_whoever_leaves(ana, tom):
    article, other = make_article(), make_article()
    be(article, ana)
    be(other, tom, at=later(minutes=6))

    leave(other.pk, by=tom, at=NOON + GONE_AFTER + SWEPT_AFTER)
    assert Presence.objects.count() == 2
    leave(other.pk, by=tom, at=NOON + GONE_AFTER + SWEPT_AFTER + timedelta(seconds=1))

    assert Presence.objects.get().user == tom
    assert sweep_presences(later(hours=1)) == 1
