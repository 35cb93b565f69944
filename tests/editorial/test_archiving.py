from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.advice.topics import Vocabulary
from articles.editorial import EditorialError, NotAllowed
from articles.editorial.archiving import SURE, file_published
from articles.editorial.drafts import Origin
from articles.editorial.filing import file_stories
from articles.editorial.receiving import is_newer, receive_version
from articles.editorial.rolling_up import stories_listed_wrongly
from articles.editorial.subjects import SubjectIndex, make_topics
from articles.editorial.topics import delete_topic, merge_topics, rename_topic
from articles.models import Article, Edition, Original, Person, Topic, TopicAlias
from articles.parsing.wire import WireSubject
from tests.builders import NOON, make_topic
from tests.editorial.stories import story_draft

LAST_YEAR = NOON - timedelta(days=365)


def past_draft(section, **changes):
    return replace(story_draft(section), published_at=LAST_YEAR, modified_at=LAST_YEAR, **changes)


def test_only_the_shell_files_stories_as_published(section, managing_editor):
    with pytest.raises(NotAllowed, match="from the shell only"):
        file_published([past_draft(section)], by=managing_editor, at=NOON)

    assert not Article.objects.exists()


def test_stories_of_an_archive_are_all_filed_or_none(section):
    with pytest.raises(EditorialError, match="has no date"):
        file_published([past_draft(section), replace(past_draft(section), published_at=None)], by=None, at=NOON)

    assert not Article.objects.exists()
    assert not Edition.objects.exists()


def test_an_archive_story_has_its_first_edition_and_its_history(section):
    (article,) = file_published([past_draft(section)], by=None, at=NOON)

    edition = article.editions.get()
    article.refresh_from_db()
    assert (article.state, article.publish_at, article.path) == ("published", LAST_YEAR, edition.path)
    assert edition.byline == "Ana Ruiz and Tom Hale"
    assert {quote.speaker.name for quote in edition.quotes.all()} == {"Lena Marsh", "Omar Field", "Ines Calder"}
    assert article.history.get().state == "published"
    assert all(quote.settled_by is None and quote.confidence >= SURE for quote in article.quotes.all())
    assert Person.objects.filter(name="Lena Marsh", is_staff_writer=False).count() == 1


def test_many_stories_take_no_more_statements_than_few(section):
    def filed(names: range) -> int:
        drafts = [past_draft(section, fields={"slugline": f"s-{n}", "headline": f"Head {n}"}) for n in names]
        with CaptureQueriesContext(connection) as asked:
            file_published(drafts, by=None, at=NOON)
        return len(asked)

    filed(range(3))  # the people they name are there then
    few = filed(range(3, 6))

    assert filed(range(6, 66)) <= few


def test_a_version_comes_from_outside_or_not_at_all(section):
    article = Article.objects.create(slugline="a", created_at=NOON, updated_at=NOON)

    with pytest.raises(EditorialError, match="without an origin"):
        receive_version(article, story_draft(section), by=None, at=NOON, is_newest=True)


def test_a_version_needs_the_right_to_import(section, tagger):
    article = Article.objects.create(slugline="a", created_at=NOON, updated_at=NOON)
    draft = replace(story_draft(section), origin=Origin("wire", "1", "2"))

    with pytest.raises(NotAllowed):
        receive_version(article, draft, by=tagger, at=NOON, is_newest=True)

    assert not Original.objects.exists()


@pytest.mark.parametrize(
    ("version", "others", "newer"),
    [("3", ["1", "2"], True), ("2", ["1", "10"], False), ("10", ["9"], True), ("b", ["1"], True), ("2", [], True)],
)
def test_versions_follow_as_numbers_where_they_are_numbers(version, others, newer):
    assert is_newer(version, others) is newer


def test_topics_are_made_by_who_may_and_once(managing_editor, reporter):
    ferries = make_topic("Ferries")
    ferries.aliases.create(name="Harbor boats")
    subjects = [WireSubject("Harbor Boats"), WireSubject("Río Walk"), WireSubject("rio walk"), WireSubject("x" * 201)]

    made = make_topics(subjects, by=managing_editor, at=NOON)
    again = make_topics(subjects, by=managing_editor, at=NOON)

    assert [(topic.name, topic.slug) for topic in made] == [("Río Walk", "rio-walk")]
    assert again == []
    assert SubjectIndex.read().topic_of(WireSubject("RIO WALK")) == made[0].pk
    with pytest.raises(NotAllowed):
        make_topics(subjects, by=reporter, at=NOON)


def test_topics_made_take_no_address_that_leads_to_another_and_no_name_of_one_merged_away(managing_editor):
    rename_topic(make_topic("Boats", slug="boats"), "Ferries", by=managing_editor, at=NOON)
    merge_topics(make_topic("Ships"), into=Topic.objects.get(name="Ferries"), by=managing_editor, at=NOON)
    TopicAlias.objects.all().delete()

    made = make_topics([WireSubject("Boats"), WireSubject("Ships"), WireSubject("Tides")], by=None, at=NOON)

    assert [(topic.name, topic.slug) for topic in made] == [("Boats", "boats-2"), ("Tides", "tides")]


def test_a_code_of_a_merged_topic_leads_to_where_it_went(db):
    kept = make_topic("Transport")
    make_topic("Transit", code="medtop:1", merged_into=kept)

    assert SubjectIndex.read().topic_of(WireSubject("Anything", "medtop:1")) == kept.pk


def test_topics_merged_or_deleted_while_an_import_goes_on_are_what_they_became(section):
    ferries, boats, ships, gone = (make_topic(name) for name in ("Ferries", "Boats", "Ships", "Ticket fares"))
    read = Vocabulary.read()
    draft = past_draft(section, topics=(ferries.pk, gone.pk, boats.pk), proposed_topics=((ships.pk, "said"),))
    merge_topics(ferries, into=boats, by=None, at=NOON)
    merge_topics(ships, into=boats, by=None, at=NOON)
    merge_topics(boats, into=make_topic("Water transport"), by=None, at=NOON)
    delete_topic(gone, by=None, at=NOON)

    (article,) = file_published([draft], by=None, at=NOON, vocabulary=read)

    assert list(article.taggings.values_list("topic__name", "status")) == [("Water transport", "chosen")]
    article.refresh_from_db()
    assert "Water transport" in article.topic_links
    assert stories_listed_wrongly() == []


def test_a_draft_is_suggested_no_topic_merged_since_the_vocabulary_was_read(section, managing_editor):
    barges = make_topic("Barges")
    read = Vocabulary.read()
    merge_topics(barges, into=make_topic("Boats"), by=None, at=NOON)
    draft = replace(story_draft(section), fields={"slugline": "barges", "headline": "Barges come back"})

    (article,) = file_stories([draft], by=managing_editor, at=NOON, vocabulary=read)

    assert not article.taggings.exists()
