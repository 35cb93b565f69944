"""A body as data: paragraphs in order, each with the containers it stands in and its words in marked runs.

Marks are kept flat on the words (as the editor's own model does), so nesting in the source, however deep or crossed,
costs nothing, and a range of words can be marked across other marks. Containers nest at most ``MAX_DEPTH`` deep.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

MAX_DEPTH = 6
# Every character that prints as empty space, and the zero-width ones that are typed by accident.
BLANKS = " \t\n\r\f\v\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000"
_AS_SPACES = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x2060, 0xFEFF], " ")
UNTIDY = re.compile(f"[{BLANKS}]{{2,}}|^[{BLANKS}]|[{BLANKS}]\\Z")


class Marks(NamedTuple):
    """What is marked on a run of words; written outermost first in this order."""

    quote: str = ""
    href: str = ""
    strong: bool = False
    em: bool = False


_UNMARKED = Marks()


class Run(NamedTuple):
    """Words with the same marks; a line break within a paragraph is a newline."""

    text: str
    marks: Marks


@dataclass(eq=False, slots=True)
class Container:
    """A blockquote, list or list item that paragraphs stand in. Two containers are never equal."""

    tag: str
    id: str = ""


@dataclass(eq=False, slots=True)
class Leaf:
    """A paragraph, heading, rule or picture, and the containers around it, outermost first. No two are equal.

    A picture (`figure`) is named by its number; its caption is no word of the body's text.
    """

    tag: str
    path: tuple[Container, ...] = ()
    id: str = ""
    role: str = ""
    runs: list[Run] = field(default_factory=list)
    image: str = ""
    caption: str = ""

    @property
    def text(self) -> str:
        """The words of the leaf."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])

    @property
    def top(self) -> Container | Leaf:
        """The outermost container, or the leaf itself: what carries the block's id."""
        return self.path[0] if self.path else self


def merged(runs: Iterable[Run]) -> list[Run]:
    """The runs with neighbours of the same marks joined and empty ones left out."""
    joined = []
    for marks, group in itertools.groupby((run for run in runs if run.text), key=lambda run: run.marks):
        joined.append(Run("".join(run.text for run in group), marks))
    return joined


def tidied(leaf: Leaf) -> Iterator[Leaf]:
    """The leaf without blanks at its ends or in a row; an empty line within parts it in two, no words yield nothing."""
    if leaf.tag == "figure":
        leaf.caption = " ".join(leaf.caption.translate(_AS_SPACES).split())
    if leaf.tag in {"hr", "figure"}:
        yield leaf
        return
    leaf.runs = merged(leaf.runs)
    text = leaf.text
    if not UNTIDY.search(text):
        if text:
            yield leaf
        return
    marks = [run.marks for run in leaf.runs for _ in run.text]
    pieces: list[list[Run]] = [[]]
    position = 0
    for gap in UNTIDY.finditer(text):
        pieces[-1] += _cut(text, marks, position, gap.start())
        position = gap.end()
        breaks = gap.group().count("\n")
        if gap.start() == 0 or gap.end() == len(text):
            continue
        if breaks > 1:
            pieces.append([])
        else:
            pieces[-1].append(Run("\n" if breaks else " ", marks[gap.start()]))
    pieces[-1] += _cut(text, marks, position, len(text))
    for number, runs in enumerate(pieces):
        if runs:
            yield replace(leaf, id="" if number else leaf.id, runs=merged(runs))


def _cut(text: str, marks: list[Marks], start: int, end: int) -> Iterator[Run]:
    for mark, places in itertools.groupby(range(start, end), key=marks.__getitem__):
        within = list(places)
        yield Run(text[within[0] : within[-1] + 1], mark)


def render(leaves: Iterable[Leaf]) -> Iterator[str]:
    """One string of HTML for each top-level block."""
    for _, group in itertools.groupby(leaves, key=lambda leaf: leaf.top):
        yield "".join(_render_block(list(group)))


def _render_block(leaves: list[Leaf]) -> Iterator[str]:
    open_path: tuple[Container, ...] = ()
    for leaf in leaves:
        if leaf.tag == "figure":
            yield _render_figure(leaf)
            continue
        if not (leaf.path or open_path) and len(leaf.runs) == 1 and leaf.runs[0].marks == _UNMARKED:
            yield _render_plain(leaf)
            continue
        shared = _shared(open_path, leaf.path)
        yield from (f"</{container.tag}>" for container in reversed(open_path[shared:]))
        yield from (f"<{container.tag}{_attribute('id', container.id)}>" for container in leaf.path[shared:])
        open_path = leaf.path
        yield f"<{leaf.tag}{_attribute('data-role', leaf.role)}{_attribute('id', leaf.id)}>"
        if leaf.tag != "hr":
            yield from _render_runs(leaf.runs)
            yield f"</{leaf.tag}>"
    yield from (f"</{container.tag}>" for container in reversed(open_path))


def _render_plain(leaf: Leaf) -> str:
    """A paragraph or heading without containers or marks, which most of a body is."""
    start = f"<{leaf.tag}{_attribute('data-role', leaf.role)}{_attribute('id', leaf.id)}>"
    return f"{start}{_escaped(leaf.runs[0].text)}</{leaf.tag}>"


def _render_figure(leaf: Leaf) -> str:
    """A picture with the caption it has in this story, if one. It never stands in a container."""
    words = f"<figcaption>{_escaped(leaf.caption)}</figcaption>" if leaf.caption else ""
    return f"<figure{_attribute('data-image', leaf.image)}{_attribute('id', leaf.id)}>{words}</figure>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\u00a0", "&nbsp;").replace("\n", "<br>")


def _render_runs(runs: list[Run]) -> Iterator[str]:
    open_tags: list[str] = []
    for run in runs:
        tags = _start_tags(run.marks)
        shared = _shared(open_tags, tags)
        yield from (_end_tag(tag) for tag in reversed(open_tags[shared:]))
        yield from tags[shared:]
        open_tags = tags
        yield _escaped(run.text)
    yield from (_end_tag(tag) for tag in reversed(open_tags))


def _shared(open_now: Sequence[object], wanted: Sequence[object]) -> int:
    """How many of the open elements the next words stand in too."""
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(open_now, wanted, strict=False)))


def _start_tags(marks: Marks) -> list[str]:
    tags = []
    if marks.quote:
        tags.append(f"<q{_attribute('data-quote', marks.quote)}>")
    if marks.href:
        tags.append(f"<a{_attribute('href', marks.href)}>")
    if marks.strong:
        tags.append("<strong>")
    if marks.em:
        tags.append("<em>")
    return tags


def _end_tag(start_tag: str) -> str:
    return "</" + re.split("[ >]", start_tag[1:], maxsplit=1)[0] + ">"


def _attribute(name: str, value: str) -> str:
    if not value:
        return ""
    escaped = html.escape(value, quote=False).replace('"', "&quot;").replace("\u00a0", "&nbsp;")
    return f' {name}="{escaped}"'
