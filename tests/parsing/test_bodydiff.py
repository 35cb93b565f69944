from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.bodydiff import BlockChange, body_diff, changed_blocks, stretches
from articles.parsing.markup import blocks, body_from_paragraphs, clean_body
from articles.parsing.worddiff import Piece

ONE, TWO, THREE, FOUR = "p-aaaaaaaa", "p-bbbbbbbb", "p-cccccccc", "p-dddddddd"
BODY = (
    f'<p id="{ONE}">The city will close the bridge.</p><p id="{TWO}">Merchants asked for a shuttle.</p>'
    f'<p id="{THREE}">The council votes on Friday.</p>'
)


def told(before: str, after: str) -> list[tuple[str, str, bool]]:
    """Each block as kind, its words with what went and came marked, and whether it moved."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "[+{}+]"}
    return [
        (one.kind, "".join(marks[piece.kind].format(piece.text) for piece in one.pieces), one.moved)
        for one in body_diff(before, after)
    ]


def test_the_same_body_has_no_changes():
    assert [kind for kind, _, _ in told(BODY, BODY)] == ["same"] * 3
    assert changed_blocks(BODY, BODY) == 0


def test_a_changed_word_is_shown_within_its_paragraph():
    after = BODY.replace("Merchants asked", "Shopkeepers asked")

    assert told(BODY, after)[1] == ("changed", "[-Merchants-][+Shopkeepers+] asked for a shuttle.", False)
    assert changed_blocks(BODY, after) == 1


def test_a_new_paragraph_and_one_taken_out_stand_where_they_stand():
    after = BODY.replace(f'<p id="{TWO}">Merchants asked for a shuttle.</p>', f'<p id="{FOUR}">It rained.</p>')

    assert told(BODY, after) == [
        ("same", "The city will close the bridge.", False),
        ("removed", "[-Merchants asked for a shuttle.-]", False),
        ("added", "[+It rained.+]", False),
        ("same", "The council votes on Friday.", False),
    ]
    assert changed_blocks(BODY, after) == 2


def test_a_paragraph_taken_out_at_the_very_beginning_comes_first():
    after = BODY[BODY.index(f'<p id="{TWO}"') :]

    assert [kind for kind, _, _ in told(BODY, after)] == ["removed", "same", "same"]


def test_a_moved_paragraph_is_moved_and_its_neighbours_are_not():
    first, second, third = re.findall(r"<p.*?</p>", BODY)

    assert told(BODY, third + first + second) == [
        ("same", "The council votes on Friday.", True),
        ("same", "The city will close the bridge.", False),
        ("same", "Merchants asked for a shuttle.", False),
    ]
    assert told(BODY, third.replace("Friday", "Monday") + first + second)[0] == (
        "changed",
        "The council votes on [-Friday-][+Monday+].",
        True,
    )


def test_a_paragraph_typed_anew_between_the_same_neighbours_is_the_one_rewritten():
    after = BODY.replace(
        f'<p id="{TWO}">Merchants asked for a shuttle.', f'<p id="{FOUR}">Merchants asked for a free shuttle.'
    )

    assert told(BODY, after)[1] == ("changed", "Merchants asked for a [+free +]shuttle.", False)


def test_the_same_words_under_another_id_are_the_same_paragraph():
    after = BODY.replace(TWO, FOUR)

    assert told(BODY, after)[1] == ("same", "Merchants asked for a shuttle.", False)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("shuttle.", "<strong>shuttle.</strong>"),
        ("shuttle.", '<a href="https://example.org/">shuttle.</a>'),
        (f'<p id="{TWO}">', f'<p data-role="question" id="{TWO}">'),
    ],
)
def test_the_same_words_marked_up_otherwise_are_told_as_such(was, now):
    after = clean_body(BODY.replace(was, now, 1))

    assert told(BODY, after)[1] == ("format", "Merchants asked for a shuttle.", False)
    assert changed_blocks(BODY, after) == 1


def test_a_mark_of_a_quote_alone_is_no_change_of_the_text():
    after = BODY.replace("asked for", '<q data-quote="abcdefghjk">asked for</q>')

    assert [kind for kind, _, _ in told(BODY, after)] == ["same"] * 3
    assert changed_blocks(BODY, after) == 0


def test_unchanged_runs_are_folded_but_for_a_neighbour_on_each_side():
    body = body_from_paragraphs([f"Paragraph number {n} of many." for n in range(12)])
    after = body.replace("number 5 of", "number five of")

    shown = [(len(one.blocks), one.is_folded) for one in stretches(body_diff(body, after))]

    assert shown == [(4, True), (3, False), (5, True)]


def test_one_unchanged_paragraph_alone_is_not_worth_folding():
    body = body_from_paragraphs([f"Paragraph number {n} of many." for n in range(4)])
    after = body.replace("number 0 of", "number nought of")

    assert [(len(one.blocks), one.is_folded) for one in stretches(body_diff(body, after))] == [(2, False), (2, True)]
    assert stretches(()) == ()


paragraphs = st.lists(st.text("abc .“”<&é\n", min_size=1, max_size=30), max_size=8)


@given(paragraphs, paragraphs)
def test_no_word_of_either_side_is_lost(was, now):
    before, after = body_from_paragraphs(was), body_from_paragraphs(now)
    changes = body_diff(before, after)

    def words(kinds: set[str]) -> list[str]:
        return ["".join(piece.text for piece in one.pieces if piece.kind in kinds) for one in changes]

    new = [text for one, text in zip(changes, words({"same", "in"}), strict=True) if one.kind != "removed"]
    old = [text for one, text in zip(changes, words({"same", "out"}), strict=True) if one.kind != "added"]
    assert new == [block.text for block in blocks(after)]
    assert sorted(old) == sorted(block.text for block in blocks(before))


@given(st.permutations(range(7)))
def test_paragraphs_in_another_order_are_moved_and_none_is_changed(order):
    body = body_from_paragraphs([f"Paragraph {n}." for n in range(7)])
    parts = re.findall(r"<p.*?</p>", body)

    changes = body_diff(body, "".join(parts[n] for n in order))

    assert {one.kind for one in changes} == {"same"}
    assert any(one.moved for one in changes) == (list(order) != sorted(order))
    kept = [int(one.pieces[0].text[10]) for one in changes if not one.moved]
    assert kept == sorted(kept)


def test_any_html_is_taken():
    changes = body_diff("<p>no id", "plain <b>words</b><script>x</script>")

    assert [one.kind for one in changes] == ["removed", "added"]
    assert body_diff("", "") == ()
    assert body_diff("", BODY)[0] == BlockChange(
        "added", ONE, "p", "", (Piece("in", "The city will close the bridge."),)
    )
