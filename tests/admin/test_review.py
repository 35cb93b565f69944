"""Reading a story for a second time: the changes, the gate's list, and the decision beside them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial import approve, confirm_quote, propose_release, publish, revise, send_back, submit
from articles.models import Article, Edition
from tests.admin.conftest import url
from tests.builders import NOON, later

pytestmark = pytest.mark.django_db


def fresh(story: Article) -> Article:
    return Article.objects.get(pk=story.pk)


@pytest.fixture
def waiting(desk, story) -> Article:
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["reporter"], at=NOON)
    return submit(fresh(story), by=desk["reporter"], at=NOON)


@pytest.fixture
def asked(desk, waiting) -> Article:
    """Live; the copy editor changed the headline and asked to release that as a correction."""
    approve(waiting, by=desk["copy_editor"], at=NOON)
    publish(fresh(waiting), by=desk["section_editor"], at=later(hours=1))
    changed = revise(fresh(waiting), {"headline": "Ten weeks"}, by=desk["copy_editor"], at=later(hours=2))
    kind = Edition.Change.CORRECTION
    return propose_release(changed, change=kind, text="It said nine.", by=desk["copy_editor"], at=later(hours=2))


def decide(client, story: Article, verb: str, **more) -> str:
    posted = {"version": fresh(story).version, "back": "review", **more}
    answer = client.post(url(story, "act", verb), posted, follow=True)
    assert answer.redirect_chain == [(url(story, "review"), 302)]
    return answer.content.decode()


def test_what_nobody_has_read_is_shown_whole_with_its_decision(as_, waiting):
    answer = as_("copy_editor").get(url(waiting, "review"))

    page = answer.content.decode()
    assert answer.context["before"] is None
    assert "Merchants on the east bank" in page
    assert 'data-approve="approve"' in page
    assert "/act/send-back/" in page
    assert "Nothing bars its way" in page


def test_what_was_approved_before_is_read_by_its_changes(as_, desk, waiting):
    approve(waiting, by=desk["copy_editor"], at=NOON)
    send_back(fresh(waiting), reason="Who pays?", by=desk["copy_editor"], at=later(hours=1))
    revise(fresh(waiting), {"dek": "The city pays"}, by=desk["reporter"], at=later(hours=2))
    submit(fresh(waiting), by=desk["reporter"], at=later(hours=3))

    answer = as_("section_editor").get(url(waiting, "review"))

    assert (answer.context["before"].key, fresh(waiting).approved_version) == ("3", 3)
    comparison = answer.context["comparison"]
    assert ([one.label for one in comparison.fields], comparison.changed_paragraphs) == (["Dek"], 0)


def test_a_live_story_is_read_against_what_readers_see(as_, asked):
    answer = as_("section_editor").get(url(asked, "review"))

    page = answer.content.decode()
    assert answer.context["before"].is_edition
    assert [one.label for one in answer.context["comparison"].fields] == ["Headline"]
    assert "Copy_Editor asked to release this as a correction" in page
    assert "It said nine." in page
    assert 'data-approve="approve-release"' in page
    assert "changed since then" not in page


def test_what_changed_since_the_release_was_asked_for_is_pointed_out(as_, desk, asked):
    revise(asked, {"dek": "Said later"}, by=desk["managing_editor"], at=later(hours=3))

    page = as_("section_editor").get(url(asked, "review")).content.decode()

    assert f'href="{url(asked, "compare")}?a={asked.version}&amp;b=now">changed since then</a>' in page


def test_the_decision_leads_back_to_the_review_with_the_next_step(as_, waiting):
    editor = as_("section_editor")

    assert "is ready to publish" in decide(editor, waiting, "approve")
    assert "is live as edition 1" in decide(editor, waiting, "publish")
    assert fresh(waiting).state == "published"


def test_a_story_is_sent_back_with_a_reason(as_, waiting):
    assert "Say why the story goes back." in decide(as_("copy_editor"), waiting, "send-back", reason=" ")
    assert "went back as a draft" in decide(as_("copy_editor"), waiting, "send-back", reason="Who pays?")

    assert fresh(waiting).state == "draft"


def test_a_release_is_approved_and_sent_back_from_its_review(as_, desk, asked):
    said = decide(as_("section_editor"), asked, "send-back", reason="Who says ten?")
    assert "The release of “alder-bridge” was sent back; the words stay" in said
    kind = Edition.Change.CORRECTION
    propose_release(fresh(asked), change=kind, text="It said nine.", by=desk["copy_editor"], at=later(hours=4))

    said = decide(as_("section_editor"), asked, "approve-release")

    assert "The correction is live with edition 2." in said
    assert asked.corrections.get().text == "It said nine."


def test_who_asked_is_offered_no_approval_and_refused_one(as_, asked):
    page = as_("copy_editor").get(url(asked, "review")).content.decode()
    assert "You asked to release it as a correction: it waits for a second person." in page
    assert "data-approve" not in page

    answer = as_("copy_editor").post(url(asked, "act", "approve-release"), {"version": fresh(asked).version})
    assert answer.status_code == 403
    assert "Your role does not allow this" in answer.content.decode()
    assert asked.editions.count() == 1


def test_the_gates_list_leads_to_each_place(as_, desk, waiting):
    revise(waiting, {"dek": "TK"}, by=desk["reporter"], at=later(hours=1))

    page = as_("copy_editor").get(url(waiting, "review")).content.decode()

    assert f'<a href="{url(waiting, "change")}#id_dek">' in page


def test_the_author_may_read_it_and_not_decide(as_, waiting):
    page = as_("reporter").get(url(waiting, "review")).content.decode()

    assert "It waits for an editor." in page
    assert "/act/" not in page


def test_who_may_not_see_the_story_gets_nothing(as_, asked):
    for role in ("administrator", "contributor"):
        assert as_(role).get(url(asked, "review")).status_code == 404


def test_the_list_opens_for_review_what_waits_for_this_persons_word(as_, desk, asked, story):
    def place(role: str) -> bool:
        return url(asked, "review") in as_(role).get("/admin/articles/article/").content.decode()

    assert [place(role) for role in ("section_editor", "managing_editor", "copy_editor", "reporter")] == [
        True,
        True,
        False,
        False,
    ]
    send_back(asked, reason="No", by=desk["section_editor"], at=later(hours=3))
    assert not place("section_editor")


def test_the_list_opens_a_story_in_review_for_who_may_approve_it(as_, desk, waiting):
    def place(role: str) -> bool:
        return url(waiting, "review") in as_(role).get("/admin/articles/article/").content.decode()

    assert [place(role) for role in ("copy_editor", "section_editor", "reporter", "topic_tagger")] == [
        True,
        True,
        False,
        False,
    ]
    Article.objects.filter(pk=waiting.pk).update(created_by=desk["copy_editor"])
    assert not place("copy_editor")


def test_the_storys_own_page_leads_to_the_review(as_, waiting):
    page = as_("copy_editor").get(url(waiting, "change")).content.decode()

    assert f'href="{url(waiting, "review")}">Review</a>' in page


def test_a_review_costs_the_same_for_few_changes_and_many(as_, desk, asked):
    client = as_("section_editor")
    with CaptureQueriesContext(connection) as few:
        client.get(url(asked, "review"))
    body = "".join(f"<p>“Words number {n},” said Person Number{n}.</p>" for n in range(60))
    revise(asked, {"body": body, "kicker": "Roads"}, by=desk["managing_editor"], at=later(hours=3))

    with CaptureQueriesContext(connection) as many:
        answer = client.get(url(asked, "review"))

    assert answer.context["comparison"].changed_paragraphs > 60
    assert len(many) == len(few) <= 24
