"""Quotes of texts from other programs: JSON lines in, JSON lines out, no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from articles.management.plain_json import as_json, plain_quote
from articles.parsing.quotes import find_quotes

LONGEST_LINE = 25_000_000


class Command(BaseCommand):
    """Reads `{"id", "text"}` lines, writes `{"id", "quotes"}` lines; a bad line is named and the others go on."""

    help = (
        'Find the quotes of texts: reads JSON lines {"id", "text"} from the standard input, writes JSON lines '
        '{"id", "quotes": [{start, end, text, speaker, role, cue, kind, group, question, confidence, rule}]}. '
        "Offsets are code points, end exclusive. Needs no database. A line that cannot be read is named on the "
        "standard error and the others go on; the exit code then is not 0."
    )
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        read = refused = 0
        for number, line in _lines(sys.stdin.buffer):
            try:
                self.stdout.write(as_json(_answer(line)))
                self.stdout.flush()
            except ValueError as error:
                refused += 1
                self.stderr.write(f"line {number}: {error}")
            read += 1
        if refused:
            raise CommandError(f"{read - refused} texts searched, {refused} lines could not be read; see above.")
        if sys.stderr.isatty():
            self.stderr.write(self.style.SUCCESS(f"{read} texts searched."))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers; of one that is too long its beginning, a byte over the limit."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def _answer(line: bytes) -> dict[str, Any]:
    """The quotes of one line's text; ValueError says in a sentence what is wrong with the line."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes.")
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({str(error)[:80]}).") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise ValueError('not an object with a "text" that is a string.')
    return {"id": item.get("id"), "quotes": [plain_quote(quote) for quote in find_quotes(item["text"])]}
