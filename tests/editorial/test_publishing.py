from __future__ import annotations

from datetime import timedelta

import pytest

from articles.editorial import (
    Blocked,
    EditorialError,
    NotAllowed,
    StaleVersion,
    WrongState,
    accept_wording,
    approve,
    confirm_quote,
    correct,
    file_story,
    kill,
    publish,
    retract,
    revise,
    schedule,
    submit,
    tag,
    unschedule,
    verify_quote,
)
from articles.models import Article, Edition, Redirect, Tagging
from articles.models.digests import digest_of
from tests.builders import NOON, later, make_article, make_topic, make_user
from tests.editorial.stories import PARAGRAPHS, file_ready, rows_of, story_draft

UPDATE, MINOR = Edition.Change.UPDATE, Edition.Change.MINOR


@pytest.fixture
def ready(section, reporter, editor) -> Article:
    return file_ready(section, by=reporter, approved_by=editor)


def visible(article, at):
    return list(Edition.objects.visible(at).filter(article=article).values_list("number", flat=True))


def test_publishing_freezes_the_words_the_names_and_the_quotes(ready, editor):
    edition = publish(ready, by=editor, at=NOON)

    edition.refresh_from_db()
    assert (edition.number, edition.change, edition.headline) == (1, "update", ready.headline)
    assert edition.text == "\n\n".join(PARAGRAPHS)
    assert (edition.byline, edition.path) == (
        "Ana Ruiz and Tom Hale",
        "/2026/03/04/alder-street-bridge-to-close-for-nine-weeks/",
    )
    assert [b.name for b in edition.bylines.all()] == ["Ana Ruiz", "Tom Hale"]
    assert [(q.speaker_name, q.role) for q in edition.quotes.all()] == [
        ("Lena Marsh", "Public Works Director"),
        ("Omar Field", ""),
        ("Ines Calder", "Mayor"),
    ]
    assert edition.quotes.get(speaker_name="Ines Calder").context == PARAGRAPHS[5]


def test_a_published_story_is_visible_from_that_moment_on(ready, editor):
    publish(ready, by=editor, at=NOON)

    assert visible(ready, later(microseconds=-1)) == []
    assert visible(ready, NOON) == [1]


def test_a_second_edition_closes_the_first_and_chains_to_it(ready, editor):
    first = publish(ready, by=editor, at=NOON)
    article = Article.objects.get(pk=ready.pk)
    article = revise(article, {"headline": "Bridge to close for ten weeks"}, by=editor, at=later(hours=1))

    second = publish(article, by=editor, at=later(hours=2))

    first.refresh_from_db()
    assert (second.number, second.previous_digest) == (2, first.digest)
    assert first.superseded_at == second.published_at == later(hours=2)
    assert second.first_published_at == NOON
    assert visible(ready, later(hours=1)) == [1]
    assert visible(ready, later(hours=2)) == [2]


def test_a_change_at_the_desk_is_not_seen_until_it_is_released(ready, editor):
    publish(ready, by=editor, at=NOON)

    revise(Article.objects.get(pk=ready.pk), {"headline": "Private"}, by=editor, at=later(hours=1))

    assert Edition.objects.visible(later(hours=2)).get(article=ready).headline == ready.headline


def test_a_minor_change_moves_no_date_readers_see(ready, editor):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "A typo mended"}, by=editor, at=later(hours=1))

    edition = publish(article, by=editor, at=later(hours=1), change=MINOR)

    assert (edition.first_published_at, edition.modified_at) == (NOON, NOON)


def test_the_digest_can_be_computed_again_and_tells_of_any_change(ready, editor):
    publish(ready, by=editor, at=NOON)
    edition = Edition.objects.get(article=ready)
    bylines, quotes = list(edition.bylines.all()), list(edition.quotes.all())

    assert digest_of(edition, bylines, quotes) == edition.digest
    quotes[0].words += "!"
    assert digest_of(edition, bylines, quotes) != edition.digest


