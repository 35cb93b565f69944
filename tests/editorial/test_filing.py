from __future__ import annotations

import pytest

from articles.editorial import EditorialError, NotAllowed, file_stories, file_story
from articles.editorial.drafts import Attribution, DraftByline, Origin, StoryDraft
from articles.models import Act, Article, Original, Person, Quote
from articles.parsing.markup import quote_spans
from tests.builders import NOON, make_person, make_topic, make_user
from tests.editorial.stories import PARAGRAPHS, story_draft


def test_filing_makes_a_draft_with_its_words_unaltered(section, reporter):
    article = file_story(story_draft(section), by=reporter, at=NOON)

    article.refresh_from_db()
    assert (article.state, article.version, article.created_by) == ("draft", 1, reporter)
    assert article.body_text == "\n\n".join(PARAGRAPHS)
    assert article.word_count == sum(len(p.split()) for p in PARAGRAPHS)
    assert [act.verb for act in Act.objects.filter(article=article)] == ["file"]
    assert article.history.count() == 1


def test_filing_proposes_each_quote_with_speaker_role_and_question(section, reporter):
    article = file_story(story_draft(section), by=reporter, at=NOON)

    quotes = list(article.quotes.in_place())
    assert [(q.speaker_name, q.role_printed, q.status) for q in quotes] == [
        ("Lena Marsh", "Public Works Director", "proposed"),
        ("Omar Field", "", "proposed"),
        ("Ines Calder", "Mayor", "proposed"),
    ]
    assert quotes[0].words == (
        "The deck is tired, and so are the people who drive over it,\nWe would rather close it once and do it right."
    )
    assert (quotes[2].kind, quotes[2].question) == ("exchange", "Will the city pay for the shuttle?")
    assert all(q.said_on == NOON.date() for q in quotes)


def test_a_split_quote_is_one_record_in_two_spans(section, reporter):
    article = file_story(story_draft(section), by=reporter, at=NOON)

    first = article.quotes.in_place()[0]
    spans = [span.text for span in quote_spans(article.body) if span.quote_id == first.public_id]
    assert spans == [
        "The deck is tired, and so are the people who drive over it,",
        "We would rather close it once and do it right.",
    ]


def test_a_known_speaker_is_matched_by_name_and_a_shared_name_is_left_to_an_editor(section, reporter):
    lena = make_person("Léna  MARSH")
    make_person("Omar Field"), make_person("Omar Field")

    article = file_story(story_draft(section), by=reporter, at=NOON)

    assert [q.speaker for q in article.quotes.in_place()] == [lena, None, None]


def test_bylines_keep_their_order_and_make_people_once(section, reporter):
    ana = make_person("Ana Ruiz")

    article = file_story(story_draft(section), by=reporter, at=NOON)

    assert [b.person.name for b in article.bylines.all()] == ["Ana Ruiz", "Tom Hale"]
    assert article.bylines.all()[0].person == ana
    assert Person.objects.filter(name="Tom Hale", is_staff_writer=True).count() == 1


def test_topics_of_the_vocabulary_are_proposed_with_the_reason(section, reporter):
    bridge = make_topic("Bridges")
    bridge.aliases.create(name="Alder Street bridge")
    make_topic("Merchants").__class__.objects.filter(name="Merchants").update(retired=True)

    article = file_story(story_draft(section), by=reporter, at=NOON)

    tagging = article.taggings.get()
    assert (tagging.topic, tagging.status) == (bridge, "proposed")
    assert "Alder Street bridge" in tagging.reason


def test_what_an_editor_says_of_a_quote_wins_over_the_finder(section, reporter):
    draft = story_draft(section)
    said = Attribution("Nobody walks half a mile", "Olga Field", "shop owner")

    article = file_story(StoryDraft(body=draft.body, fields=draft.fields, attributions=(said,)), by=reporter, at=NOON)

    quote = article.quotes.get(speaker_name="Olga Field")
    assert quote.role_printed == "shop owner"


def test_the_same_origin_is_filed_once(section):
    origin = Origin("wire", "tag:example.org,2026:1", "1", b"raw bytes")
    draft = story_draft(section)
    draft = StoryDraft(body=draft.body, fields=draft.fields, origin=origin)
    article = file_story(draft, by=None, at=NOON)

    with pytest.raises(EditorialError, match="filed before"):
        file_story(draft, by=None, at=NOON)

    assert bytes(Original.objects.get(article=article).content) == b"raw bytes"
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slugline": "  "}, "needs a slugline"),
        ({"headline": "x" * 5000}, "headline has 5,000 characters; at most 300"),
        ({"dek": "x" * 501}, "dek has 501 characters; at most 500"),
    ],
)
def test_a_story_beyond_its_limits_is_refused_whole(section, reporter, fields, sentence):
    with pytest.raises(EditorialError, match=sentence):
        file_story(story_draft(section, **fields), by=reporter, at=NOON)

    assert (Article.objects.count(), Quote.objects.count(), Person.objects.count()) == (0, 0, 0)


def test_a_body_over_a_megabyte_is_refused_with_the_number(section, reporter):
    draft = StoryDraft(body=f"<p>{'a' * 1_000_001}</p>", fields={"slugline": "long"})

    with pytest.raises(EditorialError, match="1,000,000"):
        file_story(draft, by=reporter, at=NOON)


def test_script_never_reaches_the_database(section, reporter):
    draft = StoryDraft(
        body="<p>Hello<script>alert(1)</script><img src=x onerror=alert(1)></p>", fields={"slugline": "x"}
    )

    article = file_story(draft, by=reporter, at=NOON)

    article.refresh_from_db()
    assert "script" not in article.body
    assert "onerror" not in article.body


@pytest.mark.parametrize("role", ["topic_tagger", "administrator", None])
def test_who_may_not_create_stories_is_refused_and_nothing_is_left(section, role):
    user = make_user(role)

    with pytest.raises(NotAllowed):
        file_story(story_draft(section), by=user, at=NOON)

    assert (Article.objects.count(), Person.objects.count(), Act.objects.count()) == (0, 0, 0)


def test_a_contributor_may_file_but_not_import(section):
    contributor = make_user("contributor")
    draft = story_draft(section)
    file_story(draft, by=contributor, at=NOON)

    with pytest.raises(NotAllowed):
        file_story(StoryDraft(body=draft.body, fields=draft.fields, origin=Origin("w", "g")), by=contributor, at=NOON)


def test_a_batch_is_filed_in_as_many_statements_as_one(section, django_assert_max_num_queries):
    drafts = [story_draft(section, slugline=f"story-{n}") for n in range(30)]

    with django_assert_max_num_queries(40):
        articles = file_stories(drafts, by=None, at=NOON)

    assert [a.slugline for a in articles] == [f"story-{n}" for n in range(30)]
    assert Quote.objects.count() == 90


def test_a_name_several_people_bear_stops_the_byline(section, reporter):
    make_person("Ana Ruiz"), make_person("Ana Ruiz")

    with pytest.raises(EditorialError, match="Several people are named “Ana Ruiz”"):
        file_story(story_draft(section), by=reporter, at=NOON)


def test_an_unnamed_byline_is_left_out(section, reporter):
    draft = story_draft(section)
    draft = StoryDraft(body=draft.body, fields=draft.fields, bylines=(DraftByline("  "), DraftByline("Ana Ruiz")))

    article = file_story(draft, by=reporter, at=NOON)

    assert [b.person.name for b in article.bylines.all()] == ["Ana Ruiz"]
