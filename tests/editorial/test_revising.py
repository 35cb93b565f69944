from __future__ import annotations

import pytest

from articles.editorial import EditorialError, NotAllowed, StaleVersion, WrongState, confirm_quote, file_story, revise
from articles.editorial.drafts import DraftByline
from articles.models import Article, Byline, Quote
from articles.parsing.markup import blocks, quote_spans
from tests.builders import NOON, later, make_article, make_person, make_published, make_section, make_user
from tests.editorial.stories import rows_of, story_draft


@pytest.fixture
def article(section, reporter) -> Article:
    return file_story(story_draft(section), by=reporter, at=NOON)


def test_a_save_is_the_next_version_with_who_and_when(article, editor):
    article = revise(article, {"headline": "Bridge closes", "dek": "Nine weeks"}, by=editor, at=later(hours=1))

    article.refresh_from_db()
    assert (article.version, article.headline, article.updated_by, article.updated_at) == (
        2,
        "Bridge closes",
        editor,
        later(hours=1),
    )
    record = article.history.first()
    assert (record.version, record.history_user, record.history_date) == (2, editor, later(hours=1))
    assert article.acts.first().detail["fields"] == ["headline", "dek"]


def test_a_save_that_changes_nothing_is_no_version(article, reporter):
    before = rows_of(article)
    same = {"headline": article.headline, "body": article.body, "section": article.section}
    people = [DraftByline(person=b.person) for b in article.bylines.all()]

    revise(article, same, bylines=people, by=reporter, at=later(hours=1))

    assert rows_of(article) == before


def test_a_stale_save_is_refused_and_writes_nothing(article, reporter, editor):
    stale = Article.objects.get(pk=article.pk)
    revise(article, {"headline": "Theirs"}, by=editor, at=NOON)
    before = rows_of(article)

    with pytest.raises(StaleVersion) as error:
        revise(stale, {"headline": "Mine"}, by=reporter, at=NOON)

    assert error.value.current.headline == "Theirs"
    assert rows_of(article) == before


def test_paragraphs_keep_their_ids_through_an_edit(article, reporter):
    ids = [block.id for block in blocks(article.body)]
    body = article.body.replace("officials said Tuesday", "the city said Tuesday")

    article = revise(article, {"body": body}, by=reporter, at=NOON)

    assert [block.id for block in blocks(article.body)] == ids


def test_a_quotes_words_follow_the_body_and_its_mark_stays(article, reporter):
    quote = article.quotes.get(speaker_name="Omar Field")

    article = revise(article, {"body": article.body.replace("half a mile", "a whole mile")}, by=reporter, at=NOON)

    quote.refresh_from_db()
    assert quote.words == "Nobody walks a whole mile for a haircut"
    assert quote.history.first().words == quote.words
    assert not quote.has_drifted


def test_a_confirmed_quote_whose_words_change_has_drifted(article, reporter):
    quote = confirm_quote(article.quotes.get(speaker_name="Omar Field"), by=reporter, at=NOON)

    revise(article, {"body": article.body.replace("half a mile", "a mile")}, by=reporter, at=NOON)

    quote.refresh_from_db()
    assert quote.has_drifted
    assert quote.settled_words == "Nobody walks half a mile for a haircut"


def test_a_new_quotation_is_proposed_and_settled_ones_stay(article, reporter):
    confirmed = confirm_quote(article.quotes.get(speaker_name="Omar Field"), by=reporter, at=NOON)
    body = article.body + "<p>“I will walk anyway,” said Petra Stone, a nurse.</p>"

    article = revise(article, {"body": body}, by=reporter, at=NOON)

    new = article.quotes.get(speaker_name="Petra Stone")
    assert (new.status, new.role_printed, new.words) == ("proposed", "nurse", "I will walk anyway")
    confirmed.refresh_from_db()
    assert confirmed.status == "confirmed"
    assert Quote.objects.filter(article=article).count() == 4
    assert {span.quote_id for span in quote_spans(article.body)} == set(
        article.quotes.values_list("public_id", flat=True)
    )


def test_marks_of_another_storys_quotes_are_taken_off(article, section, reporter):
    other = file_story(story_draft(section), by=reporter, at=NOON)
    foreign = other.quotes.first().public_id
    body = article.body + f'<p>He said it <q data-quote="{foreign}">again and again</q>.</p>'

    article = revise(article, {"body": body}, by=reporter, at=NOON)

    assert foreign not in article.body
    assert "again and again" in article.body_text


