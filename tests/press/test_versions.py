"""An edition as readers once saw it."""

from __future__ import annotations

from articles.models import Edition
from articles.press.content import SITE_MARK, TOPICS_MARK
from articles.press.versions import version_head, version_main
from tests.press.contents import NOON, later

PATH = "/2026/03/04/ferry-fares/"
PAGE = f"<h1>Fares</h1>{TOPICS_MARK}"


def make_past() -> Edition:
    return Edition(number=2, headline="Fares & co", published_at=NOON, superseded_at=later(hours=3))


def test_a_past_version_says_when_readers_saw_it_and_where_the_story_is_now():
    main = version_main(make_past(), PAGE, PATH, is_current=False)

    assert "This is version 2 of this story, not the current one." in main
    assert "March 4, 2026, noon EST</time> to <time" in main
    assert f'<a href="{PATH}">' in main
    assert TOPICS_MARK not in main


def test_the_current_version_is_called_so():
    assert "the current one.</strong> Readers have seen it since" in version_main(
        make_past(), PAGE, PATH, is_current=True
    )


def test_a_version_is_not_for_search_engines_and_names_the_story_as_the_page_to_know():
    head = version_head(make_past(), PATH)

    assert head.startswith("<title>Version 2: Fares &amp; co</title>")
    assert '<meta name="robots" content="noindex">' in head
    assert f'<link rel="canonical" href="{SITE_MARK}{PATH}">' in head