def test_a_story_is_scheduled_by_an_edition_of_that_hour(ready, editor):
    edition = schedule(ready, when=later(hours=6), by=editor, at=NOON)

    article = Article.objects.get(pk=ready.pk)
    assert (article.state, article.publish_at, edition.published_at) == ("published", later(hours=6), later(hours=6))
    assert article.is_scheduled(NOON)
    assert visible(ready, later(hours=6, microseconds=-1)) == []
    assert visible(ready, later(hours=6)) == [1]


def test_scheduling_into_the_past_is_refused(ready, editor):
    before = rows_of(ready)

    with pytest.raises(EditorialError, match="has passed"):
        schedule(ready, when=NOON, by=editor, at=NOON)

    assert rows_of(ready) == before


def test_unscheduling_leaves_a_ready_story_nobody_ever_sees(ready, editor):
    schedule(ready, when=later(hours=6), by=editor, at=NOON)

    article = unschedule(Article.objects.get(pk=ready.pk), by=editor, at=later(hours=1))

    article.refresh_from_db()
    assert (article.state, article.publish_at, article.first_published_at, article.path) == ("ready", None, None, None)
    assert visible(ready, later(hours=6)) == visible(ready, later(days=600)) == []
    again = publish(article, by=editor, at=later(hours=2))
    assert (again.number, visible(ready, later(hours=6))) == (2, [2])


def test_an_update_may_be_scheduled_for_a_live_story_and_taken_back(ready, editor):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"headline": "Tomorrow"}, by=editor, at=later(hours=1))
    schedule(article, when=later(days=1), by=editor, at=later(hours=2))
    assert (visible(ready, later(hours=3)), visible(ready, later(days=1))) == ([1], [2])

    article = unschedule(Article.objects.get(pk=ready.pk), by=editor, at=later(hours=3))

    assert (article.state, article.publish_at) == ("published", NOON)
    assert visible(ready, later(days=2)) == [1]


def test_what_is_scheduled_is_not_published_besides(ready, editor):
    schedule(ready, when=later(hours=6), by=editor, at=NOON)
    article = Article.objects.get(pk=ready.pk)

    with pytest.raises(WrongState, match="Edition 1 of “alder-bridge” is planned for 4 March 2026, 18:00 EST"):
        publish(article, by=editor, at=later(hours=1))


def test_once_the_hour_has_come_nothing_is_unscheduled(ready, editor):
    schedule(ready, when=later(hours=6), by=editor, at=NOON)

    with pytest.raises(WrongState, match="Nothing of"):
        unschedule(Article.objects.get(pk=ready.pk), by=editor, at=later(hours=6))


def test_an_embargo_holds_against_everybody_and_every_act(section, reporter, managing_editor):
    article = file_ready(section, by=reporter, approved_by=managing_editor, embargo_until=later(hours=4))
    before = rows_of(article)

    for attempt in (
        lambda: publish(article, by=managing_editor, at=NOON),
        lambda: publish(article, by=None, at=NOON),
        lambda: schedule(article, when=later(hours=4, seconds=-1), by=managing_editor, at=NOON),
    ):
        with pytest.raises(EditorialError, match="embargoed until"):
            attempt()

    assert rows_of(article) == before
    schedule(article, when=later(hours=4), by=managing_editor, at=NOON)
    assert visible(article, later(hours=4)) == [1]


@pytest.mark.parametrize(
    ("fields", "code", "where"),
    [
        ({"headline": ""}, "no-headline", "headline"),
        ({"headline": "Mayor TK resigns"}, "tk", "headline"),
        ({"dek": "[TK: how many?]"}, "tk", "dek"),
    ],
)
def test_an_unfinished_story_is_refused_with_the_place(section, reporter, editor, fields, code, where):
    article = file_ready(section, by=reporter, approved_by=editor, **fields)

    with pytest.raises(Blocked) as error:
        publish(article, by=editor, at=NOON)

    assert [(f.code, f.where) for f in error.value.findings] == [(code, where)]


