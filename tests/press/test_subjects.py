"""Topics and lists for machines."""

from __future__ import annotations

import json
import re

from articles.models import Topic
from articles.press.cards import topic_links
from articles.press.content import SITE_MARK
from articles.press.listing import list_data
from articles.press.publisher import publisher_nodes
from newsroom.brand import Brand, Link


def graph_in(html: str) -> list[dict]:
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(written)["@graph"]


def test_the_topics_of_a_story_are_terms():
    own, coded = Topic(name="Ferries", slug="ferries"), Topic(name="Water", slug="water", code="medtop:20000337")

    assert graph_in(topic_links([own, coded])) == [
        {
            "@type": "DefinedTerm",
            "@id": "/topics/ferries/#topic",
            "name": "Ferries",
            "url": "/topics/ferries/",
            "inDefinedTermSet": "/topics/",
        },
        {
            "@type": "DefinedTerm",
            "@id": "http://cv.iptc.org/newscodes/mediatopic/20000337",
            "name": "Water",
            "url": "/topics/water/",
            "termCode": "medtop:20000337",
            "inDefinedTermSet": "http://cv.iptc.org/newscodes/mediatopic/",
        },
    ]


def test_a_topics_name_cannot_end_the_script():
    assert "</script><b>" not in topic_links([Topic(name="</script><b>", slug="b")])


def test_a_list_is_told_in_its_order_with_the_way_to_it():
    items = [{"path": "/2026/03/04/a/", "headline": "A & <b>"}, {"path": "/2026/03/04/b/", "headline": "B"}]

    page, crumbs = graph_in(list_data("/topics/ferries/", "Ferries", items, above=[("Topics", "/topics/")]))

    assert (page["@type"], page["url"]) == ("CollectionPage", f"{SITE_MARK}/topics/ferries/")
    assert page["mainEntity"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": f"{SITE_MARK}/2026/03/04/a/", "name": "A & <b>"},
        {"@type": "ListItem", "position": 2, "url": f"{SITE_MARK}/2026/03/04/b/", "name": "B"},
    ]
    assert [(crumb["position"], crumb["name"]) for crumb in crumbs["itemListElement"]] == [
        (1, "Topics"),
        (2, "Ferries"),
    ]


def test_the_publisher_has_the_policies_the_footer_links_to(settings):
    links = Link("corrections", "Corrections", "/about/corrections/"), Link("privacy", "Privacy", "/about/privacy/")
    social = (Link("", "Mastodon", "https://social.example/@star"),)
    settings.BRAND = Brand(mail="desk@news.example", policies=links, social=social, language="en-GB")

    publisher, site = publisher_nodes("The Star", "News", "https://news.example")

    assert publisher["correctionsPolicy"] == "https://news.example/about/corrections/"
    assert publisher["sameAs"] == ["https://social.example/@star"]
    assert publisher["email"] == "desk@news.example"
    assert "telephone" not in publisher
    assert site["inLanguage"] == "en-GB"
    assert site["publisher"] == {"@id": publisher["@id"]}
