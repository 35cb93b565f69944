"""What every page says of itself in its head, however it is made."""

from __future__ import annotations

import re

import pytest

from articles.models import Rendering
from tests.builders import make_person, make_published, make_quote, make_section, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

# An address → the title of its window.
TITLES = {
    "/": "Newsroom",
    "/2026/03/04/ferry/": "Ferry – Newsroom",
    "/2026/03/04/ferry/versions/": "Versions: Ferry – Newsroom",
    "/2026/03/04/ferry/versions/1/": "Version 1: Ferry – Newsroom",
    "/sections/": "Sections – Newsroom",
    "/sections/local/": "Local – Newsroom",
    "/topics/": "Topics – Newsroom",
    "/topics/ferries/": "Ferries – Newsroom",
    "/people/": "People – Newsroom",
    "/people/ana-ruiz/": "Ana Ruiz – Newsroom",
    "/people/ana-ruiz/on/ferries/": "Ana Ruiz on Ferries – Newsroom",
    "/quotes/": "Quotes on the record – Newsroom",
    "/quotes/QUOTE/": "Ana Ruiz: “We are ready.” – Newsroom",
    "/search/": "Search stories – Newsroom",
    "/search/?q=ferry": "Search stories – Newsroom",
    "/archive/": "Archive – Newsroom",
    "/archive/2026/": "Archive: 2026 – Newsroom",
    "/archive/2026/03/": "Archive: March 2026 – Newsroom",
    "/corrections/": "Corrections – Newsroom",
    "/api/": "Data – Newsroom",
}


@pytest.fixture
def quote():
    """The quote of a story that has a section, a topic and a speaker."""
    section = make_section(
        name="Local", slug="local", description="Streets and schools, boats and bridges, told daily."
    )
    topic = make_topic("Ferries", slug="ferries")
    story = make_published(path="/2026/03/04/ferry/", headline="Ferry", section=section, topics=(topic,))
    Rendering.objects.update(
        head='<title>Ferry</title><link rel="canonical" href="https://site.invalid/2026/03/04/ferry/">'
    )
    return make_quote(story, speaker=make_person("Ana Ruiz", slug="ana-ruiz"), speaker_name="Ana Ruiz")


@pytest.mark.parametrize("path", TITLES)
def test_a_page_has_one_title_and_one_address(client, quote, path):
    page = client.get(path.replace("QUOTE", quote.public_id)).content.decode()

    assert re.findall("<title>(.*?)</title>", page) == [TITLES[path]]
    assert page.count('<link rel="canonical"') == 1


@pytest.mark.parametrize("path", [path for path in TITLES if path != "/2026/03/04/ferry/"])
def test_a_page_says_what_it_is_and_has_a_card(client, quote, path):
    page = client.get(path.replace("QUOTE", quote.public_id)).content.decode()

    for head in ('<meta name="description" content="', '<meta property="og:title"', '<meta property="og:image"'):
        assert page.count(head) == 1, head
    assert '<meta name="twitter:card"' in page
