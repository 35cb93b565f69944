"""Lists, front page, people, topics, sections, records, suggestions, preview and history: what each shows to whom."""

from __future__ import annotations

import pytest

from articles.editorial import accept_wording, confirm_quote, file_story, hold, publish, revise, submit, tag
from articles.models import Act, Article, Original, Person, Redirect, Role, Section, Topic
from tests.admin.conftest import url
from tests.builders import NOON, later, make_article, make_person, make_published, make_section, make_topic, make_user
from tests.editorial.stories import file_ready, story_draft

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"

NO_TOPIC_ROWS = {f"{name}-{part}_FORMS": 0 for name in ("aliases", "codes", "labels") for part in ("TOTAL", "INITIAL")}


def sluglines(client, query: str = "") -> list[str]:
    page = client.get(LIST + query)
    assert page.status_code == 200
    return sorted(article.slugline for article in page.context["cl"].result_list)


def people(as_):
    return as_("managing_editor").get("/admin/articles/person/").context["cl"].result_list


@pytest.fixture
def stories(desk, section) -> dict[str, Article]:
    reporter, editor = desk["reporter"], desk["managing_editor"]
    draft = file_story(story_draft(section, slugline="draft"), by=reporter, at=NOON)
    review = submit(file_story(story_draft(section, slugline="review"), by=reporter, at=NOON), by=reporter, at=NOON)
    held = hold(file_story(story_draft(None, slugline="held"), by=editor, at=NOON), reason="Law", by=editor, at=NOON)
    live = file_ready(section, by=reporter, approved_by=editor, slugline="live")
    publish(live, by=editor, at=NOON)
    planned = file_ready(section, by=reporter, approved_by=editor, slugline="planned")
    Article.objects.filter(pk=planned.pk).update(assigned_to=editor)
    return {"draft": draft, "review": review, "held": held, "live": live, "planned": planned}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["draft", "held", "live", "planned", "review"]),
        ("?state=draft", ["draft", "held"]),
        ("?state=review", ["review"]),
        ("?state=live", ["live"]),
        ("?state=scheduled", []),
        ("?state=nonsense", []),
        ("?section=none", ["held"]),
        ("?section=x", []),
        ("?desk=me", ["planned"]),
        ("?desk=none", ["draft", "held", "live", "review"]),
        ("?needs=quotes", ["draft", "held", "review"]),
        ("?needs=settled", ["live", "planned"]),
        ("?needs=hold", ["held"]),
        ("?needs=topics", ["draft", "held", "live", "planned", "review"]),
        ("?whose=mine", ["held"]),
        ("?q=plann", ["planned"]),
        ("?q=nine+weeks+draft", ["draft"]),
    ],
)
def test_the_list_narrows_to_what_an_editor_asks(as_, stories, query, found):
    assert sluglines(as_("managing_editor"), query) == found


def test_each_role_lists_what_it_may_open(as_, desk, stories):
    restricted = revise(stories["draft"], {"restricted": True}, by=desk["reporter"], at=NOON)

    assert sluglines(as_("reporter")) == ["draft", "live", "planned", "review"]
    assert sluglines(as_("copy_editor")) == ["held", "live", "planned", "review"]
    assert restricted.slugline in sluglines(as_("section_editor"))
    assert sluglines(as_("contributor")) == []
    assert as_("administrator").get(LIST).status_code == 403


def test_the_front_page_says_what_waits_for_whom(as_, stories):
    def pile(role: str, name: str) -> list[str]:
        piles = as_(role).get("/admin/").context["piles"]
        return sorted(line.article.slugline for p in piles if p.name == name for line in p.lines)

    assert pile("managing_editor", "waiting") == ["planned", "review"]
    assert pile("copy_editor", "waiting") == ["review"]
    assert pile("reporter", "waiting") == []
    assert pile("reporter", "mine") == ["draft", "planned", "review"]
    assert pile("topic_tagger", "untagged") == ["draft", "held", "live", "planned", "review"]
    assert pile("copy_editor", "live") == ["live"]
    assert pile("administrator", "live") == pile("administrator", "waiting") == []


@pytest.mark.parametrize("role", ["reporter", "copy_editor", "contributor", "topic_tagger"])
def test_what_others_did_is_for_editors_alone(as_, stories, role):
    assert as_(role).get("/admin/").context["acts"] == []
    assert as_("managing_editor").get("/admin/").context["acts"]


