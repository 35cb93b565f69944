"""From HTML to the body's leaves: what is allowed becomes marks, paragraphs and containers, the rest only its words."""

from __future__ import annotations

import re
from typing import NamedTuple

from .bodyplain import plain_paragraphs
from .bodystyles import Styles
from .bodytree import MAX_DEPTH, Container, Leaf, Marks, Run, tidied
from .htmltokens import Tag, html_tokens
from .weblinks import unwrapped

_LEAVES = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3", "hr": "hr"}
_CONTAINERS = frozenset({"blockquote", "ul", "ol", "li"})
_LISTS = frozenset({"ul", "ol"})
_SAME = {"b": "strong", "i": "em"}
_PARAGRAPH_TAGS = (
    "div section article header footer main aside nav address dl dt dd figure figcaption table thead tbody tfoot tr"
    " caption form fieldset pre center body html head details summary menu dir hgroup"
)
_PARTS_PARAGRAPHS = frozenset(_PARAGRAPH_TAGS.split())
_PARTS_WORDS = frozenset({"td", "th"})
_IMAGE = re.compile(r"[1-9][0-9]{0,17}")
_BLOCK_ID = re.compile(r"p-[a-z2-7]{8}")
_QUOTE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"/][^\s<>\"]*", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


class _Depths(NamedTuple):
    """How many of each mark are open, to close with a paragraph those that were opened in it."""

    quotes: int
    links: int
    styles: tuple[int, ...]


class _OpenQuote(NamedTuple):
    """The outermost quote id that counts here, and whether a browser would have drawn quotation marks."""

    outermost: str
    is_foreign: bool


def is_quote_id(text: str) -> bool:
    """Whether the text may name a quote in a body: 1 to 64 ASCII letters, digits, hyphens and underscores."""
    return _QUOTE_ID.fullmatch(text) is not None


def read_body(markup: str) -> list[Leaf]:
    """The leaves of any HTML, tidy and not empty, in the order of the page. Never raises."""
    plain = plain_paragraphs(markup)
    if plain is not None:
        return plain
    reader = _Reader()
    for token in html_tokens(markup):
        if isinstance(token, str):
            reader.words(token)
        elif token.is_end:
            reader.end(token.name)
        else:
            reader.start(token)
    reader.close_leaf()
    return [tidy for leaf in reader.leaves for tidy in tidied(leaf)]


