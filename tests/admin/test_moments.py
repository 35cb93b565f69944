"""Days and hours at the desk: shown and read in the editor's zone, asked about where they are in doubt, never moved."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.moments import MomentField, MomentInput, posted_of, to_the_minute
from articles.editorial import revise
from articles.models import Article, DeskProfile
from articles.models.profile import DeskZone
from tests.admin.conftest import form_of, url
from tests.admin.test_story_acts import step
from tests.builders import NOON
from tests.editorial.stories import file_ready

# How hours are typed, asked about and shown; that a moment is kept as it was is the models' to show.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOMENTS = st.datetimes(datetime(1971, 1, 2), datetime(2190, 1, 1), timezones=st.just(UTC))
DOUBLED = "2046-11-04T01:30"
MISSING = "2046-03-11T02:30"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def keeps(user, zone: str) -> None:
    DeskProfile.objects.update_or_create(user=user, defaults={"time_zone": zone})


def embargo_of(story) -> datetime | None:
    return Article.objects.get(pk=story.pk).embargo_until


def field_in(page: str, name: str) -> dict[str, str]:
    """What the field of that name would post, were the page sent back."""
    found = {}
    for tag in re.findall(rf'<input [^>]*name="{name}[^"]*"[^>]*>', page):
        if 'type="radio"' not in tag or "checked" in tag:
            said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            found[said["name"]] = said.get("value", "")
    return found


@pytest.fixture
def ready(desk, section) -> Article:
    return file_ready(section, by=desk["reporter"], approved_by=desk["copy_editor"])


@pytest.fixture
def server_clock() -> Iterator[Callable[[str], None]]:
    """Sets the zone of the machine, and puts it back."""
    before = os.environ.get("TZ")

    def set_zone(name: str | None) -> None:
        os.environ.pop("TZ", None)
        if name is not None:
            os.environ["TZ"] = name
        time.tzset()

    yield set_zone
    set_zone(before)


@given(MOMENTS, st.timezones(), st.timezones())
def test_what_the_field_shows_is_read_as_the_same_minute_whoever_reads_it(moment, zone, other):
    with timezone.override(zone):
        posted = posted_of("planned_at", to_the_minute(moment))
    with timezone.override(other):
        value = MomentInput().value_from_datadict(posted, {}, "planned_at")

        assert MomentField().clean(value) == to_the_minute(moment)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "../../etc/passwd", "x" * 5000])
def test_a_zone_that_is_none_is_refused_not_taken_for_another(as_, story, zone):
    posted = {"embargo_until": "2046-01-15T06:00", "embargo_until-zone": zone}

    answer = as_("section_editor").post(url(story, "change"), form_of(story, **posted))

    assert answer.status_code == 422
    assert "There is no time zone" in answer.content.decode()
    assert embargo_of(story) is None


@pytest.mark.parametrize("typed", ["soon", "2026-02-30T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "10:00"])
def test_nonsense_is_refused_with_a_sentence(as_, story, typed):
    answer = as_("section_editor").post(url(story, "change"), form_of(story, planned_at=typed))

    assert answer.status_code == 422
    assert "no day and hour" in answer.content.decode()


def test_an_hour_is_read_and_shown_in_the_editors_zone(as_, desk, story):
    keeps(desk["section_editor"], "Europe/Berlin")
    client = as_("section_editor")

    client.post(url(story, "change"), form_of(story, embargo_until="2046-01-15T06:00"))

    assert embargo_of(story) == at("2046-01-15T05:00+00:00")
    page = client.get(url(story, "change")).content.decode()
    assert field_in(page, "embargo_until") == {
        "embargo_until": "2046-01-15T06:00",
        "embargo_until-zone": "Europe/Berlin",
    }
    assert "Embargo 15 Jan 2046 6:00 CET (Berlin)" in page
    assert "Embargo 15 Jan 2046 0:00 EST (New York)" in as_("copy_editor").get(url(story, "change")).content.decode()


def test_a_form_opened_in_one_zone_and_sent_in_another_moves_nothing(as_, desk, story):
    revise(story, {"embargo_until": at("2046-01-15T05:00+00:00")}, by=desk["managing_editor"], at=NOON)
    story.refresh_from_db()
    client = as_("section_editor")
    opened = field_in(client.get(url(story, "change")).content.decode(), "embargo_until")
    keeps(desk["section_editor"], "Asia/Tokyo")

    client.post(url(story, "change"), form_of(story, dek="New", **opened))

    assert embargo_of(story) == at("2046-01-15T05:00+00:00")


def test_no_zone_of_server_site_or_editor_moves_a_stored_moment(as_, desk, story, settings, server_clock):
    moment = at("2046-11-04T06:30+00:00")
    revise(story, {"embargo_until": moment, "planned_at": moment}, by=desk["managing_editor"], at=NOON)
    client = as_("section_editor")
    for server, site, editor in (
        ("Asia/Tokyo", "America/New_York", ""),
        ("UTC", "Europe/London", "Pacific/Auckland"),
        ("America/Los_Angeles", "Asia/Kolkata", "America/New_York"),
    ):
        server_clock(server)
        settings.TIME_ZONE = site
        keeps(desk["section_editor"], editor)
        story.refresh_from_db()
        page = client.get(url(story, "change")).content.decode()
        posted = field_in(page, "embargo_until") | field_in(page, "planned_at")
        client.post(url(story, "change"), form_of(story, dek=f"From {site}", **posted))

        saved = Article.objects.get(pk=story.pk)
        assert (saved.dek, saved.embargo_until, saved.planned_at) == (f"From {site}", moment, moment)


def test_a_doubled_hour_in_the_form_comes_back_with_both_and_nothing_typed_is_lost(as_, story):
    client = as_("section_editor")

    answer = client.post(url(story, "change"), form_of(story, dek="Kept", embargo_until=DOUBLED))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "go back on 4 November 2046: 1:30 comes twice. Which one?" in page
    assert 'value="-04:00">1:30 EDT, the first' in page
    assert 'value="-05:00">1:30 EST, the second' in page
    assert "Kept" in page
    assert embargo_of(story) is None


@pytest.mark.parametrize(
    ("typed", "offset", "meant"),
    [
        (DOUBLED, "-04:00", "2046-11-04T05:30+00:00"),
        (DOUBLED, "-05:00", "2046-11-04T06:30+00:00"),
        (MISSING, "-05:00", "2046-03-11T07:30+00:00"),
        (MISSING, "-04:00", "2046-03-11T06:30+00:00"),
    ],
)
def test_the_one_chosen_is_kept_and_sent_back_as_it_was(as_, story, typed, offset, meant):
    client = as_("section_editor")

    client.post(url(story, "change"), form_of(story, **{"embargo_until": typed, "embargo_until-offset": offset}))
    assert embargo_of(story) == at(meant)

    again = field_in(client.get(url(story, "change")).content.decode(), "embargo_until")
    story.refresh_from_db()
    client.post(url(story, "change"), form_of(story, dek="Again", **again))
    saved = Article.objects.get(pk=story.pk)
    assert (saved.dek, saved.embargo_until) == ("Again", at(meant))


def test_an_offset_left_over_decides_nothing_about_another_hour(as_, story):
    posted = {"embargo_until": "2046-12-01T06:00", "embargo_until-offset": "-04:00"}

    as_("section_editor").post(url(story, "change"), form_of(story, **posted))

    assert embargo_of(story) == at("2046-12-01T11:00+00:00")


@pytest.mark.parametrize("offset", ["-04:00", "-05:00"])
def test_a_step_asks_which_hour_and_goes_on(as_, ready, offset):
    client = as_("section_editor")
    asked = client.post(url(ready, "act", "schedule"), {"version": ready.version, "when": DOUBLED})
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "1:30 comes twice" in page
    assert Article.objects.get(pk=ready.pk).state == "ready"
    carried = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    carried.pop("csrfmiddlewaretoken", None)

    client.post(url(ready, "act", "schedule"), {**carried, "when-offset": offset})

    saved = Article.objects.get(pk=ready.pk)
    assert saved.publish_at == at(f"{DOUBLED}{offset}")
    assert saved.state == "published"


def test_a_step_with_words_unsaved_saves_them_and_then_asks(as_, ready):
    client = as_("section_editor")
    posted = form_of(ready, dek="Typed just now", when=MISSING)

    page = client.post(url(ready, "act", "schedule"), posted).content.decode()

    saved = Article.objects.get(pk=ready.pk)
    assert (saved.dek, saved.state) == ("Typed just now", "ready")
    carried = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page)
    assert ("version", str(saved.version)) in carried
    assert {name for name, _ in carried} <= {"csrfmiddlewaretoken", "version", "when", "when-zone"}


def test_what_a_step_says_has_its_zone(as_, desk, ready):
    keeps(desk["section_editor"], "Europe/Paris")

    page = step(as_("section_editor"), ready, "schedule", when="2046-05-01T06:00")

    assert "goes out 1 May 2046, 6:00 CEST (Paris)" in page
    assert "Scheduled 1 May 2046 6:00 CEST (Paris)" in as_("section_editor").get("/admin/").content.decode()


def test_readers_pages_stay_in_the_sites_zone_for_whoever_looks(as_, desk, ready):
    keeps(desk["section_editor"], "Asia/Tokyo")
    client = as_("section_editor")
    step(client, ready, "publish")
    path = Article.objects.get(pk=ready.pk).path

    assert client.get(path).content == as_("administrator").get(path).content


def test_the_zone_read_with_the_account_is_not_asked_for_again(desk, django_assert_num_queries):
    account = desk["reporter"]
    account._desk_zone = "Europe/Berlin"
    with django_assert_num_queries(0):
        assert str(DeskZone(account)) == "Europe/Berlin"
    account._desk_zone = "Nowhere/Atall"
    assert str(DeskZone(account)) == "America/New_York"


def test_a_hold_asks_its_kind(as_, desk, ready):
    page = as_("copy_editor").get(url(ready, "change")).content.decode()
    assert 'name="kind" id="kind-hold"' in page

    assert "Choose what kind" in step(as_("copy_editor"), ready, "hold", reason="X", kind="forever")
    step(as_("copy_editor"), ready, "hold", reason="Counsel reads it", kind="legal")

    editor = as_("section_editor").get(url(ready, "change")).content.decode()
    assert "Legal hold: Counsel reads it" in editor
    assert "Copy_Editor" in editor
    assert "/act/release/" not in editor
    assert "the managing editor lifts that" in editor
    assert "Legal hold" in as_("section_editor").get("/admin/articles/article/").content.decode()
    assert "Legal hold" in as_("section_editor").get("/admin/").content.decode()
    assert "/act/release/" in as_("managing_editor").get(url(ready, "change")).content.decode()
    assert "Your role does not allow this" in step(as_("section_editor"), ready, "release")
    step(as_("managing_editor"), ready, "release")
    assert Article.objects.get(pk=ready.pk).hold_reason == ""


@pytest.mark.parametrize(
    ("typed", "zone", "said"),
    [
        (DOUBLED, "", ("EDT (New York)", ["-04:00", "-05:00"])),
        (DOUBLED, "Europe/Berlin", ("CET (Berlin)", [])),
        (MISSING, "", ("EST (New York)", ["-04:00", "-05:00"])),
        ("2046-07-01T06:00", "Mars/Olympus", ("EDT (New York)", [])),
    ],
)
def test_an_hour_being_typed_is_asked_about(as_, typed, zone, said):
    answer = as_("reporter").get("/admin/suggest/hours/", {"q": typed, "q-zone": zone}).json()

    assert (answer["zone"], [row["offset"] for row in answer["results"]]) == said
    assert bool(answer["question"]) == bool(said[1])


@pytest.mark.parametrize("typed", ["", "soon", "0001-01-01T00:00", "2046-13-01T00:00"])
def test_nonsense_being_typed_is_asked_nothing(as_, typed):
    assert as_("reporter").get("/admin/suggest/hours/", {"q": typed}).json()["results"] == []


@pytest.mark.parametrize("offset", ["-04:00", "-05:00"])
def test_a_page_of_two_versions_sends_a_doubled_hour_back_as_it_was(as_, desk, story, offset):
    moment = at(f"{DOUBLED}{offset}")
    revise(story, {"embargo_until": moment, "planned_at": None}, by=desk["managing_editor"], at=NOON)
    client = as_("section_editor")
    opened = client.get(url(story, "change")).content.decode()
    posted = field_in(opened, "embargo_until") | field_in(opened, "planned_at")
    story.refresh_from_db()
    version = story.version
    revise(story, {"headline": "Theirs"}, by=desk["managing_editor"], at=NOON)

    answer = client.post(url(story, "change"), form_of(story, version=version, dek="Mine", headline="Mine", **posted))
    page = answer.content.decode()
    assert answer.status_code == 409
    again = field_in(page, "embargo_until") | field_in(page, "planned_at")
    story.refresh_from_db()
    client.post(url(story, "change"), form_of(story, dek="Mine", **again))

    saved = Article.objects.get(pk=story.pk)
    assert (saved.dek, saved.embargo_until, saved.planned_at) == ("Mine", moment, None)
