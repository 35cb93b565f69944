"""No way round an embargo: every act that could let a story out sooner, one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from articles.editorial import (
    EditorialError,
    correct,
    file_story,
    kill,
    publish,
    retract,
    revise,
    schedule,
    unschedule,
)
from articles.editorial.archiving import file_published
from articles.editorial.drafts import Origin
from articles.editorial.receiving import receive_version
from articles.models import Article, Edition
from tests.builders import NOON, later
from tests.editorial.stories import file_ready, rows_of, story_draft

ENDS = later(days=1)


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def embargoed(section, reporter, managing_editor) -> Article:
    return file_ready(section, by=reporter, approved_by=managing_editor, embargo_until=ENDS)


@pytest.fixture
def live(section, reporter, managing_editor) -> Article:
    story = file_ready(section, by=reporter, approved_by=managing_editor)
    publish(story, by=managing_editor, at=NOON)
    return fresh(story)


def test_nobody_releases_it_sooner_not_even_the_shell(embargoed, managing_editor):
    before = rows_of(embargoed)
    for by in (managing_editor, None):
        for act in (
            lambda by=by: publish(embargoed, by=by, at=NOON),
            lambda by=by: schedule(embargoed, when=later(hours=23), by=by, at=NOON),
        ):
            with pytest.raises(EditorialError, match=r"embargoed until 5 March 2026, 12:00 EST \(New York\)"):
                act()
    assert rows_of(embargoed) == before

    assert schedule(embargoed, when=ENDS, by=managing_editor, at=NOON).published_at == ENDS


def test_unscheduling_and_scheduling_again_leads_round_nothing(embargoed, managing_editor):
    schedule(embargoed, when=ENDS, by=managing_editor, at=NOON)
    again = unschedule(fresh(embargoed), by=managing_editor, at=later(minutes=1))

    assert again.embargo_until == ENDS
    with pytest.raises(EditorialError, match="embargoed until"):
        schedule(again, when=later(hours=2), by=managing_editor, at=later(minutes=2))
    assert not Edition.objects.visible(later(days=3)).exists()


@pytest.mark.parametrize("value", [None, later(hours=1), later(days=9)])
def test_who_may_not_shortens_lifts_and_moves_none(embargoed, reporter, copy_editor, value):
    for by in (reporter, copy_editor):
        saved = revise(fresh(embargoed), {"embargo_until": value, "dek": f"By {by}"}, by=by, at=NOON)
        assert (saved.embargo_until, saved.dek) == (ENDS, f"By {by}")


def test_an_embargo_on_a_scheduled_story_refuses_to_come_after_its_release(embargoed, managing_editor):
    schedule(embargoed, when=ENDS, by=managing_editor, at=NOON)
    before = rows_of(embargoed)

    with pytest.raises(EditorialError, match="unschedule it first"):
        revise(fresh(embargoed), {"embargo_until": later(days=2)}, by=managing_editor, at=NOON)

    assert rows_of(embargoed) == before


def test_an_embargo_on_a_live_story_comes_too_late_also_with_an_update_to_come(live, managing_editor):
    schedule(live, when=later(days=3), by=managing_editor, at=later(hours=1))
    before = rows_of(live)

    with pytest.raises(EditorialError, match="already with readers"):
        revise(fresh(live), {"embargo_until": later(days=2)}, by=managing_editor, at=later(hours=2))

    assert rows_of(live) == before
    assert unschedule(fresh(live), by=managing_editor, at=later(hours=3)).publish_at == NOON


def test_a_draft_under_embargo_is_neither_corrected_nor_retracted_into_the_open(embargoed, managing_editor):
    before = rows_of(embargoed)
    for act in (correct, retract):
        with pytest.raises(EditorialError):
            act(embargoed, text="Out with it.", by=managing_editor, at=NOON)
    assert rows_of(embargoed) == before


def test_killing_it_shows_nothing_of_it(embargoed, managing_editor):
    schedule(embargoed, when=ENDS, by=managing_editor, at=NOON)

    kill(fresh(embargoed), reason="Off", by=managing_editor, at=later(hours=1))

    assert not Edition.objects.visible(later(days=3)).exists()


def test_filing_with_a_date_of_publication_publishes_nothing(section, reporter):
    draft = replace(story_draft(section), published_at=later(days=-1))

    story = file_story(draft, by=reporter, at=NOON)

    assert (story.state, story.publish_at, story.first_published_at) == ("draft", None, None)
    assert not Edition.objects.exists()


def test_an_archive_takes_in_no_embargoed_and_no_held_story(section):
    past = replace(story_draft(section, embargo_until=ENDS), published_at=later(days=-1))
    held = replace(story_draft(section, hold_reason="Embargo not understood"), published_at=later(days=-1))

    for draft, why in ((past, "embargoed until"), (held, "is held")):
        with pytest.raises(EditorialError, match=why):
            file_published([draft], by=None, at=NOON)
    assert not Article.objects.exists()


def origin(version: str) -> Origin:
    return Origin(provider="Wire", guid="1", version=version, content=version.encode(), media_type="text/plain")


def test_a_further_version_of_a_wire_item_ends_no_embargo_by_leaving_it_out(section):
    story = file_story(replace(story_draft(section, embargo_until=ENDS), origin=origin("1")), by=None, at=NOON)
    newer = replace(story_draft(section, headline="Newer"), origin=origin("2"))

    assert receive_version(story, newer, by=None, at=later(hours=1), is_newest=True)

    assert (fresh(story).headline, fresh(story).embargo_until) == ("Newer", ENDS)


def test_a_further_version_whose_embargo_is_in_doubt_holds_the_story(section):
    story = file_story(replace(story_draft(section), origin=origin("1")), by=None, at=NOON)
    doubtful = replace(story_draft(section, hold_reason="Embargo not understood: soon"), origin=origin("2"))

    receive_version(story, doubtful, by=None, at=later(hours=1), is_newest=True)

    assert (fresh(story).hold_kind, fresh(story).hold_reason) == ("other", "Embargo not understood: soon")


def test_the_hour_planned_for_releases_nothing(section, reporter, managing_editor):
    story = file_ready(section, by=reporter, approved_by=managing_editor, planned_at=later(hours=1))

    with time_machine.travel(later(days=2), tick=False):
        assert not Edition.objects.visible(timezone.now()).exists()
    assert fresh(story).state == "ready"


def test_an_edition_is_the_same_whatever_zone_its_editor_keeps(section, reporter, managing_editor):
    pages = []
    for zone in ("America/New_York", "Asia/Tokyo"):
        story = file_ready(section, by=reporter, approved_by=managing_editor, url_slug="bridge")
        with timezone.override(zone):
            edition = publish(story, by=managing_editor, at=later(hours=9))
        told = edition.rendering.page + edition.rendering.head + edition.rendering.card
        for quote in story.quotes.all():
            told = told.replace(quote.public_id, "")
        pages.append(told.replace("bridge-2", "bridge"))

    assert pages[0] == pages[1]
