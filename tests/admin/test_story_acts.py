"""The buttons of a story: each calls its act, with the form's words saved first; the wrong person is refused."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editorial import confirm_quote, file_story, publish, retract, revise, submit
from articles.editorial.drafts import StoryDraft
from articles.models import Article
from tests.admin.conftest import form_of, url
from tests.builders import NOON, later
from tests.editorial.stories import file_ready, rows_of, story_draft

pytestmark = pytest.mark.django_db


def step(client, story: Article, verb: str, **asked) -> str:
    """Take a step as the story stands; returns the page that follows."""
    version = Article.objects.get(pk=story.pk).version
    answer = client.post(url(story, "act", verb), {"version": version, **asked}, follow=True)
    return answer.content.decode()


def state(story: Article) -> str:
    return Article.objects.get(pk=story.pk).state


@pytest.fixture
def ready(desk, section) -> Article:
    return file_ready(section, by=desk["reporter"], approved_by=desk["copy_editor"])


def test_the_whole_way_from_draft_to_readers(as_, desk, story):
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=NOON)
    step(as_("reporter"), story, "submit")
    step(as_("copy_editor"), story, "approve")
    page = step(as_("section_editor"), story, "publish")

    assert state(story) == "published"
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


@pytest.mark.parametrize("when", ["", "soon", "2017-02-30T10:00", "2001-01-01T10:00"])
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


@pytest.fixture
def changed(as_, desk, ready) -> Article:
    """Live, with a headline in the working copy that the copy editor put there."""
    step(as_("section_editor"), ready, "publish")
    return revise(Article.objects.get(pk=ready.pk), {"headline": "Ten weeks"}, by=desk["copy_editor"], at=NOON)


def test_the_card_says_what_is_not_with_readers_and_asks_the_kind_once(as_, changed):
    page = as_("section_editor").get(url(changed, "change")).content.decode()

    assert "The headline differs from what readers see." in page
    assert 'name="kind" value="minor"' in page
    assert 'name="kind" value="clarification"' in page
    assert page.count('name="kind" value="update"') == 1
    assert f'href="{url(changed, "compare")}?a=live&amp;b=now"' in page


def test_a_kind_has_to_be_chosen_and_a_correction_says_its_text(as_, changed):
    editor = as_("section_editor")
    assert "Choose what kind of change it is." in step(editor, changed, "release-changes", text="X", kind="kill")
    assert "Say what was wrong" in step(editor, changed, "release-changes", text=" ", kind="correction")
    step(editor, changed, "release-changes", text="An earlier version said nine weeks.", kind="correction")

    assert changed.corrections.get().text == "An earlier version said nine weeks."


@pytest.mark.parametrize("kind", ["minor", "update"])
def test_a_change_is_released_as_the_kind_chosen(as_, changed, kind):
    page = step(as_("section_editor"), changed, "release-changes", kind=kind)

    assert "is live with edition 2" in page
    assert "Readers see it as it stands here." in page
    assert changed.editions.get(number=2).change == kind


def test_what_a_refused_correction_says_is_still_in_its_field(as_, desk, changed):
    revise(Article.objects.get(pk=changed.pk), {"dek": "TK"}, by=desk["copy_editor"], at=NOON)

    page = step(as_("section_editor"), changed, "release-changes", text="It said nine.", kind="correction")

    assert "still stands in the dek" in page
    assert ">It said nine.</textarea>" in page
    assert 'value="correction" required checked' in page


def test_who_may_not_release_alone_asks(as_, changed):
    page = as_("copy_editor").get(url(changed, "change")).content.decode()
    for kind in ("minor", "update", "correction", "clarification"):
        assert f'value="{kind}" required data-asks>' in page

    page = step(as_("copy_editor"), changed, "release-changes", kind="correction", text="It said nine.")

    assert "A second person has to approve it" in page
    changed.refresh_from_db()
    assert (changed.proposed_change, changed.editions.count()) == ("correction", 1)


def test_who_did_not_change_it_releases_a_correction_alone(as_, changed):
    page = as_("section_editor").get(url(changed, "change")).content.decode()

    assert "data-asks" not in page


def test_a_release_asked_for_carries_no_moment(as_, changed):
    asked = {"kind": "update", "when-is": "later", "when": "2046-05-01T06:00"}

    assert "Whoever approves it says when" in step(as_("copy_editor"), changed, "release-changes", **asked)

    changed.refresh_from_db()
    assert changed.proposed_change == ""


def test_a_live_storys_updates_are_planned_one_after_another_and_taken_back(as_, desk, changed):
    editor = as_("section_editor")
    step(editor, changed, "release-changes", kind="update", **{"when-is": "later", "when": "2046-05-01T06:00"})
    revise(Article.objects.get(pk=changed.pk), {"headline": "Eleven weeks"}, by=desk["copy_editor"], at=NOON)
    page = editor.get(url(changed, "change")).content.decode()
    assert "The headline differs from edition 2, planned for 1 May 2046." in page
    assert 'value="correction"' not in page
    page = step(editor, changed, "release-changes", kind="minor", **{"when-is": "later", "when": "2046-05-02T06:00"})
    assert "Edition 3 goes out 2 May 2046, 6:00 EDT (New York)." in page
    assert "<b>Edition 1</b> · live since" in page
    assert 'aria-label="Take edition 3 back"' in page
    assert 'aria-label="Take edition 2 back"' not in page  # the minor change rests on it

    page = step(editor, changed, "unschedule", edition="3")

    assert "Edition 3 is taken back" in page
    assert 'aria-label="Take edition 2 back"' in page
    assert "Edition 2" in as_("copy_editor").get(url(changed, "change")).content.decode()
    assert 'aria-label="Take edition' not in as_("copy_editor").get(url(changed, "change")).content.decode()


def test_a_published_story_costs_one_query_more_whatever_is_planned(as_, desk, changed):
    client = as_("section_editor")
    with CaptureQueriesContext(connection) as few:
        client.get(url(changed, "change"))
    for day in (1, 2, 3):
        asked = {"when-is": "later", "when": f"2046-05-0{day}T06:00"}
        step(client, changed, "release-changes", kind="update", **asked)
        revise(Article.objects.get(pk=changed.pk), {"headline": f"Day {day}"}, by=desk["copy_editor"], at=NOON)

    with CaptureQueriesContext(connection) as many:
        client.get(url(changed, "change"))

    assert len(many) == len(few) <= 15
    assert sum('FROM "articles_edition"' in query["sql"] for query in many) == 1


def test_kill_needs_a_reason_and_ends_the_story(as_, story):
    step(as_("reporter"), story, "kill")
    assert state(story) == "draft"

    step(as_("reporter"), story, "kill", reason="Spiked")

    assert state(story) == "killed"


def test_a_retracted_story_is_called_so_on_its_page_and_in_the_list(as_, ready, time_machine):
    time_machine.move_to(later(hours=1), tick=False)
    publish(ready, by=None, at=later(hours=1))
    ready.refresh_from_db()
    live = as_("managing_editor").get("/admin/articles/article/").content.decode()
    retract(ready, text="The interview never took place.", by=None, at=later(hours=1))

    pages = [
        as_("managing_editor").get(address).content.decode()
        for address in ("/admin/articles/article/", url(ready, "change"))
    ]

    assert '<span class="chip chip-done">Live</span>' in live
    assert all(">Retracted</span>" in page for page in pages)
    assert not any('<span class="chip chip-done">Live</span>' in page for page in pages)


REFUSED = [
    ("topic_tagger", "submit"),
    ("copy_editor", "publish"),
    ("reporter", "publish"),
    ("reporter", "schedule"),
    ("reporter", "hold"),
    ("section_editor", "retract"),
    ("copy_editor", "kill"),
]


@pytest.mark.parametrize(("role", "verb"), REFUSED)
def test_the_wrong_person_is_refused_and_nothing_happens(as_, ready, role, verb):
    before = rows_of(ready)

    page = step(as_(role), ready, verb, reason="because", when="2046-05-01T06:00")

    assert "Your role does not allow this" in page
    assert rows_of(ready) == before


def test_a_step_there_is_none_of_is_refused_in_words(as_, ready):
    before = rows_of(ready)

    assert "There is no such step." in step(as_("reporter"), ready, "unheard-of")
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
