"""The tagging bench: what it shows to whom, what its acts answer, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editorial import file_story, nothing_fits, publish, tag
from articles.models import Act, Article, Edition, NothingFits, Presence, Tagging, Topic
from tests.builders import NOON, later, make_article, make_published, make_section, make_topic
from tests.editorial.stories import file_ready, story_draft
from tests.tables import table_of

pytestmark = pytest.mark.django_db

PANEL = {"HTTP_X_DESK": "panel"}


def suggested(article: Article, *topics: Topic, reason: str = "") -> None:
    for topic in topics:
        Tagging.objects.create(
            article=article, topic=topic, status="proposed", rule="named", reason=reason, tagged_at=NOON
        )


def queue(client, query: str = "") -> list[str]:
    """The headlines in the queue, as they stand there."""
    page = client.get(f"/admin/tagging/{query}").content.decode()
    return re.findall(r'bench-row-head">([^<]+)<', page)


def act(client, article: Article, verb: str, **asked):
    return client.post(f"/admin/tagging/{article.pk}/{verb}/", asked, **PANEL)


def said(answer) -> str:
    found = re.search(r"<p data-said[^>]*>([^<]*)<", answer.content.decode())
    return found[1].strip() if found else ""


def act_in(answer) -> str:
    return re.search(r'data-act="(\d+)"', answer.content.decode())[1]


def states(answer) -> list[str]:
    return re.findall(r'data-digit="(\d*)" data-state="(\w+)"', answer.content.decode())


def test_the_queue_holds_what_waits_the_newest_first(as_):
    topic = make_topic()
    for number, headline in enumerate(("Oldest", "Middle", "Newest")):
        make_article(headline=headline, updated_at=later(hours=number))
    make_article(headline="Tagged", topics=(topic,))
    make_article(headline="Killed", state="killed")
    make_article(headline="No words", body="")
    nothing_fits(make_article(headline="Nothing"), by=None, at=NOON)

    client = as_("topic_tagger")

    assert queue(client) == ["Newest", "Middle", "Oldest"]
    assert b"<b>3</b> stories wait" in client.get("/admin/tagging/").content
    assert queue(client, "?what=nothing") == ["Nothing"]


def test_the_queue_is_narrowed(as_):
    metro, arts = make_section(name="Metro2", slug="metro2"), make_section(name="Arts", slug="arts")
    make_published(headline="Live", section=metro)
    make_published(headline="To come", at=timezone.now() + timedelta(days=1), section=metro)
    draft = make_article(headline="Draft", section=arts)
    make_article(headline="Nowhere")
    suggested(draft, make_topic())
    client = as_("topic_tagger")

    assert set(queue(client, "?where=live")) == {"Live"}
    assert set(queue(client, "?where=hand")) == {"To come", "Draft", "Nowhere"}
    assert queue(client, "?what=suggested") == ["Draft"]
    assert set(queue(client, "?what=bare")) == {"Live", "To come", "Nowhere"}
    assert set(queue(client, f"?section={metro.pk}")) == {"Live", "To come"}
    assert queue(client, "?section=none") == ["Nowhere"]


@pytest.mark.parametrize(
    "query", ["?what=x", "?where=x", "?section=x", "?section=²", "?section=99999999999999999999", "?section=-1"]
)
def test_nonsense_in_the_address_finds_nothing(as_, query):
    make_article()

    answer = as_("topic_tagger").get(f"/admin/tagging/{query}")

    assert answer.status_code == 200
    assert queue(as_("topic_tagger"), query) == []


@pytest.mark.parametrize("query", ["?story=x", "?story=", "?story=²"])
def test_no_number_of_a_story_shows_the_first(as_, query):
    make_article(headline="First")

    assert b"First</h2>" in as_("topic_tagger").get(f"/admin/tagging/{query}").content


def test_names_are_marked_with_the_digit_or_letter_of_their_topic(as_):
    ferry, port = make_topic("Ferry"), make_topic("Port Authority")
    port.aliases.create(name="the port")
    story = make_article(body="<p>The ferry &amp; the Port’s <b>quay</b>.</p>", topics=(port,))
    suggested(story, ferry, reason="“quay” stands in the text")

    page = as_("topic_tagger").get(f"/admin/tagging/?story={story.pk}").content.decode()

    assert (
        'The <mark data-of="1" title="Ferry">ferry</mark> &amp;'
        ' <mark data-of="a" title="Port Authority">the Port’s</mark>'
        ' <mark data-of="1" title="Ferry">quay</mark>.'
    ) in page
    assert "“quay” stands in the text" in page


def test_a_suggestion_is_taken_and_keeps_its_digit(as_, desk):
    story, topics = make_article(), [make_topic(f"T{n}") for n in range(3)]
    suggested(story, *topics)
    client = as_("topic_tagger")
    numbered = ",".join(str(topic.pk) for topic in topics)

    taken = act(client, story, "tag", topic=topics[1].pk, numbered=numbered)
    refused = act(client, story, "untag", topic=topics[0].pk, numbered=numbered)

    assert (taken.status_code, said(taken), states(taken)) == (
        200, "Added: T1.", [("1", "waits"), ("2", "taken"), ("3", "waits")],
    )  # fmt: skip
    assert states(refused) == [("1", "refused"), ("2", "taken"), ("3", "waits")]
    assert "data-done" in taken.content.decode()
    assert Tagging.objects.get(topic=topics[1]).tagged_by == desk["topic_tagger"]


def test_each_act_is_taken_back_by_its_line_of_the_log(as_):
    story, topic = make_article(), make_topic("Ferry")
    suggested(story, topic)
    client = as_("topic_tagger")
    before = table_of(Tagging)

    done = act(client, story, "tag", topic=topic.pk)
    undone = client.post("/admin/tagging/undo/", {"act": act_in(done)}, **PANEL)

    assert said(undone) == "Taken back: Ferry is off the story again."
    assert table_of(Tagging) == before
    again = client.post("/admin/tagging/undo/", {"act": act_in(done)}, **PANEL)
    assert (again.status_code, "data-refused" in again.content.decode()) == (422, True)


def test_an_act_on_a_story_done_by_somebody_else_is_harmless(as_):
    story, topic = make_article(), make_topic("Ferry")
    tag(story, topic, by=None, at=NOON)
    before = table_of(Tagging), table_of(Act)

    answer = act(as_("topic_tagger"), story, "tag", topic=topic.pk)

    assert answer.status_code == 200
    assert "data-act" not in answer.content.decode()
    assert (table_of(Tagging), table_of(Act)) == before


def test_a_refused_act_says_why_and_shows_what_stands(as_):
    story, old = make_article(), make_topic("Old", retired=True)

    answer = act(as_("topic_tagger"), story, "tag", topic=old.pk)

    assert (answer.status_code, said(answer)) == (422, "The topic “Old” is retired; choose another.")
    assert "data-refused" in answer.content.decode()
    assert not Tagging.objects.exists()


@pytest.mark.parametrize(
    "asked", [{}, {"topic": "x"}, {"topic": "9" * 30}, {"topic": "0"}, {"name": "Nothing so"}, {"name": "\0"}]
)
def test_a_topic_that_is_not_there_is_refused_in_a_sentence(as_, asked):
    answer = act(as_("topic_tagger"), make_article(), "tag", **asked)

    assert answer.status_code == 422
    assert said(answer) in {"Choose a topic.", "There is no topic “Nothing so”."}


def test_a_topic_much_like_another_is_made_only_when_said_to_be_another(as_):
    make_topic("Ferries")
    story, client = make_article(), as_("topic_tagger")

    asked = act(client, story, "new", name="Ferry", kind="subject")
    near = client.get("/admin/tagging/near/?q=Ferry%00").json()["results"]
    made = act(client, story, "new", name="Ferry", kind="subject", is_another="yes")

    assert (asked.status_code, said(asked)) == (
        422,
        "There is one much like it: “Ferries” (the same but for the plural)."
        " Use that one, or say that yours is another.",
    )
    assert [(row["text"], row["note"]) for row in near] == [("Ferries", "the same but for the plural · subject")]
    assert said(made) == "Made and added: Ferry."
    assert client.post("/admin/tagging/undo/", {"act": act_in(made)}, **PANEL).status_code == 200
    assert [topic.name for topic in Topic.objects.all()] == ["Ferries"]


def test_a_story_that_nothing_fits_leaves_the_queue_and_can_be_had_back(as_):
    story, client = make_article(headline="Weather"), as_("topic_tagger")

    act(client, story, "nothing")
    assert queue(client) == []
    assert "has its topics" in client.get("/admin/tagging/").content.decode()
    assert "says " in client.get(f"/admin/tagging/?story={story.pk}").content.decode()
    act(client, story, "again")

    assert queue(client) == ["Weather"]
    assert not NothingFits.objects.exists()


def test_topics_are_suggested_for_a_story_filed_before_they_were_made(as_):
    story, client = make_article(body="<p>The ferry left.</p>", body_text="The ferry left."), as_("topic_tagger")
    make_topic("Ferry")

    some, none = act(client, story, "suggest"), act(client, story, "suggest")

    assert (said(some), states(some)) == ("1 more suggested.", [("1", "waits")])
    assert said(none) == "Nothing more suggests itself."
    assert Tagging.objects.get().status == "proposed"
    assert Act.objects.filter(verb="propose_topics", article=story).count() == 1


def test_a_story_that_nothing_fitted_waits_again_with_a_new_suggestion(as_):
    story, client = make_article(headline="Weather", body_text="The ferry left."), as_("topic_tagger")
    act(client, story, "nothing")
    make_topic("Ferry")

    act(client, story, "suggest")

    assert queue(client) == ["Weather"]


def test_without_script_an_act_leads_back_to_the_story_with_the_queue_and_the_way_to_undo(as_):
    story, topic = make_article(headline="Here"), make_topic("Ferry")
    make_article(headline="Next one", updated_at=later(hours=-1))
    client = as_("topic_tagger")

    answer = client.post(f"/admin/tagging/{story.pk}/tag/", {"name": "ferry", "asked": "where=hand"})
    page = client.get(answer.url).content.decode()

    assert answer.url == f"/admin/tagging/?story={story.pk}&undo={Act.objects.get(verb='tag').pk}&where=hand"
    assert "Added: Ferry." in page
    assert f'name="act" value="{Act.objects.get(verb="tag").pk}"' in page
    following = re.search(r'data-go="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert b"Next one</h2>" in client.get(following).content
    assert Tagging.objects.get().topic == topic


def test_a_story_somebody_else_has_open_is_not_handed_out_first(as_, desk):
    taken, free = make_article(headline="Taken", updated_at=later(hours=1)), make_article(headline="Free")
    Presence.objects.create(article=taken, user=desk["copy_editor"], since=timezone.now(), seen_at=timezone.now())
    client = as_("topic_tagger")

    page = client.get("/admin/tagging/").content.decode()

    assert f'<article class="bench-pane" data-story="{free.pk}"' in page
    assert "Copy_Editor has it open" in page
    assert "Copy_Editor has this story open too." in client.get(f"/admin/tagging/?story={taken.pk}").content.decode()


def test_the_rest_of_the_queue_comes_in_pieces(as_):
    stories = [make_article(headline=f"H{n:03}", updated_at=later(minutes=n)) for n in range(90)]
    client = as_("topic_tagger")
    first = queue(client)

    more = client.get(f"/admin/tagging/{stories[50].pk}/after/").content.decode()

    assert first == [f"H{n:03}" for n in range(89, 49, -1)]
    assert re.findall(r'bench-row-head">([^<]+)<', more) == [f"H{n:03}" for n in range(49, 9, -1)]
    assert "data-more" in more
    assert "data-more" not in client.get(f"/admin/tagging/{stories[20].pk}/after/").content.decode()
    assert client.get("/admin/tagging/999999999/after/").status_code == 404
    assert client.get(f"/admin/tagging/{10**30}/after/").status_code == 404


def test_a_hidden_story_answers_like_one_that_is_not_there(as_, desk):
    hidden, topic = make_article(restricted=True, headline="Secret"), make_topic()
    undo = Act.objects.create(verb="tag", article=hidden, at=NOON, detail={"before": []})
    client = as_("topic_tagger")
    before = table_of(Tagging), table_of(Act)

    answers = [
        client.get(f"/admin/tagging/?story={hidden.pk}"),
        client.get(f"/admin/tagging/{hidden.pk}/"),
        client.get(f"/admin/tagging/{hidden.pk}/after/"),
        client.get(f"/admin/tagging/{hidden.pk}/", **PANEL),
        act(client, hidden, "tag", topic=topic.pk),
        act(client, hidden, "nothing"),
        client.post("/admin/tagging/undo/", {"act": undo.pk}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 7
    assert (table_of(Tagging), table_of(Act)) == before
    assert queue(client) == []


def test_a_reporter_tags_own_stories_alone_and_makes_no_topics(as_, desk, section):
    own = file_story(story_draft(section, headline="Mine"), by=desk["reporter"], at=NOON)
    other = make_article(headline="Not mine")
    client = as_("reporter")

    page = client.get("/admin/tagging/").content.decode()

    assert queue(client) == ["Mine"]
    assert 'id="bench-new"' not in page
    assert act(client, own, "tag", topic=make_topic().pk).status_code == 200
    assert act(client, other, "tag", topic=make_topic().pk).status_code == 404
    assert act(client, own, "new", name="Wishes", kind="subject").status_code == 403
    assert client.get("/admin/tagging/near/?q=a").status_code == 403


def test_the_bench_is_for_who_tags(as_, client):
    assert as_("administrator").get("/admin/tagging/").status_code == 403
    assert client.get("/admin/tagging/").url.startswith("/admin/login/")
    assert as_("topic_tagger").post("/admin/tagging/1/fly/").status_code == 404
    assert as_("topic_tagger").get("/admin/tagging/undo/").status_code == 405
    for act_asked in ("", "x", "9" * 25, "0"):
        assert as_("topic_tagger").post("/admin/tagging/undo/", {"act": act_asked}).status_code == 404


def test_an_act_of_another_kind_is_not_taken_back_by_the_bench(as_):
    kept = Act.objects.create(verb="publish", article=make_article(), at=NOON)

    assert as_("topic_tagger").post("/admin/tagging/undo/", {"act": kept.pk}).status_code == 404


def test_a_killed_story_is_shown_without_its_buttons(as_):
    story = make_article(state="killed")
    suggested(story, make_topic())

    page = as_("topic_tagger").get(f"/admin/tagging/?story={story.pk}").content.decode()

    assert 'id="bench-find"' not in page
    assert 'data-verb="nothing"' not in page
    assert act(as_("topic_tagger"), story, "tag", topic=make_topic().pk).status_code == 422


def test_three_stories_and_three_hundred_cost_the_same(as_, section, desk):
    client, topics = as_("topic_tagger"), [make_topic(f"T{n}") for n in range(9)]

    def made(number: int) -> list[Article]:
        stories = [make_article(section=section, updated_at=later(minutes=n)) for n in range(number)]
        for story in stories:
            suggested(story, *topics[: number % 8 + 1])
        return stories

    def queries(story: Article) -> dict[str, int]:
        counts = {}
        for address in ("/admin/tagging/", "/admin/tagging/{}/", "/admin/tagging/{}/after/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address.format(story.pk), **PANEL).status_code == 200, address
            counts[address] = len(asked)
        return counts

    queries(made(3)[-1])
    few = queries(made(3)[-1])

    assert queries(made(300)[-1]) == few
    assert max(few.values()) <= 14


def test_an_act_costs_few_statements(as_):
    edition, topic = make_published(), make_topic()
    suggested(edition.article, topic)
    client = as_("topic_tagger")
    act(client, edition.article, "tag", topic=make_topic().pk)

    with CaptureQueriesContext(connection) as asked:
        assert act(client, edition.article, "tag", topic=topic.pk).status_code == 200

    assert len(asked) <= 35


def test_topics_are_live_at_once_and_no_edition_is_made(as_, client, desk, section):
    story = file_ready(section, by=desk["reporter"], approved_by=desk["copy_editor"], headline="Sea wall holds")
    edition, topic = publish(story, by=desk["managing_editor"], at=NOON), make_topic("Sea wall")
    before = table_of(Edition)
    tagger = as_("topic_tagger")
    assert "Sea wall holds" not in client.get(topic.get_absolute_url()).content.decode()

    done = act(tagger, edition.article, "tag", topic=topic.pk)

    assert "Sea wall holds" in client.get(topic.get_absolute_url()).content.decode()
    assert topic.get_absolute_url() in client.get(edition.path).content.decode()
    tagger.post("/admin/tagging/undo/", {"act": act_in(done)}, **PANEL)
    assert "Sea wall holds" not in client.get(topic.get_absolute_url()).content.decode()
    assert topic.get_absolute_url() not in client.get(edition.path).content.decode()
    assert table_of(Edition) == before
