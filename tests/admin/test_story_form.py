"""The story's form: what it saves, what it ignores, who may use it, and that nothing typed is lost."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from articles.editorial import revise
from articles.models import Article, Person, Quote
from tests.admin.conftest import bylines_of, form_of, url
from tests.builders import NOON, make_article, make_person, make_published, make_section, make_user
from tests.editorial.stories import rows_of

pytestmark = pytest.mark.django_db


def test_a_save_is_the_next_version_by_this_person(as_, desk, story):
    answer = as_("reporter").post(url(story, "change"), form_of(story, headline="Bridge to close", dek="Nine weeks."))

    saved = Article.objects.get(pk=story.pk)
    assert answer.url == url(story, "change")
    assert (saved.headline, saved.dek, saved.version, saved.updated_by) == (
        "Bridge to close",
        "Nine weeks.",
        2,
        desk["reporter"],
    )


def test_a_form_sent_back_as_it_was_opened_changes_nothing(as_, story):
    before = rows_of(story)

    as_("reporter").post(url(story, "change"), form_of(story) | bylines_of("Ana Ruiz", "Tom Hale"))

    assert rows_of(story) == before


def test_bylines_are_ordered_by_their_number_and_new_people_are_made(as_, story):
    rows = bylines_of("Tom Hale", "Lu Chen", "", "Ana Ruiz") | {"bylines-3-position": 1}

    as_("reporter").post(url(story, "change"), form_of(story) | rows)

    names = [byline.person.name for byline in story.bylines.select_related("person")]
    assert names == ["Ana Ruiz", "Tom Hale", "Lu Chen"]
    assert Person.objects.get(name="Lu Chen").is_staff_writer


def test_a_name_typed_over_a_chosen_person_means_the_name(as_, story):
    other = make_person("Somebody Else")
    rows = bylines_of("Nora Vance") | {"bylines-0-person": other.pk}

    as_("reporter").post(url(story, "change"), form_of(story) | rows)

    assert [byline.person.name for byline in story.bylines.all()] == ["Nora Vance"]


def test_of_two_people_of_one_name_the_chosen_one_is_meant(as_, story):
    make_person("Jo Park")
    second = make_person("Jo Park")

    as_("reporter").post(url(story, "change"), form_of(story) | bylines_of("Jo Park") | {"bylines-0-person": second.pk})

    assert [byline.person for byline in story.bylines.all()] == [second]


def test_a_name_several_people_bear_is_refused_and_the_form_comes_back_as_typed(as_, story):
    make_person("Jo Park")
    make_person("Jo Park")
    before = rows_of(story)

    answer = as_("reporter").post(url(story, "change"), form_of(story, headline="Typed") | bylines_of("Jo Park"))

    assert answer.status_code == 422
    assert "Several people are named “Jo Park”" in answer.content.decode()
    assert "Typed" in answer.content.decode()
    assert rows_of(story) == before


def test_a_headline_over_the_limit_comes_back_with_its_words(as_, story):
    long = "word " * 1000
    before = rows_of(story)

    answer = as_("reporter").post(url(story, "change"), form_of(story, headline=long))

    assert answer.status_code == 422
    assert "at most 300 characters" in answer.content.decode()
    assert long.strip() in answer.content.decode()
    assert rows_of(story) == before


def test_a_body_over_the_limit_comes_back_with_its_number(as_, story):
    answer = as_("reporter").post(url(story, "change"), form_of(story, body=f"<p>{'word ' * 200_001}</p>"))

    assert answer.status_code == 422
    assert "1,000,012 characters" in answer.content.decode()
    assert Article.objects.get(pk=story.pk).version == 1


def test_the_body_is_cleaned_and_block_ids_stay(as_, story):
    body = story.body + '<p onclick="x()">New <b>words</b><script>alert(1)</script></p>'

    as_("reporter").post(url(story, "change"), form_of(story, body=body))

    saved = Article.objects.get(pk=story.pk)
    assert saved.body.startswith(story.body)
    assert "<strong>words</strong></p>" in saved.body
    assert "script" not in saved.body


@pytest.mark.parametrize(
    ("field", "value"), [("embargo_until", "2027-01-01T10:00"), ("assigned_to", "1"), ("state", "published")]
)
def test_fields_a_reporter_may_not_set_are_ignored(as_, desk, story, field, value):
    value = desk["reporter"].pk if field == "assigned_to" else value

    as_("reporter").post(url(story, "change"), form_of(story, headline="Allowed", **{field: value}))

    saved = Article.objects.get(pk=story.pk)
    assert (saved.headline, saved.embargo_until, saved.assigned_to, saved.state) == ("Allowed", None, None, "draft")


def test_a_field_stuffed_into_the_form_is_logged(as_, story, caplog):
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        as_("reporter").post(url(story, "change"), form_of(story, embargo_until="2027-01-01T10:00"))

    assert "ignored field embargo_until" in caplog.text


def test_who_may_set_an_embargo_sees_its_zone_and_sets_it(as_, story):
    client = as_("section_editor")
    assert "EST (New York)" in client.get(url(story, "change")).content.decode()

    client.post(url(story, "change"), form_of(story, embargo_until="2027-01-15T06:00"))

    assert Article.objects.get(pk=story.pk).embargo_until.isoformat() == "2027-01-15T11:00:00+00:00"


@pytest.mark.parametrize("hour", ["2027-03-14T02:30", "2026-11-01T01:30"])
def test_an_hour_the_clock_skips_or_doubles_is_not_guessed(as_, story, hour):
    answer = as_("section_editor").post(url(story, "change"), form_of(story, embargo_until=hour))

    assert answer.status_code == 422
    assert Article.objects.get(pk=story.pk).embargo_until is None


def test_a_tagger_reads_the_story_and_saves_nothing(as_, story):
    client = as_("topic_tagger")
    before = rows_of(story)

    page = client.get(url(story, "change")).content.decode()
    refused = client.post(url(story, "change"), form_of(story, headline="Mine now"))

    assert 'name="headline"' not in page
    assert "Add a topic" in page
    assert refused.status_code == 403
    assert rows_of(story) == before


@pytest.mark.parametrize("role", ["administrator", "contributor"])
def test_a_story_out_of_reach_answers_like_one_that_is_not_there(as_, story, role):
    client = as_(role)

    there = client.get(url(story, "change"))
    nowhere = client.get("/admin/articles/article/999999/change/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "alder" not in there.content.decode()
    assert client.post(url(story, "change"), form_of(story)).status_code == 404


@pytest.mark.parametrize("pk", ["abc", "1_2", "99999999999999999999999", "1%20OR%201=1"])
def test_an_id_that_is_none_answers_404(as_, story, pk):
    assert as_("managing_editor").get(f"/admin/articles/article/{pk}/change/").status_code == 404


def test_a_restricted_story_is_hidden_from_a_copy_editor(as_, desk, story):
    revise(story, {"restricted": True}, by=desk["reporter"], at=NOON)
    client = as_("copy_editor")

    assert client.get(url(story, "change")).status_code == 404
    for address in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/quote/",
        "/admin/articles/article/?q=alder",
    ):
        assert "alder-bridge" not in client.get(address).content.decode()


def test_a_section_editor_elsewhere_reads_but_does_not_save(as_, desk, story):
    elsewhere = make_section()
    stranger = make_user("section_editor", username="elsewhere")
    elsewhere.editors.add(stranger)

    answer = as_("elsewhere").post(url(story, "change"), form_of(story, headline="Mine now"))

    assert answer.status_code == 403
    assert Article.objects.get(pk=story.pk).version == 1


def test_nobody_deletes_a_story(as_, story):
    for role in ("managing_editor", "reporter", "administrator"):
        client = as_(role)
        assert client.post(url(story, "delete"), {"post": "yes"}).status_code == 404
        client.post("/admin/articles/article/", {"action": "delete_selected", "_selected_action": [story.pk]})

    assert Article.objects.filter(pk=story.pk).exists()


def test_a_new_story_opens_with_ones_own_byline_and_is_filed_as_a_draft(as_, desk, section):
    make_person("Rita Moss", user=desk["reporter"])
    client = as_("reporter")

    page = client.get("/admin/articles/article/add/").content.decode()
    client.post(
        "/admin/articles/article/add/",
        {"slugline": "new-one", "body": "<p>“We are open,” said Mayor Ines Calder.</p>", "section": section.pk}
        | {"genre": "news"}
        | bylines_of("Rita Moss"),
    )

    story = Article.objects.get(slugline="new-one")
    assert "Rita Moss" in page
    assert (story.state, story.created_by, story.section) == ("draft", desk["reporter"], section)
    assert [quote.speaker_name for quote in story.quotes.all()] == ["Ines Calder"]


def test_a_new_story_cannot_take_over_a_mark_of_another_storys_quote(as_, story):
    quote = story.quotes.first()
    body = f'<p><q data-quote="{quote.public_id}">Words of my own making</q></p>'

    as_("reporter").post("/admin/articles/article/add/", {"slugline": "thief", "body": body, "genre": "news"})

    assert quote.public_id not in Article.objects.get(slugline="thief").body


def test_a_new_story_without_a_slugline_comes_back_with_its_text(as_):
    answer = as_("reporter").post(
        "/admin/articles/article/add/", {"slugline": "", "body": "<p>Only words.</p>", "genre": "news"}
    )

    assert answer.status_code == 422
    assert "Only words." in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("role", ["topic_tagger", "administrator"])
def test_who_may_not_file_gets_no_empty_form(as_, role):
    client = as_(role)

    assert client.get("/admin/articles/article/add/").status_code == 403
    assert client.post("/admin/articles/article/add/", {"slugline": "x"}).status_code == 403
    assert client.get("/admin/articles/article/paste/").status_code == 403


def test_a_live_story_is_not_the_reporters_to_edit(as_, desk, section):
    edition = make_published(section=section, created_by=desk["reporter"])

    answer = as_("reporter").post(url(edition.article, "change"), form_of(edition.article, headline="Again"))

    assert answer.status_code == 403


def test_looking_changes_nothing(as_, story):
    before = rows_of(story)
    client = as_("managing_editor")

    for part in ("change", "preview", "history", "aside"):
        assert client.get(url(story, part)).status_code == 200
    for part in ("act/submit", "quotes/confirm", "topics/tag", f"quotes/{story.quotes.first().public_id}/confirm"):
        assert client.get(url(story, part)).status_code == 405

    assert rows_of(story) == before


def test_without_a_token_nothing_is_posted(story, desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk["reporter"])

    assert client.post(url(story, "change"), form_of(story, headline="Forged")).status_code == 403
    assert Quote.objects.filter(article=story, status="confirmed").count() == 0


def test_a_killed_story_is_read_only(as_):
    killed = make_article(state="killed")

    answer = as_("managing_editor").post(url(killed, "change"), form_of(killed, headline="Back"))

    assert answer.status_code == 403
