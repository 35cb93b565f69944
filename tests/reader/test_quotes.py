"""A quote's own page: the words in their place, what became of them, how others link to and embed them."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from lxml import etree

from articles.models import Article, Correction, EditionQuote
from tests.builders import NOON, later, make_edition, make_person, make_published, make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

STORY = "/2026/03/04/ferry/"


@pytest.fixture
def theo(db):
    return make_person("Theo Lindqvist", slug="theo-lindqvist")


def retell(told: EditionQuote, words: str, *, hours: float, change: str = "update", until: float | None = None):
    """The story's next edition, which tells the same quote in these words."""
    end = {"until": later(hours=until)} if until else {}
    edition = make_edition(told.edition.article, at=later(hours=hours), path=told.edition.path, change=change, **end)
    kept = ("quote", "public_id", "position", "speaker", "speaker_name", "kind", "block", "first_published_at")
    fields = {name: getattr(told, name) for name in kept}
    return EditionQuote.objects.create(edition=edition, words=words, context=f"“{words}”", **fields)


def test_the_words_are_marked_in_their_paragraph_whatever_stands_in_it(client, theo):
    told = make_quote(
        make_published(), speaker=theo, words="Pay <now>,\nor wait.", context="“Pay <now>,” he said, “or wait.”"
    )

    page = client.get(f"/quotes/{told.public_id}/").content.decode()

    assert "“<mark>Pay &lt;now&gt;,</mark>” he said, “<mark>or wait.</mark>”" in page


def test_words_that_were_changed_say_so_with_both_wordings_and_the_correction(client, theo):
    first = make_quote(make_published(path=STORY, until=later(hours=2)), speaker=theo, words="We have nine boats.")
    second = retell(first, "We have five boats.", hours=2, change="correction")
    Correction.objects.create(
        article=first.edition.article, before=first.edition, after=second.edition, text="It is five boats.",
        corrected_at=later(hours=2),
    )  # fmt: skip

    page = client.get(f"/quotes/{first.public_id}/").content.decode()

    assert re.search(r"These words were changed on <time[^>]*>March 4, 2026</time>", page)
    assert re.findall(r'<dd dir="auto">“([^”]*)”</dd>', page) == ["We have nine boats.", "We have five boats."]
    assert "Correction: It is five boats." in page
    assert f'href="{STORY}versions/1/"' in page
    assert f'href="{STORY}versions/"' in page


def test_a_correction_withdrawn_is_struck_and_says_why(client, theo):
    first = make_quote(make_published(path=STORY, until=later(hours=2)), speaker=theo, words="We have nine boats.")
    second = retell(first, "We have five boats.", hours=2, change="correction")
    Correction.objects.create(
        article=first.edition.article, before=first.edition, after=second.edition, text="It is five boats.",
        corrected_at=later(hours=2), withdrawn_at=later(hours=3), withdrawn_reason="Nine was right.",
    )  # fmt: skip

    page = client.get(f"/quotes/{first.public_id}/").content.decode()

    assert "<s>It is five boats.</s> Withdrawn: Nine was right." in page


def test_a_change_of_type_alone_is_none_and_one_to_come_is_not_told(client, theo):
    first = make_quote(make_published(path=STORY, until=later(hours=2)), speaker=theo, words="It’s nine boats.")
    retell(first, "It's nine boats.", hours=2, until=90)
    retell(first, "It is secret boats.", hours=90)

    page = client.get(f"/quotes/{first.public_id}/").content.decode()

    assert "These words were changed" not in page
    assert "secret" not in page


def test_words_no_longer_in_the_story_say_when_they_stood_there_and_in_which_version(client, theo):
    first = make_quote(make_published(path=STORY, until=later(hours=2)), speaker=theo, words="We have nine boats.")
    make_edition(first.edition.article, at=later(hours=2), path=STORY, headline="Ferry, again")

    response = client.get(f"/quotes/{first.public_id}/")
    page = response.content.decode()

    assert response.status_code == 200
    assert "These words are no longer part of the story." in page
    assert re.findall(r'<time datetime="([^"]*)"', page) == ["2026-03-04T12:00:00-05:00", "2026-03-04T14:00:00-05:00"]
    assert f'href="{STORY}versions/1/"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '"@type":"Quotation"' not in page