def test_every_reason_is_given_at_once_and_nothing_is_left(db, managing_editor):
    article = make_article(
        state="ready", headline="", body="<p>The council TK voted.</p>", body_text="The council TK voted."
    )
    before = rows_of(article)

    with pytest.raises(Blocked) as error:
        publish(article, by=managing_editor, at=NOON)

    assert [f.code for f in error.value.findings] == ["no-headline", "no-byline", "no-section", "tk"]
    assert error.value.findings[-1].where.startswith("p-")
    assert rows_of(article) == before


def test_a_confirmed_quote_of_nobody_blocks(ready, editor):
    quote = ready.quotes.get(speaker_name="Omar Field")
    quote.speaker, quote.speaker_name = None, ""
    quote.save()

    with pytest.raises(Blocked, match="has no speaker"):
        publish(ready, by=editor, at=NOON)


def test_changed_words_in_a_verified_quote_block_until_somebody_decides(ready, editor):
    quote = ready.quotes.get(speaker_name="Omar Field")
    verify_quote(quote, how="recording", by=editor, at=NOON)
    body = ready.body.replace("half a mile", "a mile")
    article = revise(ready, {"body": body}, by=editor, at=NOON)

    with pytest.raises(Blocked, match="words of a verified quote changed: “Nobody walks half a mile") as error:
        publish(article, by=editor, at=NOON)

    assert [f.code for f in error.value.findings] == ["drifted"]
    quote.refresh_from_db()
    accept_wording(quote, by=editor, at=NOON)
    edition = publish(article, by=editor, at=NOON)
    assert edition.quotes.get(speaker_name="Omar Field").words.startswith("Nobody walks a mile")
    assert edition.quotes.get(speaker_name="Omar Field").verification == ""


def test_only_confirmed_quotes_are_published_as_quotes(section, reporter, editor):
    article = file_story(story_draft(section), by=reporter, at=NOON)
    confirm_quote(article.quotes.get(speaker_name="Ines Calder"), by=reporter, at=NOON)
    article = approve(submit(article, by=reporter, at=NOON), by=editor, at=NOON)

    edition = publish(article, by=editor, at=NOON)

    assert [q.speaker_name for q in edition.quotes.all()] == ["Ines Calder"]
    assert edition.body.count("<q ") == 1
    assert edition.text == article.body_text


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "topic_tagger", "administrator", None])
@pytest.mark.parametrize("act", [publish, schedule])
def test_who_may_not_publish_is_refused(ready, act, role):
    user = make_user(role)
    before = rows_of(ready)
    when = {"when": later(hours=1)} if act is schedule else {}

    with pytest.raises(NotAllowed):
        act(ready, by=user, at=NOON, **when)

    assert rows_of(ready) == before


def test_an_editor_of_another_section_does_not_publish(ready, stranger):
    with pytest.raises(NotAllowed):
        publish(ready, by=stranger, at=NOON)


def test_an_author_does_not_publish_what_nobody_else_approved(section, editor, managing_editor):
    article = file_ready(section, by=editor, approved_by=managing_editor)
    Article.objects.filter(pk=article.pk).update(approved_by=editor)
    article.refresh_from_db()

    with pytest.raises(NotAllowed, match="two-person rule"):
        publish(article, by=editor, at=NOON)


@pytest.mark.parametrize("state", ["draft", "review", "killed"])
def test_a_story_that_is_not_ready_is_not_published(section, managing_editor, state):
    article = make_article(state=state, section=section)
    before = rows_of(article)

    with pytest.raises(WrongState):
        publish(article, by=managing_editor, at=NOON)

    assert rows_of(article) == before


def test_publishing_a_stale_copy_is_refused(ready, editor):
    stale = Article.objects.get(pk=ready.pk)
    revise(ready, {"headline": "Newer"}, by=editor, at=NOON)

    with pytest.raises(StaleVersion):
        publish(stale, by=editor, at=NOON)

    assert not Edition.objects.exists()


