"""Deleting a draft on screen, and having it back: at once, from its page, from the list."""

from __future__ import annotations

import pytest
import time_machine

from articles.admin.story.rows import chips
from articles.editorial import kill, publish
from articles.models import Article
from tests.admin.conftest import url
from tests.builders import NOON, later
from tests.editorial.stories import file_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def deleted(story, desk) -> Article:
    return kill(story, reason="Overtaken", by=desk["reporter"], at=NOON)


def page(client, article: Article) -> str:
    return client.get(url(article, "change")).content.decode()


def test_a_draft_is_deleted_and_the_page_one_lands_on_offers_it_back(as_, story):
    client = as_("reporter")
    assert ">Delete</button>" in page(client, story)
    assert ">Kill</button>" not in page(client, story)

    answer = client.post(url(story, "act", "kill"), {"version": 1, "reason": "Overtaken"}, follow=True)

    landed = answer.content.decode()
    assert "is deleted. It can be had back until" in landed
    assert answer.context["way"].next.verb == "restore-draft"
    assert ">Restore</button>" in landed

    answer = client.post(url(story, "act", "restore-draft"), {"version": 2}, follow=True)

    assert "is a draft again, as it was." in answer.content.decode()
    assert Article.objects.get(pk=story.pk).state == "draft"
    assert answer.context["way"].next.verb == "submit"


def test_after_thirty_days_the_page_says_until_when_it_could_be_had_back(as_, deleted):
    with time_machine.travel(later(days=31), tick=False):
        client = as_("reporter")
        shown = page(client, deleted)
        answer = client.post(url(deleted, "act", "restore-draft"), {"version": 2}, follow=True)

    assert "could be had back until 3 April 2026" in shown
    assert "Restore</button>" not in shown
    assert "could be had back until 3 April 2026" in answer.content.decode()
    assert Article.objects.get(pk=deleted.pk).state == "killed"


def test_who_may_see_but_not_delete_is_told_who_can(as_, deleted):
    with time_machine.travel(later(days=1), tick=False):
        shown = page(as_("topic_tagger"), deleted)

    assert "Whoever may delete it can have it back until 3 April 2026." in shown
    assert "Restore</button>" not in shown


def test_a_story_released_and_killed_is_not_offered_back(as_, section, desk):
    ready = file_ready(section, by=desk["reporter"], approved_by=desk["managing_editor"])
    publish(ready, by=desk["managing_editor"], at=NOON)
    live = Article.objects.get(pk=ready.pk)
    assert ">Kill</button>" in page(as_("managing_editor"), live)
    killed = kill(live, reason="Legal", by=desk["managing_editor"], at=later(hours=1))

    shown = page(as_("managing_editor"), killed)

    assert "It has been killed." in shown
    assert "Restore</button>" not in shown
    assert [chip.label for chip in chips(killed, later(hours=2))] == ["Killed"]


def test_the_list_says_until_when_a_deleted_draft_can_be_had_back(as_, deleted):
    with time_machine.travel(later(days=1), tick=False):
        answer = as_("managing_editor").get("/admin/articles/article/?state=killed")

    assert "Deleted, can be had back until 3 Apr 13:00" in answer.content.decode()
    assert "Killed, deleted drafts" in answer.content.decode()
    assert [chip.label for chip in chips(deleted, later(days=31))] == ["Deleted"]
