"""Where else somebody is: addresses, one a line."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.models.elsewhere import MOST, Elsewhere, read_elsewhere, refuse_other_addresses

MASTODON = "https://social.example/@ana"


def test_each_address_is_told_once_in_the_order_typed():
    typed = f"  {MASTODON}\n\nhttps://www.ana.example/\r\n{MASTODON}\n"

    assert read_elsewhere(typed) == (
        Elsewhere(MASTODON, "social.example/@ana"),
        Elsewhere("https://www.ana.example/", "ana.example"),
    )


@pytest.mark.parametrize("typed", ["", " \n ", MASTODON, "\n".join(f"https://a{n}.example/" for n in range(MOST))])
def test_addresses_are_taken(typed):
    refuse_other_addresses(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "http://social.example/@ana",
        "javascript:alert(1)",
        "social.example/@ana",
        "@ana@social.example",
        "https://",
        "https://user:word@social.example/",
        "https://user@social.example/",
        f"{MASTODON} https://second.example/",
        f"{MASTODON}\nnot one",
        'https://a.example/"><script>',
        "\n".join(f"https://a{n}.example/" for n in range(MOST + 1)),
    ],
)
def test_what_is_no_address_is_refused(typed):
    with pytest.raises(ValidationError):
        refuse_other_addresses(typed)


@given(st.text(max_size=300))
def test_what_is_taken_of_any_text_are_addresses(typed):
    try:
        refuse_other_addresses(typed)
    except ValidationError:
        return

    assert all(href.startswith("https://") and "<" not in href for href, _ in read_elsewhere(typed))
