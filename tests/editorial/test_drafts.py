from __future__ import annotations

import pytest

from articles.editorial import EditorialError, file_story, publish
from articles.editorial.drafts import draft_of, hold_for
from articles.models import Article
from articles.parsing import parse_story
from articles.parsing.story import Problem
from tests.builders import NOON

COPY = """Ferry fares to rise

By Ana Ruiz

BALTIMORE (AP) — Fares on the harbor ferry will rise by a dime.

“We have no choice,” said Harbor Director Lu Chen.
"""


def test_a_draft_has_what_was_understood_of_the_copy(db):
    article = file_story(draft_of(parse_story(COPY)), by=None, at=NOON)

    assert (article.headline, article.dateline_place, article.dateline_source) == (
        "Ferry fares to rise",
        "BALTIMORE",
        "AP",
    )
    assert [byline.person.name for byline in article.bylines.all()] == ["Ana Ruiz"]
    assert article.hold_reason == ""
    assert article.quotes.get().speaker_name == "Lu Chen"


def test_what_an_editor_corrects_wins_over_what_was_understood(db):
    article = file_story(draft_of(parse_story(COPY), headline="Mended"), by=None, at=NOON)

    assert article.headline == "Mended"


def test_an_embargo_nobody_can_read_holds_the_story(db):
    article = file_story(draft_of(parse_story(f"EMBARGOED UNTIL the mayor has spoken\n\n{COPY}")), by=None, at=NOON)

    assert article.hold_reason.startswith("Embargo not understood: ")
    Article.objects.filter(pk=article.pk).update(state="review")
    Article.objects.filter(pk=article.pk).update(state="ready")
    article.refresh_from_db()
    with pytest.raises(EditorialError, match="on hold"):
        publish(article, by=None, at=NOON)


def test_only_doubts_about_an_embargo_hold_a_story():
    assert hold_for([Problem("no-headline", "No headline.")]) == ""
    assert hold_for([Problem("embargo-zone-missing", "Which zone?", "EMBARGOED 6 a.m.")]).endswith("EMBARGOED 6 a.m.")
