"""The cards of stories and quotes: of what readers see now, drawn once."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Drawing

from articles.models import Edition, Image
from articles.press.renewing import read_contents
from articles.press.sharing import told
from articles.press.sharing.told import ShareCard, card_mark
from articles.reader import share_cards
from articles.reader.share_cards import CACHE_CONTROL, FOR_EVER
from tests.builders import later, make_edition, make_person, make_published, make_quote, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

PATH = "/2026/03/04/ferry/"


@pytest.fixture
def ferry():
    return make_published(path=PATH, headline="Ferry fares rise", section=make_section(name="Transit"))


@pytest.fixture
def pictured(settings, tmp_path) -> Edition:
    """A story with a green picture."""
    settings.MEDIA_ROOT = str(tmp_path)
    drawn = BytesIO()
    Drawing.new("RGB", (800, 600), "#00ff00").save(drawn, "PNG")
    image = Image(title="Ferry", alt="A ferry")
    image.file.save("ferry.png", ContentFile(drawn.getvalue()), save=True)
    section = make_section(name="Transit")
    first = make_published(path=PATH, headline="Ferry", section=section, until=later(minutes=1))
    return make_edition(first.article, at=later(minutes=1), lead_image=image, section=section)


@pytest.fixture
def cards(monkeypatch) -> list[ShareCard]:
    """The cards drawn, in order."""
    drawn: list[ShareCard] = []
    draw = share_cards.draw
    monkeypatch.setattr(share_cards, "draw", lambda card, *picture: drawn.append(card) or draw(card, *picture))
    return drawn


def test_a_storys_card_says_its_headline_and_is_drawn_once(client, ferry, cards, settings):
    first, second = client.get(f"{PATH}card.png"), client.get(f"{PATH}card.png")

    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert first["Cache-Control"] == "public, max-age=60, s-maxage=60"
    assert first.content == second.content
    assert cards == [
        ShareCard("Transit", "Ferry fares rise", "", "", settings.BRAND.name, "March 4, 2026", settings.BRAND.accent)
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

    address = re.search(rf'content="[^"]*(/quotes/{quote.public_id}/card\.png\?v=[0-9a-f]{{12}})"', page)[1]
    assert client.get(address)["Cache-Control"] == FOR_EVER
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert page.count('property="og:image"') == 1


def test_a_story_with_a_picture_has_a_card_with_it_and_one_without(client, cards, pictured):
    beside, alone = client.get(f"{PATH}card.jpg"), client.get(f"{PATH}card.png")

    assert (beside["Content-Type"], alone["Content-Type"]) == ("image/jpeg", "image/png")
    assert [bool(card.picture) for card in cards] == [True, False]
    with Drawing.open(BytesIO(beside.content)) as drawn:
        assert drawn.convert("RGB").getpixel((1195, 600))[1] > 200


def test_a_story_without_a_picture_has_no_card_with_one(client, ferry):
    assert client.get(f"{PATH}card.jpg").status_code == 404


def test_the_address_a_page_names_is_kept_for_long_and_no_other(client, ferry, cards):
    client.get(f"{PATH}card.png")
    mark = card_mark(cards[0])

    named, stale = client.get(f"{PATH}card.png?v={mark}"), client.get(f"{PATH}card.png?v=0123456789ab")

    assert named["Cache-Control"] == FOR_EVER == "public, max-age=31536000, s-maxage=60, immutable"
    assert stale["Cache-Control"] == CACHE_CONTROL
    assert named.content == stale.content


def test_the_page_of_a_story_names_the_very_card_that_is_drawn(client, cards, pictured):
    drawn_for = told.card_of_content(read_contents([pictured.pk])[pictured.pk])

    response = client.get(f"{PATH}{told.card_name(drawn_for)}")

    assert (response.status_code, response["Cache-Control"]) == (200, FOR_EVER)
    assert cards == [drawn_for]


def test_a_card_whose_pictures_file_is_gone_is_not_kept(client, pictured, cards):
    card = told.card_of_content(read_contents([pictured.pk])[pictured.pk])
    Path(pictured.lead_image.file.path).unlink()

    first = client.get(f"{PATH}{told.card_name(card)}")
    client.get(f"{PATH}{told.card_name(card)}")

    assert (first.status_code, first["Cache-Control"]) == (200, CACHE_CONTROL)
    assert len(cards) == 2
