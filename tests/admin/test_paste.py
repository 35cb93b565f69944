"""Pasting a story: what was understood is shown first, all can be corrected, nothing is stored before the save."""

from __future__ import annotations

import pytest

from articles.advice.topics.blending import Figures
from articles.editorial.topic_learning import keep_model
from articles.models import Article, Person, Quote
from tests.advice.topics.models import make_model
from tests.builders import NOON, make_article, make_person, make_topic

pytestmark = pytest.mark.django_db

PASTE = "/admin/articles/article/paste/"
COPY = """date 2026-03-04 PORT AMITY (KHBR)– The ferry to Eastmere will stop at nine in the evening from Monday.

“We have two boats and one of them is tired,” said Harbor Commissioner Nell Strand. “I will not run the other to death.”

[Reporter: “What do you say to people who work late?”]

“I say I am sorry, and I say it to their faces,” said Ferry Director Oskar Lind.

Riders at the slip had not been told.
"""


@pytest.fixture
def topic(db):
    return make_topic("Ferry")


def read(client, copy: str = COPY):
    return client.post(PASTE, {"copy": copy, "step": "read"})


def fields(form, **changes) -> dict:
    """What the page of proposals posts, as it stands but for the changes."""
    shown = {bound.name: bound.value() for bound in form if bound.value() is not None}
    return {**shown, "copy": COPY, "step": "save", **changes}


def test_each_proposal_stands_beside_the_words_it_came_from(as_, topic):
    page = read(as_("reporter")).content.decode()

    for words in ("PORT AMITY", "KHBR", "2026-03-04", "PORT AMITY (KHBR)–", "Nell Strand", "Harbor Commissioner"):
        assert words in page
    assert "What do you say to people who work late?" in page
    assert "Reporter’s question" in page
    assert "The copy has no headline" in page
    assert "stands in the text" in page
    assert not Article.objects.exists()


def test_topics_are_suggested_by_the_archive_and_by_who_speaks(as_):
    speaker, boats, harbours = make_person("Nell Strand"), make_topic("Boats"), make_topic("Harbours")
    keep_model(make_model(boats.pk, harbours.pk), Figures(7, 2, 1.0, 1.0, 1.0), by=None, at=NOON)
    budget = make_topic("Budgets")
    for _ in range(4):
        told = make_article(topics=(budget,))
        told.quotes.create(words="Yes.", settled_words="Yes.", speaker=speaker, status="confirmed", settled_at=NOON)

    topics = read(as_("reporter"), COPY.replace("boats", "tankers, one tanker")).context["understood"].topics

    assert [(topic, why) for topic, why in topics] == [
        (harbours, "stories like this one carry it: “tanker”"),
        (budget, "4 of 4 stories a speaker is quoted in carry it"),
    ]


def test_copy_without_a_byline_gets_that_of_who_pasted_it(as_, desk):
    client = as_("reporter")
    assert read(client).context["form"]["byline"].value() == ""
    Person.objects.create(name="Ana Ruiz", slug="ana-ruiz", is_staff_writer=True, user=desk["reporter"])

    assert read(client).context["form"]["byline"].value() == "Ana Ruiz"
    assert read(client, f"By Tom Hale\n\n{COPY}").context["form"]["byline"].value() == "Tom Hale"


def test_problems_stand_before_the_proposals(as_):
    page = read(as_("reporter")).content.decode()

    assert page.index("To look at") < page.index('name="slugline"')


def test_the_draft_is_filed_as_understood(as_, desk, section, topic):
    client = as_("reporter")
    form = read(client).context["form"]

    answer = client.post(PASTE, fields(form, section=section.pk, topics=[topic.pk]))

    story = Article.objects.get()
    assert answer.url == f"/admin/articles/article/{story.pk}/change/"
    assert (story.state, story.created_by, story.section) == ("draft", desk["reporter"], section)
    assert (story.dateline_place, story.dateline_source, str(story.dateline_date)) == (
        "PORT AMITY",
        "KHBR",
        "2026-03-04",
    )
    assert [(q.speaker_name, q.role_printed, q.status) for q in story.quotes.in_place()] == [
        ("Nell Strand", "Harbor Commissioner", "proposed"),
        ("Oskar Lind", "Ferry Director", "proposed"),
    ]
    assert story.quotes.in_place().last().question == "What do you say to people who work late?"
    assert [t.topic for t in story.taggings.filter(status="chosen")] == [topic]


