"""Each rule the database holds, attacked with raw updates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from articles.models import (
    Act,
    Article,
    Byline,
    Correction,
    Edition,
    EditionByline,
    EditionQuote,
    FrontPage,
    Original,
    Person,
    Quote,
    Redirect,
    Role,
    StoryNote,
    Tagging,
    Topic,
    TopicAlias,
    TopicCode,
    guards,
)
from tests.builders import NOON, later, make_article, make_edition, make_person, make_published, make_quote, make_topic

pytestmark = pytest.mark.django_db


def refused(attempt) -> str:
    """The database's own words when it refuses; fails the test when it does not."""
    with pytest.raises((IntegrityError, DatabaseError)) as error, transaction.atomic():
        attempt()
    return str(error.value)


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Other"},
        {"body": "<p>Other</p>"},
        {"text": "Other"},
        {"text": "other"},
        {"names": "other"},
        {"published_at": later(hours=-1)},
        {"digest": "0" * 64},
        {"number": 7},
        {"byline": "Nobody"},
    ],
)
def test_an_edition_never_changes(change):
    edition = make_published()

    words = refused(lambda: Edition.objects.filter(pk=edition.pk).update(**change))

    assert "written once" in words


def test_the_moment_an_edition_is_superseded_may_be_set():
    edition = make_published()

    Edition.objects.filter(pk=edition.pk).update(superseded_at=later(hours=1))

    edition.refresh_from_db()
    assert edition.superseded_at == later(hours=1)


def test_editions_their_bylines_and_quotes_never_go():
    person = make_person()
    edition = make_published(bylines=(person,))
    quote = make_quote(edition, speaker=person)

    for row in (EditionQuote.objects.filter(pk=quote.pk), edition.bylines.all(), Edition.objects.filter(pk=edition.pk)):
        assert "never deleted" in refused(lambda row=row: row._raw_delete(row.db))
    assert "written once" in refused(lambda: EditionQuote.objects.update(words="Never said."))
    assert "written once" in refused(lambda: EditionByline.objects.update(name="Nobody"))


def test_the_log_is_append_only():
    act = Act.objects.create(verb="file", subject="x", by_name="shell", at=NOON)

    assert "written once" in refused(lambda: Act.objects.filter(pk=act.pk).update(verb="kill"))
    assert "never deleted" in refused(lambda: Act.objects.filter(pk=act.pk)._raw_delete("default"))


def test_originals_and_corrections_stay():
    edition = make_published()
    after = make_edition(edition.article, at=later(hours=1))
    original = Original.objects.create(
        article=edition.article, provider="p", guid="g", version="1", content=b"x", digest="d", received_at=NOON
    )
    correction = Correction.objects.create(
        article=edition.article, before=edition, after=after, text="Wrong.", corrected_at=NOON
    )

    assert "written once" in refused(lambda: Original.objects.filter(pk=original.pk).update(content=b"y"))
    assert "written once" in refused(lambda: Correction.objects.filter(pk=correction.pk).update(text="Right."))
    assert "never deleted" in refused(lambda: Correction.objects.filter(pk=correction.pk)._raw_delete("default"))
    refused(lambda: Correction.objects.filter(pk=correction.pk).update(withdrawn_at=NOON))
    refused(
        lambda: original.__class__.objects.create(
            article=edition.article, provider="p", guid="g", version="1", content=b"", digest="", received_at=NOON
        )
    )


def test_an_edition_names_its_predecessors_digest():
    first = make_published()

    for fields in ({"previous_digest": "0" * 64}, {"number": 3, "previous_digest": first.digest}):
        words = refused(lambda fields=fields: make_edition(first.article, at=later(hours=1), **fields))
        assert "follows the one before" in words
    refused(lambda: make_edition(first.article, at=later(hours=1), previous_digest=""))
    refused(lambda: make_edition(first.article, at=later(hours=1), number=1, previous_digest=""))


def test_an_edition_is_published_before_it_is_superseded_and_not_before_its_embargo():
    article = make_article(headline="Held back", path="/2026/03/04/held-back/")

    refused(lambda: make_edition(article, at=NOON, until=later(seconds=-1)))
    refused(lambda: make_edition(article, at=NOON, embargo_until=later(hours=1)))
    refused(lambda: make_edition(article, at=NOON, first_published_at=later(hours=1)))