def test_a_section_editor_sees_no_act_on_a_restricted_story_elsewhere(as_, desk):
    secret = file_story(story_draft(make_section(), slugline="secret"), by=desk["reporter"], at=NOON)
    revise(secret, {"restricted": True}, by=desk["reporter"], at=NOON)

    assert "secret" not in as_("section_editor").get("/admin/").content.decode()
    assert "secret" not in as_("administrator").get("/admin/articles/act/").content.decode()


def test_preview_is_the_readers_page_and_stays_at_the_desk(as_, desk, story):
    answer = as_("reporter").get(url(story, "preview"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Preview of version 1" in page
    assert "Alder Street bridge to close for nine weeks" in page
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")
    for role in ("administrator", "contributor"):
        assert as_(role).get(url(story, "preview")).status_code == 404


def test_preview_of_a_bare_story_works(as_, desk):
    bare = make_article(slugline="bare", headline="", body="", section=None)

    assert as_("managing_editor").get(url(bare, "preview")).status_code == 200


def test_history_says_who_changed_what(as_, desk, story):
    revise(story, {"headline": "Sharper"}, by=desk["copy_editor"], at=later(hours=1), why="saved")

    answer = as_("reporter").get(url(story, "history"))

    [(_, [newest, first])] = answer.context["days"]
    assert (newest.version, newest.by, newest.why, newest.changed) == (2, "Copy_Editor", "saved", "The headline")
    assert (first.version, first.by, first.changed) == (1, "Reporter", "")


def test_a_like_name_is_pointed_out_before_a_person_is_made_with_an_address(as_, desk):
    make_person("Catherine Voss")
    client = as_("copy_editor")
    posted = {"name": "Katherine Voss", "kind": "human"}
    posted |= {"aliases-TOTAL_FORMS": 1, "aliases-INITIAL_FORMS": 0, "aliases-0-name": "Kate Voss"}
    posted |= {
        "roles-TOTAL_FORMS": 1,
        "roles-INITIAL_FORMS": 0,
        "roles-0-title": "Mayor",
        "roles-0-start": "2024-01-02",
    }

    page = client.post("/admin/articles/person/add/", posted).content.decode()
    assert "On record already: <a href=" in page
    assert ">Catherine Voss</a>" in page
    assert not Person.objects.filter(name="Katherine Voss").exists()

    client.post("/admin/articles/person/add/", posted | {"is_another": "on"}, follow=True)

    person = Person.objects.get(name="Katherine Voss")
    assert (person.slug, person.aliases.get().name) == ("katherine-voss", "Kate Voss")
    assert Role.objects.get().title == "Mayor"
    assert Act.objects.filter(verb="add_person", by=desk["copy_editor"]).exists()


@pytest.mark.parametrize(
    "asked", ["article/?state__exact=%00", "topic/?kind__exact=a%00b", "person/?q=%00", "act/?q=%00"]
)
def test_a_list_narrowed_by_what_no_text_can_hold_is_shown_whole(as_, asked):
    shown = as_("managing_editor").get(f"/admin/articles/{asked}", follow=True)

    assert shown.redirect_chain == [(f"/admin/articles/{asked.partition('?')[0]}?e=1", 302)]
    assert shown.status_code == 200


def test_another_name_of_a_person_stands_once(as_, desk):
    person = make_person("Someone Else")
    kept = person.aliases.create(name="Zoë")
    rows = {"aliases-TOTAL_FORMS": 2, "aliases-INITIAL_FORMS": 1, "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    rows |= {"aliases-0-id": kept.pk, "aliases-0-person": person.pk, "aliases-0-name": "Zoë", "aliases-1-name": "ZOE"}

    address, typed = f"/admin/articles/person/{person.pk}/change/", {"name": "Someone Else", "kind": "human", **rows}
    page = as_("managing_editor").post(address, typed)

    assert "This stands here already." in page.content.decode()
    assert person.aliases.get().name == "Zoë"


def test_an_address_elsewhere_that_is_none_is_refused_in_words(as_, desk):
    person = make_person("Someone Else")
    empty = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0, "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    address, client = f"/admin/articles/person/{person.pk}/change/", as_("managing_editor")
    typed = {"name": "Someone Else", "kind": "human", **empty}

    page = client.post(address, typed | {"elsewhere": "https://a.example/\nftp://b.example/"}).content.decode()
    assert "“ftp://b.example/” is not a web address that begins with https://." in page
    client.post(address, typed | {"elsewhere": "https://a.example/"})

    person.refresh_from_db()
    assert person.elsewhere == "https://a.example/"


def test_everybody_edits_their_own_page_and_no_other(as_, desk):
    own, other = make_person("Rita Moss", user=desk["reporter"]), make_person("Someone Else")
    empty = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0, "roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    client = as_("reporter")

    client.post(f"/admin/articles/person/{own.pk}/change/", {"name": "Rita Moss", "bio": "Covers roads."} | empty)
    refused = client.post(f"/admin/articles/person/{other.pk}/change/", {"name": "X", "bio": "Mine"} | empty)
    stuffed = {"name": "Rita Moss", "bio": "b", "is_staff_writer": "on", "user": desk["administrator"].pk}
    client.post(f"/admin/articles/person/{own.pk}/change/", stuffed | empty)

    own.refresh_from_db()
    assert (own.bio, own.is_staff_writer, own.user) == ("b", False, desk["reporter"])
    assert refused.status_code == 403
    assert client.post("/admin/articles/person/add/", {"name": "New"} | empty).status_code == 403


def test_a_topic_of_a_taken_name_or_in_a_circle_is_refused_in_words(as_):
    bridges = make_topic("Bridges")
    bridges.aliases.create(name="Spans")
    below = make_topic("Drawbridges", parent=bridges)
    empty = NO_TOPIC_ROWS
    client = as_("topic_tagger")

    taken = client.post("/admin/articles/topic/add/", {"name": "SPANS", "kind": "subject", "parent": ""} | empty)
    posted = {"name": "Bridges", "kind": "subject", "parent": below.pk}
    circle = client.post(f"/admin/articles/topic/{bridges.pk}/change/", posted | NO_TOPIC_ROWS)

    assert "has this name or alias already" in taken.content.decode()
    assert "a circle" in circle.content.decode()
    assert Topic.objects.count() == 2


def test_a_new_topic_name_shows_on_its_stories(as_, desk, story):
    topic = make_topic("Bridges", slug="bridges")
    client = as_("topic_tagger")
    client.post(url(story, "topics", "tag"), {"topic": topic.pk})
    posted = {"name": "Bridges and tunnels", "kind": "subject", "parent": ""}

    client.post(
        f"/admin/articles/topic/{topic.pk}/change/",
        posted | NO_TOPIC_ROWS,
    )

    topic.refresh_from_db()
    assert "Bridges and tunnels" in Article.objects.get(pk=story.pk).topic_links
    assert topic.slug == "bridges-and-tunnels"
    assert Redirect.objects.get(path="/topics/bridges/").target == "/topics/bridges-and-tunnels/"


def test_only_a_topic_nobody_used_can_be_deleted(as_, desk, story):
    used, unused = make_topic("Used"), make_topic("Unused")
    client = as_("topic_tagger")
    client.post(url(story, "topics", "tag"), {"topic": used.pk})

    assert client.post(f"/admin/articles/topic/{used.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(f"/admin/articles/topic/{unused.pk}/delete/", {"post": "yes"})

    assert list(Topic.objects.all()) == [used]


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "section_editor", "topic_tagger"])
def test_sections_are_kept_by_the_managing_editor_and_the_administrator(as_, section, role):
    posted = {"name": "Sports", "position": 2, "description": ""}

    assert as_(role).post("/admin/articles/section/add/", posted).status_code == 403
    for allowed in ("managing_editor", "administrator"):
        as_(allowed).post("/admin/articles/section/add/", posted | {"name": f"Sports {allowed}"})

    assert Section.objects.filter(name__startswith="Sports").count() == 2
    assert Section.objects.get(name="Sports administrator").slug == "sports-administrator"


def test_records_of_stories_out_of_reach_are_not_there(as_, desk, section):
    edition = make_published(section=section, headline="Secret words", restricted=True)
    original = Original.objects.create(
        article=edition.article,
        provider="wire",
        guid="g-1",
        digest="0" * 64,
        content=b"\xff<script>",
        media_type="text/html",
        received_at=NOON,
    )
    for role in ("copy_editor", "reporter", "administrator", "topic_tagger"):
        client = as_(role)
        assert client.get(f"/admin/articles/edition/{edition.pk}/change/").status_code in {403, 404}
        assert client.get(f"/admin/articles/original/{original.pk}/bytes/").status_code == 404
        assert "Secret words" not in client.get("/admin/articles/edition/").content.decode()

    answer = as_("managing_editor").get(f"/admin/articles/original/{original.pk}/bytes/")
    assert (answer.content, answer["Content-Type"]) == (b"\xff<script>", "application/octet-stream")
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("model", ["edition", "act", "original", "correction", "redirect", "quote"])
def test_records_are_not_added_or_changed_by_anybody(as_, section, model):
    edition = make_published(section=section)
    superuser = make_user(username="root", is_superuser=True)

    for user in ("managing_editor", "administrator", superuser.username):
        assert as_(user).post(f"/admin/articles/{model}/add/", {}).status_code == 403
    assert as_("root").post(f"/admin/articles/edition/{edition.pk}/change/", {"headline": "X"}).status_code == 403


def test_suggestions_show_who_is_there_and_who_is_nearly_so(as_):
    make_person("Catherine Voss")
    make_person("Tom Harlan")

    answer = as_("reporter").get("/admin/suggest/people/?q=Katherine Voss").json()["results"]
    begun = as_("reporter").get("/admin/suggest/people/?q=har").json()["results"]

    assert [(row["text"], row["same"]) for row in answer] == [("Catherine Voss", False)]
    assert [row["text"] for row in begun] == ["Tom Harlan"]


def test_suggested_topics_are_found_by_alias_and_never_retired(as_):
    bridges = make_topic("Bridges")
    bridges.aliases.create(name="Spans")
    make_topic("Bridge club", retired=True)

    rows = as_("topic_tagger").get("/admin/suggest/topics/?q=spa").json()["results"]

    assert [row["text"] for row in rows] == ["Bridges"]
    assert [row["text"] for row in as_("topic_tagger").get("/admin/suggest/topics/?q=bri").json()["results"]] == [
        "Bridges"
    ]


def test_suggestions_are_refused_to_who_has_no_use_for_them(as_, client):
    assert as_("administrator").get("/admin/suggest/topics/?q=a").status_code == 403
    assert as_("administrator").get("/admin/suggest/pictures/?q=a").status_code == 403
    make_user(username="nobody")
    assert as_("nobody").get("/admin/suggest/people/?q=a").status_code == 403
    assert client.get("/admin/suggest/people/?q=a").url.startswith("/admin/login/")


def test_the_log_is_read_by_those_who_may(as_, stories):
    for role in ("contributor", "reporter", "copy_editor", "section_editor", "topic_tagger"):
        assert as_(role).get("/admin/articles/act/").status_code == 403
    assert "live" in as_("managing_editor").get("/admin/articles/act/").content.decode()
    administrators = as_("administrator").get("/admin/articles/act/").content.decode()
    assert "published" in administrators
    assert "draft" not in administrators


def test_a_quotes_record_shows_every_wording_that_was_settled_on(as_, desk, story):
    quote = confirm_quote(story.quotes.get(speaker_name="Omar Field"), by=desk["reporter"], at=NOON)
    revise(story, {"body": story.body.replace("half a mile", "a <mile>")}, by=desk["reporter"], at=NOON)
    quote.refresh_from_db()
    accept_wording(quote, by=desk["copy_editor"], at=NOON)

    page = as_("managing_editor").get(f"/admin/articles/quote/{quote.pk}/change/").content.decode()

    first, second = page.index("“Nobody walks a "), page.index("“Nobody walks half a mile for a haircut”")
    assert first < second
    assert "copy_editor" in page[first:second]
    assert "reporter" in page[second:]


def test_a_quote_counts_once_for_its_speaker_however_many_editions_it_stands_in(as_, desk, section):
    live = publish(
        file_ready(section, by=desk["reporter"], approved_by=desk["managing_editor"]),
        by=desk["managing_editor"], at=NOON,
    ).article  # fmt: skip
    once = {one.name: one.times_quoted for one in people(as_)}
    publish(Article.objects.get(pk=live.pk), by=desk["managing_editor"], at=later(hours=1))

    assert {one.name: one.times_quoted for one in people(as_)} == once
    assert set(once.values()) >= {1}


def test_the_log_names_the_story_of_a_quote_or_a_topic(as_, desk, section):
    story = file_story(story_draft(section, slugline="ferry"), by=desk["reporter"], at=NOON)
    tag(story, make_topic("Bridges"), by=desk["reporter"], at=NOON)

    page = as_("managing_editor").get("/admin/articles/act/").content.decode()

    assert '<td class="field-what">Bridges</td><td class="field-of_story">ferry</td>' in page
    assert '<td class="field-what">ferry</td><td class="field-of_story"></td>' in page


def test_a_list_and_a_record_are_called_in_the_tab_as_on_the_page(as_, desk):
    topic = make_topic("Bridges")
    tab = [
        page.split("<title>")[1].split(" · ")[0].strip()
        for page in (
            as_("managing_editor").get(url).content.decode()
            for url in (LIST, "/admin/articles/topic/", f"/admin/articles/topic/{topic.pk}/change/")
        )
    ]

    assert tab == ["Stories", "Topics", "Bridges"]
