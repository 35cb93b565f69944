"""Load a published vocabulary of topics from a file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.editorial.vocabulary import load_concepts
from articles.management.progress import Progress
from articles.parsing.mediatopics import VocabularyFault, read_concepts

LARGEST = 25_000_000


class Command(BaseCommand):
    """A line for each change, in one transaction: the whole file, or a sentence and nothing."""

    help = (
        "Load IPTC's Media Topics from their JSON export (conceptSet). Topics are known by their codes: loading again "
        "changes nothing, a newer release renames (old names and addresses keep leading there), moves and retires, and "
        "no story loses a topic. Names are in the site's language where the file has it. "
        "Credit: IPTC NewsCodes, CC BY 4.0."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="FILE")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="of the topics' names, for example de")

    def handle(self, *, path: str, language: str, **options: Any) -> str:
        progress = Progress(sys.stderr, "concepts")
        try:
            concepts = read_concepts(_read(Path(path)))
        except VocabularyFault as fault:
            raise CommandError(f"{path}: {fault} Nothing was changed.") from fault
        done = load_concepts(concepts, language=language, by=None, at=timezone.now())
        progress.advance(len(concepts))
        lines = [*done.made, *done.known, *done.renamed, *done.moved, *done.retired, *done.left]
        if lines and options["verbosity"] > 0:
            self.stdout.write("\n".join(lines))
        progress.clear()
        said = [f"{number:,} {name}" for name, number in done.counts().items() if number] or ["nothing to change"]
        return f"{len(concepts):,} concepts: {', '.join(said)}, in {progress.seconds:.1f} s."


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise CommandError(f"{path} cannot be read ({error.strerror}). Nothing was changed.") from error
    if len(content) > LARGEST:
        raise CommandError(f"{path} is larger than {LARGEST:,} bytes. Nothing was changed.")
    return content
