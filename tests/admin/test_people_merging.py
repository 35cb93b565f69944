"""Merging people at the desk: chosen, looked at, done, undone."""

from __future__ import annotations

import pytest

from articles.editorial import attach_speaker, file_story, merge_people
from articles.models import Act, Article, Person
from tests.builders import NOON, make_person
from tests.editorial.stories import story_draft

pytestmark = pytest.mark.django_db

DUPLICATES = "/admin/articles/person/duplicates/"


@pytest.fixture
def two(desk, story) -> tuple[Person, Person]:
    kate, catherine = make_person("Kate Voss"), make_person("Catherine Voss")
    attach_speaker(story.quotes.get(speaker_name="Omar Field"), person=kate, by=desk["reporter"], at=NOON)
    return kate, catherine


def address(person: Person) -> str:
    return f"/admin/articles/person/{person.pk}/merge/"


def test_what_would_move_is_shown_before_anything_does(as_, two):
    kate, catherine = two
    page = as_("copy_editor").get(address(kate), {"other": catherine.pk, "keep": catherine.pk})

    shown = page.content.decode()
    assert page.context["preview"].quotes == 1
    assert "Merge Kate Voss into Catherine Voss" in shown
    assert "Nobody walks half a mile" in shown
    assert kate.get_absolute_url() in shown
    kate.refresh_from_db()
    assert kate.merged_into is None


def test_a_merge_is_done_by_a_post_and_undone_by_another(as_, two):
    kate, catherine = two
    client = as_("copy_editor")

    answer = client.post(address(kate), {"other": catherine.pk, "keep": catherine.pk}, follow=True)
    assert "is merged into “Catherine Voss”" in answer.content.decode()
    kate.refresh_from_db()
    assert kate.merged_into == catherine

    answer = client.post(f"/admin/articles/person/merges/{Act.objects.get(verb='merge_people').pk}/undo/", follow=True)
    assert "Undone: “Kate Voss” is a person again." in answer.content.decode()
    kate.refresh_from_db()
    assert kate.merged_into is None
    assert "Undo</button>" not in client.get(DUPLICATES).content.decode()


def test_either_may_be_the_one_that_stays(as_, two):
    kate, catherine = two

    as_("copy_editor").post(address(kate), {"other": catherine.pk, "keep": kate.pk})

    catherine.refresh_from_db()
    assert catherine.merged_into == kate


def test_unless_told_otherwise_who_has_more_to_their_name_stays(as_, two):
    kate, catherine = two
    client = as_("copy_editor")

    for person, other in ((kate, catherine), (catherine, kate)):
        page = client.get(address(person), {"other": other.pk})
        assert (page.context["source"], page.context["into"]) == (catherine, kate)


def test_a_refusal_is_said_and_nothing_done(as_, two):
    kate, _ = two
    company = make_person("Voss Ltd.", kind="organisation")

    answer = as_("copy_editor").post(address(kate), {"other": company.pk, "keep": company.pk}, follow=True)

    assert "are not the same" in answer.content.decode()
    assert not Act.objects.filter(verb="merge_people").exists()


def test_pairs_are_listed_and_kept_apart(as_, desk):
    first, second = make_person("Tom Hale"), make_person("Tom J. Hale")
    client = as_("topic_tagger")
    assert [pair.why for pair in client.get(DUPLICATES).context["pairs"]] == ["spelled much alike"]

    client.post("/admin/articles/person/apart/", {"first": first.pk, "second": second.pk})

    assert client.get(DUPLICATES).context["pairs"] == []


@pytest.mark.parametrize("role", ["contributor", "reporter", "administrator"])
def test_who_may_not_merge_sees_and_does_nothing(as_, desk, two, role):
    kate, catherine = two
    merge = merge_people(kate, into=catherine, by=desk["copy_editor"], at=NOON)
    client = as_(role)

    answers = [
        client.get(DUPLICATES),
        client.get(address(catherine)),
        client.post(address(catherine), {"other": catherine.pk}),
        client.post(f"/admin/articles/person/merges/{merge.pk}/undo/"),
        client.post("/admin/articles/person/apart/", {"first": kate.pk, "second": catherine.pk}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    kate.refresh_from_db()
    assert kate.merged_into == catherine


def test_words_of_a_story_one_may_not_open_are_counted_and_not_shown(as_, desk, section, two):
    kate, catherine = two
    hidden = file_story(story_draft(section, slugline="investigation"), by=desk["managing_editor"], at=NOON)
    attach_speaker(hidden.quotes.first(), person=kate, by=desk["managing_editor"], at=NOON)
    Article.objects.filter(pk=hidden.pk).update(restricted=True)

    page = as_("copy_editor").get(address(kate), {"other": catherine.pk, "keep": catherine.pk})

    assert page.context["preview"].quotes == 2
    assert "investigation" not in page.content.decode()


@pytest.mark.parametrize("other", ["", "x", "999999", "0"])
def test_nobody_else_chosen_asks_again_or_is_not_found(as_, two, other):
    assert as_("copy_editor").get(address(two[0]), {"other": other}).status_code in {200, 404}
    assert as_("copy_editor").get("/admin/articles/person/999999/merge/").status_code == 404