def test_publishing_takes_at_most_25_statements(ready, editor, django_assert_max_num_queries):
    tag(ready, make_topic(), by=editor, at=NOON)
    fresh, editor = Article.objects.get(pk=ready.pk), type(editor).objects.get(pk=editor.pk)

    with django_assert_max_num_queries(25):
        publish(fresh, by=editor, at=NOON)


def test_two_stories_of_one_headline_get_two_addresses(section, reporter, editor):
    paths = [publish(file_ready(section, by=reporter, approved_by=editor), by=editor, at=NOON).path for _ in range(3)]

    base = "/2026/03/04/alder-street-bridge-to-close-for-nine-weeks"
    assert paths == [f"{base}/", f"{base}-2/", f"{base}-3/"]


def test_an_address_that_changes_leads_on_for_ever(ready, editor):
    first = publish(ready, by=editor, at=NOON).path
    article = Article.objects.get(pk=ready.pk)
    second = publish(revise(article, {"url_slug": "alder"}, by=editor, at=NOON), by=editor, at=later(hours=1)).path
    article = Article.objects.get(pk=ready.pk)

    third = publish(revise(article, {"url_slug": "bridge"}, by=editor, at=NOON), by=editor, at=later(hours=2)).path

    assert third == "/2026/03/04/bridge/"
    assert dict(Redirect.objects.values_list("path", "target")) == {first: third, second: third}


def test_the_day_in_the_address_is_the_sites_own(ready, editor, settings):
    evening_in_new_york = NOON + timedelta(hours=10)  # 3 a.m. UTC on the next day

    assert publish(ready, by=editor, at=evening_in_new_york).path.startswith("/2026/03/04/")


def test_topics_learn_the_moment_of_first_publication(ready, editor):
    topic = make_topic()
    tag(ready, topic, by=editor, at=NOON)

    publish(ready, by=editor, at=later(hours=1))

    assert Tagging.objects.get(article=ready, topic=topic).first_published_at == later(hours=1)


def test_a_correction_is_bound_to_both_editions_and_stays_with_the_story(ready, editor, copy_editor):
    before = publish(ready, by=editor, at=NOON)
    changes = {"headline": "Bridge to close for ten weeks"}
    article = revise(Article.objects.get(pk=ready.pk), changes, by=copy_editor, at=later(hours=1))

    after = correct(article, text="The bridge will close for ten weeks, not nine.", by=editor, at=later(hours=1))

    correction = ready.corrections.get()
    assert (correction.before, correction.after, correction.kind) == (before, after, "correction")
    assert after.modified_at == later(hours=1)
    assert "ten weeks, not nine" in after.rendering.page
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "More"}, by=editor, at=later(hours=2))
    assert "ten weeks, not nine" in publish(article, by=editor, at=later(hours=2)).rendering.page


def test_nobody_corrects_alone_what_they_changed_alone(ready, editor, copy_editor):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "Ten weeks"}, by=editor, at=later(hours=1))
    before = rows_of(article)

    with pytest.raises(NotAllowed, match="You made this change: a second person has to approve the correction"):
        correct(article, text="It said nine.", by=editor, at=later(hours=1))

    assert rows_of(article) == before
    assert correct(article, text="It said nine.", by=copy_editor, at=later(hours=2)).number == 2


def test_who_changed_something_besides_may_correct_what_two_people_read(ready, editor, copy_editor):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "Ten weeks"}, by=copy_editor, at=later(hours=1))
    article = revise(article, {"kicker": "Roads"}, by=editor, at=later(hours=1))

    assert correct(article, text="It said nine.", by=editor, at=later(hours=2)).number == 2


def test_what_was_changed_before_the_edition_readers_see_is_no_change_any_more(ready, editor, copy_editor):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "More"}, by=copy_editor, at=later(hours=1))
    publish(article, by=editor, at=later(hours=1))
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "Ten weeks"}, by=editor, at=later(hours=2))

    with pytest.raises(NotAllowed, match="second person"):
        correct(article, text="It said nine.", by=editor, at=later(hours=2))


