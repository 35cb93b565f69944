"""The short way through a body: tidy paragraphs without marks, which most copy is."""

from __future__ import annotations

import re

from .bodytree import UNTIDY, Leaf, Marks, Run
from .htmltokens import decode_references

_PLAIN = Marks()
_PLAIN_PARAGRAPH = re.compile(r'<p(?: data-role="(question)")?+(?: id="(p-[a-z2-7]{8})")?+>([^<]*+)</p>[ \t\n\r\f\v]*+')
# What the reader would change: control characters, halves of characters, blanks in a row or at an end.
_ODD = re.compile(f"[\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff]|{UNTIDY.pattern}")


def plain_paragraphs(markup: str) -> list[Leaf] | None:
    """The leaves of a body of tidy paragraphs without marks, which most copy is: a fifth of the reader's time.

    None where anything else stands in it; the reader gives the same for what is read here.
    """
    leaves = []
    end = 0
    while found := _PLAIN_PARAGRAPH.match(markup, end):
        role, block_id, text = found.groups()
        text = decode_references(text)
        if _ODD.search(text):
            return None
        if text:
            leaves.append(Leaf("p", (), block_id or "", role or "", [Run(text, _PLAIN)]))
        end = found.end()
    return leaves if end == len(markup) else None
