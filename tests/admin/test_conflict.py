"""Two editors in one story: the second save is refused, both texts are shown, nothing typed is lost."""

from __future__ import annotations

import pytest

from articles.editorial import revise
from articles.editorial.drafts import DraftByline
from articles.models import Article
from tests.admin.conftest import bylines_of, form_of, url
from tests.builders import NOON

pytestmark = pytest.mark.django_db

THEIRS = "Bridge closing put off until spring"
MINE = "Alder bridge shuts for nine weeks"


@pytest.fixture
def stale(story, desk) -> Article:
    """The story as the reporter opened it; a copy editor has saved since."""
    body = story.body.replace("Merchants on the east bank asked", "Shopkeepers asked")
    revise(story, {"headline": THEIRS, "kicker": "Roads", "body": body}, by=desk["copy_editor"], at=NOON)
    return story


def test_a_stale_save_is_refused_and_both_are_shown(as_, stale):
    answer = as_("reporter").post(url(stale, "change"), form_of(stale, headline=MINE))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert THEIRS in page
    assert MINE in page
    assert "both changed" in page
    current = Article.objects.get(pk=stale.pk)
    assert (current.headline, current.version) == (THEIRS, 2)


def test_what_only_they_changed_is_taken_and_what_only_i_changed_is_kept(as_, stale):
    answer = as_("reporter").post(url(stale, "change"), form_of(stale, kicker="", dek="My line."))

    form = answer.context["form"]
    assert (form["kicker"].value(), form["headline"].value(), form["dek"].value()) == ("Roads", THEIRS, "My line.")
    assert form["body"].value() == Article.objects.get(pk=stale.pk).body


def test_both_bodies_stand_side_by_side_with_what_differs_marked(as_, stale):
    body = stale.body.replace("nine weeks of repairs", "ten weeks of repairs")

    answer = as_("reporter").post(url(stale, "change"), form_of(stale, body=body))

    theirs = [p.text for p in answer.context["their_paragraphs"] if p.is_other]
    mine = [p.text for p in answer.context["my_paragraphs"] if p.is_other]
    assert theirs[0].startswith("The city will close")
    assert "ten weeks" in mine[0]
    assert theirs[1] == "Shopkeepers asked for a shuttle."
    merged = answer.context["form"]["body"].value()
    assert "ten weeks" in merged
    assert "Shopkeepers asked" in merged
    assert answer.context["contested"] == 0


def test_a_paragraph_both_changed_is_named_and_mine_stands(as_, stale):
    body = stale.body.replace("Merchants on the east bank asked", "Traders asked")

    answer = as_("reporter").post(url(stale, "change"), form_of(stale, body=body))

    assert answer.context["contested"] == 1
    assert "Traders asked" in answer.context["form"]["body"].value()
    assert "1 paragraph you both changed" in answer.content.decode()


def test_the_merged_text_is_saved_on_top_of_the_newer_version(as_, stale):
    client = as_("reporter")
    form = client.post(url(stale, "change"), form_of(stale, headline=MINE)).context["form"]
    merged = {name: form.data[name] for name in form.data if name != "csrfmiddlewaretoken"}

    client.post(url(stale, "change"), merged)

    saved = Article.objects.get(pk=stale.pk)
    assert (saved.headline, saved.kicker, saved.version) == (MINE, "Roads", 3)
    assert "Shopkeepers" in saved.body


def test_a_version_that_is_none_is_stale(as_, story):
    for version in ("", "0", "nonsense", "999999999999"):
        answer = as_("reporter").post(url(story, "change"), form_of(story, headline="Forced", version=version))
        assert answer.status_code == 409

    assert Article.objects.get(pk=story.pk).headline == story.headline


def test_a_step_taken_with_a_stale_form_is_refused_too(as_, stale):
    answer = as_("reporter").post(url(stale, "act", "submit"), form_of(stale, headline=MINE))

    assert answer.status_code == 409
    assert Article.objects.get(pk=stale.pk).state == "draft"


def test_a_step_alone_on_a_stale_page_is_refused(as_, stale):
    answer = as_("reporter").post(url(stale, "act", "submit"), {"version": 1}, follow=True)

    assert "nothing was written over" in answer.content.decode()
    assert Article.objects.get(pk=stale.pk).state == "draft"


def test_typed_bylines_come_back_too(as_, stale):
    answer = as_("reporter").post(url(stale, "change"), form_of(stale, headline=MINE) | bylines_of("Lu Chen"))

    assert 'value="Lu Chen"' in answer.content.decode()


def test_a_byline_they_changed_and_i_did_not_is_theirs(as_, desk, story):
    opened = form_of(story) | bylines_of("Ana Ruiz", "Tom Hale")
    opened |= {f"bylines-{n}-person": byline.person_id for n, byline in enumerate(story.bylines.all())}
    revise(story, {}, bylines=[DraftByline("Lu Chen")], by=desk["copy_editor"], at=NOON)

    answer = as_("reporter").post(url(story, "change"), opened | {"headline": MINE})

    assert [row["name"].value() for row in answer.context["rows"]][:1] == ["Lu Chen"]


def test_rows_sent_back_as_they_were_opened_change_no_byline(as_, story):
    as_("reporter").post(url(story, "change"), form_of(story, headline=MINE) | bylines_of("Ana Ruiz", "Tom Hale"))

    assert [byline.pk for byline in Article.objects.get(pk=story.pk).bylines.all()] == [
        byline.pk for byline in story.bylines.all()
    ]
