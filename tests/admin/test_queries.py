"""What the desk's screens cost: queries are counted, for one row and for many alike."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial import file_story
from articles.models import Article, Byline
from tests.admin.conftest import bylines_of, form_of, url
from tests.builders import NOON, make_person, make_topic
from tests.editorial.stories import story_draft

pytestmark = pytest.mark.django_db


def counted(client, method: str, address: str, data=None) -> tuple[int, object]:
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address, data)
    return len(queries), answer


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "section_editor", "managing_editor", "topic_tagger"])
def test_the_story_form_takes_at_most_15_queries(as_, story, role):
    client = as_(role)
    make_topic("Bridges")

    number, answer = counted(client, "get", url(story, "change"))

    assert answer.status_code == 200
    assert number <= 15
    assert len(answer.content) <= 80_000


def test_a_named_author_opens_the_form_at_the_same_price(as_, desk, story):
    person = make_person("Contributing Writer", user=desk["contributor"])
    Byline.objects.create(article=story, person=person, position=9)

    number, answer = counted(as_("contributor"), "get", url(story, "change"))

    assert answer.status_code == 200
    assert number <= 15


@pytest.mark.parametrize("role", ["reporter", "section_editor", "managing_editor"])
def test_a_save_takes_at_most_15_statements(as_, story, role):
    client = as_(role)
    posted = form_of(story, headline="A new headline", body=story.body.replace("half a mile", "a mile"))

    number, answer = counted(client, "post", url(story, "change"), posted | bylines_of("Ana Ruiz", "Tom Hale"))

    assert answer.status_code == 302
    assert Article.objects.get(pk=story.pk).headline == "A new headline"
    assert number <= 15


def test_the_list_takes_at_most_10_queries_for_2_stories_and_for_50(as_, desk, section, story):
    client = as_("managing_editor")
    ways = ["", "?state=draft", "?needs=quotes", "?needs=topics", "?desk=me", "?q=alder"]
    ContentType.objects.clear_cache()
    few = {narrowed: counted(client, "get", f"/admin/articles/article/{narrowed}")[0] for narrowed in ways}
    for n in range(49):
        file_story(story_draft(section, slugline=f"alder-{n}"), by=desk["copy_editor"], at=NOON)

    for narrowed in ways:
        many, answer = counted(client, "get", f"/admin/articles/article/{narrowed}")
        assert answer.status_code == 200, narrowed
        assert many <= 10, narrowed
        assert many == few[narrowed] or narrowed == "?desk=me", narrowed


def test_the_front_page_costs_the_same_for_few_and_many(as_, desk, section, story):
    client = as_("managing_editor")
    file_story(story_draft(section, slugline="own"), by=desk["managing_editor"], at=NOON)
    Article.objects.filter(slugline="own").update(assigned_to=desk["managing_editor"])
    few, _ = counted(client, "get", "/admin/")
    for n in range(12):
        file_story(story_draft(section, slugline=f"alder-{n}"), by=desk["managing_editor"], at=NOON)

    many, answer = counted(client, "get", "/admin/")

    assert answer.status_code == 200
    assert many == few <= 14
