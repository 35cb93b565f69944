"""The thread of a story: who sees it, what stands in it, and that its words go nowhere else."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.test import Client

from articles.editorial import add_note, file_story, hold, publish, send_back, submit
from articles.models import Act, StoryNote
from tests.admin.conftest import url
from tests.builders import NOON, later
from tests.editorial.stories import file_ready, story_draft

pytestmark = pytest.mark.django_db

PANEL = {"headers": {"X-Desk": "panel"}}


def test_a_note_is_added_in_place_and_stands_last(as_, desk, story):
    add_note(story, "First", by=desk["copy_editor"], at=NOON)

    answer = as_("reporter").post(url(story, "notes"), {"text": "Line one\n<b>two</b>"}, **PANEL)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert [entry.text for entry in answer.context["thread"]] == ["First", "Line one\n<b>two</b>"]
    assert "Line one\n&lt;b&gt;two&lt;/b&gt;" in page
    assert "The note is added." in page


def test_without_a_script_the_page_comes_again_at_the_notes(as_, story):
    answer = as_("reporter").post(url(story, "notes"), {"text": "Hello"})

    assert (answer.status_code, answer.url) == (302, url(story, "change") + "#notes")
    assert StoryNote.objects.get().text == "Hello"


def test_an_empty_note_is_refused_in_place(as_, story):
    answer = as_("reporter").post(url(story, "notes"), {"text": "  "}, **PANEL)

    assert answer.status_code == 409
    assert "Write the note first." in answer.content.decode()
    assert not StoryNote.objects.exists()


def test_reasons_stand_in_the_same_thread_in_order(as_, desk, section):
    story = file_story(story_draft(section), by=desk["reporter"], at=NOON)
    story = submit(story, by=desk["reporter"], at=later(minutes=1))
    add_note(story, "Who is the second source?", by=desk["copy_editor"], at=later(minutes=2))
    story = send_back(story, reason="Needs a second source", by=desk["managing_editor"], at=later(minutes=3))
    hold(story, reason="The lawyer reads it", by=desk["managing_editor"], at=later(minutes=4))

    thread = as_("reporter").get(url(story, "change")).context["thread"]

    assert [(entry.who, entry.did, entry.text) for entry in thread] == [
        ("Copy_Editor", "", "Who is the second source?"),
        ("Managing_Editor", "sent back", "Needs a second source"),
        ("Managing_Editor", "held", "The lawyer reads it"),
    ]


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "section_editor", "topic_tagger", "managing_editor"])
def test_who_may_read_the_notes_may_write_one(as_, story, role):
    assert as_(role).post(url(story, "notes"), {"text": "Hello"}).status_code == 302
    assert StoryNote.objects.count() == 1


def test_a_section_editor_elsewhere_reads_the_story_but_not_its_notes(as_, desk):
    story = file_story(story_draft(None), by=desk["reporter"], at=NOON)
    add_note(story, "Meet him at the pier", by=desk["reporter"], at=NOON)
    client = as_("section_editor")

    page = client.get(url(story, "change"))
    answer = client.post(url(story, "notes"), {"text": "Hello"}, **PANEL)

    assert page.status_code == 200
    assert "Meet him" not in page.content.decode()
    assert answer.status_code == 403
    assert "Meet him" not in answer.content.decode()
    assert StoryNote.objects.count() == 1


@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_a_story_one_may_not_view_takes_no_note(as_, story, role):
    assert as_(role).post(url(story, "notes"), {"text": "Hello"}).status_code == 404
    assert not StoryNote.objects.exists()


def test_the_words_of_a_note_go_nowhere_else(as_, desk, section, capsys):
    story = file_ready(section, by=desk["reporter"], approved_by=desk["managing_editor"])
    add_note(story, "Quokkas at the pier", by=desk["reporter"], at=NOON)
    edition = publish(story, by=desk["managing_editor"], at=NOON)
    reader, chief = Client(), as_("managing_editor")
    path = edition.path

    for address in (
        "/", path, f"{path}versions/", f"{path}versions/1/", "/sections/metro/", "/feed.rss", "/feed.atom",
        "/feed.json",
        "/search/?q=quokkas", "/quotes/?q=quokkas", "/sitemap.xml", "/news-sitemap.xml", "/archive/2026/03/04/",
    ):  # fmt: skip
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert b"quokkas at" not in _body(answer).lower(), address
    for address in (
        url(story, "preview"), url(story, "history"), "/admin/", "/admin/budget/?when=all", "/admin/articles/article/",
        "/admin/articles/act/", "/admin/articles/article/export/", "/admin/budget/export/?when=all",
        "/admin/articles/article/?q=quokkas",
    ):  # fmt: skip
        answer = chief.get(address)
        assert answer.status_code == 200, address
        assert b"quokkas at" not in _body(answer).lower(), address
    assert "Quokkas" not in json.dumps(list(Act.objects.values("subject", "detail")))
    assert "Quokkas" not in edition.rendering.page + edition.text + edition.rendering.head + edition.rendering.card
    call_command("check_embargo")
    assert "Quokkas" not in capsys.readouterr().out


def _body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
