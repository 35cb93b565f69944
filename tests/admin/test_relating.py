"""Related stories at the desk: seen with their reasons, looked for, pinned and unpinned."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import pin_related
from articles.editorial.relating import relate
from articles.models import Article, Edition, Related
from tests.admin.conftest import url
from tests.builders import NOON, later, make_article, make_published, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def next_day(time_machine) -> None:
    time_machine.move_to(later(days=1), tick=False)


@pytest.fixture
def bridges(story) -> Article:
    """Another story that shares a topic with this one."""
    topic = make_topic("Bridges")
    story.taggings.create(topic=topic, tagged_at=NOON)
    other = make_published(headline="Bridge tolls rise", topics=(topic,)).article
    relate(story, at=timezone.now())
    return other


def test_what_was_found_stands_with_its_reason_and_one_click_pins_it(as_, story, bridges):
    editor = as_("copy_editor")
    page = editor.get(url(story, "related"))
    assert [(row.shown.headline, row.why) for row in page.context["found"]] == [
        ("Bridge tolls rise", "Topics: Bridges")
    ]
    version = story.version

    answer = editor.post(url(story, "related/pin"), {"other": bridges.pk}, follow=True)

    assert [row.other for row in answer.context["pinned"]] == [bridges.pk]
    assert answer.context["found"] == []
    assert "Pinned." in answer.content.decode()
    assert Article.objects.get(pk=story.pk).version == version

    answer = editor.post(url(story, "related/unpin"), {"other": bridges.pk}, follow=True)

    assert answer.context["pinned"] == []
    assert [row.other for row in answer.context["found"]] == [bridges.pk]


def test_stories_are_looked_for_by_words_of_their_headline_the_newest_first(as_, story):
    old = make_published(at=later(days=-9), headline="Ferry fares rise").article
    new = make_published(headline="Fares of the ferry fall").article
    make_published(headline="School fares")
    pinned = make_published(headline="Ferry fares, pinned").article
    pin_related(story, pinned, by=None, at=timezone.now())

    page = as_("copy_editor").get(url(story, "related"), {"q": " fares  FERRY "})

    assert [row.other for row in page.context["looked_up"]] == [new.pk, old.pk]


def test_what_readers_cannot_see_is_neither_found_looked_up_named_nor_pinned(as_, story):
    to_come = make_published(at=later(days=9), headline="hidden ferry").article
    gone = make_published(until=later(hours=1), headline="hidden ferry, gone").article
    draft = make_article(headline="hidden ferry draft")
    Related.objects.create(article=story, other=to_come, position=0, pinned=True)
    Related.objects.create(article=story, other=gone, position=1)
    editor = as_("copy_editor")

    page = editor.get(url(story, "related"), {"q": "hidden ferry"})

    assert "hidden ferry" not in page.content.decode().replace('value="hidden ferry"', "")
    assert "A story readers cannot see now" in page.content.decode()
    for other in (draft.pk, gone.pk, 10**17, "x", "9" * 30, ""):
        answer = editor.post(url(story, "related/pin"), {"other": other}, follow=True)
        assert "There is no such story that readers can see." in answer.content.decode()
        assert "hidden ferry" not in answer.content.decode()
    assert story.related.filter(pinned=True).count() == 1

    editor.post(url(story, "related/unpin"), {"other": to_come.pk})
    assert not story.related.filter(other=to_come).exists()


def test_a_refusal_of_the_act_is_said_on_the_page(as_, story):
    for _ in range(4):
        pin_related(story, make_published().article, by=None, at=timezone.now())
    fifth = make_published().article

    answer = as_("copy_editor").post(url(story, "related/pin"), {"other": fifth.pk}, follow=True)

    assert "4 stories are pinned already" in answer.content.decode()


def test_who_may_not_open_the_story_gets_404(as_, desk):
    other = make_article(created_by=desk["managing_editor"])

    for name in ("related", "related/pin", "related/unpin"):
        client = as_("reporter")
        answer = client.get(url(other, name)) if name == "related" else client.post(url(other, name))
        assert answer.status_code == 404


def test_a_killed_storys_related_ones_have_no_buttons(as_, story, bridges):
    Article.objects.filter(pk=story.pk).update(state="killed")

    page = as_("managing_editor").get(url(story, "related")).content.decode()

    assert "Bridge tolls rise" in page
    assert "related/pin/" not in page


def test_the_page_takes_as_many_queries_for_many_as_for_few(as_, story, bridges):
    editor = as_("copy_editor")
    editor.get(url(story, "related"))

    def number() -> int:
        with CaptureQueriesContext(connection) as asked:
            editor.get(url(story, "related"), {"q": "story"})
        return len(asked)

    few = number()
    for n in range(30):
        make_published(headline=f"story {n}")
    for position, edition in enumerate(Edition.objects.all()[:8]):
        Related.objects.get_or_create(article=story, other=edition.article, defaults={"position": position})

    assert number() == few <= 12


def test_pinned_stories_are_moved_and_the_keyboard_stays_where_it_was(as_, story):
    one, two = make_published(headline="One").article, make_published(headline="Two").article
    for other in (one, two):
        pin_related(story, other, by=None, at=timezone.now())
    editor = as_("copy_editor")

    answer = editor.post(url(story, "related/up"), {"other": two.pk}, follow=True)

    assert [row.other for row in answer.context["pinned"]] == [two.pk, one.pk]
    page = answer.content.decode()
    assert "Moved up." in page
    assert re.search(r'aria-label="Move down Two" autofocus', page)
    assert page.partition('<dialog id="keys"')[0].count("autofocus") == 1

    answer = editor.post(url(story, "related/up"), {"other": two.pk}, follow=True)
    assert "is the first already" in answer.content.decode()
