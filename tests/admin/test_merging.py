"""Two bodies that met, merged by paragraph: no word either side typed is lost without being named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.admin.story.merging import both_blocks, merged_body
from articles.parsing.markup import blocks, body_text, clean_body, quote_spans


def body(**blocks: str) -> str:
    return "".join(f'<p id="p-aaaaaaa{name}">{words}</p>' for name, words in blocks.items())


BASE = body(a="One.", b="Two.", c="Three.")


@pytest.mark.parametrize(
    ("theirs", "mine", "together", "contested"),
    [
        (BASE, BASE, BASE, set()),
        (body(a="One!", b="Two.", c="Three."), BASE, body(a="One!", b="Two.", c="Three."), set()),
        (
            body(a="One!", b="Two.", c="Three."),
            body(a="One.", b="Two.", c="Three!"),
            body(a="One!", b="Two.", c="Three!"),
            set(),
        ),
        (body(a="Theirs.", b="Two.", c="Three."), body(a="Mine.", b="Two.", c="Three."), None, {"a"}),
        (body(a="Same.", b="Two.", c="Three."), body(a="Same.", b="Two.", c="Three."), None, set()),
        (
            body(a="One.", b="Two.", d="New of theirs.", c="Three."),
            body(a="One.", b="Two.", c="Three.", e="New of mine."),
            body(a="One.", b="Two.", d="New of theirs.", c="Three.", e="New of mine."),
            set(),
        ),
        (
            body(d="First.", a="One.", b="Two.", c="Three."),
            BASE,
            body(d="First.", a="One.", b="Two.", c="Three."),
            set(),
        ),
        (body(a="One.", c="Three."), BASE, body(a="One.", c="Three."), set()),
        (BASE, body(a="One.", c="Three."), body(a="One.", c="Three."), set()),
        (
            body(a="One.", b="Two, changed.", c="Three."),
            body(a="One.", c="Three."),
            body(a="One.", b="Two, changed.", c="Three."),
            {"b"},
        ),
        (body(a="One.", c="Three."), body(a="One.", b="Mine.", c="Three."), None, {"b"}),
    ],
    ids=[
        "nothing",
        "they alone",
        "each another paragraph",
        "both the same paragraph",
        "both the same change",
        "new ones of both",
        "new at the top",
        "deleted by them",
        "deleted by me",
        "deleted by me, changed by them",
        "deleted by them, changed by me",
    ],
)
def test_what_either_side_did_is_kept(theirs, mine, together, contested):
    merged = merged_body(BASE, theirs, mine)

    assert merged.body == (mine if together is None else together)
    assert merged.contested == {f"p-aaaaaaa{name}" for name in contested}


def test_blocks_of_every_kind_keep_their_contents():
    lists = (
        '<ul id="p-bbbbbbbb"><li><p>x</p></li></ul><p data-role="question" id="p-cccccccc">[Q]</p><hr id="p-dddddddd">'
    )

    assert merged_body(BASE, BASE + lists, BASE).body == BASE + lists


@pytest.mark.parametrize(
    ("theirs", "mine", "together", "moved"),
    [
        (body(b="Two.", a="One.", c="Three."), BASE, body(b="Two.", a="One.", c="Three."), "theirs"),
        (BASE, body(c="Three.", a="One.", b="Two."), body(c="Three.", a="One.", b="Two."), "mine"),
        (body(b="Two.", a="One.", c="Three."), body(a="One.", c="Three.", b="Two."), None, "both"),
        (
            body(b="Two.", a="One.", c="Three."),
            body(a="One.", b="Mine.", n="New.", c="Three."),
            body(b="Mine.", n="New.", a="One.", c="Three."),
            "theirs",
        ),
    ],
    ids=["they alone", "I alone", "both", "they moved what I changed"],
)
def test_moved_paragraphs_go_where_the_one_who_moved_them_put_them(theirs, mine, together, moved):
    merged = merged_body(BASE, theirs, mine)

    assert (merged.body, merged.moved) == (mine if together is None else together, moved)
    their_order = ("p-aaaaaaab", "p-aaaaaaaa", "p-aaaaaaac") if moved == "both" else ()
    assert merged.their_order == their_order


def test_of_a_quote_in_both_wordings_taken_together_the_mark_stays_once():
    theirs = '<p id="p-aaaaaaaa">“<q data-quote="Q1">We sail at dawn</q>,” he said.</p>'
    mine = '<p id="p-aaaaaaaa">“<q data-quote="Q1">We sail</q>,” he said, “<q data-quote="Q2">at six</q>.”</p>'

    both = both_blocks(theirs, mine)

    assert [(span.quote_id, span.text) for span in quote_spans(both)] == [("Q1", "We sail at dawn"), ("Q2", "at six")]
    assert body_text(both) == "“We sail at dawn,” he said.\n\n“We sail,” he said, “at six.”"
    assert len({block.id for block in blocks(both)}) == 2


SOME = ["ferry", "port", "a", "the", "night", "“no”", "boat"]
WORDS = st.lists(st.sampled_from(SOME), min_size=1, max_size=6).map(" ".join)
KEYS = st.sampled_from("abcdefgh")


@st.composite
def edits(draw: st.DrawFn, base: dict[str, str]) -> dict[str, str]:
    """A side's text: paragraphs of the base deleted, reworded, moved, marked, and new ones between."""
    kept = {key: words for key, words in base.items() if draw(st.booleans()) or draw(st.booleans())}
    for key in kept:
        if draw(st.booleans()):
            kept[key] = draw(WORDS)
    for key in draw(st.lists(KEYS, max_size=2)):
        kept.setdefault(key, draw(WORDS))
    order = draw(st.permutations(list(kept))) if draw(st.booleans()) else list(kept)
    return {key: kept[key] for key in order}


