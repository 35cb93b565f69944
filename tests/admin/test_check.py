"""The gate as the editor types: the form as it stands is read, nothing is written."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing

from articles.editorial import confirm_quote, file_story, hold, kill, publish, revise
from articles.models import Article, Image, StyleRule
from articles.models.rights import ROLES
from tests.admin.conftest import bylines_of, form_of, url
from tests.admin.test_walk import rows
from tests.builders import NOON, later, make_published, make_topic
from tests.editorial.stories import file_ready, story_draft

# What is typed is read, and nothing of it stored.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def codes(answer) -> list[str]:
    assert answer.status_code == 200
    return [finding.code for finding in (*answer.context["findings"], *answer.context["warnings"])]


def check(client, story, **changes):
    return client.post(url(story, "check"), form_of(story, **changes))


@pytest.fixture
def quiet(desk, section) -> Article:
    """A draft with nothing to mend but that nobody chose a topic."""
    story = file_story(story_draft(section, dek="What it means."), by=desk["reporter"], at=NOON)
    for quote in story.quotes.all():
        confirm_quote(quote, by=desk["copy_editor"], at=NOON)
    Article.objects.filter(pk=story.pk).update(dateline_date=None)
    return Article.objects.get(pk=story.pk)


def test_a_story_as_saved_is_checked_when_nothing_is_posted(as_, quiet):
    assert codes(as_("reporter").post(url(quiet, "check"))) == ["no-topic"]


def test_what_is_typed_is_read_and_not_what_is_saved(as_, quiet):
    body = quiet.body.replace("asked for a shuttle", "asked for the the TK")

    answer = check(as_("reporter"), quiet, headline="", dek="", body=body, section="")

    assert codes(answer) == ["no-headline", "no-section", "tk", "twice", "no-dek", "no-topic"]
    assert b'data-blocks="3"' in answer.content


def test_quotes_are_those_on_record_where_they_stand_now(as_, quiet):
    changed = quiet.body.replace("Nobody walks half a mile", "Nobody walks a mile")
    marked = quiet.body.replace("Merchants on the east", '<q data-quote="new-abcd12">Merchants on</q> the east')

    assert codes(check(as_("reporter"), quiet, body=changed))[:1] == ["drifted"]
    assert codes(check(as_("reporter"), quiet, body=marked))[:1] == ["unsettled"]
    assert codes(check(as_("reporter"), quiet, body="<p>Short.</p>")) == ["no-topic"]


def test_the_byline_is_that_of_the_rows(as_, quiet):
    client = as_("reporter")

    assert codes(client.post(url(quiet, "check"), form_of(quiet) | bylines_of("")))[:1] == ["no-byline"]
    assert codes(client.post(url(quiet, "check"), form_of(quiet) | bylines_of("Ana Ruiz"))) == ["no-topic"]


def test_what_cannot_be_read_stays_as_it_was(as_, quiet):
    answer = check(
        as_("reporter"), quiet, dateline_date="tomorrow", section="999999", lead_image="x", body="<p>x</p>" * 200_000
    )

    assert codes(answer) == ["no-topic"]


def test_a_field_the_person_may_not_set_counts_as_it_stands(as_, quiet):
    assert codes(check(as_("reporter"), quiet, embargo_until="2099-01-01T00:00")) == ["no-topic"]
    assert "embargoed" in codes(check(as_("managing_editor"), quiet, embargo_until="2099-01-01T00:00"))


def test_a_picture_chosen_is_looked_at(as_, desk, quiet, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = Image(title="Bridge", alt="IMG_1.jpg", created_by=desk["reporter"])
    drawn = BytesIO()
    Drawing.new("RGB", (8, 6), "navy").save(drawn, "PNG")
    picture.file.save("x.png", ContentFile(drawn.getvalue()))

    assert codes(check(as_("reporter"), quiet, lead_image=picture.pk)) == ["no-credit", "no-topic", "alt-file-name"]


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "managing_editor", "topic_tagger"])
def test_nothing_is_written(as_, quiet, role):
    client = as_(role)
    before = rows()

    check(client, quiet, headline="", body="<p>“No,” said Nobody Known. TK</p>")

    assert rows() == before
    assert Article.objects.get(pk=quiet.pk).version == quiet.version


def test_who_may_open_the_story_may_ask(as_, quiet):
    answers = {role: check(as_(role), quiet).status_code for role in ROLES}

    assert answers == {role: 404 if role in {"contributor", "administrator"} else 200 for role in ROLES}


def test_only_a_post_asks_and_only_for_a_story(as_, quiet):
    client = as_("reporter")

    assert client.get(url(quiet, "check")).status_code == 405
    assert client.post("/admin/articles/article/999999/check/").status_code == 404
    assert client.post("/admin/articles/article/x/check/").status_code == 404


def test_a_killed_story_is_not_checked(as_, desk, quiet):
    kill(quiet, reason="Wrong", by=desk["managing_editor"], at=NOON)

    answer = as_("managing_editor").post(url(quiet, "check"), {"headline": ""})

    assert answer.content.strip() == b""


def test_the_page_opens_with_the_list(as_, desk, quiet):
    hold(quiet, reason="Waits for counsel", by=desk["managing_editor"], at=NOON)

    page = as_("managing_editor").get(url(quiet, "change")).content.decode()

    assert "Before it can be published" in page
    assert '<li class="keeps"><a href="#way" data-mend="on-hold">On hold: Waits for counsel</a></li>' in page
    assert '<a href="#topics" data-mend="no-topic">' in page


def test_a_live_story_is_checked_once_it_has_unreleased_changes(as_, desk, section):
    story = file_ready(section, by=desk["reporter"], approved_by=desk["copy_editor"])
    publish(story, by=desk["managing_editor"], at=NOON)
    client = as_("managing_editor")

    assert 'id="gate"' not in client.get(url(story, "change")).content.decode()
    live = Article.objects.get(pk=story.pk)
    revise(live, {"body": live.body.replace("shuttle.", "TK shuttle.")}, by=desk["copy_editor"], at=later(hours=1))

    page = client.get(url(story, "change"))
    assert [finding.code for finding in page.context["findings"]] == ["tk"]
    assert codes(client.post(url(story, "check")))[:1] == ["tk"]


def test_a_read_only_page_lists_them_too(as_, desk, quiet):
    story = revise(quiet, {"headline": ""}, by=desk["reporter"], at=NOON)

    page = as_("topic_tagger").get(url(story, "change")).content.decode()

    assert "The story has no headline." in page
    assert "data-story-form" not in page


def test_a_check_costs_the_same_for_few_rules_and_quotes_and_for_many(as_, quiet, section):
    make_topic("Bridges")
    link = f'<p><a href="http://127.0.0.1:8000{make_published().path}">before</a></p>'
    StyleRule.objects.create(pattern="prior to", reason="Long")
    client = as_("copy_editor")

    def counted(body: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            check(client, quiet, body=body)
        return len(queries)

    few = counted(quiet.body + link)
    for n in range(60):
        StyleRule.objects.create(pattern=f"word{n}", reason="Long")
    many = counted(quiet.body + link * 60 + "<p>“Words of somebody,” said Omar Field.</p>" * 60)

    assert many == few <= 14
