"""The panel beside the text: quotes settled and topics put on, by script and without; ids of other stories refused."""

from __future__ import annotations

import pytest

from articles.editorial import attach_speaker, file_story, revise
from articles.models import Article, Person, Quote, Role
from tests.admin.conftest import url
from tests.builders import NOON, make_person, make_section, make_topic, make_user
from tests.editorial.stories import rows_of, story_draft

pytestmark = pytest.mark.django_db


def press(client, story: Article, quote: Quote, verb: str, **asked):
    return client.post(url(story, "quotes", quote.public_id, verb), asked, headers={"X-Desk": "panel"})


@pytest.fixture
def quote(story) -> Quote:
    return story.quotes.in_place().first()


def test_confirm_answers_with_the_panel_as_it_stands_then(as_, desk, story, quote):
    answer = press(as_("reporter"), story, quote, "confirm")

    quote.refresh_from_db()
    assert answer.status_code == 200
    assert "Confirmed: Lena Marsh." in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert (quote.status, quote.settled_by, quote.speaker.name) == ("confirmed", desk["reporter"], "Lena Marsh")


def test_without_script_the_page_comes_back_at_the_quote(as_, story, quote):
    answer = as_("reporter").post(url(story, "quotes", quote.public_id, "confirm"))

    assert answer.url == url(story, "change") + f"#quote-{quote.public_id}"


def test_confirm_takes_the_speaker_and_role_typed_in_the_row(as_, story, quote):
    press(as_("reporter"), story, quote, "confirm", speaker="Lena  Marsh-Ito", role="director", person="")

    quote.refresh_from_db()
    assert (quote.speaker.name, quote.role_printed, quote.status) == ("Lena Marsh-Ito", "director", "confirmed")


def test_a_chosen_person_is_meant_as_long_as_the_name_is_theirs(as_, story, quote):
    make_person("Jo Park")
    second = make_person("Jo Park")

    press(as_("reporter"), story, quote, "attribute", speaker="Jo Park", person=second.pk, role="mayor")
    quote.refresh_from_db()
    assert (quote.speaker, quote.role_printed, quote.status) == (second, "mayor", "proposed")

    press(as_("reporter"), story, quote, "attribute", speaker="Kim Park", person=second.pk, role="mayor")
    quote.refresh_from_db()
    assert quote.speaker.name == "Kim Park"


def test_dismiss_leaves_the_words(as_, story, quote):
    press(as_("reporter"), story, quote, "dismiss")

    quote.refresh_from_db()
    assert quote.status == "dismissed"
    assert quote.words[:20] in Article.objects.get(pk=story.pk).body_text


def test_verify_needs_a_confirmed_quote_and_a_way(as_, story, quote):
    client = as_("reporter")
    assert press(client, story, quote, "verify", how="notes").status_code == 409
    press(client, story, quote, "confirm")
    assert press(client, story, quote, "verify", how="hearsay").status_code == 409

    press(client, story, quote, "verify", how="recording")

    quote.refresh_from_db()
    assert quote.verification == "recording"


def test_words_changed_since_they_were_seen_are_not_confirmed(as_, desk, story, quote):
    page = as_("reporter").get(url(story, "change"))
    seen = page.context["quotes"][0].seen
    changed = story.body.replace("is tired", "is very tired")
    revise(story, {"body": changed}, by=desk["copy_editor"], at=NOON)

    answer = press(as_("reporter"), story, quote, "confirm", seen=seen)

    quote.refresh_from_db()
    assert answer.status_code == 409
    assert "have changed since you looked" in answer.content.decode()
    assert quote.status == "proposed"


def test_all_sure_quotes_at_once(as_, story):
    answer = as_("reporter").post(url(story, "quotes", "confirm"), headers={"X-Desk": "panel"})

    assert "3 quotes confirmed." in answer.content.decode()
    assert set(story.quotes.values_list("status", flat=True)) == {"confirmed"}


def test_a_quote_of_another_story_is_refused(as_, desk, section, story, quote):
    other = file_story(story_draft(section, slugline="other"), by=desk["reporter"], at=NOON)
    foreign = other.quotes.first()

    answer = press(as_("reporter"), story, foreign, "confirm")

    foreign.refresh_from_db()
    assert answer.status_code == 409
    assert foreign.status == "proposed"


