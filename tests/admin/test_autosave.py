"""Words typed and not saved: kept within four statements, given back to who typed them, gone with the save."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editorial import keep_autosave, revise
from articles.models import Article, Autosave, DeskProfile, Quote
from tests.admin.conftest import bylines_of, form_of, url
from tests.admin.test_queries import counted
from tests.admin.test_walk import rows
from tests.builders import NOON, make_article, make_person, make_section, make_user

pytestmark = pytest.mark.django_db

UNFILED = "/admin/articles/article/autosave/"
ADD = "/admin/articles/article/add/"


def carried(page: str, name: str = "autosaved"):
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.DOTALL)
    return json.loads(found.group(1)) if found else None


@pytest.mark.parametrize("role", ["contributor", "reporter", "section_editor", "managing_editor"])
def test_an_autosave_takes_at_most_4_statements(as_, desk, story, role):
    client = as_(role)
    if role == "contributor":
        Article.objects.filter(pk=story.pk).update(assigned_to=desk[role])

    first, answer = counted(client, "post", url(story, "autosave"), form_of(story, headline="Bridge to cl"))
    second, _ = counted(client, "post", url(story, "autosave"), form_of(story, headline="Bridge to close"))

    assert answer.status_code == 200
    assert (first, second) == (4, 4)
    assert Autosave.objects.get().posted["headline"] == ["Bridge to close"]


def test_a_named_authors_autosave_costs_the_same(as_, desk):
    article = make_article(bylines=(make_person(user=desk["reporter"]),))

    number, answer = counted(as_("reporter"), "post", url(article, "autosave"), form_of(article))

    assert (number, answer.status_code) == (4, 200)


def test_an_autosave_of_an_unfiled_story_takes_at_most_4_statements(as_, desk):
    number, answer = counted(as_("reporter"), "post", UNFILED, {"draft_key": "new-abcd2345", "slugline": "bridge"})

    assert (number, answer.status_code) == (4, 200)
    assert Autosave.objects.get().posted == {"slugline": ["bridge"]}


def test_an_autosave_changes_one_table_and_no_other(as_, story):
    client = as_("reporter")
    before = {table: found for table, found in rows().items() if table != "Autosave"}

    answer = client.post(url(story, "autosave"), form_of(story, headline="X", state="published", version=1))

    assert answer.json()["version"] == 1
    assert {table: found for table, found in rows().items() if table != "Autosave"} == before


@pytest.mark.parametrize(("role", "status"), [("contributor", 404), ("administrator", 404), ("topic_tagger", 403)])
def test_who_may_not_edit_the_story_keeps_nothing(as_, story, role, status):
    answer = as_(role).post(url(story, "autosave"), form_of(story))

    assert answer.status_code == status
    assert not Autosave.objects.exists()


def test_an_address_of_no_story_is_not_found(as_, desk):
    for name in ("999999", "x", "9" * 30):
        assert as_("reporter").post(f"/admin/articles/article/{name}/autosave/", {}).status_code == 404


def test_a_form_too_long_is_refused_with_its_number(as_, story):
    answer = as_("reporter").post(url(story, "autosave"), form_of(story, body="x" * 1_200_001))

    assert answer.status_code == 422
    assert "at most 1,200,000 are kept" in answer.json()["said"]
    assert not Autosave.objects.exists()


def test_words_typed_under_one_account_are_never_kept_under_another(as_, desk, story):
    posted = form_of(story, headline="Mine", account=desk["reporter"].pk)

    answers = [as_("copy_editor").post(url(story, place), posted) for place in ("autosave", "change")]

    assert [answer.status_code for answer in answers] == [409, 422]
    assert not Autosave.objects.exists()
    assert Article.objects.get(pk=story.pk).version == 1
    assert "Somebody else is signed in now" in answers[1].content.decode()
    assert "Mine" in answers[1].content.decode()


def test_the_form_carries_ones_own_words_and_nobody_elses(as_, desk, story):
    client = as_("reporter")
    client.post(url(story, "autosave"), form_of(story, headline="Bridge <b>to"))

    mine = client.get(url(story, "change")).content.decode()
    theirs = as_("copy_editor").get(url(story, "change")).content.decode()

    assert (carried(mine)["version"], carried(mine)["fields"]["headline"]) == (1, ["Bridge <b>to"])
    assert carried(theirs) is None
    assert "<b>to" not in theirs


def test_the_words_kept_cost_the_form_one_query(as_, story):
    client = as_("reporter")
    without, _ = counted(client, "get", url(story, "change"))
    client.post(url(story, "autosave"), form_of(story, headline="Typed"))

    number, answer = counted(client, "get", url(story, "change"))

    assert number == without <= 14
    assert len(answer.content) <= 80_000


def test_a_save_ends_what_was_kept_and_takes_at_most_15_statements(as_, story):
    client = as_("section_editor")
    posted = form_of(story, headline="Saved", body=story.body.replace("half a mile", "a mile"))
    client.post(url(story, "autosave"), posted)

    number, answer = counted(client, "post", url(story, "change"), posted | bylines_of("Ana Ruiz", "Tom Hale"))

    assert answer.status_code == 302
    assert number <= 15
    assert not Autosave.objects.exists()


def test_a_refused_save_and_a_stale_one_keep_what_was_kept(as_, desk, story):
    client = as_("reporter")
    client.post(url(story, "autosave"), form_of(story, headline="Mine"))
    client.post(url(story, "change"), form_of(story, slugline=""))
    revise(story, {"headline": "Theirs"}, by=desk["copy_editor"], at=NOON)

    answer = client.post(url(story, "change"), form_of(story, headline="Mine", version=1))

    assert answer.status_code == 409
    assert Autosave.objects.get().posted["headline"] == ["Mine"]


def test_a_step_that_saves_first_ends_what_was_kept(as_, story):
    client = as_("reporter")
    client.post(url(story, "autosave"), form_of(story, headline="Typed"))

    client.post(url(story, "act", "submit"), form_of(story, headline="Typed"))

    assert (Article.objects.get().headline, Article.objects.get().state) == ("Typed", "review")
    assert not Autosave.objects.exists()


def test_discarding_forgets_ones_own_words(as_, desk, story):
    for role in ("reporter", "copy_editor"):
        as_(role).post(url(story, "autosave"), form_of(story))

    answer = as_("reporter").post(url(story, "autosave"), {"discard": "1"})

    assert answer.json() == {"discarded": True}
    assert Autosave.objects.get().user == desk["copy_editor"]


def test_words_outlive_the_right_to_edit_and_are_shown_to_be_copied(as_, story):
    client = as_("reporter")
    client.post(url(story, "autosave"), form_of(story, body="<p>Words <script>that</script> stay</p>"))
    Article.objects.filter(pk=story.pk).update(state="killed")

    page = client.get(url(story, "change")).content.decode()

    assert "not yours to change any more" in page
    assert "Words that stay" in page
    assert carried(page) is None


def test_stories_begun_are_offered_on_the_page_of_a_new_one_and_end_as_they_are_filed(as_, desk):
    client = as_("reporter")
    for key in ("new-aaaaaaaa", "new-bbbbbbbb"):
        client.post(UNFILED, {"draft_key": key, "slugline": key[-3:]})
    keep_autosave({}, story=None, key="new-cccccccc", version=0, by=desk["copy_editor"], at=NOON)

    page = client.get(ADD).content.decode()
    client.post(ADD, {"draft_key": "new-aaaaaaaa", "slugline": "aaa", "genre": "news"})

    assert [(one["key"], one["fields"]) for one in carried(page, "unfiled")] == [
        ("new-bbbbbbbb", {"slugline": ["bbb"]}),
        ("new-aaaaaaaa", {"slugline": ["aaa"]}),
    ]
    assert set(Autosave.objects.values_list("key", flat=True)) == {"new-bbbbbbbb", "new-cccccccc"}


def save(client: Client, story: Article, posted: dict):
    return client.post(url(story, "change"), posted, headers={"X-Desk": "save"})


def test_a_save_by_script_is_answered_with_what_the_newsroom_made_of_it(as_, story):
    body = story.body.replace("<p", "<p>“We need it by May,” said Mayor Ines Calder.</p><p", 1)

    answer = save(as_("reporter"), story, form_of(story, headline=" Bridge \r\n to close ", body=body)).json()

    saved = Article.objects.get(pk=story.pk)
    assert (answer["version"], answer["said"], answer["fields"]) == (
        2,
        ["Saved as version 2."],
        {"headline": "Bridge to close"},
    )
    assert answer["body"] == saved.body != body
    assert Quote.objects.get(words__startswith="We need it").public_id in answer["body"]


def test_a_save_by_script_shows_nothing_on_the_next_page(as_, story):
    client = as_("reporter")
    save(client, story, form_of(story, headline="Saved"))

    assert "Saved as version" not in client.get(url(story, "change")).content.decode()


def test_names_of_the_byline_saved_by_script_are_no_change_of_the_next_save(as_, story):
    client = as_("reporter")
    answer = save(client, story, form_of(story) | bylines_of("Ana Ruiz", "Lu Chen")).json()

    again = save(
        client,
        story,
        form_of(story, version=2, **{"bylines-were": answer["bylinesWere"]}) | bylines_of("Ana Ruiz", "Lu Chen"),
    ).json()

    assert (answer["version"], again["version"], again["said"]) == (2, 2, ["Nothing had changed."])


def test_a_save_by_script_takes_at_most_15_statements(as_, story):
    client = as_("section_editor")
    posted = form_of(story, headline="Saved", body=story.body.replace("half a mile", "a mile"))

    with CaptureQueriesContext(connection) as queries:
        answer = save(client, story, posted | bylines_of("Ana Ruiz", "Tom Hale"))

    assert answer.status_code == 200
    assert len(queries) <= 15


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"slugline": ""}, {"slugline": "This field is required."}),
        ({"dateline_date": "yesterday"}, {"dateline_date": "Enter a valid date."}),
        (bylines_of("x" * 201), {"bylines": "Ensure this value has at most 200 characters (it has 201)."}),
    ],
)
def test_a_refusal_names_the_fields_it_is_about(as_, story, changes, errors):
    before = rows()

    answer = save(as_("reporter"), story, form_of(story) | changes)

    assert (answer.status_code, answer.json()["errors"]) == (422, errors)
    assert rows() == before


def test_a_stale_save_by_script_says_so_and_the_page_posts_once_more(as_, desk, story):
    revise(story, {"headline": "Theirs"}, by=desk["copy_editor"], at=NOON)
    before = rows()

    answer = save(as_("reporter"), story, form_of(story, headline="Mine"))

    assert (answer.status_code, answer.json()) == (409, {"stale": True, "version": 2})
    assert rows() == before


def test_what_stands_around_the_form_comes_alone(as_, story):
    client = as_("reporter")
    save(client, story, form_of(story, headline="Bridge & tunnel"))

    whole, _ = counted(client, "get", url(story, "change"))
    number, answer = counted(client, "get", url(story, "standing"))

    told = answer.json()
    assert (told["title"], told["slugline"]) == ("Bridge & tunnel", "alder-bridge")
    assert "version 2" in told["facts"]
    assert 'id="quotes"' in told["aside"]
    assert 'href="#quotes"' in told["jumps"]
    assert number < whole


def test_the_account_its_roles_sections_and_hours_come_in_one_query(desk, section):
    user = make_user("section_editor", sections=(section, make_section()))
    user.groups.add(desk["reporter"].groups.get())
    DeskProfile.objects.create(user=user, time_zone="Europe/Berlin")
    client = Client()
    client.force_login(user)

    with CaptureQueriesContext(connection) as queries:
        asked = client.get("/admin/login/").wsgi_request.user
        roles, sections, zone = asked._newsroom_roles, asked._newsroom_sections, asked._desk_zone

    assert len(queries) == 2
    assert asked == user
    assert (roles, sections, zone) == (
        {"section_editor", "reporter"},
        set(user.sections.values_list("pk", flat=True)),
        "Europe/Berlin",
    )


def test_an_account_that_ended_is_nobody(as_, desk):
    client = as_("reporter")
    User.objects.filter(pk=desk["reporter"].pk).update(is_active=False)

    assert client.get("/admin/").status_code == 302


def test_an_account_without_role_or_section_has_none(db):
    client = Client()
    client.force_login(make_user())

    asked = client.get("/admin/").wsgi_request.user

    assert (asked._newsroom_roles, asked._newsroom_sections, asked._desk_zone) == (frozenset(), frozenset(), "")
