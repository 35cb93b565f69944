"""Verifying at the desk: the form, the evidence's files, and the queue of quotes that wait."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.editorial import confirm_quote, file_story, verify_quote
from articles.editorial.checking import EvidenceDraft
from articles.models import Article, Evidence, Quote
from tests.admin.conftest import url
from tests.builders import NOON, later, make_published, make_quote, make_section, make_user
from tests.editorial.stories import story_draft

pytestmark = pytest.mark.django_db

QUEUE = "/admin/articles/quote/unverified/"


@pytest.fixture
def quote(desk, story) -> Quote:
    return confirm_quote(story.quotes.get(speaker_name="Omar Field"), by=desk["reporter"], at=NOON)


def press(client, story: Article, quote: Quote, verb: str, **asked):
    return client.post(url(story, "quotes", quote.public_id, verb), asked, headers={"X-Desk": "panel"})


def test_the_form_verifies_and_keeps_what_was_handed_in(as_, desk, story, quote):
    upload = SimpleUploadedFile("notes.pdf", b"%PDF", content_type="text/html")
    answer = press(as_("reporter"), story, quote, "verify", how="notes", note="Page 3", file=upload)

    assert answer.status_code == 200
    kept = quote.evidence.get()
    assert (kept.note, kept.file_name, bytes(kept.content), kept.added_by) == (
        "Page 3",
        "notes.pdf",
        b"%PDF",
        desk["reporter"],
    )
    shown = answer.content.decode()
    assert "Checked against notes" in shown
    assert "Page 3" in shown


def test_evidence_is_added_and_a_verification_taken_back(as_, story, quote):
    client = as_("reporter")
    press(client, story, quote, "verify", how="notes")
    press(client, story, quote, "evidence", **{"time-code": "1:32"})
    assert press(client, story, quote, "unverify", reason="").status_code == 409

    answer = press(client, story, quote, "unverify", reason="Another day")

    quote.refresh_from_db()
    assert "Unverified again." in answer.content.decode()
    assert (quote.verification, quote.evidence.get().time_code) == ("", "1:32")


@pytest.fixture
def kept(desk, quote) -> Evidence:
    draft = EvidenceDraft(note="hush", file_name='no"te.html', content=b"<script>alert(1)</script>")
    verify_quote(quote, how=Quote.Verification.NOTES, by=desk["reporter"], at=NOON, evidence=draft)
    return quote.evidence.get()


def test_a_file_is_handed_out_to_be_kept_and_never_shown(as_, story, kept):
    answer = as_("reporter").get(url(story, "evidence", str(kept.pk)))

    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="no\'te.html"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


# Who may edit the quote of a story of the reporter's in the section editor's section, plain and restricted.
SEES = {
    "contributor": (False, False),
    "reporter": (True, True),
    "copy_editor": (True, False),
    "section_editor": (True, True),
    "topic_tagger": (False, False),
    "managing_editor": (True, True),
    "administrator": (False, False),
}


@pytest.mark.parametrize("role", SEES)
@pytest.mark.parametrize("is_restricted", [False, True])
def test_only_who_may_edit_the_quote_sees_its_evidence(as_, story, kept, role, is_restricted):
    Article.objects.filter(pk=story.pk).update(restricted=is_restricted)
    client = as_(role)

    file = client.get(url(story, "evidence", str(kept.pk)))
    panel = client.get(url(story, "aside"))
    queue = client.get(QUEUE)

    assert (file.status_code == 200) is SEES[role][is_restricted]
    assert ("hush" in panel.content.decode()) is SEES[role][is_restricted]
    assert "hush" not in queue.content.decode()
    if not SEES[role][is_restricted]:
        assert file.status_code == 404


def test_evidence_of_another_story_is_not_found_under_this_one(as_, desk, section, kept):
    other = file_story(story_draft(section, slugline="other"), by=desk["reporter"], at=NOON)

    assert as_("reporter").get(url(other, "evidence", str(kept.pk))).status_code == 404


def test_the_queue_puts_what_most_readers_meet_first_then_what_waits_longest(as_, desk, section, story, quote):
    live = [make_quote(make_published(section=section), words=f"Live {n}").quote for n in range(2)]
    planned = make_quote(make_published(at=later(days=9999), section=section), words="Planned").quote
    Quote.objects.filter(pk=live[1].pk).update(settled_at=later(days=-9))

    rows = as_("managing_editor").get(QUEUE).context["waiting"]

    assert [(row.quote.words, row.reach) for row in rows] == [
        ("Live 1", "front"),
        ("Live 0", "front"),
        ("Planned", "scheduled"),
        (quote.words, "desk"),
    ]
    assert planned.words == "Planned"


def test_a_story_no_longer_among_the_newest_is_live_and_not_on_the_front(as_, desk, section):
    old = make_quote(make_published(section=section, at=later(days=-30)), words="Old").quote
    for n in range(12):
        make_published(section=section, at=later(hours=n))

    [row] = as_("managing_editor").get(QUEUE).context["waiting"]

    assert (row.quote, row.reach) == (old, "live")


def test_the_queue_is_narrowed_and_ordered(as_, desk, section, story, quote):
    elsewhere = make_section(name="Sports")
    live = make_quote(make_published(section=elsewhere, at=later(days=3)), words="Live").quote
    Quote.objects.filter(pk=quote.pk).update(settled_at=later(days=-1))
    client = as_("managing_editor")

    def shown(**asked) -> list[Quote]:
        return [row.quote for row in client.get(QUEUE, asked).context["waiting"]]

    assert shown(order="age") == [quote, live]
    assert shown(section=elsewhere.pk) == [live]
    assert shown(reach="desk") == [quote]
    assert shown(reach="nowhere") == shown(section="x") == []


def test_verified_drifted_away_and_dismissed_quotes_do_not_wait(as_, desk, story, quote):
    verify_quote(quote, how=Quote.Verification.NOTES, by=desk["reporter"], at=NOON)

    assert as_("managing_editor").get(QUEUE).context["waiting"] == []


def test_the_queue_holds_only_stories_whose_quotes_a_person_may_edit(as_, desk, section, story, quote):
    make_quote(make_published(section=make_section()), words="Elsewhere")

    assert [row.quote for row in as_("section_editor").get(QUEUE).context["waiting"]] == [quote]
    assert as_("contributor").get(QUEUE).context["waiting"] == []
    for role in ("topic_tagger", "administrator"):
        assert as_(role).get(QUEUE).status_code == 403


@pytest.mark.parametrize("number", [3, 20])
def test_the_queue_costs_as_many_queries_for_three_quotes_as_for_twenty(
    as_, section, number, django_assert_max_num_queries
):
    for _ in range(number):
        make_quote(make_published(section=section))
    client = as_("managing_editor")

    with django_assert_max_num_queries(10):
        client.get(QUEUE)


def test_the_front_page_of_the_desk_says_how_many_wait(as_, quote):
    make_user("reporter")

    assert "<b>1</b> <span>quote to verify</span>" in as_("reporter").get("/admin/").content.decode()
    assert "to verify" not in as_("topic_tagger").get("/admin/").content.decode()


@pytest.mark.parametrize(("role", "is_offered"), [("copy_editor", True), ("topic_tagger", False)])
def test_the_list_of_quotes_leads_to_the_queue_who_may_open_it(as_, desk, role, is_offered):
    client = as_(role)

    assert (QUEUE in client.get("/admin/articles/quote/").content.decode()) == is_offered
    assert (client.get(QUEUE).status_code == 200) == is_offered