class _Reader:
    """What is open while the tokens go by."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.containers: list[Container] = []
        self.leaf: Leaf | None = None
        self.styles = Styles()
        self.at_leaf_start = _Depths(0, 0, self.styles.depths())
        self.quotes: list[_OpenQuote] = []
        self.links: list[str] = []
        # The last item of each list, for a list that stands beside it where it should stand within.
        self.last_items: dict[Container, Container] = {}
        self.preformatted = 0

    def words(self, text: str) -> None:
        if not self.preformatted:
            self.line(text)
            return
        for number, line in enumerate(text.splitlines()):
            if number and self.leaf:
                self.put("\n")
            self.line(line)

    def line(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if self.leaf is None:
            if text in {"", " "}:
                return
            self.open_leaf(Leaf("p"))
        self.put(text)

    def put(self, text: str) -> None:
        if self.leaf is not None and self.leaf.tag == "figure":
            self.leaf.caption += text
            return
        quote = self.quotes[-1].outermost if self.quotes else ""
        href = self.links[-1] if self.links else ""
        assert self.leaf is not None  # noqa: S101 (for the type checker: every caller has opened one)
        self.leaf.runs.append(Run(text, Marks(quote, href, *self.styles.now())))

    def start(self, tag: Tag) -> None:
        name = _SAME.get(tag.name, tag.name)
        if name in _LEAVES:
            self.start_leaf(tag)
        elif name == "figure" and _IMAGE.fullmatch(image := tag.attributes().get("data-image", "")):
            self.start_picture(tag, image)
        elif name == "figcaption" and self.leaf is not None and self.leaf.tag == "figure":
            return
        elif name in _CONTAINERS:
            self.close_leaf()
            self.open_container(Container(name, "" if self.containers else _block_id(tag)))
        elif name in _PARTS_PARAGRAPHS:
            self.close_leaf()
            self.preformatted += name == "pre"
        elif self.leaf and name == "br":
            self.put("\n")
        elif self.leaf and name in _PARTS_WORDS:
            self.put(" ")
        else:
            self.start_mark(name, tag)

    def start_leaf(self, tag: Tag) -> None:
        self.close_leaf()
        leaf = Leaf(_LEAVES[tag.name], id=_block_id(tag))
        if leaf.tag == "p" and tag.attributes().get("data-role") == "question":
            leaf.role = "question"
        self.open_leaf(leaf)
        if leaf.tag == "hr":
            self.close_leaf()

    def start_picture(self, tag: Tag, image: str) -> None:
        """A picture stands at the top of the body: what was open around it ends before it."""
        self.close_leaf()
        self.containers.clear()
        self.open_leaf(Leaf("figure", id=_block_id(tag), image=image))

    def start_mark(self, name: str, tag: Tag) -> None:
        self.styles.start(name, tag, in_heading=self.leaf is not None and self.leaf.tag != "p")
        if name == "a":
            self.links.append(_href(tag.attributes().get("href", "")))
        elif name == "q":
            self.start_quote(tag.attributes().get("data-quote"))

    def start_quote(self, quote: str | None) -> None:
        if quote is None:
            self.words("“")
        outer = self.quotes[-1].outermost if self.quotes else ""
        own = quote if quote and is_quote_id(quote) else ""
        self.quotes.append(_OpenQuote(outer or own, is_foreign=quote is None))

    def end(self, name: str) -> None:
        name = _SAME.get(name, name)
        if name in _LEAVES or name in _PARTS_PARAGRAPHS:
            self.close_leaf()
            self.preformatted -= name == "pre" and self.preformatted > 0
        elif name in _CONTAINERS:
            self.close_leaf()
            self.close_container(name)
        elif name == "a" and self.links:
            self.links.pop()
        elif name == "q" and self.quotes:
            self.close_quote()
        else:
            self.styles.end(name)

    def close_quote(self) -> None:
        if self.quotes.pop().is_foreign:
            self.words("”")

    def open_leaf(self, leaf: Leaf) -> None:
        if self.containers and self.containers[-1].tag in _LISTS:
            self.containers.append(Container("li"))
        leaf.path = tuple(self.containers)
        self.leaf = leaf
        self.at_leaf_start = _Depths(len(self.quotes), len(self.links), self.styles.depths())

    def close_leaf(self) -> None:
        if self.leaf is None:
            return
        before = self.at_leaf_start
        while len(self.quotes) > before.quotes:
            self.close_quote()
        del self.links[before.links :]
        self.styles.cut(before.styles)
        self.leaves.append(self.leaf)
        self.leaf = None

    def open_container(self, container: Container) -> None:
        if container.tag == "li":
            self.close_item()
            if not self.containers or self.containers[-1].tag not in _LISTS:
                self.containers.append(Container("ul"))
        elif self.containers and self.containers[-1].tag in _LISTS:
            # A list straight in a list, as Google Docs has it, belongs to the item before it.
            last = self.last_items.get(self.containers[-1]) if container.tag in _LISTS else None
            self.containers.append(last or Container("li"))
        if len(self.containers) < MAX_DEPTH or container.tag == "li":
            if container.tag == "li":
                self.last_items[self.containers[-1]] = container
            self.containers.append(container)

    def close_item(self) -> None:
        """End the list item that a new one follows; an item of an outer list stays open."""
        tags = [container.tag for container in self.containers]
        for place in range(len(tags) - 1, -1, -1):
            if tags[place] in _LISTS:
                break
            if tags[place] == "li":
                del self.containers[place:]
                break

    def close_container(self, name: str) -> None:
        for place in range(len(self.containers) - 1, -1, -1):
            if self.containers[place].tag == name:
                del self.containers[place:]
                break


def _block_id(tag: Tag) -> str:
    block_id = tag.attributes().get("id", "") if tag.rest else ""
    return block_id if _BLOCK_ID.fullmatch(block_id) else ""


def _href(address: str) -> str:
    address = unwrapped(address.strip())
    return address if len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address) else ""