@st.composite
def three(draw: st.DrawFn) -> tuple[str, str, str]:
    """What both began from and what two made of it, with a list, a quote's mark and a question among it."""
    base = draw(st.dictionaries(KEYS, WORDS, max_size=5))
    return tuple(_html(side) for side in (base, draw(edits(base)), draw(edits(base))))  # type: ignore[return-value]


def _html(side: dict[str, str]) -> str:
    wrapped = []
    for key, words in side.items():
        if key == "c":
            wrapped.append(f'<ul id="p-aaaaaaac"><li><p>{words}</p></li><li><p>{words}</p></li></ul>')
        elif key == "d":
            wrapped.append(f'<p id="p-aaaaaaad">“<q data-quote="Q1">{words}</q>,” he said.</p>')
        else:
            role = ' data-role="question"' if key == "e" else ""
            wrapped.append(f'<p{role} id="p-aaaaaaa{key}">{words}</p>')
    return "".join(wrapped)


@settings(max_examples=300, deadline=None)
@given(three())
def test_no_change_of_either_side_is_lost(texts):
    base, theirs, mine = texts
    merged = merged_body(base, theirs, mine)
    shown = {item.key: item for item in merged.items if item.is_contested}
    was = parts(base)

    for side, name in ((parts(theirs), "theirs"), (parts(mine), "mine")):
        for key, html in side.items():
            if html != was.get(key):
                stands = merged.parts.get(key) == html
                assert stands or (key in shown and getattr(shown[key], name) == html)
        for key in was.keys() - side.keys():
            assert key not in merged.parts or key in shown
    for key, html in merged.parts.items():
        assert html in {parts(theirs).get(key), parts(mine).get(key)}, "nobody's words"


@settings(max_examples=100, deadline=None)
@given(three())
def test_a_merge_is_the_same_each_time_and_clean(texts):
    base, theirs, mine = texts

    merged = merged_body(base, theirs, mine)

    assert merged == merged_body(base, theirs, mine)
    assert clean_body(merged.body) == merged.body
    assert merged_body(base, theirs, theirs).body == theirs
    assert merged_body(base, base, mine).body == mine
    assert merged_body(base, theirs, base).body == theirs
    assert merged_body(base, mine, theirs).contested == merged.contested


def parts(html: str) -> dict[str, str]:
    return dict(merged_body("", html, html).parts)
