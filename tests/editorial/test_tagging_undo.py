"""Taking back acts of tagging: what was there before is there again, to the last column, or nothing is changed."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.editorial import (
    EditorialError,
    NotAllowed,
    WrongState,
    look_again,
    nothing_fits,
    tag,
    tag_with_new,
    undo_tagging,
    untag,
)
from articles.editorial.topics import rename_topic
from articles.models import Act, Article, Edition, NothingFits, Redirect, Tagging, Topic, TopicUse
from tests.builders import NOON, later, make_article, make_published, make_topic, make_user
from tests.tables import table_of

ONE, TWO, THREE = later(hours=1), later(hours=2), later(hours=3)


def newest() -> Act:
    return Act.objects.exclude(verb__in=["create_topic", "undo_tagging"]).latest("pk")


def standing(article: Article) -> tuple:
    """All that tagging writes of a story and its topics."""
    return (
        list(Tagging.objects.filter(article=article).order_by("topic").values()),
        Article.objects.values_list("topic_links", "version").get(pk=article.pk),
        list(Topic.objects.order_by("pk").values()),
        list(NothingFits.objects.values()),
        {key: number for key, number in TopicUse.objects.values_list("topic", "stories") if number},
    )


def proposed(article: Article, topic: Topic) -> Tagging:
    return Tagging.objects.create(
        article=article, topic=topic, status="proposed", rule="named", reason="“x” stands in the text", tagged_at=NOON
    )


@pytest.mark.parametrize("way", ["tag", "accept", "reject", "untag", "again"])
def test_each_act_is_taken_back_to_the_last_column(tagger, copy_editor, way):
    article, topic = make_published().article, make_topic("Ferries")
    if way in {"accept", "reject"}:
        proposed(article, topic)
    elif way in {"untag", "again"}:
        tag(article, topic, by=copy_editor, at=NOON)
        if way == "again":
            untag(article, topic, by=copy_editor, at=ONE)
    before, acts = standing(article), Act.objects.count()

    (untag if way in {"reject", "untag"} else tag)(article, topic, by=tagger, at=TWO)
    assert standing(article) != before
    undo_tagging(newest(), by=tagger, at=THREE)

    assert standing(article) == before
    assert Act.objects.count() == acts + 2
    assert Act.objects.first().verb == "undo_tagging"
    assert Edition.objects.count() == 1


def test_what_is_taken_back_is_in_the_history_with_who_did_it(tagger):
    article, topic = make_article(), make_topic()
    tag(article, topic, by=tagger, at=ONE)

    undo_tagging(newest(), by=tagger, at=TWO)

    history = Tagging.history.order_by("history_id").values_list("history_type", "history_user", "history_date")
    assert list(history) == [("+", tagger.pk, ONE), ("-", tagger.pk, TWO)]


def test_acts_are_taken_back_one_after_the_other(tagger):
    article, topic = make_article(), make_topic()
    proposed(article, topic)
    before = standing(article)
    tag(article, topic, by=tagger, at=ONE)
    first = newest()
    untag(article, topic, by=tagger, at=TWO)

    undo_tagging(newest(), by=tagger, at=THREE)
    undo_tagging(first, by=tagger, at=THREE)

    assert standing(article) == before


def test_what_was_changed_since_is_left_as_it_is(tagger, copy_editor):
    article, topic = make_article(), make_topic("Ferries")
    tag(article, topic, by=tagger, at=ONE)
    act = newest()
    untag(article, topic, by=copy_editor, at=TWO)
    before = table_of(Tagging), table_of(Act)

    with pytest.raises(WrongState, match="“Ferries” was changed since, or taken back already"):
        undo_tagging(act, by=tagger, at=THREE)

    assert (table_of(Tagging), table_of(Act)) == before


def test_nothing_is_taken_back_twice(tagger):
    article = make_article()
    tag(article, make_topic(), by=tagger, at=ONE)
    act = newest()
    undo_tagging(act, by=tagger, at=TWO)

    with pytest.raises(WrongState):
        undo_tagging(act, by=tagger, at=THREE)


def test_an_act_of_another_kind_is_not_taken_back_here(tagger):
    act = Act.objects.create(verb="publish", article=make_article(), at=NOON)

    with pytest.raises(EditorialError, match="no act of tagging"):
        undo_tagging(act, by=tagger, at=ONE)


def test_an_act_of_before_it_was_noted_what_stood_is_not_guessed_at(tagger):
    act = Act.objects.create(verb="tag", article=make_article(), at=NOON, detail={"topic": "ferries"})

    with pytest.raises(EditorialError, match="no act of tagging"):
        undo_tagging(act, by=tagger, at=ONE)


def test_who_put_it_there_is_nobody_where_the_account_is_gone(tagger):
    article, topic = make_article(), make_topic()
    gone = make_user("copy_editor")
    tag(article, topic, by=gone, at=ONE)
    untag(article, topic, by=tagger, at=TWO)
    act = newest()
    gone.delete()

    undo_tagging(act, by=tagger, at=THREE)

    assert Tagging.objects.values_list("status", "tagged_by", "tagged_at").get() == ("chosen", None, ONE)


@pytest.mark.parametrize("act", [undo_tagging, nothing_fits, look_again])
@pytest.mark.parametrize("role", ["contributor", "administrator", None])
def test_who_may_not_tag_takes_nothing_back(tagger, act, role):
    article = make_article()
    if act is look_again:
        nothing_fits(article, by=tagger, at=ONE)
    else:
        tag(article, make_topic(), by=tagger, at=ONE)
    before = standing(article)

    with pytest.raises(NotAllowed):
        act(newest() if act is undo_tagging else article, by=make_user(role), at=TWO)

    assert standing(article) == before


def test_of_a_killed_story_nothing_is_taken_back(tagger):
    article = make_article()
    tag(article, make_topic(), by=tagger, at=ONE)
    Article.objects.filter(pk=article.pk).update(state="killed")

    with pytest.raises(WrongState, match="killed"):
        undo_tagging(newest(), by=tagger, at=TWO)


def test_a_story_that_nothing_fits_waits_no_more_and_its_suggestions_are_rejected(tagger):
    article, topic = make_article(), make_topic()
    proposed(article, topic)

    nothing_fits(article, by=tagger, at=ONE)
    nothing_fits(article, by=tagger, at=TWO)

    assert Tagging.objects.get().status == "rejected"
    assert NothingFits.objects.values_list("article", "said_by", "said_at").get() == (article.pk, tagger.pk, ONE)
    assert not Article.objects.to_tag().exists()
    assert list(Article.objects.nothing_fitted()) == [article]
    assert Act.objects.filter(verb="nothing_fits").count() == 1


def test_that_nothing_fits_is_taken_back_with_the_suggestions(tagger):
    article = make_article()
    proposed(article, make_topic())
    proposed(article, make_topic())
    before = standing(article)
    nothing_fits(article, by=tagger, at=ONE)

    undo_tagging(newest(), by=tagger, at=TWO)

    assert standing(article) == before
    assert list(Article.objects.to_tag()) == [article]


def test_a_story_had_back_waits_again_and_that_is_taken_back_too(tagger):
    article = make_article()
    nothing_fits(article, by=tagger, at=ONE)
    before = standing(article)

    look_again(article, by=tagger, at=TWO)
    assert list(Article.objects.to_tag()) == [article]
    undo_tagging(newest(), by=tagger, at=THREE)

    assert standing(article) == before


def test_nothing_fits_no_story_that_carries_a_topic(tagger):
    article = make_article(topics=(make_topic(),))

    with pytest.raises(EditorialError, match="carries a topic"):
        nothing_fits(article, by=tagger, at=ONE)
    with pytest.raises(EditorialError, match="waits for a topic already"):
        look_again(article, by=tagger, at=ONE)

    assert not NothingFits.objects.exists()


def test_a_topic_is_made_and_put_on_the_story_together(tagger):
    article = make_published().article

    topic = tag_with_new(article, "  Lead   pipes ", kind="subject", by=tagger, at=ONE)

    assert (topic.name, topic.slug, topic.kind) == ("Lead pipes", "lead-pipes", "subject")
    assert Tagging.objects.values_list("topic", "status", "first_published_at").get() == (topic.pk, "chosen", NOON)
    assert topic.name in Article.objects.get(pk=article.pk).topic_links
    assert sorted(Act.objects.values_list("verb", "by")) == [("create_topic", tagger.pk), ("tag", tagger.pk)]


def test_a_topic_made_goes_when_that_is_taken_back(tagger):
    article = make_article()
    before = standing(article)
    tag_with_new(article, "Lead pipes", kind="subject", by=tagger, at=ONE)

    undo_tagging(newest(), by=tagger, at=TWO)

    assert standing(article) == before
    assert list(Topic.history.values_list("history_type", "history_user")) == [("-", tagger.pk), ("+", tagger.pk)]


@pytest.mark.parametrize("used", ["another story", "another name", "renamed"])
def test_a_topic_made_and_used_since_stays(tagger, used):
    article = make_article()
    topic = tag_with_new(article, "Lead pipes", kind="subject", by=tagger, at=ONE)
    act = newest()
    if used == "another story":
        tag(make_article(), topic, by=tagger, at=TWO)
    elif used == "another name":
        topic.aliases.create(name="Water pipes")
    else:
        topic.description = "Pipes of lead."
        topic.save()
    before = standing(article)

    with pytest.raises(WrongState, match=r"“Lead pipes” (is used elsewhere by now|was changed since)"):
        undo_tagging(act, by=tagger, at=THREE)

    assert standing(article) == before


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("Ferries", "subject", "exists already|has this name"),
        ("FÉRRIES", "subject", "has this name"),
        ("Boats", "subject", "has this name"),
        ("!!", "nothing", "not a valid choice"),
        (" ", "subject", "blank"),
        ("x" * 201, "subject", "at most 200"),
    ],
)
def test_a_name_that_is_taken_or_none_makes_nothing(tagger, name, kind, why):
    make_topic("Ferries").aliases.create(name="Boats")
    article = make_article()
    before = standing(article)

    with pytest.raises(EditorialError, match=why):
        tag_with_new(article, name, kind=kind, by=tagger, at=ONE)

    assert standing(article) == before


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "administrator", None])
def test_who_may_not_make_topics_makes_none(db, role):
    user = make_user(role)
    article = make_article(created_by=user)

    with pytest.raises(NotAllowed):
        tag_with_new(article, "Lead pipes", kind="subject", by=user, at=ONE)

    assert not Topic.objects.exists()
    assert not Tagging.objects.exists()


STEPS = st.lists(
    st.tuples(st.sampled_from(["tag", "untag", "nothing", "again", "new"]), st.integers(0, 2)), min_size=1, max_size=8
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_acts_taken_back_in_turn_leave_the_story_as_it_was(tagger, steps):
    article = make_published().article
    topics = [make_topic() for _ in range(3)]
    proposed(article, topics[0])
    tag(article, topics[1], by=None, at=NOON)
    states, acts = [], []
    for number, (verb, which) in enumerate(steps, start=1):
        before = standing(article)
        at = later(minutes=number)
        try:
            if verb == "new":
                tag_with_new(article, f"New {article.pk} {number}", kind="event", by=tagger, at=at)
            elif verb in {"tag", "untag"}:
                {"tag": tag, "untag": untag}[verb](article, topics[which], by=tagger, at=at)
            else:
                {"nothing": nothing_fits, "again": look_again}[verb](article, by=tagger, at=at)
        except EditorialError:
            assert standing(article) == before
            continue
        if standing(article) != before:
            states.append(before)
            acts.append(newest())

    for act, before in zip(reversed(acts), reversed(states), strict=True):
        undo_tagging(act, by=tagger, at=later(hours=9))
        assert standing(article) == before


def test_a_topic_made_for_a_story_takes_no_address_that_leads_to_another(db):
    ferries = make_topic("C++", slug="c")
    tagger = make_user("topic_tagger")
    rename_topic(ferries, "Ferry crews", by=tagger, at=ONE)

    made = tag_with_new(make_article(), "C", kind="subject", by=tagger, at=TWO)

    assert Redirect.objects.get(path="/topics/c/").target == "/topics/ferry-crews/"
    assert made.slug == "c-2"