def test_the_shell_and_a_one_person_newsroom_correct_alone(ready, editor, settings):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "Ten weeks"}, by=None, at=later(hours=1))
    assert correct(article, text="It said nine.", by=None, at=later(hours=1)).number == 2
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "Eleven weeks"}, by=editor, at=later(hours=2))

    settings.TWO_PERSON_RULE = False

    assert correct(article, text="It said ten.", by=editor, at=later(hours=2)).number == 3


@pytest.mark.parametrize(("text", "sentence"), [("  ", "Say what was wrong"), ("Fixed.", "nothing to correct")])
def test_a_correction_takes_a_text_and_a_story_readers_saw(ready, editor, text, sentence):
    if text.strip():
        schedule(ready, when=later(hours=6), by=editor, at=NOON)
    else:
        publish(ready, by=editor, at=NOON)
    article = Article.objects.get(pk=ready.pk)

    with pytest.raises(EditorialError, match=sentence):
        correct(article, text=text, by=editor, at=later(hours=1))


def test_a_correction_is_no_plain_publication(ready, editor):
    with pytest.raises(EditorialError, match="needs its text"):
        publish(ready, by=editor, at=NOON, change=Edition.Change.CORRECTION)


def test_a_retraction_keeps_the_address_and_takes_the_words(ready, editor, managing_editor):
    path = publish(ready, by=editor, at=NOON).path
    article = Article.objects.get(pk=ready.pk)

    edition = retract(article, text="We could not stand this story up.", by=managing_editor, at=later(hours=1))
    assert article.acts.get(verb="retract").detail["reason"] == "We could not stand this story up."

    assert (edition.path, edition.text) == (path, "We could not stand this story up.")
    assert not edition.quotes.exists()
    with pytest.raises(NotAllowed):
        retract(Article.objects.get(pk=ready.pk), text="Again.", by=editor, at=later(hours=2))


def test_killing_ends_what_readers_see_and_what_was_to_come(ready, editor):
    publish(ready, by=editor, at=NOON)
    article = revise(Article.objects.get(pk=ready.pk), {"dek": "Later"}, by=editor, at=later(hours=1))
    schedule(article, when=later(hours=6), by=editor, at=later(hours=1))

    kill(Article.objects.get(pk=ready.pk), reason="Legal", by=editor, at=later(hours=2))

    assert visible(ready, later(hours=1)) == [1]
    assert [visible(ready, later(hours=h)) for h in (2, 6, 7)] == [[], [], []]
    assert Article.objects.get(pk=ready.pk).state == "killed"


def test_killing_takes_a_reason_and_happens_once(ready, editor):
    with pytest.raises(EditorialError, match="Say why"):
        kill(ready, reason="", by=editor, at=NOON)
    kill(ready, reason="Overtaken", by=editor, at=NOON)

    with pytest.raises(WrongState):
        kill(Article.objects.get(pk=ready.pk), reason="Again", by=editor, at=NOON)


def test_a_reporter_kills_an_own_draft_and_no_live_story(section, reporter, editor):
    draft = file_story(story_draft(section), by=reporter, at=NOON)
    assert kill(draft, reason="Did not hold", by=reporter, at=NOON).state == "killed"
    live = file_ready(section, by=reporter, approved_by=editor)
    publish(live, by=editor, at=NOON)
    live.refresh_from_db()

    with pytest.raises(NotAllowed):
        kill(live, reason="Changed my mind", by=reporter, at=NOON)


def test_an_author_cannot_release_alone_what_was_changed_after_approval(section, editor):
    author = make_user("managing_editor")
    article = file_ready(section, by=author, approved_by=editor)
    article = revise(article, {"headline": "Something nobody else has read"}, by=author, at=NOON)

    with pytest.raises(NotAllowed):
        publish(article, by=author, at=NOON)

    assert publish(article, by=editor, at=NOON).number == 1
