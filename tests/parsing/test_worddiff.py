"""Two wordings compared word by word."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.worddiff import Piece, word_diff

_WORDS = st.lists(
    st.sampled_from(["the", "ferry", "a", "a", "of.", "port,", "“no”", "it's", "é", "12", "\n", "", ""]), max_size=40
).map(" ".join)


def _side(pieces: tuple[Piece, ...], other: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in ("same", other))


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", ()),
        ("The ferry sails.", "The ferry sails.", (("same", "The ferry sails."),)),
        ("", "New.", (("in", "New."),)),
        ("Old.", "", (("out", "Old."),)),
        (
            "The ferry sails at noon.",
            "The ferry sails at dusk.",
            (("same", "The ferry sails at "), ("out", "noon"), ("in", "dusk"), ("same", ".")),
        ),
        ("It's late.", "It’s late.", (("out", "It's"), ("in", "It’s"), ("same", " late."))),
        # Blanks alone part no change.
        ("red green ship", "blue grey ship", (("out", "red green"), ("in", "blue grey"), ("same", " ship"))),
        ("a a a a", "a a a a a", (("same", "a a a a"), ("in", " a"))),
        (
            "the cat the dog",
            "the dog the cat",
            (("same", "the "), ("out", "cat the "), ("same", "dog"), ("in", " the cat")),
        ),
    ],
)
def test_a_change_reads_as_an_editor_reads_it(before: str, after: str, pieces: tuple) -> None:
    assert word_diff(before, after) == tuple(itertools.starmap(Piece, pieces))


@given(_WORDS | st.text(max_size=60), _WORDS | st.text(max_size=60))
def test_both_wordings_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = word_diff(before, after)

    assert (_side(pieces, "out"), _side(pieces, "in")) == (before, after)
    kinds = [piece.kind for piece in pieces]
    assert all(one != other for one, other in itertools.pairwise(kinds))
    assert all(pair != ("in", "out") for pair in itertools.pairwise(kinds))
    assert all(piece.text for piece in pieces)


@given(
    st.lists(st.sampled_from(["the", "ferry", "a", "of", "port"]), min_size=1, max_size=40),
    st.lists(st.sampled_from(["new", "words", "here"]), min_size=1, max_size=3),
    st.integers(0, 40),
)
def test_words_put_in_in_one_place_are_all_that_came(words: list[str], new: list[str], place: int) -> None:
    before, after = " ".join(words), " ".join([*words[:place], *new, *words[place:]])

    changes = [piece for piece in word_diff(before, after) if piece.kind != "same"]

    assert [(piece.kind, sorted(piece.text.split())) for piece in changes] == [("in", sorted(new))]


def _tangled() -> list[tuple[str, str]]:
    chance = random.Random(7)
    letters = [chance.choice("ab") for _ in range(200_000)]
    shuffled = letters[:]
    chance.shuffle(shuffled)
    words = [f"w{n}" for n in range(90_000)]
    return [
        (" ".join(letters), " ".join(shuffled)),
        ("a " * 500_000, "a b " * 250_000),
        (" ".join(words), " ".join(reversed(words))),
        ("." * 1_000_000, "," * 1_000_000),
        ("x" * 1_000_000, "x" * 999_999 + "y"),
        ("a " * 500_000, "a " * 499_999),
    ]


@pytest.mark.parametrize("pair", _tangled(), ids=["shuffled", "doubled", "reversed", "points", "one word", "one less"])
def test_a_megabyte_however_tangled_is_compared_with_bounded_work(pair: tuple[str, str]) -> None:
    pieces = word_diff(*pair)

    assert (_side(pieces, "out"), _side(pieces, "in")) == pair


def test_what_is_too_tangled_goes_and_comes_whole() -> None:
    chance = random.Random(3)
    before, after = (" ".join(chance.choice("abcdefgh") for _ in range(4_000)) for _ in range(2))

    kinds = [piece.kind for piece in word_diff(f"Start {before} end", f"Start {after} end")]

    assert len(kinds) < 8
    assert {"same", "out", "in"} == set(kinds)