def test_everything_can_be_corrected(as_, section):
    client = as_("reporter")
    form = read(client).context["form"]
    corrected = {
        "slugline": "ferry-nights",
        "headline": "Last boat at nine",
        "byline": "Ana Ruiz and Tom Hale",
        "dateline_place": "EASTMERE",
        "speaker-0": "Nell Strand-Ito",
        "role-0": "commissioner of the harbor",
    }

    client.post(PASTE, fields(form, **corrected))

    story = Article.objects.get(slugline="ferry-nights")
    assert (story.headline, story.dateline_place) == ("Last boat at nine", "EASTMERE")
    assert [b.person.name for b in story.bylines.all()] == ["Ana Ruiz", "Tom Hale"]
    first = story.quotes.in_place().first()
    assert (first.speaker_name, first.role_printed) == ("Nell Strand-Ito", "commissioner of the harbor")


def test_sure_quotes_can_be_confirmed_in_the_same_action(as_):
    client = as_("reporter")
    answer = read(client)
    assert "Save and confirm all quotes" in answer.content.decode()

    client.post(PASTE, fields(answer.context["form"], step="confirm"))

    assert set(Quote.objects.values_list("status", flat=True)) == {"confirmed"}
    assert Person.objects.filter(name__in=["Nell Strand", "Oskar Lind"]).count() == 2


def test_no_such_button_where_a_speaker_is_not_found(as_):
    copy = COPY + "\n“Nobody knows who said this,” read a sign.\n"

    answer = read(as_("reporter"), copy)

    if not answer.context["understood"].all_sure:
        assert "Save and confirm all quotes" not in answer.content.decode()
    assert all(row.speaker for row in answer.context["understood"].utterances[:2])


@pytest.mark.parametrize(
    ("copy", "sentence"),
    [
        ("", "There is nothing to read"),
        ("  \n\t ", "There is nothing to read"),
        ("word " * 200_001, "1,000,005 characters; at most 1,000,000"),
        ("Good words.\0Bad", "NUL character"),
    ],
)
def test_copy_that_cannot_be_read_is_refused_with_a_sentence_and_kept(as_, copy, sentence):
    answer = read(as_("reporter"), copy)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert copy.replace("\0", "").strip()[:200] in page.replace("\0", "")
    assert not Article.objects.exists()


def test_other_control_characters_are_no_obstacle(as_):
    client = as_("reporter")
    copy = COPY.replace("Riders", "Ri\x07ders\x1b").replace("\n", "\r\n")

    answer = read(client, copy)
    saved = client.post(PASTE, fields(answer.context["form"], copy=copy))

    assert (answer.status_code, saved.status_code) == (200, 302)
    assert Article.objects.get().word_count > 50


def test_a_refused_save_keeps_the_copy_and_the_corrections(as_):
    client = as_("reporter")
    form = read(client).context["form"]

    answer = client.post(PASTE, fields(form, slugline="", headline="Kept headline"))

    assert answer.status_code == 422
    assert "Kept headline" in answer.content.decode()
    assert "Riders at the slip" in answer.content.decode()
    assert not Article.objects.exists()


def test_a_headline_of_5000_characters_is_refused_with_its_number(as_):
    client = as_("reporter")
    form = read(client).context["form"]

    answer = client.post(PASTE, fields(form, headline="x" * 5000))

    assert "at most 300 characters (it has 5000)" in answer.content.decode()


def test_copy_in_html_and_scripts_are_shown_as_text(as_):
    page = read(as_("reporter"), "<script>alert(1)</script> said the mayor.\n\n" + COPY).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_topic_that_was_not_proposed_is_not_taken(as_, topic):
    client = as_("reporter")
    form = read(client).context["form"]
    other = make_topic("Something else")

    answer = client.post(PASTE, fields(form, topics=[other.pk]))

    assert answer.status_code == 422
    assert not Article.objects.exists()
