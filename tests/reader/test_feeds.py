"""Feeds in their three forms: what is in them, in which order, and what visitors need not fetch again."""

from __future__ import annotations

import json

import pytest
import time_machine
from lxml import etree

from articles.models import Correction, Edition, EditionImage, Image
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
    make_topic,
)

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}"
FORMS = ("rss", "atom", "json")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(later(days=1), tick=False):
        yield


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.SITE_URL = "https://news.example"
    settings.SITE_NAME = "The Brackwater Star"


@pytest.fixture
def ferry(db) -> Edition:
    """A story with everything a feed tells: section, topic, two authors, dateline, links, a quote, an update."""
    writers = make_person("Ana Ruiz", slug="ana-ruiz"), make_person("Tom Hale", slug="tom-hale")
    section = make_section(name="Local", slug="local")
    topic = make_topic("Ferries", slug="ferries")
    make_published(headline="An older story", at=later(hours=-5), section=section)
    article = make_article(
        headline="Ferry & <b>fares</b> rise",
        dek="Riders “pay” more & more",
        section=section,
        path="/2026/03/04/ferry/",
        first_published_at=NOON,
        topics=(topic,),
        bylines=writers,
    )
    body = '<p id="p-1">Fares rise, <q data-quote="abc">“now,”</q> see <a href="/topics/ferries/">here</a>.</p>'
    names = {"body": body, "byline": "Ana Ruiz and Tom Hale", "dateline_place": "BALTIMORE", "dateline_source": "WJZ"}
    first = make_edition(article, until=later(hours=2), **names)
    return make_edition(article, at=later(hours=2), first_published_at=first.first_published_at, **names)


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response, response.content


def test_rss_tells_all_of_a_story(client, ferry):
    response, body = read(client, "/feed.rss")

    channel = etree.fromstring(body).find("channel")
    items = channel.findall("item")
    item = items[0]
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert channel.findtext("title") == "The Brackwater Star"
    assert dict(channel.find(f"{ATOM}link").attrib) == {"rel": "self", "href": "https://news.example/feed.rss"}
    assert [each.findtext("title") for each in items] == ["Ferry & <b>fares</b> rise", "An older story"]
    assert item.findtext("link") == "https://news.example/2026/03/04/ferry/"
    assert dict(item.find("guid").attrib) == {"isPermaLink": "false"}
    assert item.findtext("guid") == f"tag:news.example,2026-03-04:story-{ferry.article_id}"
    assert item.findtext("pubDate") == "Wed, 04 Mar 2026 17:00:00 +0000"
    assert item.findtext(CREATOR) == "Ana Ruiz and Tom Hale"
    assert item.findtext("description") == "Riders “pay” more &amp; more"
    assert [category.text for category in item.findall("category")] == ["Local", "Ferries"]
    assert item.findtext(CONTENT) == (
        '<p id="p-1"><span class="dateline">BALTIMORE (WJZ) – </span>Fares rise, “now,” see'
        ' <a href="https://news.example/topics/ferries/">here</a>.</p>'
    )


def test_atom_tells_when_a_story_was_updated(client, ferry):
    response, body = read(client, "/sections/local/feed.atom")

    feed = etree.fromstring(body)
    entry = feed.find(f"{ATOM}entry")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext(f"{ATOM}title") == "Local – The Brackwater Star"
    assert feed.findtext(f"{ATOM}id") == "https://news.example/sections/local/"
    assert feed.findtext(f"{ATOM}updated") == "2026-03-04T19:00:00+00:00"
    assert entry.findtext(f"{ATOM}published") == "2026-03-04T17:00:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-03-04T19:00:00+00:00"
    assert [author.findtext(f"{ATOM}uri") for author in entry.findall(f"{ATOM}author")] == [
        "https://news.example/people/ana-ruiz/",
        "https://news.example/people/tom-hale/",
    ]
    assert entry.find(f"{ATOM}content").get("type") == "html"


