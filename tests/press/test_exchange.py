"""A story for other programs, from its content alone."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from articles.press.content import SITE_MARK
from articles.press.exchange.ninjs import ninjs_item
from articles.press.exchange.story_json import story_json
from articles.press.exchange.told import Subject, Told
from newsroom.brand import Brand, Link
from tests.press.contents import FERRY, make_content, make_note, make_speech

QUOTED = (
    '<p id="p-aaaaaaaa">“<q data-quote="abcdefgh23">We are ready,</q>” she said. See <a href="/topics/x/">x</a>.</p>'
)
URL = f"{SITE_MARK}/2026/03/04/ferry-fares/"
TOPICS = (Subject("Ferries", "ferries", ""), Subject("Transport", "transport", "medtop:20000337"))


def told(**fields: Any) -> Told:
    defaults: dict[str, Any] = {"body": QUOTED, "quotes": (make_speech(),), "picture": FERRY, "notes": (make_note(),)}
    return Told(7, "d" * 64, make_content(**{**defaults, **fields}), TOPICS)


def test_ninjs_says_what_the_page_says(settings):
    settings.SITE_URL = "https://news.example"

    item = ninjs_item(told(number=3))

    assert item["uri"] == "tag:news.example,2026-03-04:story-7"
    assert (item["version"], item["type"], item["pubStatus"]) == ("3", "text", "usable")
    assert [headline["value"] for headline in item["headlines"]] == [
        "Ferry fares to rise",
        "The first increase in 11 years.",
    ]
    assert (item["by"], item["located"]) == ("Ana Ruiz and Tom Hale", "BALTIMORE")
    assert item["edNote"] == "Correction: The vote was on Tuesday."
    assert [(body["role"], body["contentType"]) for body in item["bodies"]] == [
        ("main", "text/html"),
        ("main", "text/plain"),
        ("quotes", "application/ld+json"),
        ("corrections", "application/ld+json"),
    ]
    assert item["bodies"][0]["value"].startswith('<p id="p-aaaaaaaa"><span class="dateline">BALTIMORE (WJZ) – </span>')
    assert f'href="{SITE_MARK}/topics/x/"' in item["bodies"][0]["value"]
    assert item["subjects"] == [
        {"name": "Local", "rel": "section", "uri": f"{SITE_MARK}/sections/local/"},
        {"name": "Ferries", "rel": "about", "uri": f"{SITE_MARK}/topics/ferries/"},
        {"name": "Transport", "rel": "about", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000337"},
    ]
    assert item["people"] == [
        {"name": "Marisol Quintero", "rel": "quoted", "uri": f"{SITE_MARK}/people/marisol-quintero/"}
    ]
    assert item["genres"] == [{"name": "News", "uri": "http://cv.iptc.org/newscodes/genre/Current"}]
    (picture,) = item["associations"]
    assert (picture["by"], picture["renditions"][0]["width"]) == ("Lu Chen", 1600)
    assert {"role": "canonical", "value": URL} in item["altIds"]


def test_quotes_of_an_item_are_annotations_with_their_speakers():
    quotes = json.loads(ninjs_item(told())["bodies"][2]["value"])

    (quote,) = quotes["items"]
    assert quote["body"]["value"] == "Marisol Quintero, Councilwoman"
    assert quote["target"][0]["selector"][1]["exact"] == "We are ready."


def test_an_item_leaves_out_what_it_has_nothing_for():
    bare = told(quotes=(), picture=None, notes=(), dateline_place="", dateline_source="", dek="", names=(), byline="")

    item = ninjs_item(replace(bare, subjects=()))

    assert not item.keys() & {"people", "places", "associations", "edNote", "by", "located", "trustIndicators"}
    assert [body["contentType"] for body in item["bodies"]] == ["text/html", "text/plain"]


def test_policies_of_the_brand_are_trust_indicators_with_whole_addresses(settings):
    links = Link("ethics", "Ethics", "/about/ethics/"), Link("privacy", "Privacy", "https://news.example/privacy")
    settings.BRAND = Brand(policies=links, holder="The Star Ltd")

    item = ninjs_item(told())

    assert item["trustIndicators"] == [
        {
            "role": "http://cv.iptc.org/newscodes/trustindicator/ethicsPolicy",
            "title": "Ethics",
            "href": f"{SITE_MARK}/about/ethics/",
        }
    ]
    assert item["copyrightHolder"] == "The Star Ltd"


def test_plain_json_says_all_of_a_story():
    said = story_json(told(number=2))

    assert (said["id"], said["url"], said["version"], said["digest"]) == (7, URL, 2, "d" * 64)
    assert said["dateline"] == {"text": "BALTIMORE (WJZ)", "place": "BALTIMORE", "source": "WJZ"}
    assert said["section"] == {"slug": "local", "name": "Local", "url": f"{SITE_MARK}/sections/local/"}
    assert [(author["slug"], author["role"], author["title"]) for author in said["authors"]] == [
        ("ana-ruiz", "writer", "City Hall reporter"),
        ("tom-hale", "writer", ""),
    ]
    assert said["body_html"].startswith('<p id="p-aaaaaaaa">“We are ready,” she said.')
    (quote,) = said["quotes"]
    assert (quote["words"], quote["speaker"]["slug"], quote["anchor"]) == (
        ["We are ready."],
        "marisol-quintero",
        f"{URL}#q-abcdefgh23",
    )
    assert said["corrections"][0]["text"] == "The vote was on Tuesday."
    assert said["topics"][1]["code"] == "medtop:20000337"
    assert said["picture"]["credit"] == "Lu Chen"
    assert said["links"]["ninjs"] == f"{URL}ninjs.json"


def test_who_is_not_named_is_null():
    speech = make_speech(speaker_name="", speaker_path="", said_on=None, verification="recording")

    (quote,) = story_json(told(quotes=(speech,)))["quotes"]

    assert (quote["speaker"], quote["said_on"]) == (None, None)
    assert quote["checked"] == "Checked against a recording"


def test_search_and_network_headlines_are_not_told_beside_the_one_of_the_page():
    fields = {"seo_headline": "Only for engines", "social_headline": "Only for networks"}

    for form in (ninjs_item, story_json):
        assert "Only for" not in json.dumps(form(told(**fields)))