def test_no_two_stories_share_an_address():
    edition = make_published()
    other = make_article(headline="Other")

    words = refused(lambda: make_edition(other, path=edition.path))

    assert "another story has had this address" in words
    refused(lambda: Article.objects.filter(pk=other.pk).update(path=edition.path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (old, new)
        for old in Article.State
        for new in Article.State
        if old != new and new not in Article.STATE_MOVES[old]
    ],
)
def test_a_story_moves_only_between_states_that_follow(old, new):
    article = make_article(
        state=old, publish_at=NOON, first_published_at=NOON, path="/2026/03/04/moves/", url_slug="moves"
    )

    words = refused(lambda: Article.objects.filter(pk=article.pk).update(state=new))

    assert "does not move" in words


def test_the_moves_that_follow_are_let_through():
    for old, news in Article.STATE_MOVES.items():
        for n, new in enumerate(news):
            out = {"publish_at": NOON, "first_published_at": NOON, "path": f"/2026/03/04/{old}-{n}/"}
            article = make_article(state=old, url_slug="x", **({} if old == "killed" else out))

            Article.objects.filter(pk=article.pk).update(state=new)

            article.refresh_from_db()
            assert article.state == new


def test_a_story_that_was_released_and_killed_is_not_had_back():
    article = make_article(
        state="killed", publish_at=NOON, first_published_at=NOON, path="/2026/03/04/k/", url_slug="k"
    )

    words = refused(lambda: Article.objects.filter(pk=article.pk).update(state="draft"))

    assert "not had back" in words


def test_a_note_of_the_desk_is_written_once():
    note = StoryNote.objects.create(article=make_article(), text="Call the mayor.", by_name="ana", at=NOON)

    assert "written once" in refused(lambda: StoryNote.objects.filter(pk=note.pk).update(text="Never mind."))
    assert "never deleted" in refused(lambda: StoryNote.objects.filter(pk=note.pk).delete())


def test_a_front_page_that_was_released_never_changes_nor_goes():
    front = FrontPage.objects.create(slots=[], changed_at=NOON, released_at=NOON)
    draft = FrontPage.objects.create(slots=[], changed_at=NOON)

    assert "never changes" in refused(lambda: FrontPage.objects.filter(pk=front.pk).update(slots=[{"zone": "lead"}]))
    assert "never deleted" in refused(lambda: FrontPage.objects.filter(pk=front.pk).delete())
    FrontPage.objects.filter(pk=draft.pk).update(slots=[{"zone": "lead"}])
    FrontPage.objects.filter(pk=draft.pk).delete()


def test_the_moment_of_first_publication_is_never_rewritten():
    edition = make_published()

    words = refused(lambda: Article.objects.filter(pk=edition.article_id).update(first_published_at=later(days=-1)))

    assert "never rewritten" in words


@pytest.mark.parametrize(
    "fields",
    [
        {"slugline": ""},
        {"state": "limbo"},
        {"version": 0},
        {"state": "published", "publish_at": None},
        {"state": "published", "publish_at": NOON, "first_published_at": NOON, "path": None},
        {
            "state": "published",
            "publish_at": NOON,
            "first_published_at": NOON,
            "path": "/2026/03/04/x/",
            "embargo_until": later(hours=1),
        },
    ],
)
def test_an_impossible_story_is_refused(fields):
    refused(lambda: make_article(**fields))


def test_an_origin_comes_in_once():
    origin = {"origin_provider": "ap", "origin_guid": "tag:1", "origin_version": "2"}
    make_article(**origin)

    refused(lambda: make_article(**origin))
    make_article(**{**origin, "origin_version": "3"})
    make_article(), make_article()


def test_byline_order_is_one_person_a_place():
    ana, tom = make_person(), make_person()
    article = make_article(bylines=(ana, tom))

    refused(lambda: Byline.objects.create(article=article, person=make_person(), position=1))
    refused(lambda: Byline.objects.create(article=article, person=ana, role="writer", position=2))
    refused(lambda: Byline.objects.create(article=article, person=ana, role="astronaut", position=2))
    Byline.objects.create(article=article, person=ana, role="photographer", position=2)