def test_bylines_are_set_in_order_and_people_made_on_the_spot(article, reporter):
    tom = article.bylines.get(person__name="Tom Hale").person
    photographer = make_person("Lu Chen")

    revise(
        article,
        {},
        bylines=[
            DraftByline(person=tom),
            DraftByline("New Hand"),
            DraftByline(person=photographer, role="photographer"),
        ],
        by=reporter,
        at=NOON,
    )

    assert [(b.person.name, b.role, b.position) for b in Byline.objects.filter(article=article)] == [
        ("Tom Hale", "writer", 0),
        ("New Hand", "writer", 1),
        ("Lu Chen", "photographer", 2),
    ]


@pytest.mark.parametrize(("field", "value"), [("embargo_until", later(days=1)), ("assigned_to", None)])
def test_a_field_beyond_a_persons_rights_is_left_and_noted(article, reporter, editor, field, value, caplog):
    Article.objects.filter(pk=article.pk).update(assigned_to=editor)
    article.refresh_from_db()

    revise(article, {"headline": "New", field: value}, by=reporter, at=NOON)

    saved = Article.objects.get(pk=article.pk)
    assert (saved.headline, saved.embargo_until, saved.assigned_to) == ("New", None, editor)
    assert f"ignored field {field}" in caplog.text


@pytest.mark.parametrize("field", ["state", "version", "first_published_at", "path", "created_by", "nonsense"])
def test_what_acts_alone_write_is_never_set_by_a_save(article, reporter, field, caplog):
    before = rows_of(article)

    revise(article, {field: "published"}, by=reporter, at=NOON)

    assert rows_of(article) == before
    assert f"ignored field {field}" in caplog.text
    with pytest.raises(EditorialError, match="not set by saving"):
        revise(article, {field: "published"}, by=None, at=NOON)


@pytest.mark.parametrize("role", ["contributor", "reporter", "topic_tagger", "administrator", None])
def test_who_may_not_edit_is_refused(article, role):
    user = make_user(role)
    before = rows_of(article)

    with pytest.raises(NotAllowed):
        revise(article, {"headline": "Mine now"}, by=user, at=NOON)

    assert rows_of(article) == before


def test_a_live_story_is_not_for_its_reporter_to_edit(reporter, section, editor):
    edition = make_published(section=section, created_by=reporter)

    with pytest.raises(NotAllowed):
        revise(edition.article, {"headline": "Sharper"}, by=reporter, at=NOON)

    assert revise(edition.article, {"headline": "Sharper"}, by=editor, at=NOON).headline == "Sharper"


def test_a_killed_story_is_not_edited(managing_editor):
    with pytest.raises(WrongState):
        revise(make_article(state="killed"), {"headline": "Back"}, by=managing_editor, at=NOON)


def test_a_body_over_the_limit_is_refused_and_nothing_is_lost(article, reporter):
    before = rows_of(article)

    with pytest.raises(EditorialError, match="1,000,000"):
        revise(article, {"body": f"<p>{'word ' * 250_000}</p>"}, by=reporter, at=NOON)

    assert rows_of(article) == before


def test_an_embargo_after_release_is_refused(section, managing_editor):
    edition = make_published(section=section)

    with pytest.raises(EditorialError, match="already with readers"):
        revise(edition.article, {"embargo_until": later(days=1)}, by=managing_editor, at=later(hours=1))


def test_an_editor_may_not_move_a_story_out_of_reach_unseen(section, editor, article):
    elsewhere = make_section()

    moved = revise(article, {"section": elsewhere}, by=editor, at=NOON)

    with pytest.raises(NotAllowed):
        revise(moved, {"headline": "Once more"}, by=editor, at=NOON)


def test_a_save_takes_at_most_15_statements(article, editor, django_assert_max_num_queries):
    body = article.body.replace("half a mile", "a mile") + "<p>“New words,” said Petra Stone.</p>"
    article, editor = Article.objects.get(pk=article.pk), type(editor).objects.get(pk=editor.pk)

    with django_assert_max_num_queries(15):
        revise(article, {"headline": "New", "body": body}, by=editor, at=NOON)