def test_json_feed_tells_the_same(client, ferry):
    response, body = read(client, "/topics/ferries/feed.json")

    feed = json.loads(body)
    (item,) = feed["items"]
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://news.example/topics/ferries/feed.json"
    assert item["authors"][1] == {"name": "Tom Hale", "url": "https://news.example/people/tom-hale/"}
    assert item["tags"] == ["Local", "Ferries"]
    assert item["summary"] == "Riders “pay” more & more"
    assert item["date_modified"] == "2026-03-04T19:00:00+00:00"
    assert item["content_html"].startswith('<p id="p-1"><span class="dateline">BALTIMORE (WJZ)')


def test_a_persons_feed_has_what_they_wrote_and_where_they_are_quoted(client, ferry):
    quoted = make_published(headline="Where she speaks", at=later(hours=1))
    ana = ferry.bylines.first().person
    make_quote(quoted, speaker=ana)
    make_quote(quoted, speaker=ana, words="Twice.")

    _, body = read(client, "/people/ana-ruiz/feed.json")

    assert [item["title"] for item in json.loads(body)["items"]] == ["Where she speaks", "Ferry & <b>fares</b> rise"]


def test_the_corrections_feed_names_the_story_as_it_is_now(client, ferry):
    before, after = ferry.article.editions.order_by("number")
    correction = Correction.objects.create(
        article=ferry.article, before=before, after=after, text="Fares <rose> in May.", corrected_at=later(hours=2)
    )

    for form in FORMS:
        _, body = read(client, f"/corrections/feed.{form}")
    (item,) = json.loads(body)["items"]

    assert item["title"] == "Correction: Ferry & <b>fares</b> rise"
    assert item["content_html"] == "<p>Fares &lt;rose&gt; in May.</p>"
    assert item["id"] == f"tag:news.example,2026-03-04:correction-{correction.pk}"


def test_a_feed_holds_thirty_by_first_publication_and_costs_the_same(client, db, django_assert_max_num_queries):
    section = make_section(slug="local")
    for hours in range(33):
        make_published(headline=f"Story of hour {hours}", section=section, at=later(hours=-hours))

    for path in ("/feed.json", "/sections/local/feed.json"):
        with django_assert_max_num_queries(5):  # one of them asks whether it was kept
            _, body = read(client, path)
        items = json.loads(body)["items"]
        assert [item["title"] for item in items] == [f"Story of hour {hours}" for hours in range(30)]


@pytest.mark.parametrize("path", ["/feed.", "/sections/local/feed.", "/topics/ferries/feed.", "/people/ana-ruiz/feed."])
def test_each_feed_takes_few_queries(client, ferry, path, django_assert_max_num_queries):
    # One asks whether the feed was kept; a person's asks besides who was merged into whom.
    most = 7 if "people" in path else 5
    for form in FORMS:
        with django_assert_max_num_queries(most):
            read(client, path + form)
        with django_assert_max_num_queries(1):
            read(client, path + form)


def test_a_visitor_who_has_it_gets_304_until_something_changes(client, ferry):
    response, _ = read(client, "/feed.rss")

    by_tag = client.get("/feed.rss", headers={"If-None-Match": response["ETag"]})
    by_date = client.get("/feed.rss", headers={"If-Modified-Since": response["Last-Modified"]})
    make_published(headline="News", at=later(hours=3))
    changed = client.get("/feed.rss", headers={"If-None-Match": response["ETag"]})

    assert (by_tag.status_code, by_date.status_code, changed.status_code) == (304, 304, 200)
    assert by_tag.content == b""
    assert by_tag["ETag"] == response["ETag"]
    assert response["Cache-Control"] == "public, max-age=5, stale-while-revalidate=10"


def test_a_story_taken_away_is_a_change_for_every_visitor(client, ferry):
    response, _ = read(client, "/feed.rss")
    Edition.objects.filter(pk=ferry.pk).update(superseded_at=later(hours=20))

    again = client.get("/feed.rss", headers={"If-Modified-Since": response["Last-Modified"]})

    assert again.status_code == 200
    assert b"Ferry" not in again.content


