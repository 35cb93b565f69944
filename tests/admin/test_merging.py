"""Two bodies that met, merged by paragraph: no word either side typed is lost without being named."""

from __future__ import annotations

import pytest

from articles.admin.story.merging import merged_body


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
