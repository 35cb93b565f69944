"""Who else is in a story: told to those who may view it, in four statements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editorial import revise
from articles.models import Presence
from tests.admin.conftest import url
from tests.admin.test_queries import counted
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_each_page_learns_who_else_has_the_story_open(as_, desk, story):
    as_("copy_editor").post(url(story, "presence"), {"place": "headline", "typing": "1"})

    told = as_("reporter").post(url(story, "presence"), {"place": "p-abcdefgh", "typing": "0"}).json()

    (other,) = told["others"]
    assert (other["name"], other["where"], other["typing"], other["block"]) == (
        "Copy_Editor",
        "in the headline",
        True,
        "",
    )
    assert told["version"] == 1
    again = as_("copy_editor").post(url(story, "presence"), {}).json()
    assert (again["others"][0]["block"], again["others"][0]["where"]) == ("p-abcdefgh", "")


def test_a_page_learns_that_a_newer_version_was_saved_and_by_whom(as_, desk, story):
    revise(story, {"headline": "Theirs"}, by=desk["copy_editor"], at=timezone.now())

    told = as_("reporter").post(url(story, "presence"), {}).json()
    own = as_("copy_editor").post(url(story, "presence"), {}).json()

    assert told["version"] == 2
    assert told["saved"].startswith("Copy_Editor saved version 2 at ")
    assert own["saved"].startswith("You saved version 2 at ")


@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_who_may_not_view_the_story_is_told_nothing(as_, story, role):
    as_("reporter").post(url(story, "presence"), {})

    answer = as_(role).post(url(story, "presence"), {})

    assert answer.status_code == 404
    assert Presence.objects.count() == 1


def test_an_address_of_no_story_is_not_found(as_, desk):
    for name in ("999999", "x", "9" * 30):
        assert as_("reporter").post(f"/admin/articles/article/{name}/presence/", {}).status_code == 404


@pytest.mark.parametrize("role", ["reporter", "section_editor", "topic_tagger"])
def test_a_beat_takes_at_most_4_statements_however_many_are_there(as_, story, role):
    client = as_(role)
    alone, _ = counted(client, "post", url(story, "presence"), {"place": "body"})
    now = timezone.now()
    Presence.objects.bulk_create(
        Presence(article=story, user=make_user("copy_editor"), since=now, seen_at=now) for _ in range(12)
    )

    many, answer = counted(client, "post", url(story, "presence"), {"place": "headline"})

    assert len(answer.json()["others"]) == 12
    assert alone == many == 4


def test_leaving_takes_at_most_4_statements_and_is_seen_a_moment_later(as_, desk, story):
    client = as_("reporter")
    client.post(url(story, "presence"), {"place": "headline", "typing": "1"})

    number, answer = counted(client, "post", url(story, "presence"), {"gone": "1"})

    assert (number, answer.status_code) == (4, 200)
    assert Presence.objects.here(timezone.now() + timedelta(seconds=3)).count() == 0
