"""The desk's front page: which piles whom, which stories in them, in what order, and what it costs."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.desk.piles import MOST
from articles.admin.story.rows import countdown
from articles.editorial import correct, file_story, plan_story, publish, revise, schedule, submit, tag
from articles.models import Article
from tests.builders import NOON, later, make_article, make_topic, make_user
from tests.editorial.stories import file_ready, story_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def page(client):
    return client.get("/admin/").context


def piles(client) -> dict[str, list[str]]:
    return {pile.name: [line.article.slugline for line in pile.lines] for pile in page(client)["piles"]}


def lines(client, name: str):
    return next(pile for pile in page(client)["piles"] if pile.name == name).lines


def filed(section, by, slugline: str, **fields) -> Article:
    return file_story(story_draft(section, slugline=slugline, **fields), by=by, at=NOON)


def test_each_role_begins_with_its_own_work(as_, desk):
    order = {role: list(piles(as_(role))) for role in desk}

    assert order["managing_editor"] == ["waiting", "due", "mine", "coming", "untagged", "live"]
    assert order["reporter"] == ["mine", "waiting", "due", "coming", "untagged", "live"]
    assert order["topic_tagger"] == ["untagged", "due", "coming", "live"]
    assert order["administrator"] == []


def test_what_waits_says_why_and_the_soonest_planned_stands_first(as_, desk, section):
    reporter, chief = desk["reporter"], desk["managing_editor"]
    later_one = submit(filed(section, reporter, "review", planned_at=later(hours=6)), by=reporter, at=NOON)
    file_ready(section, by=reporter, approved_by=chief, slugline="ready", planned_at=later(hours=2))
    file_ready(section, by=reporter, approved_by=chief, slugline="walled", embargo_until=later(days=2))
    given = filed(section, reporter, "given")
    plan_story(given, {"assigned_to": chief}, by=chief, at=NOON)

    found = [(line.article.slugline, line.reason) for line in lines(as_("managing_editor"), "waiting")]

    assert found[:2] == [("ready", "To publish"), ("review", "To approve")]
    assert set(found[2:]) == {("walled", "To schedule"), ("given", "Given to you")}
    assert later_one.state == "review"


def test_a_proposed_change_of_a_live_story_waits_for_a_second_person(as_, desk, section):
    live = file_ready(section, by=desk["reporter"], approved_by=desk["managing_editor"], slugline="live")
    publish(live, by=desk["managing_editor"], at=NOON)
    Article.objects.filter(pk=live.pk).update(
        proposed_change="correction", proposed_note="It was nine.", proposed_by=desk["copy_editor"], proposed_at=NOON
    )

    for role, found in {
        "managing_editor": ["live"],
        "section_editor": ["live"],
        "copy_editor": [],
        "reporter": [],
    }.items():
        assert piles(as_(role))["waiting"] == found, role
    assert lines(as_("managing_editor"), "waiting")[0].reason == "To release"


def test_nobody_is_asked_to_approve_their_own_story(as_, desk, section):
    submit(filed(section, desk["copy_editor"], "own"), by=desk["copy_editor"], at=NOON)

    assert piles(as_("copy_editor"))["waiting"] == []
    assert piles(as_("managing_editor"))["waiting"] == ["own"]


def test_due_is_today_s_and_what_is_late_in_the_order_of_their_hours(as_, desk, section):
    for slugline, hours in {"late": -3, "soon": 1, "evening": 6, "tomorrow": 24, "yesterday": -30}.items():
        filed(section, desk["reporter"], slugline, planned_at=later(hours=hours))
    out = file_ready(
        section, by=desk["reporter"], approved_by=desk["managing_editor"], slugline="out", planned_at=later(hours=-1)
    )
    publish(out, by=desk["managing_editor"], at=NOON)

    found = lines(as_("managing_editor"), "due")

    assert [(line.article.slugline, line.late, line.counts) for line in found] == [
        ("yesterday", True, ""),
        ("late", True, ""),
        ("soon", False, "in 1 h"),
        ("evening", False, "in 6 h"),
    ]


def test_of_many_due_those_nearest_to_their_hour_are_shown(as_, desk):
    for number in range(12):
        make_article(slugline=f"old-{number}", planned_at=later(days=-9 - number), body="")
    make_article(slugline="now", planned_at=later(minutes=10), body="")

    shown = [line.article.slugline for line in lines(as_("managing_editor"), "due")]

    assert len(shown) == 8
    assert shown[-1] == "now"


def test_the_day_ends_at_the_desk_s_midnight(as_, desk):
    """In New York it is noon; seven in the evening there is midnight in Greenwich, and today all the same."""
    make_article(slugline="night", planned_at=datetime.fromisoformat("2026-03-04T23:59:00-05:00"), body="")
    make_article(slugline="next", planned_at=datetime.fromisoformat("2026-03-05T00:00:00-05:00"), body="")

    assert piles(as_("managing_editor"))["due"] == ["night"]


def test_a_story_with_several_planned_editions_comes_once_with_what_follows(as_, desk, section):
    chief = desk["managing_editor"]
    live = file_ready(section, by=desk["reporter"], approved_by=chief, slugline="planned")
    publish(live, by=chief, at=later(hours=-1))
    live.refresh_from_db()
    live = revise(live, {"headline": "Second"}, by=chief, at=NOON)
    schedule(live, when=later(hours=2, minutes=14), by=chief, at=NOON)
    first = live.editions.get(number=2)
    third = live.editions.create(
        **{
            field.attname: getattr(first, field.attname)
            for field in first._meta.concrete_fields
            if field.attname not in {"id", "number", "published_at", "digest", "previous_digest", "superseded_at"}
        },
        number=3,
        published_at=later(hours=5),
        digest="c" * 64,
        previous_digest=first.digest,
    )
    type(first).objects.filter(pk=first.pk).update(superseded_at=third.published_at)
    filed(section, desk["reporter"], "walled", embargo_until=later(days=1))

    found = lines(as_("managing_editor"), "coming")

    assert [(line.article.slugline, line.counts, line.after) for line in found] == [
        ("planned", "in 2 h 14 min", ("update 17:00",)),
        ("walled", "in 1 d", ()),
    ]
    assert "data-countdown>in 2 h 14 min</time>" in as_("managing_editor").get("/admin/").content.decode()


def test_just_live_is_by_the_hour_readers_got_it(as_, desk, section):
    chief = desk["managing_editor"]
    for slugline, hours in {"second": -2, "first": -1}.items():
        live = file_ready(section, by=desk["reporter"], approved_by=chief, slugline=slugline)
        publish(live, by=chief, at=later(hours=hours))
    make_article(slugline="draft")

    assert piles(as_("reporter"))["live"] == ["first", "second"]


def test_untagged_are_those_no_person_chose_a_topic_for(as_, desk, section):
    tagged = filed(section, desk["reporter"], "tagged")
    tag(tagged, make_topic("Bridges"), by=desk["reporter"], at=NOON)
    filed(section, desk["reporter"], "bare")
    make_article(slugline="dead", state="killed")
    make_article(slugline="planned", body="")

    tagger = as_("topic_tagger")

    assert piles(tagger)["untagged"] == ["bare"]
    assert [row.article.slugline for row in tagger.get("/admin/tagging/").context["rows"]] == ["bare"]


@pytest.mark.parametrize("role", ["contributor", "topic_tagger", "copy_editor", "section_editor", "administrator"])
def test_no_pile_shows_a_story_one_may_not_view(as_, desk, section, role):
    chief = desk["managing_editor"]
    secret = filed(None, chief, "secret", planned_at=later(hours=1), embargo_until=later(hours=3))
    secret = revise(secret, {"restricted": True}, by=chief, at=NOON)
    live = file_ready(section, by=chief, approved_by=desk["copy_editor"], slugline="secret-live")
    schedule(live, when=later(hours=2), by=chief, at=NOON)
    Article.objects.filter(pk=live.pk).update(restricted=True, section=None)

    assert "secret" not in as_(role).get("/admin/").content.decode()
    assert "secret" in as_("managing_editor").get("/admin/").content.decode()


def test_a_newcomer_is_told_how_to_begin(as_, desk):
    told = as_("reporter").get("/admin/").content.decode()
    assert "Nothing on the desk yet" in told
    assert "/admin/articles/article/paste/" in told
    make_article(slugline="mine", created_by=desk["reporter"])

    assert "Nothing on the desk yet" not in as_("reporter").get("/admin/").content.decode()


def test_a_full_pile_counts_no_further_than_anybody_reads(as_, desk):
    for _ in range(MOST + 3):
        make_article(state="draft", body="", assigned_to=desk["managing_editor"])

    waiting = next(pile for pile in page(as_("managing_editor"))["piles"] if pile.name == "waiting")

    assert (waiting.many, len(waiting.lines)) == ("50+", 8)


def test_it_costs_the_same_for_few_and_many(as_, desk, section):
    roles = ("managing_editor", "section_editor", "reporter", "topic_tagger", "copy_editor")
    clients, people = {role: as_(role) for role in roles}, list(desk.values())

    def fill(number: int) -> None:
        for n in range(number):
            by, state = people[n % len(people)], ("draft", "review", "ready")[n % 3]
            make_article(
                created_by=by, state=state, section=section, assigned_to=by, planned_at=later(hours=n), body="",
                embargo_until=later(hours=n + 1) if n % 2 else None,
            )  # fmt: skip

    def costs() -> dict[str, int]:
        counts = {}
        for role, client in clients.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/admin/").status_code == 200, role
            counts[role] = len(queries)
        return counts

    fill(3)
    few = costs()
    fill(300)

    assert costs() == few
    assert max(few.values()) <= 14


def test_a_second_correction_waits_no_more_once_released(as_, desk, section):
    live = file_ready(section, by=desk["reporter"], approved_by=desk["managing_editor"], slugline="live")
    publish(live, by=desk["managing_editor"], at=NOON)
    live.refresh_from_db()
    correct(live, text="It was nine weeks.", by=desk["managing_editor"], at=later(minutes=1))

    assert piles(as_("section_editor"))["waiting"] == []


def test_others_are_told_by_their_names(as_, desk, section):
    writer = make_user("reporter", username="nk27", first_name="Nora", last_name="Keel")
    filed(section, writer, "story")

    assert "<b>Nora Keel</b> filed" in as_("managing_editor").get("/admin/").content.decode()


@given(seconds=st.integers(min_value=-10_000, max_value=400 * 86_400))
def test_the_countdown_never_promises_more_time_than_a_minute_or_an_hour_above_the_truth(seconds):
    said = countdown(NOON + timedelta(seconds=seconds), NOON)

    units = {"d": 86_400, "h": 3_600, "min": 60}
    words = said.removeprefix("in ").split()
    told = (
        sum(int(number) * units[unit] for number, unit in zip(words[::2], words[1::2], strict=True))
        if words != ["now"]
        else 0
    )
    if seconds <= 0:
        assert said == "now"
    elif seconds <= 86_400 - 60:
        assert 0 <= told - seconds < 60
    else:
        assert -3_600 < told - seconds < 60
