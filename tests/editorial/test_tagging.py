from __future__ import annotations

import pytest

from articles.editorial import EditorialError, NotAllowed, WrongState, tag, untag
from articles.models import Article, Edition, Tagging, Topic
from tests.builders import NOON, later, make_article, make_published, make_topic, make_user
from tests.editorial.stories import rows_of


def test_a_topic_is_live_at_once_and_makes_no_edition(tagger):
    edition = make_published()
    topic = make_topic("School board")

    tagging = tag(edition.article, topic, by=tagger, at=later(hours=1))

    assert (tagging.status, tagging.tagged_by, tagging.first_published_at) == ("chosen", tagger, NOON)
    article = Article.objects.get(pk=edition.article_id)
    assert topic.get_absolute_url() in article.topic_links
    assert "School board" in article.topic_links
    assert (Edition.objects.count(), article.version) == (1, edition.article.version)


def test_a_topic_taken_off_is_remembered_as_rejected(tagger):
    topic = make_topic()
    article = make_article(topics=(topic,))

    untag(article, topic, by=tagger, at=NOON)

    article.refresh_from_db()
    assert Tagging.objects.get(article=article).status == "rejected"
    assert topic.name not in article.topic_links
    with pytest.raises(EditorialError, match="does not carry"):
        untag(article, topic, by=tagger, at=NOON)


def test_a_proposal_is_accepted_by_tagging(tagger):
    topic, article = make_topic(), make_article()
    Tagging.objects.create(article=article, topic=topic, status="proposed", tagged_at=NOON)

    tag(article, topic, by=tagger, at=NOON)

    assert Tagging.objects.get(article=article).status == "chosen"
    assert article.acts.get().verb == "tag"


def test_tagging_twice_changes_nothing(tagger):
    topic, article = make_topic(), make_article()
    tag(article, topic, by=tagger, at=NOON)
    before = rows_of(article)

    tag(article, topic, by=tagger, at=later(hours=1))

    assert rows_of(article) == before


def test_a_merged_topic_stands_for_the_one_it_went_into(tagger):
    kept = make_topic("Schools")
    gone = make_topic("School system", merged_into=kept)
    article = make_article()

    tag(article, gone, by=tagger, at=NOON)

    assert list(Topic.objects.filter(taggings__article=article)) == [kept]


def test_a_retired_topic_is_not_given_out(tagger):
    with pytest.raises(EditorialError, match="is retired"):
        tag(make_article(), make_topic("Old", retired=True), by=tagger, at=NOON)


def test_a_killed_story_is_not_tagged(tagger):
    with pytest.raises(WrongState):
        tag(make_article(state="killed"), make_topic(), by=tagger, at=NOON)


@pytest.mark.parametrize("role", ["contributor", "reporter", "administrator", None])
def test_who_may_not_tag_is_refused(db, role):
    article, topic = make_article(), make_topic()
    before = rows_of(article)

    with pytest.raises(NotAllowed):
        tag(article, topic, by=make_user(role), at=NOON)

    assert rows_of(article) == before


def test_a_newer_text_is_no_obstacle_to_tagging(tagger):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(version=9)

    tag(article, make_topic(), by=tagger, at=NOON)

    assert Article.objects.get(pk=article.pk).version == 9
