"""Two editors in one story: the second save is refused, both texts are shown, nothing typed is lost."""

from __future__ import annotations

import pytest

from articles.editorial import revise
from articles.editorial.drafts import DraftByline
from articles.models import Article
from tests.admin.conftest import bylines_of, form_of, url
from tests.builders import NOON

# Two texts brought together in Python.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

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


def changes(pieces) -> list[tuple[str, str]]:
    """What went and what came."""
    return [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"]


def test_paragraphs_only_one_side_changed_are_settled_and_shown(as_, stale):
    body = stale.body.replace("nine weeks of repairs", "ten weeks of repairs")

    answer = as_("reporter").post(url(stale, "change"), form_of(stale, body=body))

    settled = [(one.said, changes(one.taken.pieces)) for one in answer.context["settled"]]
    assert settled == [
        ("You changed paragraph 1", [("out", "nine"), ("in", "ten")]),
        ("They changed paragraph 3", [("out", "Merchants on the east bank"), ("in", "Shopkeepers")]),
    ]
    merged = answer.context["form"]["body"].value()
    assert "ten weeks" in merged
    assert "Shopkeepers asked" in merged
    assert answer.context["contested"] == []


def test_a_paragraph_both_changed_is_shown_word_by_word_against_what_both_began_from(as_, stale):
    body = stale.body.replace("Merchants on the east bank asked", "Traders asked")

    answer = as_("reporter").post(url(stale, "change"), form_of(stale, body=body))

    (one,) = answer.context["contested"]
    assert changes(one.theirs.pieces) == [("out", "Merchants on the east bank"), ("in", "Shopkeepers")]
    assert changes(one.mine.pieces) == [("out", "Merchants on the east bank"), ("in", "Traders")]
    assert "Traders asked" in answer.context["form"]["body"].value()
    assert "<del>Merchants on the east bank</del><ins>Shopkeepers</ins>" in answer.content.decode()
    sides = answer.context["sides"][one.key]
    assert ("Shopkeepers" in sides["theirs"], "Traders" in sides["mine"]) == (True, True)
    assert [word in sides["both"] for word in ("Shopkeepers", "Traders")] == [True, True]


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


def opened_rows(story, *names: str) -> dict:
    """The byline's rows as opened, with these names in place of those there were."""
    posted = form_of(story) | bylines_of(*names)
    people = {byline.person.name: byline.person_id for byline in story.bylines.select_related("person")}
    return posted | {f"bylines-{n}-person": people.get(name, "") for n, name in enumerate(names)}


def test_bylines_are_merged_name_by_name(as_, desk, story):
    """Opened as Ana Ruiz, Tom Hale; they took Tom off and put Lu on; I took Ana off and put Kim on."""
    mine = opened_rows(story, "Tom Hale", "Kim Ode")
    revise(story, {}, bylines=[DraftByline("Ana Ruiz"), DraftByline("Lu Chen")], by=desk["copy_editor"], at=NOON)

    answer = as_("reporter").post(url(story, "change"), mine | {"headline": MINE})

    byline = answer.context["byline"]
    assert {name.name: name.said for name in byline.changed} == {
        "Ana Ruiz": "you took off",
        "Tom Hale": "they took off",
        "Lu Chen": "they added",
        "Kim Ode": "you added",
    }
    rows = [row["name"].value() for row in answer.context["rows"] if row["name"].value()]
    assert (byline.whose, sorted(rows)) == ("both", ["Kim Ode", "Lu Chen"])
    assert answer.content.decode().count("data-put-back") == 2


def test_a_name_both_typed_is_one_name(as_, desk, story):
    mine = opened_rows(story, "Ana Ruiz", "Tom Hale", "lu chen")
    names = [DraftByline("Ana Ruiz"), DraftByline("Tom Hale"), DraftByline("Lu Chen")]
    revise(story, {}, bylines=names, by=desk["copy_editor"], at=NOON)

    answer = as_("reporter").post(url(story, "change"), mine | {"headline": MINE})

    assert [name.said for name in answer.context["byline"].changed] == ["both added"]


def test_a_merge_saved_while_a_third_saved_is_a_merge_again_with_nothing_lost(as_, desk, stale):
    client = as_("reporter")
    body = stale.body.replace("nine weeks of repairs", "ten weeks of repairs")
    form = client.post(url(stale, "change"), form_of(stale, headline=MINE, body=body)).context["form"]
    merged = {name: form.data[name] for name in form.data if name != "csrfmiddlewaretoken"}
    current = Article.objects.get(pk=stale.pk)
    revise(
        current,
        {"headline": "Third", "body": current.body.replace("asked for a shuttle", "begged for a ferry")},
        by=desk["managing_editor"],
        at=NOON,
    )

    answer = client.post(url(stale, "change"), merged)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert [d.name for _, d in answer.context["clashes"]] == ["headline"]
    assert all(words in page for words in (MINE, "Third"))
    together = answer.context["form"]["body"].value()
    assert all(words in together for words in ("ten weeks", "Shopkeepers", "begged for a ferry"))


def test_a_stale_text_over_its_limit_is_kept_as_typed_until_it_is_shorter(as_, stale):
    answer = as_("reporter").post(url(stale, "change"), form_of(stale, body="&" * 300_000, headline=MINE))

    assert answer.status_code == 422
    assert answer.context["form"]["headline"].value() == MINE
    assert "at most 1,000,000" in answer.content.decode()


def test_without_the_version_it_was_opened_with_both_sides_of_everything_are_shown(as_, stale):
    answer = as_("reporter").post(url(stale, "change"), form_of(stale, headline=MINE, version=""))

    assert {d.name for _, d in answer.context["clashes"]} >= {"headline"}
    assert len(answer.context["contested"]) == 1  # the paragraph they changed: nobody knows that it was they
