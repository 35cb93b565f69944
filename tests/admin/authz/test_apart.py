"""Promises that no single surface holds: columns posted by hand, ids of others, pages of authors, the second person."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest
from django.test import Client

from articles.editorial import file_story, submit
from articles.models import Act, Article, Image, Quote
from tests.admin.authz.table import CELLS, COLUMNS
from tests.admin.authz.world import png, rows
from tests.admin.conftest import bylines_of, form_of, url
from tests.builders import NOON, make_article, make_person, make_published, make_section, make_topic
from tests.editorial.stories import rows_of, story_draft

pytestmark = pytest.mark.django_db

# What acts alone write, and what only some may set: none of it from a reporter's form.
STUFFED = {
    "state": "published",
    "publish_at": "2020-01-01T10:00",
    "first_published_at": "2020-01-01T10:00",
    "path": "/2020/01/01/mine/",
    "created_by": "1",
    "created_by_id": "1",
    "approved_by": "1",
    "hold_reason": "x",
    "hold_kind": "legal",
    "proposed_change": "update",
    "proposed_note": "x",
    "embargo_until": "2046-05-01T06:00",
    "assigned_to": "1",
    "origin_guid": "x",
    "word_count": "9",
    "killed_at": "2020-01-01T10:00",
}


def test_columns_posted_by_hand_change_nothing_and_are_logged(as_, story, caplog):
    client = as_("reporter")
    before = rows()
    for address in (url(story, "change"), url(story, "act", "hold")):
        with caplog.at_level(logging.WARNING, "newsroom.security"):
            client.post(address, form_of(story, **STUFFED, reason="x"))
        for name in STUFFED:
            assert f"ignored field {name} set by account" in caplog.text, name
        caplog.clear()

    assert rows() == before


def test_columns_posted_with_a_new_story_are_ignored_and_logged(as_, desk, caplog):
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        as_("reporter").post("/admin/articles/article/add/", {"slugline": "mine", "genre": "news", **STUFFED})

    made = Article.objects.get(slugline="mine")
    assert (made.state, made.created_by) == ("draft", desk["reporter"])
    assert (made.embargo_until, made.assigned_to, made.approved_by, made.publish_at, made.path) == (None,) * 5
    assert (made.hold_reason, made.origin_guid) == ("", "")
    assert all(f"ignored field {name}" in caplog.text for name in STUFFED)


def test_a_tagger_who_posts_a_body_with_a_topic_changes_the_topic_alone(as_, story, caplog):
    topic, before = make_topic("Bridges"), rows_of(story)
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        as_("topic_tagger").post(url(story, "topics", "tag"), {"topic": topic.pk, "body": "<p>x</p>", "state": "ready"})

    after = rows_of(story)
    assert [row["topic_id"] for row in after["taggings"]] == [topic.pk]
    assert after["article"] == before["article"] | {"topic_links": after["article"]["topic_links"]}
    assert "ignored field body" in caplog.text
    assert "ignored field state" in caplog.text


def test_a_quotes_own_columns_are_set_by_acts_alone(as_, story, caplog):
    quote = story.quotes.order_by("pk").first()
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        as_("topic_tagger").post(
            url(story, "quotes", quote.public_id, "attribute"),
            {"speaker": "Lena Marsh", "verification": "recording", "status": "confirmed", "words": "x"},
        )

    now = Quote.objects.get(pk=quote.pk)
    assert (now.verification, now.status, now.words) == ("", "proposed", quote.words)
    assert all(f"ignored field {name}" in caplog.text for name in ("verification", "status", "words"))


@pytest.mark.parametrize(
    ("place", "posted", "stuffed"),
    [
        ("articles/topic/add/", {"name": "Ports", "kind": "subject"}, {"merged_into": "1", "slug": "mine"}),
        ("articles/section/add/", {"name": "Ports", "position": 3}, {"slug": "mine"}),
        ("articles/person/add/", {"name": "Ida Port", "kind": "human"}, {"slug": "mine", "merged_into": "1"}),
        ("articles/image/add/", {"title": "P", "alt": "A", "focal_point": "0.5x0.5"}, {"created_by": "1"}),
    ],
)
def test_every_form_ignores_and_logs_what_it_did_not_offer(as_, place, posted, stuffed, caplog, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    empty = {
        f"{one}-{part}": 0
        for one in ("aliases", "roles", "codes", "labels")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    file = {"file": png("p")} if "image" in place else {}
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        answer = as_("managing_editor").post(f"/admin/{place}", {**posted, **empty, **file, **stuffed})

    assert answer.status_code == 302
    assert all(f"ignored field {name}" in caplog.text for name in stuffed)
    assert Act.objects.filter(verb__startswith="add_").count() == 1


def test_an_accounts_powers_are_no_fields(as_, desk, caplog):
    posted = {"username": "reporter", "is_active": "on", "is_superuser": "on", "is_staff": "on", "password": "x"}
    with caplog.at_level(logging.WARNING, "newsroom.security"):
        as_("administrator").post(f"/admin/auth/user/{desk['reporter'].pk}/change/", {**posted, "user_permissions": 1})

    for name in ("is_superuser", "is_staff", "password", "user_permissions"):
        assert f"ignored field {name}" in caplog.text


@pytest.mark.parametrize(("role", "may"), [("reporter", True), ("copy_editor", False), ("section_editor", True)])
def test_restricted_is_said_by_who_may_view_restricted_stories_there(as_, story, role, may):
    as_(role).post(url(story, "change"), form_of(story, dek="Saved", restricted="yes"))

    saved = Article.objects.get(pk=story.pk)
    assert (saved.dek, saved.restricted) == ("Saved", may)
    assert ('name="restricted"' in as_(role).get(url(story, "change")).content.decode()) is may


def test_ids_of_what_one_may_not_see_are_refused(as_, desk, story, settings, tmp_path):

    settings.MEDIA_ROOT = tmp_path
    hidden = Image.objects.create(title="Hidden", alt="A", file=png("hidden"))
    other = file_story(story_draft(None), by=desk["managing_editor"], at=NOON)
    quote = other.quotes.order_by("pk").first()
    before = rows_of(story), rows_of(other)

    for changes in ({"lead_image": hidden.pk}, {"section": 999_999}):
        assert as_("reporter").post(url(story, "change"), form_of(story, **changes)).status_code == 422
    assert as_("section_editor").post(url(story, "change"), form_of(story, assigned_to=999_999)).status_code == 422
    as_("reporter").post(url(story, "quotes", quote.public_id, "confirm"), {})
    as_("reporter").post("/admin/articles/article/", {"action": "delete_selected", "_selected_action": [other.pk]})
    assert as_("reporter").post(url(other, "act", "kill"), {"version": 1, "reason": "x"}).status_code == 404

    assert (rows_of(story), rows_of(other)) == before


def test_a_byline_takes_no_person_by_id_whose_name_it_does_not_say(as_, story):
    stranger = make_person("Secret Source")
    as_("reporter").post(
        url(story, "change"), form_of(story, **bylines_of("Ana Ruiz") | {"bylines-0-person": stranger.pk})
    )

    assert [byline.person.name for byline in story.bylines.all()] == ["Ana Ruiz"]


@pytest.mark.parametrize("role", COLUMNS[1:])
def test_whose_page_one_may_write(as_, desk, section, role):
    """One's own; another author's, everywhere or of one's desk; a speaker's record, who keeps speakers."""
    own = make_person("Own Page", user=desk[role], is_staff_writer=True)
    far = make_person("Far Away", is_staff_writer=True)
    here = make_person("Here At Metro", is_staff_writer=True)
    speaker = make_person("Only Quoted")
    make_article(section=section, bylines=(here,))
    make_article(section=make_section(), bylines=(far,))
    cell, keeps = CELLS["author_page.edit_other"][role], CELLS["speaker.create_or_merge"][role] == "A"
    expected = {own: True, far: cell == "A", here: cell in "AS", speaker: keeps or cell == "A"}
    empty = {
        f"{one}-{part}": 0
        for one in ("aliases", "roles", "codes", "labels")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    for person, may in expected.items():
        posted = {"name": person.name, "kind": "human", "title": "Changed", "is_staff_writer": "on", **empty}
        answer = as_(role).post(f"/admin/articles/person/{person.pk}/change/", posted)
        person.refresh_from_db()
        assert (person.title == "Changed", answer.status_code) == (may, 302 if may else 403), person


@pytest.mark.parametrize("role", ["copy_editor", "managing_editor"])
def test_nobody_approves_or_publishes_a_story_of_their_own_alone(as_, desk, section, role):
    own = submit(file_story(story_draft(section), by=desk[role], at=NOON), by=desk["managing_editor"], at=NOON)
    before = rows_of(own)

    answer = as_(role).post(url(own, "act", "approve"), {"version": own.version})

    assert answer.status_code == 403
    assert "a second person has to approve it" in answer.content.decode()
    assert rows_of(own) == before


def test_a_stale_save_is_refused_to_everybody(as_, story):
    stale = form_of(story, headline="Mine")
    as_("reporter").post(url(story, "change"), form_of(story, headline="Theirs"))

    for role in ("reporter", "copy_editor", "section_editor", "managing_editor"):
        assert as_(role).post(url(story, "change"), stale).status_code == 409
    assert Article.objects.get(pk=story.pk).headline == "Theirs"


@pytest.mark.parametrize("role", COLUMNS)
def test_the_working_copy_is_on_no_public_address_for_anybody(as_, desk, role):
    edition = make_published(headline="Told to readers")
    Article.objects.filter(pk=edition.article_id).update(headline="Zebra unpublished")
    client = Client() if role == "anonymous" else as_(role)

    for address in ("/", edition.path, f"{edition.path}versions/", "/feed.json", "/search/?q=zebra+unpublished"):
        assert "Zebra unpublished" not in client.get(address).content.decode()
    assert client.post(edition.path).status_code == 405


@pytest.mark.parametrize("role", ["managing_editor", "administrator", "reporter"])
def test_following_every_link_changes_no_row(as_, desk, story, role):
    """A crawl of all the desk's and the readers' links from the desk's front page on, by GET alone."""
    make_published(section=story.section)
    client, waiting, seen = as_(role), ["/admin/"], set()
    before = rows()

    while waiting and len(seen) < 250:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 404}, address
        if answer["Content-Type"].startswith("text/html"):
            links = re.findall(r'href="(/[^"#]*)', answer.content.decode())
            waiting += [link for link in map(unescape, links) if not link.startswith(("/static/", "/media/"))]

    assert len(seen) > 15
    assert rows() == before