def test_words_gone_and_back_and_gone_again_stood_there_since_they_came_back(client, theo):
    first = make_quote(make_published(path=STORY, until=later(hours=1)), speaker=theo, words="Nine.")
    article = first.edition.article
    make_edition(article, at=later(hours=1), until=later(hours=2), path=STORY)
    retell(first, "Nine.", hours=2, until=3)
    make_edition(article, at=later(hours=3), path=STORY)

    page = client.get(f"/quotes/{first.public_id}/").content.decode()

    assert re.findall(r'<time datetime="([^"]*)"', page) == ["2026-03-04T14:00:00-05:00", "2026-03-04T15:00:00-05:00"]
    assert f'href="{STORY}versions/3/"' in page


def taken_back(told):
    """An edition that retracts the story, then another small change of it."""
    make_edition(told.edition.article, at=later(hours=1), until=later(hours=2), path=STORY, change="retraction")
    make_edition(told.edition.article, at=later(hours=2), path=STORY, change="minor")


def killed(told):
    Article.objects.filter(pk=told.edition.article_id).update(state="killed")


def to_come(told):
    """Words of an update whose moment was given up before it came; the story stands as it was."""
    make_edition(told.edition.article, at=later(hours=1), path=STORY)


@pytest.mark.parametrize(
    ("what", "until"), [(taken_back, later(hours=1)), (killed, later(hours=1)), (to_come, NOON)], ids=lambda x: str(x)
)
def test_former_words_of_a_story_taken_away_or_never_seen_are_like_none(client, theo, what, until):
    told = make_quote(make_published(path=STORY, until=until), speaker=theo, words="We have nine boats.")
    what(told)

    response, never = client.get(f"/quotes/{told.public_id}/"), client.get("/quotes/never/")

    assert (response.status_code, response.content) == (404, never.content)


def test_words_told_again_after_a_retraction_say_nothing_of_those_before(client, theo):
    first = make_quote(make_published(path=STORY, until=later(hours=1)), speaker=theo, words="We hid nine boats.")
    make_edition(first.edition.article, at=later(hours=1), until=later(hours=2), path=STORY, change="retraction")
    retell(first, "We have five boats.", hours=2)

    page = client.get(f"/quotes/{first.public_id}/").content.decode()

    assert "We have five boats." in page
    assert "hid nine" not in page


def test_the_link_names_the_words_for_browsers_that_can_mark_them(client, theo, settings):
    settings.SITE_URL = "https://news.example"
    told = make_quote(make_published(path=STORY), speaker=theo, words="Well-run, R&D pays")

    page = client.get(f"/quotes/{told.public_id}/").content.decode()

    link = f"https://news.example{STORY}#q-{told.public_id}:~:text=Well%2Drun%2C%20R%26D%20pays"
    assert f'readonly value="{link}"' in page


