"""The corpus of pastes: what other programs put on the clipboard, each beside the body it gives.

`NAME.html` or `NAME.txt` is the clipboard's content, `NAME.body.html` the body, a block a line and without ids. Some of
what the browser knows the server cannot: where the saved body of the raw HTML differs, it stands in `NAME.saved.html`.
"""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html

_FOLDER = Path(__file__).parent / "pastes"
_RESULT = re.compile(r"\.(body|saved)\.html$")

# Words of the clipboard that are none of the story's: somebody's comment beside it.
BESIDE = {"word-tracked": "Check with the clerk before this runs."}

RAW = sorted(path for path in _FOLDER.iterdir() if path.suffix in {".html", ".txt"} and not _RESULT.search(path.name))
HTML = [path for path in RAW if path.suffix == ".html"]


def raw(path: Path) -> str:
    """What is on the clipboard."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def expected(path: Path, kind: str = "body") -> str:
    """The body it gives in the editor; `saved`: on the server alone, where that differs."""
    result = path.with_suffix(f".{kind}.html")
    if kind == "saved" and not result.exists():
        return expected(path)
    return result.read_text(encoding="utf-8").replace("\n", "")


def without_ids(html: str) -> str:
    return re.sub(r' id="p-[a-z2-7]{8}"', "", html)


def seen(page: str) -> str:
    """The text of a page as another parser than ours reads it, without what is no word of the story."""
    tree = lxml.html.document_fromstring(page)
    for element in list(tree.iter("script", "style", "title", "del")):
        element.drop_tree()
    inline = {"span", "b", "i", "a", "em", "strong", "font", "sup", "ins", "q"}
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in inline:
            element.tail = f" {element.tail or ''}"
            element.text = f" {element.text or ''}"
    return tree.text_content()


def words_of(text: str) -> list[str]:
    """The words, without the marks of list items, which a body has no words for, and what cannot be seen."""
    seen = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    return re.findall(r"[^\W\d_]{3,}", re.sub(r"(?<=\w)-\s+(?=[a-z])", "-", seen))
