"""The byline as readers see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.press.bylines import in_a_row, linked_byline, plain_byline, short_byline
from articles.press.content import Name
from tests.press.contents import ANA, LU, TOM

LINKED_ANA = '<a rel="author" href="/people/ana-ruiz/">Ana Ruiz</a>, <span class="title">City Hall reporter</span>'
LINKED_TOM = '<a rel="author" href="/people/tom-hale/">Tom Hale</a>'
LINKED_LU = '<a rel="author" href="/people/lu-chen/">Lu Chen</a>'


@pytest.mark.parametrize(
    ("byline", "names", "printed"),
    [
        ("Ana Ruiz and Tom Hale", (ANA, TOM), f"By {LINKED_ANA}, and {LINKED_TOM}"),
        ("", (TOM,), f"By {LINKED_TOM}"),
        ("Tom Hale", (TOM, LU), f"By {LINKED_TOM}; photographs by {LINKED_LU}"),
        ("", (LU,), f"Photographs by {LINKED_LU}"),
        ("From <staff> reports", (TOM,), f'From &lt;staff&gt; reports <span class="names">By {LINKED_TOM}</span>'),
        ("From staff reports", (), "From staff reports"),
        ("", (), ""),
    ],
)
def test_names_lead_to_their_pages_and_a_printed_line_is_kept(byline, names, printed):
    assert linked_byline(byline, names) == printed


@pytest.mark.parametrize(
    ("byline", "names", "printed"),
    [
        ("Ana Ruiz and Tom Hale", (ANA, TOM, LU), "By Ana Ruiz and Tom Hale"),
        ("", (LU,), "Photographs by Lu Chen"),
        ("From staff reports", (TOM,), "From staff reports"),
        ("From staff reports", (), "From staff reports"),
        ("", (), ""),
    ],
)
def test_a_list_shows_one_line_of_text(byline, names, printed):
    assert plain_byline(byline, names) == printed


def test_markup_in_a_name_is_shown_and_not_obeyed():
    assert "<script>" not in linked_byline("", (replace(TOM, name="<script>", title="<script>"),))


@pytest.mark.parametrize(
    ("parts", "row"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_stand_in_a_row(parts, row):
    assert in_a_row(parts) == row


@pytest.mark.parametrize(
    ("how_many", "said"),
    [
        (0, ""),
        (1, "By A"),
        (3, "By A, B and C"),
        (4, "By A, B and 2 others"),
        (20, "By A, B and 18 others"),
    ],
)
def test_a_list_names_three_at_most(how_many, said):
    names = tuple(Name(chr(65 + n), f"/people/{n}/", "writer", "By") for n in range(how_many))

    assert short_byline("", names) == said


def test_a_list_keeps_a_printed_line_that_names_others():
    names = tuple(Name(chr(65 + n), f"/people/{n}/", "writer", "By") for n in range(5))

    assert short_byline("By the staff", names) == "By the staff"