def test_an_empty_feed_is_whole_and_steady(client, db):
    make_section(slug="local")
    for form in FORMS:
        first, body = read(client, f"/sections/local/feed.{form}")
        with time_machine.travel(later(days=2), tick=False):
            assert client.get(f"/sections/local/feed.{form}")["ETag"] == first["ETag"]
    assert json.loads(body)["items"] == []


def test_characters_no_xml_may_hold_are_left_out(client, db):
    make_edition(make_article(headline="Bell \x07 rings", dek="\x0c"), body="<p>One\x0btwo \ufffe</p>")

    for form in FORMS:
        _, body = read(client, f"/feed.{form}")
        if form != "json":
            etree.fromstring(body)

    assert json.loads(body)["items"][0]["title"] == "Bell  rings"


@pytest.mark.parametrize(
    "path",
    [
        "/feed.xml",
        "/feed.",
        "/feed.rss/",
        "/sections/none/feed.rss",
        "/topics/none/feed.atom",
        "/people/none/feed.json",
    ],
)
def test_no_such_feed(client, db, path):
    assert client.get(path).status_code == 404


def test_what_stands_on_hidden_stories_alone_has_no_feed(client, db):
    topic, writer, speaker = make_topic("Secret"), make_person("Sec Writer"), make_person("Sec Speaker")
    section = make_section(in_nav=False)
    edition = make_published(at=later(days=9), topics=(topic,), bylines=(writer,), section=section)
    make_quote(edition, speaker=speaker)
    paths = [each.get_absolute_url() for each in (topic, writer, speaker, section)]

    hidden = [client.get(f"{path}feed.json").status_code for path in paths]
    with time_machine.travel(later(days=9), tick=False):
        shown = [client.get(f"{path}feed.json").status_code for path in paths]

    assert hidden == [404] * 4
    assert shown == [200] * 4


@pytest.fixture
def pictured(ferry) -> Edition:
    """The story's edition with a picture as it was frozen, and a correction."""
    before = ferry.article.editions.get(number=1)
    Correction.objects.create(
        article=ferry.article, before=before, after=ferry, text="Fares <rose> in May.", corrected_at=later(hours=2)
    )
    image = Image.objects.create(title="Boat", file="pictures/boat.jpg", width=1600, height=900)
    article = make_article(headline="Pictured", first_published_at=later(hours=1), lead_image=image)
    edition = make_edition(article, at=later(hours=1), lead_image=image)
    EditionImage.objects.create(
        edition=edition, image=image, position=0, alt="A boat", caption="The Kestrel & crew", credit="Lu Chen"
    )
    return edition


def test_a_picture_is_told_with_its_credit_in_every_form(client, pictured):
    rss = etree.fromstring(read(client, "/feed.rss")[1]).find("channel").findall("item")
    atom = etree.fromstring(read(client, "/feed.atom")[1]).findall(f"{ATOM}entry")
    items = json.loads(read(client, "/feed.json")[1])["items"]

    picture = rss[0].find(f"{MEDIA}content")
    (enclosure,) = (link for link in atom[0].findall(f"{ATOM}link") if link.get("rel") == "enclosure")
    assert (picture.get("type"), picture.get("medium"), picture.get("width")) == ("image/jpeg", "image", "1600")
    assert picture.get("url").startswith("https://news.example/media/")
    assert picture.findtext(f"{MEDIA}credit") == "Lu Chen"
    assert picture.findtext(f"{MEDIA}description") == "The Kestrel & crew"
    assert enclosure.get("href") == items[0]["image"] == picture.get("url")
    assert rss[1].find(f"{MEDIA}content") is None
    assert "image" not in items[1]


def test_pictures_in_the_body_go_along_with_whole_addresses(client, db):
    image = Image.objects.create(title="Boat", file="pictures/inside.jpg", width=1600, height=900)
    body = f'<p>Before.</p><figure data-image="{image.pk}" id="p-bbbbbbbb"></figure><p>After.</p>'
    edition = make_edition(make_article(headline="Inside", first_published_at=NOON), body=body)
    EditionImage.objects.create(edition=edition, image=image, position=1, alt="A boat", credit="Lu Chen")

    (item,) = json.loads(read(client, "/feed.json")[1])["items"]

    assert 'alt="A boat"' in item["content_html"]
    assert "Lu Chen" in item["content_html"]
    assert "https://news.example/media/" in item["content_html"]
    assert '"/media' not in item["content_html"]
    assert ", /media" not in item["content_html"]