def test_machines_read_of_a_quote_what_its_page_says(client, settings):
    settings.SITE_URL = "https://news.example"
    union = make_person("Dockers’ Union", slug="dockers-union", kind="organisation")
    edition = make_published(path=STORY, headline="Ferry")
    told = make_quote(edition, speaker=union, words="We sail,", role="a union", said_on=date(2026, 3, 3))

    page = client.get(f"/quotes/{told.public_id}/").content.decode()

    blocks = [json.loads(found) for found in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    (node,) = [node for block in blocks for node in block["@graph"] if node["@type"] == "Quotation"]
    assert node == {
        "@type": "Quotation",
        "@id": f"https://news.example/quotes/{told.public_id}/#quote",
        "url": f"https://news.example/quotes/{told.public_id}/",
        "text": "We sail",
        "datePublished": "2026-03-04T12:00:00-05:00",
        "dateCreated": "2026-03-03",
        "isPartOf": {
            "@type": "NewsArticle",
            "@id": f"https://news.example{STORY}#story",
            "url": f"https://news.example{STORY}",
            "headline": "Ferry",
        },
        "publisher": {"@id": "https://news.example/#publisher"},
        "creator": {
            "@type": "Organization",
            "name": "Dockers’ Union",
            "url": "https://news.example/people/dockers-union/",
        },
    }


@pytest.fixture
def ask(client, settings):
    settings.SITE_URL, settings.SITE_NAME = "https://news.example", "The Star & Sun"

    def about(told, **more):
        return client.get("/oembed", {"url": f"https://news.example/quotes/{told.public_id}/", **more})

    return about


def test_another_site_may_embed_a_quote(ask, theo):
    told = make_quote(make_published(path=STORY, headline="A < B"), speaker=theo, words="We <sail>,", role="captain")

    answer = ask(told, maxwidth="400")

    assert answer["Content-Type"] == "application/json"
    assert answer.json() == {
        "version": "1.0",
        "type": "rich",
        "title": "Theo Lindqvist in “A < B”",
        "author_name": "Theo Lindqvist",
        "provider_name": "The Star & Sun",
        "provider_url": "https://news.example/",
        "html": f'<blockquote cite="https://news.example/quotes/{told.public_id}/"><p>“We &lt;sail&gt;”</p>'
        f'<footer>— <a href="https://news.example/quotes/{told.public_id}/">Theo Lindqvist, captain</a>, in '
        f'<cite><a href="https://news.example{STORY}#q-{told.public_id}">A &lt; B</a></cite></footer></blockquote>',
        "width": 400,
        "height": 118,
    }
    assert etree.fromstring(ask(told, format="xml").content).findtext("html") == answer.json()["html"]


def test_the_page_of_a_quote_says_where_its_embedding_is_found(client, ask, theo):
    told = make_quote(make_published(), speaker=theo)

    page = client.get(f"/quotes/{told.public_id}/").content.decode()
    address = re.search(r'type="application/json\+oembed" href="https://news.example([^"]*)"', page)

    assert client.get(address[1].replace("&amp;", "&")).json()["author_name"] == "Theo Lindqvist"


def test_forms_nobody_speaks_are_refused(ask, theo):
    assert ask(make_quote(make_published(), speaker=theo), format="yaml").status_code == 501


def test_no_more_width_is_taken_than_was_asked_for(ask, theo):
    assert ask(make_quote(make_published(), speaker=theo), maxwidth="120").json()["width"] == 120


@pytest.mark.parametrize("width", ["", "0", "-1", "9" * 999, "wide", "²"])
def test_odd_widths_do_no_harm(ask, theo, width):
    answer = ask(make_quote(make_published(), speaker=theo), maxwidth=width).json()

    assert 200 <= answer["width"] <= 550


@pytest.mark.parametrize(
    "url",
    ["", "https://news.example/", "https://other.example/quotes/ID/", "https://[", "javascript:/quotes/ID/", "\0"],
)
def test_addresses_of_others_are_not_found(client, ask, theo, url):
    told = make_quote(make_published(), speaker=theo)

    assert client.get("/oembed", {"url": url.replace("ID", told.public_id)}).status_code == 404


@pytest.mark.parametrize("fields", [{"at": later(days=9)}, {"until": later(hours=1)}])
def test_a_hidden_quote_is_embedded_like_one_that_never_was(client, ask, theo, fields):
    hidden = ask(make_quote(make_published(**fields), speaker=theo))
    never = client.get("/oembed", {"url": "https://news.example/quotes/never/"})

    assert (hidden.status_code, hidden.content) == (never.status_code, never.content) == (404, never.content)


def test_a_quote_has_a_page_of_its_own(client, theo):
    edition = make_published(path="/2026/03/04/ferry/", headline="Ferry")
    quote = make_quote(
        edition, speaker=theo, words="You pay when it works,", role="Council President", verification="recording",
        question="Who pays?", said_on=date(2026, 3, 3), context="“You pay when it works,” he said.",
    )  # fmt: skip
    make_quote(edition, speaker=theo, words="Another.")

    page = client.get(f"/quotes/{quote.public_id}/").content.decode()

    assert "<blockquote" in page
    assert "<p>You pay when it works</p>" in page
    assert "Who pays?" in page
    assert "Checked against a recording" in page
    assert "March 3, 2026" in page
    assert f'href="/2026/03/04/ferry/#q-{quote.public_id}"' in page
    assert "“You pay when it works,” he said." in page
    assert ">Another.</a>" in page
    assert '"@type":"Quotation"' in page


def test_a_quote_of_nobody_named_has_a_page_too(client):
    quote = make_quote(make_published(), role="a passenger")

    response = client.get(f"/quotes/{quote.public_id}/")

    assert response.status_code == 200
    assert b"Unnamed speaker" in response.content


@pytest.mark.parametrize("fields", [{"at": later(days=9)}, {"until": later(hours=1)}])
def test_a_quote_of_a_hidden_story_answers_like_none(client, theo, fields):
    quote = make_quote(make_published(**fields), speaker=theo)

    assert client.get(f"/quotes/{quote.public_id}/").status_code == 404
    assert client.get(f"/quotes/{quote.public_id}/").content == client.get("/quotes/never/").content


@pytest.mark.parametrize("public_id", ["%00", "x" * 5000, "é"])
def test_odd_ids_of_quotes_are_not_found(client, public_id):
    assert client.get(f"/quotes/{public_id}/").status_code == 404
