"""What there is to import: files, folders and the standard input, cut into items without holding more than one."""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from articles.management.intake.json_stream import array_elements

LONGEST_ITEM = 25_000_000
STDIN = "-"
_LONG_LINE = 4_000
_LINES = {".jsonl", ".ndjson"}
_FORMATS = {".txt": "text", ".text": "text", ".json": "ninjs", ".jsonl": "ninjs", ".ndjson": "ninjs"}
_TOO_LONG = f"larger than {LONGEST_ITEM:,} bytes, the limit for one item."


@dataclass(frozen=True, slots=True)
class RawItem:
    """One item as received: what to call it, its bytes, its format, and how many bytes have been read so far.

    `fault` says why there are no bytes; `is_skipped` that it is no story file and was passed over.
    """

    name: str
    content: bytes = b""
    format: str = ""
    reached: int = 0
    fault: str = ""
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `is_named`: given by itself, not found in a folder."""

    name: str
    path: Path | None
    size: int = 0
    is_named: bool = True
    fault: str = ""


def find_sources(paths: Sequence[str]) -> list[Source]:
    """The files the paths name, folders taken apart (sorted, hidden files and links out of the folder left out)."""
    found: list[Source] = []
    for given in paths:
        path = Path(given)
        if given == STDIN:
            found.append(Source("standard input", None))
        elif path.is_dir():
            found.extend(_in_folder(path))
        elif path.exists():
            found.append(_source(path))
        else:
            found.append(Source(given, path, fault="there is no such file or folder."))
    return found


def _in_folder(folder: Path) -> Iterator[Source]:
    root = folder.resolve()
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.resolve().is_relative_to(root):
                yield _source(path, is_named=False)


def _source(path: Path, *, is_named: bool = True) -> Source:
    try:
        return Source(str(path), path, path.stat().st_size, is_named)
    except OSError as error:
        return Source(str(path), path, is_named=is_named, fault=f"{error.strerror}.")


def read_items(sources: Sequence[Source], chosen: str = "auto") -> Iterator[RawItem]:
    """The items of all sources in order; what cannot be read is an item with its fault."""
    before = 0
    for source in sources:
        try:
            yield from _items_of(source, chosen, before)
        except OSError as error:
            yield RawItem(source.name, fault=f"cannot be read ({error.strerror}).")
        before += source.size


def _items_of(source: Source, chosen: str, before: int) -> Iterator[RawItem]:
    if source.fault:
        yield RawItem(source.name, fault=source.fault)
        return
    suffix = source.path.suffix.lower() if source.path else ""
    kind = _FORMATS.get(suffix, "") if chosen == "auto" else chosen
    if not kind and not source.is_named:
        yield RawItem(source.name, is_skipped=True, reached=before + source.size)
        return
    stream = source.path.open("rb") if source.path else sys.stdin.buffer
    try:
        start = _sniff(stream)
        kind = kind or ("ninjs" if start[:1] in (b"{", b"[") else "text")
        if kind == "text":
            yield _whole(source, stream, kind, before)
        elif suffix in _LINES or (start[:1] == b"{" and _holds_lines(start)):
            yield from _lines(source, stream, before)
        elif start[:1] == b"[":
            yield from _elements(source, stream, before)
        else:
            yield _whole(source, stream, kind, before)
    finally:
        if source.path:
            stream.close()


def _sniff(stream: BinaryIO) -> bytes:
    """The beginning without mark and blanks; nothing is taken from the stream."""
    begins = stream.peek(8192)[:8192]  # type: ignore[attr-defined]
    return begins.removeprefix(codecs.BOM_UTF8).lstrip()


def _holds_lines(start: bytes) -> bool:
    """A first line that is an item by itself with more behind it, or one longer than what was looked at.

    An item set over several lines breaks its first one early.
    """
    first, newline, second = start.partition(b"\n")
    if not newline:
        return len(start) >= _LONG_LINE
    try:
        return isinstance(json.loads(first), dict) and bool(second.strip())
    except (ValueError, RecursionError):
        return False


def _whole(source: Source, stream: BinaryIO, kind: str, before: int) -> RawItem:
    content = stream.read(LONGEST_ITEM + 1)
    reached = before + (source.size or len(content))
    if len(content) > LONGEST_ITEM:
        return RawItem(source.name, fault=_TOO_LONG, reached=reached)
    return RawItem(source.name, content, kind, reached)


def _lines(source: Source, stream: BinaryIO, before: int) -> Iterator[RawItem]:
    number = 0
    while line := stream.readline(LONGEST_ITEM + 1):
        number += 1
        before += len(line)
        rest = line
        while len(rest) > LONGEST_ITEM and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_ITEM + 1)
            before += len(rest)
        name = f"{source.name}:{number}"
        if len(line) > LONGEST_ITEM:
            yield RawItem(name, fault=_TOO_LONG, reached=before)
        elif line := line.removeprefix(codecs.BOM_UTF8).strip():
            yield RawItem(name, line, "ninjs", before)


def _elements(source: Source, stream: BinaryIO, before: int) -> Iterator[RawItem]:
    begun = stream.read(8192).partition(b"[")[2]
    for number, element in enumerate(array_elements(stream, begun, LONGEST_ITEM), start=1):
        name = f"{source.name}[{number}]"
        reached = before + (stream.tell() if source.path else 0)
        if element is None:
            yield RawItem(name, fault=_TOO_LONG, reached=reached)
        else:
            yield RawItem(name, element, "ninjs", reached)