@pytest.mark.parametrize("verb", ["confirm", "dismiss", "attribute", "verify"])
@pytest.mark.parametrize("role", ["administrator", "contributor"])
def test_who_may_not_open_the_story_settles_nothing(as_, story, quote, role, verb):
    before = rows_of(story)

    assert press(as_(role), story, quote, verb, speaker="X", how="notes").status_code == 404
    assert rows_of(story) == before


def test_a_tagger_settles_quotes_but_does_not_verify(as_, story, quote):
    client = as_("topic_tagger")

    assert press(client, story, quote, "confirm").status_code == 200
    assert press(client, story, quote, "verify", how="notes").status_code == 403
    quote.refresh_from_db()
    assert (quote.status, quote.verification) == ("confirmed", "")


def test_topics_by_id_by_name_and_by_alias(as_, story):
    bridges, roads = make_topic("Bridges"), make_topic("Roads")
    roads.aliases.create(name="Streets")
    client = as_("topic_tagger")

    client.post(url(story, "topics", "tag"), {"topic": bridges.pk})
    client.post(url(story, "topics", "tag"), {"topic": "", "name": "streets"})

    assert [t.topic for t in story.taggings.filter(status="chosen")] == [bridges, roads]


def test_an_unknown_topic_is_refused_and_none_made(as_, story):
    answer = as_("topic_tagger").post(
        url(story, "topics", "tag"), {"topic": "", "name": "No <such> topic"}, headers={"X-Desk": "panel"}
    )

    assert answer.status_code == 409
    assert "There is no topic “No &lt;such&gt; topic”." in answer.content.decode()


def test_a_proposed_topic_rejected_is_gone_from_the_panel(as_, desk, section):
    topic = make_topic("Shuttle")
    story = file_story(story_draft(section), by=desk["reporter"], at=NOON)
    client = as_("reporter")
    assert "+ Shuttle" in client.get(url(story, "change")).content.decode()

    client.post(url(story, "topics", "untag"), {"topic": topic.pk})

    assert "+ Shuttle" not in client.get(url(story, "change")).content.decode()


def test_a_topic_taken_off_is_put_back_with_one_click(as_, story):
    topic, client = make_topic("Bridges"), as_("reporter")
    client.post(url(story, "topics", "tag"), {"topic": topic.pk})

    answer = client.post(url(story, "topics", "untag"), {"topic": topic.pk}, headers={"X-Desk": "panel"})

    assert answer.context["taken_off"] == topic
    assert 'aria-label="Put Bridges back">Undo</button>' in answer.content.decode()
    answer = client.post(url(story, "topics", "tag"), {"topic": topic.pk}, headers={"X-Desk": "panel"})
    assert [tagging.topic for tagging in answer.context["chosen"]] == [topic]
    assert "Undo" not in answer.content.decode()


def test_a_section_editor_elsewhere_puts_no_topic_on(as_, desk, story):
    stranger = make_user("section_editor", username="elsewhere")
    make_section().editors.add(stranger)
    topic = make_topic("Bridges")

    answer = as_("elsewhere").post(url(story, "topics", "tag"), {"topic": topic.pk}, headers={"X-Desk": "panel"})

    assert answer.status_code == 403
    assert not story.taggings.exists()


def test_a_merged_person_is_not_taken_as_speaker(as_, story, quote):
    kept = make_person("Kept One")
    gone = make_person("Gone One", merged_into=kept)

    answer = press(as_("reporter"), story, quote, "attribute", speaker="Gone One", person=gone.pk)

    assert answer.status_code == 409
    assert Person.objects.filter(name="Gone One").count() == 1


def test_the_role_on_record_for_the_day_is_proposed_and_the_printed_one_kept(as_, desk, story, quote):
    lena = make_person("Lena Marsh")
    Role.objects.create(person=lena, title="Director", organisation="Public Works", start=NOON.date())
    Role.objects.create(person=lena, title="Engineer", end=NOON.date().replace(year=2020))
    attach_speaker(quote, person=lena, role="", by=desk["reporter"], at=NOON)

    row = as_("reporter").get(url(story, "change")).context["quotes"][0]
    assert (row.on_record, row.quote.role_printed) == ("Director, Public Works", "")
    attach_speaker(quote, person=lena, role="Director, Public Works", by=desk["reporter"], at=NOON)

    assert as_("reporter").get(url(story, "change")).context["quotes"][0].on_record == ""
