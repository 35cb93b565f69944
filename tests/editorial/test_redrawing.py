"""Pages drawn anew: what a release or a change of name made stale is never shown, and stored once."""

from __future__ import annotations

import pytest

from articles.editorial import merge_people, redrawing, undo_merge
from articles.editorial.redrawing import redraw_outdated
from articles.models import Rendering
from articles.press.content import SITE_MARK, TOPICS_MARK
from articles.press.look import current_look
from tests.builders import NOON, later, make_edition, make_person, make_published, make_quote, make_section

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def ferry():
    """A story of Ana's, drawn by a look that is no more."""
    edition = make_published(
        headline="Ferry fares rise", section=make_section(name="Harbor"), bylines=(make_person("Ana Ruiz"),)
    )
    make_quote(edition, speaker=make_person("Omar Field"))
    Rendering.objects.update(look="older", page="<p>As it was.</p>", card="<p>As it was.</p>")
    return edition


def test_what_another_look_drew_is_shown_anew_and_stored_once(client, ferry, settings):
    shown = client.get(ferry.path).content.decode()

    assert "As it was" not in shown
    assert Rendering.objects.get().look == "older"
    assert sum(redraw_outdated()) == 1
    stored = Rendering.objects.get()
    assert stored.look == current_look()
    assert stored.page.partition(TOPICS_MARK)[0].replace(SITE_MARK, settings.SITE_URL) in shown
    assert sum(redraw_outdated()) == 0


def test_lists_show_stale_stories_anew(client, ferry):
    for n in range(3):
        make_edition(make_published(section=ferry.section).article, at=later(hours=n + 1))

    listed = client.get(ferry.section.get_absolute_url()).content.decode()

    assert "As it was" not in listed
    assert "Ferry fares rise" in listed


def test_a_merge_and_its_undoing_draw_every_page_that_names_them_anew(client, ferry):
    kept, ana = make_person("Ana J. Ruiz"), ferry.bylines.get().person
    sum(redraw_outdated())
    other = make_published()

    merge = merge_people(ana, into=kept, by=None, at=NOON)

    assert kept.get_absolute_url() in client.get(ferry.path).content.decode()
    assert Rendering.objects.get(edition=other).look == current_look()
    assert sum(redraw_outdated()) == 1
    undo_merge(merge, by=None, at=later(hours=1))
    assert ana.get_absolute_url() in client.get(ferry.path).content.decode()


def test_a_page_gone_stale_while_it_was_drawn_is_left_for_the_next_run(ferry, monkeypatch):
    def drawn_while_it_went_stale(content):
        Rendering.objects.make_stale()
        return drawn(content)

    drawn = redrawing.render
    monkeypatch.setattr(redrawing, "render", drawn_while_it_went_stale)

    sum(redraw_outdated())

    assert Rendering.objects.get().look == ""
