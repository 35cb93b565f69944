"""The cards of stories and quotes: of what readers see now, drawn once."""

from __future__ import annotations

import pytest

from articles.press import share_card
from articles.reader import share_cards
from tests.builders import later, make_edition, make_person, make_published, make_quote, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"


@pytest.fixture
def ferry():
    return make_published(path=PATH, headline="Ferry fares rise", section=make_section(name="Transit"))


@pytest.fixture
def cards(monkeypatch) -> list[share_card.ShareCard]:
    """The cards drawn, in order."""
    drawn: list[share_card.ShareCard] = []
    draw = share_cards.draw
    monkeypatch.setattr(share_cards, "draw", lambda card: drawn.append(card) or draw(card))
    return drawn


def test_a_storys_card_says_its_headline_and_is_drawn_once(client, ferry, cards, settings):
    first, second = client.get(f"{PATH}card.png"), client.get(f"{PATH}card.png")

    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert first["Cache-Control"] == "public, max-age=60, s-maxage=60"
    assert first.content == second.content
    assert cards == [
        share_card.ShareCard(
            "Transit", "Ferry fares rise", "", "", settings.BRAND.name, "March 4, 2026", settings.BRAND.accent
        )
    ]


def test_a_quotes_card_says_whose_words_they_are(client, ferry, cards):
    quote = make_quote(ferry, speaker=make_person("Lena Marsh"), words="It is tired,", role="Director")

    assert client.get(f"/quotes/{quote.public_id}/card.png").status_code == 200

    assert [(card.words, card.who, card.role) for card in cards] == [("“It is tired”", "Lena Marsh", "Director")]


def test_new_words_have_a_new_card_and_a_visitor_who_has_it_gets_304(client, ferry):
    had = client.get(f"{PATH}card.png")
    again = client.get(f"{PATH}card.png", headers={"If-None-Match": had["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    ferry.article.editions.update(superseded_at=later(hours=1))
    make_edition(ferry.article, at=later(hours=1), headline="Ferry fares fall")

    now = client.get(f"{PATH}card.png", headers={"If-None-Match": had["ETag"]})
    assert now.status_code == 200
    assert now.content != had.content


@pytest.mark.parametrize("fields", [{"at": later(days=2)}, {"until": later(hours=1)}])
def test_what_readers_do_not_see_has_no_card_and_nothing_is_drawn(client, cards, fields):
    hidden = make_published(path=PATH, headline="hidden", **fields)
    quote = make_quote(hidden)

    for address in (f"{PATH}card.png", f"/quotes/{quote.public_id}/card.png", "/2026/03/04/never/card.png"):
        assert client.get(address).status_code == 404
    assert cards == []


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_card_is_only_looked_at(client, ferry, method):
    assert getattr(client, method)(f"{PATH}card.png").status_code == 405


def test_a_quotes_page_names_its_card(client, ferry):
    quote = make_quote(ferry, speaker=make_person("Lena Marsh"))
    page = client.get(f"/quotes/{quote.public_id}/").content.decode()

    assert f'/quotes/{quote.public_id}/card.png">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert page.count('property="og:image"') == 1
