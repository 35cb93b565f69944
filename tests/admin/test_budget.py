"""The budget's page, its cells, its new lines and its export: what they show, whom they obey, what they cost."""

from __future__ import annotations

import csv
import io
from itertools import product

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.exporting import csv_lines, plain
from articles.editorial import file_story, kill, plan_story, publish, revise, schedule
from articles.models import Article, DeskProfile, Edition
from tests.builders import NOON, later, make_article, make_person, make_section
from tests.editorial.stories import file_ready, story_draft

pytestmark = pytest.mark.django_db

BUDGET = "/admin/budget/"
SCRIPT = {"headers": {"X-Desk": "cell"}}


@pytest.fixture(autouse=True)
def noon():
    """Noon in New York, where the desk is."""
    with time_machine.travel(NOON, tick=False):
        yield


def filed(section, by, slugline: str, **fields) -> Article:
    return file_story(story_draft(section, slugline=slugline, **fields), by=by, at=NOON)


def shown(client, query: str = "") -> list[str]:
    answer = client.get(BUDGET + query)
    assert answer.status_code == 200
    return [row.article.slugline for row in answer.context["rows"]]


def set_cell(client, story: Article, *, version: int | None = None, **cells):
    posted = {"version": story.version if version is None else version, **cells}
    return client.post(f"{BUDGET}{story.pk}/", posted, **SCRIPT)


@pytest.fixture
def week(desk, section) -> dict[str, Article]:
    reporter, chief = desk["reporter"], desk["managing_editor"]
    plans = {"morning": -3, "evening": 6, "tomorrow": 24, "friday": 50, "last-week": -170}
    found = {name: filed(section, reporter, name, planned_at=later(hours=hours)) for name, hours in plans.items()}
    found["undated"] = filed(None, chief, "undated")
    out = file_ready(section, by=reporter, approved_by=chief, slugline="out", planned_at=later(hours=-1))
    publish(out, by=chief, at=later(minutes=-30))
    timed = file_ready(section, by=reporter, approved_by=chief, slugline="timed")
    schedule(timed, when=later(hours=3), by=chief, at=NOON)
    dead = filed(section, reporter, "dead", planned_at=later(hours=2))
    kill(dead, reason="Not so", by=chief, at=NOON)
    return found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["morning", "out", "timed", "evening"]),
        ("?when=today", ["morning", "out", "timed", "evening"]),
        ("?when=tomorrow", ["tomorrow"]),
        ("?when=week", ["morning", "out", "timed", "evening", "tomorrow", "friday"]),
        ("?when=undated", ["undated"]),
        ("?when=all", ["last-week", "morning", "evening", "tomorrow", "friday", "undated"]),
        ("?when=2026-03-05", ["tomorrow"]),
        ("?when=&stretch=tomorrow", ["tomorrow"]),
        ("?when=nonsense", ["morning", "out", "timed", "evening"]),
        ("?when=all&section=none", ["undated"]),
        ("?when=all&section=999999", []),
        ("?when=all&whose=mine", ["undated"]),
    ],
)
def test_a_day_or_a_stretch_has_its_stories_by_their_hours(as_, week, query, found):
    assert shown(as_("managing_editor"), query) == found


def test_a_line_says_what_an_editor_plans_by(as_, desk, section):
    story = filed(section, desk["reporter"], "bridge", planned_at=later(hours=-1), budget_line="Nine weeks shut")
    story = plan_story(story, {"planned_length": 400, "assigned_to": desk["copy_editor"]}, by=None, at=NOON)

    answer = as_("managing_editor").get(BUDGET)

    row = answer.context["rows"][0]
    assert {name: cell.shown for name, cell in row.cells.items()} == {
        "budget_line": "Nine weeks shut",
        "planned_at": "11:00",
        "planned_length": "400",
        "assigned_to": "Copy_Editor",
        "section": "Metro",
    }
    assert (row.by, row.late, row.art, [chip.label for chip in row.chips]) == (
        "Ana Ruiz, Tom Hale",
        True,
        "",
        ["Draft"],
    )
    assert answer.context["sums"] == {"stories": 1, "planned": 400, "words": story.word_count, "artless": 1}
    assert "no art yet" in answer.content.decode()


def test_cells_are_offered_where_they_would_be_obeyed(as_, desk, section):
    filed(section, desk["reporter"], "metro", planned_at=NOON)
    filed(make_section(), desk["managing_editor"], "elsewhere", planned_at=NOON)

    def offered(role: str) -> dict[str, list[str]]:
        rows = as_(role).get(BUDGET).context["rows"]
        return {row.article.slugline: [cell.name for cell in row.cells.values() if cell.editable] for row in rows}

    every = ["budget_line", "planned_at", "planned_length", "assigned_to", "section"]
    without_desk = [name for name in every if name != "assigned_to"]
    assert offered("managing_editor") == {"metro": every, "elsewhere": every}
    assert offered("section_editor") == {"metro": every, "elsewhere": []}
    assert offered("copy_editor") == {"metro": without_desk, "elsewhere": without_desk}
    assert offered("reporter") == {"metro": without_desk}
    assert offered("topic_tagger") == {"metro": [], "elsewhere": []}
    assert as_("administrator").get(BUDGET).status_code == 403
    assert offered("contributor") == {}


