"""Quotes of texts from other programs: JSON lines in, JSON lines out, no database."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.json_lines import lines_of, object_of
from articles.management.plain_json import as_json, plain_quote
from articles.parsing.quotes import find_quotes


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
        for number, line in lines_of(sys.stdin.buffer):
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


def _answer(line: bytes) -> dict[str, Any]:
    """The quotes of one line's text; ValueError says in a sentence what is wrong with the line."""
    item = object_of(line)
    if not isinstance(item.get("text"), str):
        raise ValueError('not an object with a "text" that is a string.')
    return {"id": item.get("id"), "quotes": [plain_quote(quote) for quote in find_quotes(item["text"])]}
