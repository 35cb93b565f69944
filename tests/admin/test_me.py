"""“My settings”: each account's own, kept by its act; nobody else's, and nothing on a look."""

from __future__ import annotations

import pytest

from articles.editorial import EditorialError, NotAllowed, describe_oneself, set_profile
from articles.models import Act, DeskProfile, Person
from tests.builders import NOON, make_person, make_published, make_user

pytestmark = pytest.mark.django_db
ME = "/admin/me/"


def settings_of(section=None, **changes):
    return {"time_zone": "", "section": section, "dateline_place": "", "dateline_source": "", **changes}


def test_settings_are_kept_and_used_at_once(as_, desk, section):
    client = as_("reporter")
    posted = {"time_zone": "Europe/Berlin", "section": section.pk, "dateline_place": "BERLIN", "dateline_source": "HCC"}

    page = client.post(ME, {**posted, "form": "desk"}, follow=True).content.decode()

    profile = DeskProfile.objects.get(user=desk["reporter"])
    assert (profile.time_zone, profile.section, profile.dateline_place, profile.dateline_source) == (
        *("Europe/Berlin", section, "BERLIN", "HCC"),
    )
    assert "Your settings are kept." in page
    assert '<option value="Europe/Berlin" selected>Berlin</option>' in page
    assert "CET there now" in page or "CEST there now" in page
    act = Act.objects.get(verb="set_profile")
    assert (act.by, act.subject, sorted(act.detail["fields"])) == (
        *(desk["reporter"], "reporter", ["dateline_place", "dateline_source", "section", "time_zone"]),
    )


def test_the_newsrooms_own_zone_stands_first(as_):
    page = as_("reporter").get(ME).content.decode()

    first = page.partition('name="time_zone"')[2].partition("</option>")[0]
    assert "The newsroom’s own: E" in first
    assert "(New York)" in first
    assert '<optgroup label="Europe">' in page


def test_the_way_to_ones_page_stands_where_readers_have_one(as_, desk, client):
    person = make_person("Ana Ruiz", user=desk["reporter"])
    assert "See it as readers do" not in as_("reporter").get(ME).content.decode()

    edition = make_published()
    first = edition.first_published_at
    edition.bylines.create(person=person, role="writer", name="Ana Ruiz", position=0, first_published_at=first)

    assert f'href="{person.get_absolute_url()}">See it as readers do' in as_("reporter").get(ME).content.decode()
    assert client.get(person.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"time_zone": "Mars/Olympus"}, {"dateline_place": "X" * 121}, {"section": 999}, {"section": "all"}]
)
def test_what_cannot_be_is_said_and_nothing_kept(as_, wrong):
    answer = as_("reporter").post(ME, {**settings_of(""), "form": "desk", **wrong})

    assert answer.status_code == 422
    assert not DeskProfile.objects.exists()
    assert not Act.objects.exists()


def test_the_same_again_is_no_change(desk):
    for _ in range(2):
        set_profile(desk["reporter"], **settings_of(time_zone="UTC"), by=desk["reporter"], at=NOON)

    assert Act.objects.count() == 1


def test_nobody_keeps_anothers_settings(desk):
    with pytest.raises(NotAllowed):
        set_profile(desk["reporter"], **settings_of(), by=desk["managing_editor"], at=NOON)
    with pytest.raises(EditorialError, match="no time zone"):
        set_profile(desk["reporter"], **settings_of(time_zone="Mars"), by=desk["reporter"], at=NOON)

    assert not DeskProfile.objects.exists()


def test_an_account_changes_its_own_page(as_, desk):
    person = make_person("Ana Ruiz", user=desk["reporter"])
    client = as_("reporter")
    assert "Ana Ruiz" in client.get(ME).content.decode()

    client.post(ME, {"form": "page", "page-name": "Ana  Ruiz-Hale", "page-bio": "Covers the harbor."})

    person.refresh_from_db()
    assert (person.name, person.bio) == ("Ana Ruiz-Hale", "Covers the harbor.")
    assert person.history.latest().history_user == desk["reporter"]
    assert Act.objects.get().verb == "describe_oneself"


def test_an_account_says_where_else_it_is(as_, desk):
    person = make_person("Ana Ruiz", user=desk["reporter"])
    typed = {"form": "page", "page-name": "Ana Ruiz", "page-elsewhere": " https://social.example/@ana \n\n"}

    client = as_("reporter")
    assert 'name="page-elsewhere"' in client.get(ME).content.decode()
    client.post(ME, typed)

    person.refresh_from_db()
    assert person.elsewhere == "https://social.example/@ana"
    assert Act.objects.get().detail["fields"] == ["elsewhere"]


def test_words_on_ones_page_are_changed_without_a_word_on_where_else_one_is(desk):
    person = make_person("Ana Ruiz", user=desk["reporter"], elsewhere="https://social.example/@ana")

    changed = describe_oneself(person, name="Ana Ruiz", bio="New.", by=desk["reporter"], at=NOON)

    assert (changed.bio, changed.elsewhere) == ("New.", "https://social.example/@ana")


@pytest.mark.parametrize(
    "typed",
    [
        {"page-name": " "},
        {"page-name": "A", "page-bio": "x" * 2001},
        {"page-name": "A", "page-elsewhere": "http://social.example/@ana"},
    ],
)
def test_a_page_that_cannot_be_is_not_kept(as_, desk, typed):
    make_person("Ana Ruiz", user=desk["reporter"])

    assert as_("reporter").post(ME, {"form": "page", **typed}).status_code == 422
    assert Person.objects.get().name == "Ana Ruiz"


def test_nobody_changes_anothers_page(as_, desk):
    person = make_person("Ana Ruiz", user=desk["reporter"])
    for by in (desk["managing_editor"], make_user()):
        with pytest.raises(NotAllowed):
            describe_oneself(person, name="Mine", bio="", by=by, at=NOON)

    as_("copy_editor").post(ME, {"form": "page", "page-name": "Mine"})

    assert Person.objects.get().name == "Ana Ruiz"


def test_the_menu_leads_there(as_):
    assert f'href="{ME}"' in as_("reporter").get("/admin/").content.decode()
