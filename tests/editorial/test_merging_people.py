"""Two records of one person become one, with everything of theirs; undone, all is as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from articles.editorial import (
    EditorialError,
    NotAllowed,
    WrongState,
    attach_speaker,
    confirm_quote,
    file_story,
    keep_apart,
    merge_people,
    revise,
    undo_merge,
)
from articles.editorial.drafts import DraftByline
from articles.models import Act, Article, Byline, DistinctPeople, Person, PersonAlias, Quote, Role
from tests.builders import NOON, later, make_person, make_published, make_quote, make_user
from tests.editorial.stories import story_draft

LOGS = ("Act", "PublicChange")


def rows() -> dict[str, list[dict[str, Any]]]:
    """All that the newsroom's tables hold, but for history, the log and the number of changes so far."""
    models = [m for m in apps.get_app_config("articles").get_models() if m._meta.managed]
    kept = [m for m in models if not m.__name__.startswith("Historical") and m.__name__ not in LOGS]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in kept}


@pytest.fixture
def article(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


@pytest.fixture
def kate(article, reporter) -> Person:
    """With a quote, bylines, names, roles, an account, and somebody merged into her before."""
    kate = make_person("Kate Voss", slug="kate-voss", user=make_user("reporter"), is_staff_writer=True)
    kate.aliases.create(name="K. Voss")
    kate.aliases.create(name="Katy Voss")
    Role.objects.create(person=kate, title="Mayor", organisation="Eastmere", start=NOON.date())
    Role.objects.create(person=kate, title="Teacher")
    make_person("Kate Voss-Old", slug="kate-old", merged_into=kate)
    quote = article.quotes.get(speaker_name="Omar Field")
    attach_speaker(quote, person=kate, by=reporter, at=NOON)
    confirm_quote(Quote.objects.get(pk=quote.pk), by=reporter, at=NOON)
    return kate


@pytest.fixture
def catherine(article, kate) -> Person:
    catherine = make_person("Catherine Voss", slug="catherine-voss")
    catherine.aliases.create(name="Katy Voss")
    Role.objects.create(person=catherine, title="Teacher")
    Byline.objects.create(article=article, person=catherine, role="photographer", position=5)
    Byline.objects.create(article=article, person=kate, role="photographer", position=6)
    Byline.objects.create(article=article, person=kate, role="editor", position=7)
    return catherine


def test_everything_of_the_one_goes_to_the_other(article, kate, catherine, managing_editor):
    user = kate.user
    merge = merge_people(kate, into=catherine, by=managing_editor, at=later(hours=1))

    kate.refresh_from_db()
    catherine.refresh_from_db()
    assert (kate.merged_into, kate.user, catherine.user) == (catherine, None, user)
    assert catherine.is_staff_writer
    assert article.quotes.get(speaker_name="Kate Voss").speaker == catherine
    assert sorted(catherine.bylines.values_list("role", flat=True)) == ["editor", "photographer"]
    assert not kate.bylines.exists()
    assert sorted(catherine.aliases.values_list("name", flat=True)) == ["K. Voss", "Kate Voss", "Katy Voss"]
    assert sorted(catherine.roles.values_list("title", flat=True)) == ["Mayor", "Teacher"]
    assert set(catherine.merged.values_list("slug", flat=True)) == {"kate-voss", "kate-old"}
    assert (merge.verb, merge.subject, merge.by) == ("merge_people", "Kate Voss into Catherine Voss", managing_editor)
    assert article.quotes.get(speaker_name="Kate Voss").history.first().history_user == managing_editor


def test_stories_stay_at_their_version_and_editions_as_they_were(kate, catherine, managing_editor, article):
    edition = make_published()
    published = make_quote(edition, speaker=kate)

    merge_people(kate, into=catherine, by=managing_editor, at=NOON)

    published.refresh_from_db()
    assert published.speaker == kate
    assert Quote.objects.get(pk=published.quote_id).speaker == catherine
    assert Article.objects.get(pk=article.pk).version == article.version
    assert set(catherine.family()) == {catherine.pk, kate.pk, Person.objects.get(slug="kate-old").pk}


def test_undone_all_is_as_it_was(kate, catherine, managing_editor):
    before = rows()
    merge = merge_people(kate, into=catherine, by=managing_editor, at=later(hours=1))
    assert rows() != before

    undo_merge(merge, by=managing_editor, at=later(days=90))

    assert rows() == before
    assert Act.objects.first().verb == "undo_merge"


def test_a_new_quote_by_the_old_name_finds_the_person(kate, catherine, managing_editor, section, reporter):
    merge_people(kate, into=catherine, by=managing_editor, at=NOON)
    draft = story_draft(section, slugline="again")
    story = file_story(draft, by=reporter, at=NOON)

    quote = attach_speaker(story.quotes.first(), name="Kate Voss", by=reporter, at=NOON)

    assert quote.speaker == catherine


def test_what_was_changed_since_keeps_a_merge_from_being_undone(article, kate, catherine, managing_editor):
    merge = merge_people(kate, into=catherine, by=managing_editor, at=NOON)
    quote = article.quotes.get(speaker_name="Kate Voss")
    attach_speaker(quote, name="Somebody Else", by=managing_editor, at=NOON)
    before = rows()

    with pytest.raises(WrongState, match="has another speaker since"):
        undo_merge(merge, by=managing_editor, at=NOON)

    assert rows() == before


def test_a_byline_rewritten_since_keeps_a_merge_from_being_undone(article, kate, catherine, managing_editor):
    merge = merge_people(kate, into=catherine, by=managing_editor, at=NOON)
    revise(article, {}, bylines=[DraftByline("Ana Ruiz")], by=managing_editor, at=NOON)
    before = rows()

    with pytest.raises(WrongState, match="byline"):
        undo_merge(merge, by=managing_editor, at=NOON)

    assert rows() == before


@pytest.mark.parametrize("change", ["user", "is_staff_writer"])
def test_a_standing_changed_since_keeps_a_merge_from_being_undone(kate, catherine, managing_editor, change):
    merge = merge_people(kate, into=catherine, by=managing_editor, at=NOON)
    Person.objects.filter(pk=catherine.pk).update(**{change: None if change == "user" else False})
    before = rows()

    with pytest.raises(WrongState, match="was changed since"):
        undo_merge(merge, by=managing_editor, at=NOON)

    assert rows() == before


def test_an_account_linked_since_is_not_lost_by_undoing(catherine, managing_editor):
    plain = make_person("Cathy Voss")
    merge = merge_people(plain, into=catherine, by=managing_editor, at=NOON)
    Person.objects.filter(pk=catherine.pk).update(user=make_user("reporter"))

    with pytest.raises(WrongState, match="was changed since"):
        undo_merge(merge, by=managing_editor, at=NOON)

    catherine.refresh_from_db()
    assert catherine.user is not None


def test_who_was_merged_away_before_is_pointed_on_with_a_row_of_history(kate, catherine, managing_editor):
    old = Person.objects.get(slug="kate-old")

    merge_people(kate, into=catherine, by=managing_editor, at=NOON)

    old.refresh_from_db()
    assert old.merged_into == catherine
    assert old.history.filter(history_user=managing_editor, merged_into=catherine).count() == 1


def test_a_merge_is_undone_once(kate, catherine, managing_editor):
    merge = merge_people(kate, into=catherine, by=managing_editor, at=NOON)
    undo_merge(merge, by=managing_editor, at=NOON)

    with pytest.raises(WrongState, match="not merged into"):
        undo_merge(merge, by=managing_editor, at=NOON)


def test_who_cannot_be_one_person_is_refused(kate, catherine, managing_editor):
    company = make_person("Voss Ltd.", kind="organisation")
    other_account = make_person("K. Foss", user=make_user("reporter"))
    gone = Person.objects.get(slug="kate-old")
    before = rows()

    for source, into, said in (
        (kate, kate, "into themselves"),
        (kate, company, "not the same"),
        (kate, other_account, "accounts of their own"),
        (gone, catherine, "merged away already"),
        (catherine, gone, "merged away already"),
    ):
        with pytest.raises(EditorialError, match=said):
            merge_people(source, into=into, by=managing_editor, at=NOON)

    assert rows() == before


@pytest.mark.parametrize("role", ["contributor", "reporter", "administrator", None])
def test_who_may_not_merge_changes_nothing(kate, catherine, managing_editor, role):
    user = make_user(role)
    merge = merge_people(kate, into=catherine, by=managing_editor, at=NOON)
    before = (rows(), Act.objects.count())

    with pytest.raises(NotAllowed):
        undo_merge(merge, by=user, at=NOON)
    with pytest.raises(NotAllowed):
        merge_people(catherine, into=make_person("Cathy Voss"), by=user, at=NOON)
    with pytest.raises(NotAllowed):
        keep_apart(kate, catherine, by=user, at=NOON)

    assert Act.objects.count() == before[1]
    assert not DistinctPeople.objects.exists()
    assert PersonAlias.objects.filter(person=catherine).count() == 3


def test_two_kept_apart_are_kept_apart_once(kate, catherine, managing_editor):
    keep_apart(catherine, kate, by=managing_editor, at=NOON)
    keep_apart(kate, catherine, by=managing_editor, at=NOON)

    assert [(row.first, row.second) for row in DistinctPeople.objects.all()] == [(kate, catherine)]
    assert Act.objects.filter(verb="keep_apart").count() == 1