def test_a_picture_from_before_they_were_frozen_is_told_too(client, ferry):
    image = Image.objects.create(title="Boat", file="pictures/old.jpg", width=800, height=600, credit="Lu Chen")
    make_edition(make_article(headline="Old", first_published_at=later(hours=3)), at=later(hours=3), lead_image=image)

    (item, *_) = etree.fromstring(read(client, "/feed.rss")[1]).find("channel").findall("item")

    assert item.find(f"{MEDIA}content").findtext(f"{MEDIA}credit") == "Lu Chen"


def test_a_correction_stands_with_the_story_it_corrects(client, pictured):
    items = json.loads(read(client, "/feed.json")[1])["items"]

    content = next(item["content_html"] for item in items if "fares" in item["title"])
    assert content.startswith("<p><strong>Correction:</strong> Fares &lt;rose&gt; in May.</p><p")


def test_a_withdrawn_correction_stands_there_no_more(client, pictured):
    Correction.objects.update(withdrawn_at=later(hours=3), withdrawn_reason="It was right.")

    assert b"Fares &lt;rose&gt;" not in read(client, "/feed.json")[1]


@pytest.mark.parametrize("path", ["/quotes/feed.", "/people/tom-hale/quotes/feed."])
def test_quotes_have_a_feed_of_their_own(client, ferry, path):
    tom = ferry.bylines.get(name="Tom Hale").person
    quote = make_quote(ferry, speaker=tom, words="We are\nready <now>.", role="Mayor")
    hidden = make_published(headline="hidden", at=later(days=9))
    make_quote(hidden, speaker=tom, words="hidden words")

    for form in FORMS:
        _, body = read(client, path + form)
        assert b"hidden" not in body
    (item,) = json.loads(body)["items"]

    assert item["id"] == f"tag:news.example,2026-03-04:quote-{quote.public_id}"
    assert item["url"] == f"https://news.example/quotes/{quote.public_id}/"
    assert item["title"] == "Tom Hale: “We are ready <now>.”"
    assert "“We are ready &lt;now&gt;.”" in item["content_html"]
    assert item["authors"] == [{"name": "Tom Hale", "url": "https://news.example/people/tom-hale/"}]


def test_somebody_unnamed_has_no_author_in_a_feed(client, ferry):
    make_quote(ferry, words="Nobody asked us.")

    (item,) = json.loads(read(client, "/quotes/feed.json")[1])["items"]

    assert item["title"] == "Unnamed speaker: “Nobody asked us.”"
    assert "authors" not in item


def test_a_search_has_a_feed_with_the_newest_first_whatever_order_was_asked(client, ferry):
    make_published(headline="Fares again", at=later(hours=4))
    make_published(headline="Something else", at=later(hours=5))

    _, body = read(client, "/search/feed.json?q=fares&sort=relevance&before=0-1")
    feed = json.loads(body)

    assert [item["title"] for item in feed["items"]] == ["Fares again", "Ferry & <b>fares</b> rise"]
    assert feed["feed_url"] == "https://news.example/search/feed.json?q=fares"


def test_a_search_that_cannot_be_answered_is_refused_with_a_sentence(client, ferry):
    response = client.get("/search/feed.rss?topic=none")

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode() == "There is no topic “none”.\n"


def test_the_feed_of_what_somebody_merged_away_said_leads_to_who_stays(client, ferry):
    make_person("T. Hale", slug="t-hale", merged_into=ferry.bylines.get(name="Tom Hale").person)

    response = client.get("/people/t-hale/quotes/feed.rss")

    assert (response.status_code, response["Location"]) == (301, "/people/tom-hale/quotes/feed.rss")
