"""What a piece of raw copy says, as JSON. No database."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.intake.sources import LONGEST_ITEM
from articles.management.plain_json import as_json, plain_story
from articles.parsing import parse_story
from articles.parsing.encoding import decode


class Command(BaseCommand):
    """Parses one story and prints one JSON object; what an editor should look at is in its problems."""

    help = (
        "Parse one story and print one JSON object: slugline, headline, date, dateline, byline, paragraphs, reporter's "
        "questions (indexes of paragraphs), quotes (offsets into the paragraphs joined by a blank line), problems. "
        "Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="a file, or - for standard input")
        parser.add_argument("--format", choices=["auto", "text"], default="auto")

    def handle(self, *, file: str, format: str, **options: Any) -> str:
        content = _read(file)
        if len(content) > LONGEST_ITEM:
            raise CommandError(f"{file} is larger than {LONGEST_ITEM:,} bytes, the limit for one story.")
        return as_json(plain_story(parse_story(decode(content)[0])), indent=2)


def _read(file: str) -> bytes:
    """The bytes, at most one over the limit."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(LONGEST_ITEM + 1)
        with Path(file).open("rb") as stream:
            return stream.read(LONGEST_ITEM + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
