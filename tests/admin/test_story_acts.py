"""The buttons of a story: each calls its act, with the form's words saved first; the wrong person is refused."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.editorial import confirm_quote, file_story, submit
from articles.editorial.drafts import StoryDraft
from articles.models import Article
from tests.admin.conftest import form_of, url
from tests.builders import NOON
from tests.editorial.stories import rows_of, story_draft

pytestmark = pytest.mark.django_db


def step(client, story: Article, verb: str, **asked) -> str:
    """Take a step as the story stands; returns the page that follows."""
    version = Article.objects.get(pk=story.pk).version
    answer = client.post(url(story, "act", verb), {"version": version, **asked}, follow=True)
    return answer.content.decode()


def state(story: Article) -> str:
    return Article.objects.get(pk=story.pk).state


@pytest.fixture
def ready(as_, desk, story) -> Article:
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=NOON)
    step(as_("reporter"), story, "submit")
    step(as_("copy_editor"), story, "approve")
    return story


def test_the_whole_way_from_draft_to_readers(as_, ready):
    page = step(as_("section_editor"), ready, "publish")

    assert state(ready) == "published"
    assert "is live as edition 1" in page


def test_a_step_saves_what_was_typed_first(as_, story):
    as_("reporter").post(url(story, "act", "submit"), form_of(story, headline="Typed at the last minute"))

    saved = Article.objects.get(pk=story.pk)
    assert (saved.headline, saved.state, saved.version) == ("Typed at the last minute", "review", 3)


def test_a_refused_step_keeps_what_was_typed(as_, story):
    as_("reporter").post(url(story, "act", "publish"), form_of(story, headline="Typed"))

    saved = Article.objects.get(pk=story.pk)
    assert (saved.headline, saved.state) == ("Typed", "draft")


def test_the_gates_findings_stand_on_the_form_each_leading_to_its_place(as_, desk, section):
    from articles.editorial import file_story

    draft = StoryDraft(body="<p>It cost TK dollars.</p>", fields={"slugline": "bare"})
    bare = file_story(draft, by=desk["managing_editor"], at=NOON)

    page = as_("managing_editor").get(url(bare, "change")).content.decode()

    block = Article.objects.get(pk=bare.pk).body.split('id="')[1].split('"')[0]
    for place in ("#id_headline", "#id_bylines", "#id_section", f"#{block}"):
        assert f'href="{place}"' in page
    assert 'id="id_bylines"' in page


def test_the_reporter_may_not_approve_her_own_story(as_, story):
    step(as_("reporter"), story, "submit")
    before = rows_of(story)

    page = step(as_("reporter"), story, "approve")

    assert "Your role does not allow this" in page
    assert rows_of(story) == before


def test_the_two_person_rule_is_said_and_no_button_offered(as_, desk, section):
    own = file_story(story_draft(section), by=desk["managing_editor"], at=NOON)
    submit(own, by=desk["managing_editor"], at=NOON)

    page = as_("managing_editor").get(url(own, "change")).content.decode()

    assert "a second person has to approve it" in page
    assert "/act/approve/" not in page


def test_sending_back_needs_a_reason(as_, story):
    step(as_("reporter"), story, "submit")

    assert "Say why the story goes back." in step(as_("copy_editor"), story, "send-back", reason=" ")
    assert state(story) == "review"
    step(as_("copy_editor"), story, "send-back", reason="Who pays for the shuttle?")
    assert state(story) == "draft"


def test_schedule_and_unschedule(as_, ready):
    page = step(as_("section_editor"), ready, "schedule", when="2046-05-01T06:00")
    assert "goes out 1 May 2046" in page
    assert Article.objects.get(pk=ready.pk).publish_at.isoformat() == "2046-05-01T10:00:00+00:00"

    step(as_("section_editor"), ready, "unschedule")
    assert state(ready) == "ready"


@pytest.mark.parametrize("when", ["", "soon", "2017-02-30T10:00", "2001-01-01T10:00", "2046-03-11T02:30"])
def test_a_moment_that_is_none_or_gone_is_refused_with_a_sentence(as_, ready, when):
    page = step(as_("section_editor"), ready, "schedule", when=when)

    assert 'class="error"' in page
    assert state(ready) == "ready"


def test_hold_and_release(as_, ready):
    step(as_("copy_editor"), ready, "hold", reason="Lawyer reads it")
    assert "on hold" in step(as_("section_editor"), ready, "publish")

    step(as_("copy_editor"), ready, "release")
    step(as_("section_editor"), ready, "publish")

    assert state(ready) == "published"


def test_a_correction_says_its_text(as_, ready):
    step(as_("section_editor"), ready, "publish")

    assert "Choose correction or clarification" in step(as_("section_editor"), ready, "correct", text="X", kind="kill")
    step(as_("section_editor"), ready, "correct", text="An earlier version said ten weeks.", kind="correction")

    assert ready.corrections.get().text == "An earlier version said ten weeks."


def test_kill_needs_a_reason_and_ends_the_story(as_, story):
    step(as_("reporter"), story, "kill")
    assert state(story) == "draft"

    step(as_("reporter"), story, "kill", reason="Spiked")

    assert state(story) == "killed"


REFUSED = [
    ("topic_tagger", "submit"),
    ("copy_editor", "publish"),
    ("reporter", "publish"),
    ("reporter", "schedule"),
    ("reporter", "hold"),
    ("section_editor", "retract"),
    ("copy_editor", "kill"),
    ("reporter", "unheard-of"),
]


@pytest.mark.parametrize(("role", "verb"), REFUSED)
def test_the_wrong_person_is_refused_and_nothing_happens(as_, ready, role, verb):
    before = rows_of(ready)

    page = step(as_(role), ready, verb, reason="because", when="2046-05-01T06:00")

    assert "Your role does not allow this" in page
    assert rows_of(ready) == before


@pytest.mark.parametrize("role", ["administrator", "contributor"])
def test_who_may_not_open_the_story_takes_no_step(as_, story, role):
    assert as_(role).post(url(story, "act", "submit"), {"version": 1}).status_code == 404
    assert state(story) == "draft"


def test_anonymous_gets_the_sign_in_page_only(client, story):
    for part in ("change", "preview", "history", "aside"):
        assert client.get(url(story, part)).url.startswith("/admin/login/")
    assert client.post(url(story, "act", "submit"), {"version": 1}).url.startswith("/admin/login/")
    page = client.get("/admin/login/").content.decode()
    assert "alder" not in page
    assert "Stories" not in page


def test_a_refusal_by_role_is_a_page_in_words(as_):
    answer = as_("topic_tagger").get("/admin/articles/article/paste/")

    assert answer.status_code == 403
    assert "Your role at the desk does not allow this" in answer.content.decode()


def test_a_forged_form_is_answered_in_words(desk, story):
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk["reporter"])

    answer = client.post(url(story, "act", "submit"), {"version": 1})

    assert answer.status_code == 403
    assert "what you typed is still in the page" in answer.content.decode()
    assert state(story) == "draft"


def test_a_guesser_is_locked_out_in_words(settings, client, desk):
    settings.AXES_ENABLED = True
    guess = {"username": "reporter", "password": "wrong", "next": "/admin/"}

    answers = [client.post("/admin/login/", guess) for _ in range(settings.AXES_FAILURE_LIMIT)]

    assert answers[-1].status_code == 429
    assert "Too many tries" in answers[-1].content.decode()


def test_a_version_nobody_has_seen_yet_is_stale(as_, story):
    answer = as_("reporter").post(url(story, "act", "submit"), {"version": story.version + 1}, follow=True)

    assert "nothing was written over" in answer.content.decode()
    assert Article.objects.get(pk=story.pk).state == "draft"


@pytest.mark.parametrize("wish", ["//evil.example/", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_sign_in_leads_to_the_desk_never_to_another_site(desk, client, wish):
    desk["reporter"].set_password("correct horse battery")
    desk["reporter"].save()

    answer = client.post("/admin/login/", {"username": "reporter", "password": "correct horse battery", "next": wish})

    assert (answer.status_code, answer.url) == (302, "/admin/")