@pytest.mark.parametrize("spelling", ["School  Board", "SCHOOL BOARD", "Schoól board", "school-board", "Ｓchool Board"])
def test_topic_names_are_unique_however_they_are_spelled(spelling):
    topic = make_topic("School board")
    other = make_topic("Budget")

    refused(lambda: make_topic(spelling))
    assert "taken" in refused(lambda: TopicAlias.objects.create(topic=other, name=spelling))
    TopicAlias.objects.create(topic=topic, name="Board of Education")
    assert "taken" in refused(lambda: make_topic("board of  education"))
    refused(lambda: TopicAlias.objects.create(topic=other, name="BOARD OF EDUCATION"))


def test_a_topic_is_neither_its_own_parent_nor_merged_into_itself():
    topic = make_topic()

    refused(lambda: Topic.objects.filter(pk=topic.pk).update(parent=topic.pk))
    refused(lambda: Topic.objects.filter(pk=topic.pk).update(merged_into=topic.pk))
    refused(lambda: Topic.objects.create(name=" ", slug="blank"))


def test_a_story_carries_a_topic_once():
    topic = make_topic()
    article = make_article(topics=(topic,))

    refused(lambda: Tagging.objects.create(article=article, topic=topic, tagged_at=NOON))
    refused(lambda: Tagging.objects.filter(article=article).update(status="perhaps"))


def test_settled_and_verified_quotes_say_when():
    quote = Quote.objects.create(article=make_article(), words="We are ready.")

    refused(lambda: Quote.objects.filter(pk=quote.pk).update(status="confirmed"))
    refused(lambda: Quote.objects.filter(pk=quote.pk).update(verification="recording", verified_at=None))
    refused(lambda: Quote.objects.filter(pk=quote.pk).update(kind="shouted"))


def test_roles_start_before_they_end():
    person = make_person()

    refused(
        lambda: Role.objects.create(
            person=person, title="Mayor", start=NOON.date(), end=(NOON - timedelta(days=1)).date()
        )
    )
    refused(lambda: Role.objects.create(person=person, title=""))
    refused(lambda: Person.objects.filter(pk=person.pk).update(merged_into=person.pk))
    refused(lambda: Person.objects.filter(pk=person.pk).update(name=""))


@pytest.mark.parametrize(
    ("path", "target"), [("/a/", "/a/"), ("/a/", "https://elsewhere.example/"), ("/a/", "//elsewhere.example/")]
)
def test_redirects_stay_on_the_site_and_lead_elsewhere(path, target):
    refused(lambda: Redirect.objects.create(path=path, target=target))


def test_a_table_can_be_remade_while_the_guards_are_lifted():
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_topic RENAME TO articles_topic_old")
        cursor.execute("ALTER TABLE articles_topic_old RENAME TO articles_topic")
    guards.install(connection)

    topic = make_topic("Schools")
    assert "taken" in refused(lambda: TopicAlias.objects.create(topic=topic, name="SCHOOLS"))


def test_guards_stand_again_after_a_table_lost_them():
    guards.lift(connection)
    edition = make_published()
    Edition.objects.filter(pk=edition.pk).update(headline="Silently changed")

    guards.install(connection)

    refused(lambda: Edition.objects.filter(pk=edition.pk).update(headline="Changed again"))


def test_a_further_code_of_a_topic_is_no_topics_first():
    arts, dance = make_topic("Arts", code="medtop:01000000"), make_topic("Dance")
    further = TopicCode.objects.create(topic=dance, code="subj:01006000")

    attempts = [
        lambda: TopicCode.objects.create(topic=dance, code="medtop:01000000"),
        lambda: TopicCode.objects.filter(pk=further.pk).update(code="medtop:01000000"),
        lambda: Topic.objects.filter(pk=arts.pk).update(code="subj:01006000"),
        lambda: make_topic("Music", code="subj:01006000"),
    ]

    assert all("this topic code is taken" in refused(attempt) for attempt in attempts)
    assert make_topic("No code").code == make_topic("None either").code == ""
