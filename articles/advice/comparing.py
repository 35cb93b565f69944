"""Two versions of a story held against each other: its text, every other field, byline, quotes and topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from articles.advice.versions import TOLD, Said, Version
from articles.models import Article, Byline, Edition
from articles.parsing.bodydiff import BlockChange, body_diff, changed_blocks
from articles.parsing.worddiff import Piece, word_diff

# Columns in which every version differs, or that stand for another one.
_BESIDE = frozenset({"version", "updated_at", "updated_by", "word_count", "body"})
# Columns that say where a story stands, and nothing of what it says.
_STANDING = frozenset(
    {
        "state",
        "publish_at",
        "first_published_at",
        "path",
        "hold_kind",
        "hold_reason",
        "held_by",
        "killed_at",
        "approved_by",
        "approved_version",
        "proposed_change",
        "proposed_note",
        "proposed_by",
        "proposed_at",
    }
)

# What the story’s form calls a field where the column has another name; nouns, for they stand in sentences too.
_LABELS = {
    "assigned_to": "Desk person",
    "byline_override": "Byline as printed",
    "editors_note": "Notes",
    "embargo_until": "Embargo",
    "genre": "Kind of work",
    "lead_image": "Lead picture",
    "planned_at": "Planned time",
    "planned_length": "Length planned",
    "seo_headline": "Search headline",
    "tagline": "Line at the end",
    "url_slug": "Web address",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, in words of both sides."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote that came, went, or changed: its words, and the facts of it that differ."""

    kind: str
    public_id: str
    words: tuple[Piece, ...]
    facts: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All in which two versions differ."""

    body: tuple[BlockChange, ...]
    fields: tuple[FieldChange, ...]
    quotes: tuple[QuoteChange, ...]

    @property
    def changed_paragraphs(self) -> int:
        return sum(block.is_change for block in self.body)

    @property
    def is_empty(self) -> bool:
        return not (self.changed_paragraphs or self.fields or self.quotes)


def compare_versions(before: Version, after: Version) -> Comparison:
    """Everything that differs from one version to the other. Against an edition, what an edition has is compared.

    An edition names confirmed quotes alone: others are left out on both sides then.
    """
    names = [name for name in after.fields if name in before.fields]
    fields = [(label_of(name), word_diff(before.fields[name], after.fields[name])) for name in names]
    fields.append(("Byline", _list_diff(before.byline, after.byline)))
    if before.topics is not None and after.topics is not None:
        fields.append(("Topics", _list_diff(before.topics, after.topics)))
    with_edition = before.is_edition or after.is_edition
    quotes = _quotes_changed(_quotes(before, confirmed=with_edition), _quotes(after, confirmed=with_edition))
    return Comparison(
        body_diff(before.body, after.body),
        tuple(FieldChange(label, pieces) for label, pieces in fields if _differs(pieces)),
        tuple(quotes),
    )


def label_of(name: str) -> str:
    """A field as the story's form calls it."""
    label = _LABELS.get(name)
    if label is None:
        label = str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        label = f"dateline {label}" if name.startswith("dateline_") else label
    return label[0].upper() + label[1:]


def changed_columns(older: Any, row: Any) -> list[str]:
    """Fields with words or facts of the story in which two rows of its history differ, the text aside."""
    names = (field for field in row.tracked_fields if field.name not in _BESIDE | _STANDING)
    return [field.name for field in names if getattr(older, field.attname) != getattr(row, field.attname)]


def unreleased(article: Article, bylines: Sequence[Byline], edition: Edition) -> tuple[int, list[str]]:
    """What the working copy says that an edition does not: how many paragraphs, and the names of other fields."""
    fields = [name for name in TOLD if _told(article, name) != _told(edition, name)]
    writers = [byline.person.name for byline in bylines if byline.role == Byline.Role.WRITER]
    if edition.byline != (article.byline_override or _line(writers)):
        fields.append("byline_override")
    return changed_blocks(edition.body, article.body), fields


def in_words(paragraphs: int, labels: Iterable[str]) -> str:
    """What changed, as a list in a sentence: “the headline, the byline and 3 paragraphs”."""
    parts = [f"the {label[0].lower()}{label[1:]}" for label in labels]
    if paragraphs:
        parts.append("one paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs")
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _told(row: Any, name: str) -> Any:
    return getattr(row, f"{name}_id" if name in {"section", "lead_image"} else name)


def _line(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _differs(pieces: Sequence[Piece]) -> bool:
    return any(piece.kind != "same" for piece in pieces)


def _list_diff(before: Sequence[str], after: Sequence[str]) -> tuple[Piece, ...]:
    """Names in a row, each whole: those that stayed, went and came."""
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Piece("same", name) for name in before[a:b]]
        else:
            found += [Piece("out", name) for name in before[a:b]]
            found += [Piece("in", name) for name in after[c:d]]
    parted = [Piece(piece.kind, f"{piece.text}, ") for piece in found[:-1]]
    return (*parted, *found[-1:])


def _quotes(version: Version, *, confirmed: bool) -> dict[str, Said]:
    return {quote.public_id: quote for quote in version.quotes if quote.is_confirmed or not confirmed}


def _quotes_changed(before: dict[str, Said], after: dict[str, Said]) -> Iterator[QuoteChange]:
    for public_id, quote in after.items():
        was = before.get(public_id)
        if was is None:
            yield QuoteChange("added", public_id, word_diff("", quote.words), _facts({}, quote.facts))
        elif was != quote:
            yield QuoteChange("changed", public_id, word_diff(was.words, quote.words), _facts(was.facts, quote.facts))
    for public_id, quote in before.items():
        if public_id not in after:
            whose = {label: quote.facts[label] for label in ("Speaker", "Role")}
            yield QuoteChange("removed", public_id, word_diff(quote.words, ""), _facts(whose, {}))


def _facts(before: dict[str, str], after: dict[str, str]) -> tuple[FieldChange, ...]:
    labels = dict.fromkeys([*after, *before])
    changes = (FieldChange(label, word_diff(before.get(label, ""), after.get(label, ""))) for label in labels)
    return tuple(change for change in changes if _differs(change.pieces))