@pytest.mark.parametrize(
    ("cell", "typed", "kept", "said"),
    [
        ("budget_line", " Nine\nweeks ", "Nine weeks", "Nine weeks"),
        ("planned_at", "2026-03-04T18:30", later(hours=6, minutes=30), "18:30"),
        ("planned_at", "", None, ""),
        ("planned_length", "650", 650, "650"),
        ("section", "", None, ""),
    ],
)
def test_a_cell_is_saved_alone(as_, desk, section, cell, typed, kept, said):
    story = filed(section, desk["reporter"], "bridge", planned_at=NOON)
    before = Article.objects.values().get()

    answer = set_cell(as_("section_editor"), story, **{cell: typed})

    assert answer.status_code == 200
    told = answer.json()
    assert (told["version"], told["cells"][cell]["shown"]) == (2, said)
    after = Article.objects.values().get()
    name = "section_id" if cell == "section" else cell
    assert after[name] == kept
    moved = {key for key in after if after[key] != before[key]}
    assert moved == {name, "version", "updated_at", "updated_by_id"} or moved == {name, "version", "updated_by_id"}
    assert not Edition.objects.exists()


def test_a_stale_cell_is_refused_with_theirs(as_, desk, section):
    story = filed(section, desk["reporter"], "bridge")
    plan_story(story, {"budget_line": "Theirs"}, by=desk["copy_editor"], at=NOON)

    answer = set_cell(as_("managing_editor"), story, version=1, budget_line="Mine")

    told = answer.json()
    assert answer.status_code == 409
    assert (told["version"], told["cells"]["budget_line"]["value"]) == (2, "Theirs")
    assert "Copy_Editor changed" in told["said"]
    assert Article.objects.get().budget_line == "Theirs"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"planned_length": "a few"}, "Length planned: Enter a whole number."),
        ({"planned_length": "0"}, "greater than or equal to 1"),
        ({"planned_at": "tomorrow"}, "Planned for: This is no day and hour. Write it so: 2026-03-04T18:30."),
        ({"planned_at": "2026-03-08T02:30"}, "Planned for:"),
        ({"budget_line": "x" * 301}, "at most 300 characters"),
        ({"section": "999999"}, "Section: Select a valid choice"),
        ({"assigned_to": "999999"}, "Desk person: Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(as_, desk, section, cells, said):
    story = filed(section, desk["reporter"], "bridge")

    answer = set_cell(as_("managing_editor"), story, **cells)

    assert answer.status_code == 422
    assert said in answer.json()["said"]
    assert Article.objects.get().version == 1


def test_no_other_field_is_set_through_a_cell(as_, desk, section):
    story = filed(section, desk["reporter"], "bridge")

    answer = set_cell(
        as_("managing_editor"), story, headline="Stuffed", state="published", embargo_until="2026-03-09T10:00"
    )

    assert answer.status_code == 200
    assert Article.objects.get().version == 1


def test_who_may_not_edit_is_refused_and_who_may_not_view_finds_nothing(as_, desk, section):
    story = filed(section, desk["reporter"], "bridge")

    assert set_cell(as_("topic_tagger"), story, budget_line="Mine").status_code == 403
    assert set_cell(as_("reporter"), story, assigned_to=desk["reporter"].pk).status_code == 403
    assert set_cell(as_("contributor"), story, budget_line="Mine").status_code == 404
    assert Article.objects.get().version == 1


def test_a_line_moved_out_of_my_reach_is_gone(as_, desk, section):
    story = filed(section, desk["managing_editor"], "bridge")
    story = revise(story, {"restricted": True}, by=desk["managing_editor"], at=NOON)

    answer = set_cell(as_("section_editor"), story, section=make_section().pk)

    assert answer.json()["gone"] is True
    assert "cells" not in answer.json()


def test_without_a_script_a_line_is_a_form_and_a_stale_one_keeps_what_was_typed(as_, desk, section):
    story = filed(section, desk["reporter"], "bridge", planned_at=NOON)
    client = as_("copy_editor")
    page = client.get(f"{BUDGET}?when=today&row={story.pk}").content.decode()
    assert 'class="row-form"' in page
    whole = {"budget_line": "Mine", "planned_at": "2026-03-04T12:00", "planned_length": "", "section": section.pk}

    saved = client.post(f"{BUDGET}{story.pk}/", {"version": 1, "back": "when=today", **whole})
    stale = client.post(f"{BUDGET}{story.pk}/", {"version": 1, "back": "when=today", **whole, "budget_line": "Later"})

    assert (saved.status_code, saved.url) == (302, f"{BUDGET}?when=today#row-{story.pk}")
    assert stale.status_code == 409
    page = stale.content.decode()
    assert 'value="Later"' in page
    assert "Saved: Mine" in page
    assert Article.objects.get().budget_line == "Mine"


def test_a_new_line_is_a_draft_with_my_name_and_desk(as_, desk, section):
    make_person("Rita Vale", user=desk["reporter"])
    DeskProfile.objects.create(user=desk["reporter"], section=section)

    answer = as_("reporter").post(
        f"{BUDGET}new/",
        {"slugline": "fog", "budget_line": "What sails", "planned_at": "2026-03-04T20:00", "planned_length": "250"},
    )

    line = Article.objects.get()
    assert answer.url == f"{BUDGET}?when=today#row-{line.pk}"
    assert (line.slugline, line.budget_line, line.planned_at, line.planned_length, line.section, line.state) == (
        "fog",
        "What sails",
        later(hours=8),
        250,
        section,
        "draft",
    )
    assert [byline.person.name for byline in line.bylines.all()] == ["Rita Vale"]


@pytest.mark.parametrize("typed", [{"slugline": " "}, {}, {"slugline": "fog", "planned_length": "many"}])
def test_a_new_line_refused_keeps_what_was_typed(as_, typed):
    answer = as_("reporter").post(f"{BUDGET}new/", {"budget_line": "What sails", **typed})

    assert answer.status_code == 422
    assert 'value="What sails"' in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("role", ["topic_tagger", "administrator"])
def test_who_may_not_create_puts_on_no_line(as_, role):
    assert as_(role).post(f"{BUDGET}new/", {"slugline": "fog"}).status_code == 403
    assert not Article.objects.exists()


def exported(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_export_has_the_lines_shown_and_runs_nothing(as_, desk, section):
    filed(section, desk["reporter"], "=cmd", planned_at=NOON, budget_line="+1 on the bridge", planned_length=300)
    filed(section, desk["reporter"], "tomorrow", planned_at=later(days=1))

    rows = exported(as_("copy_editor").get(f"{BUDGET}export/?when=today"))

    assert [(row["Slugline"], row["Budget line"], row["Planned for"], row["Length planned"]) for row in rows] == [
        ("'=cmd", "'+1 on the bridge", "2026-03-04 12:00", "300")
    ]


def test_each_exports_what_they_may(as_, desk, section):
    filed(section, desk["reporter"], "metro", planned_at=NOON)
    filed(make_section(), desk["copy_editor"], "elsewhere", planned_at=NOON)

    def sluglines(role: str, address: str) -> list[str]:
        return sorted(row["Slugline"] for row in exported(as_(role).get(address)))

    for address in (f"{BUDGET}export/", "/admin/articles/article/export/"):
        assert sluglines("managing_editor", address) == ["elsewhere", "metro"]
        assert sluglines("section_editor", address) == ["metro"]
        for role in ("reporter", "contributor", "topic_tagger", "administrator"):
            assert as_(role).get(address).status_code == 403, role


def test_the_list_s_export_keeps_search_and_filters(as_, desk, section):
    for name in ("alder-1", "alder-2", "fog"):
        filed(section, desk["reporter"], name)
    kill(Article.objects.get(slugline="alder-2"), reason="Not so", by=desk["managing_editor"], at=NOON)
    live = file_ready(section, by=desk["reporter"], approved_by=desk["managing_editor"], slugline="out", headline="Out")
    schedule(live, when=later(days=1), by=desk["managing_editor"], at=NOON)
    client = as_("managing_editor")

    found = exported(client.get("/admin/articles/article/export/?q=alder-&state=draft"))
    timed = exported(client.get("/admin/articles/article/export/?state=scheduled"))

    assert [row["Slugline"] for row in found] == ["alder-1"]
    # Its address is nobody's business before its hour, not a spreadsheet's either.
    assert [(row["Slugline"], row["Address"], row["First published"]) for row in timed] == [("out", "", "")]
    page = client.get("/admin/articles/article/?q=alder-&state=draft").content.decode()
    assert "/admin/articles/article/export/?q=alder-&amp;state=draft" in page


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_a_row_comes_back_as_it_went_but_for_the_apostrophe_before_a_formula(rows):
    text = "".join(csv_lines(("a", "b", "c"), rows)).removeprefix("\ufeff")

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read == [["a", "b", "c"], *([plain(value) for value in row] for row in rows)]
    for row, back in zip(rows, read[1:], strict=True):
        for value, cell in zip(row, back, strict=True):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            assert cell in {value, f"'{value}"}


def test_it_costs_the_same_for_3_and_300(as_, desk, section):
    clients = {role: as_(role) for role in ("managing_editor", "section_editor", "reporter", "topic_tagger")}
    people, person = list(desk.values()), make_person()

    def fill(number: int) -> None:
        for n in range(number):
            by = people[n % len(people)]
            make_article(
                created_by=by, section=section, assigned_to=by, planned_at=later(minutes=n), body="", bylines=(person,)
            )

    def costs() -> dict[tuple[str, str], int]:
        counts = {}
        for role, query in product(clients, ["", "?when=all", "?when=all&whose=mine"]):
            with CaptureQueriesContext(connection) as queries:
                answer = clients[role].get(BUDGET + query)
            assert answer.context["rows"], (role, query)
            counts[role, query] = len(queries)
        return counts

    fill(len(people))
    few = costs()
    fill(300)

    assert costs() == few
    assert max(few.values()) <= 10
