"""Check that what readers were told is what is stored: digests, chain, quotes, rendering; that topics list it all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from articles.editorial.rolling_up import roll_up, stories_listed_wrongly
from articles.editorial.verifying import faults
from articles.management.progress import Progress
from articles.models import Edition
from articles.press.renewing import read_contents

_CHUNK = 500


class Command(BaseCommand):
    """Reads every edition in order, in batches; names each that is not as it was written."""

    help = (
        "Check every edition: its digest, its number and predecessor, that each published quote stands word for word "
        "in its text, and that its page and card are what its words give; and that every story is listed under its "
        "topics and those above. Names each bad one, the first first; the exit code then is not 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend-topics", action="store_true", help="list the stories rightly that are not")

    def handle(self, *, mend_topics: bool, **options: Any) -> str:
        wrong = stories_listed_wrongly()
        for story in wrong:
            self.stderr.write(f"story {story}: its topics do not list it as they should.")
        if mend_topics and wrong:
            roll_up(wrong)
            self.stdout.write(f"{len(wrong):,} stories are listed under their topics again.")
        told = self._editions()
        if wrong and not mend_topics:
            raise CommandError(f"{told} {len(wrong):,} stories are not listed rightly: --mend-topics lists them anew.")
        return told

    def _editions(self) -> str:
        editions = Edition.objects.order_by("article_id", "number")
        progress = Progress(sys.stderr, "editions", editions.count())
        before: Edition | None = None
        bad: list[str] = []
        for chunk in _chunks(editions.prefetch_related("bylines", "quotes", "images", "rendering")):
            contents = read_contents([edition.pk for edition in chunk])
            for edition in chunk:
                found = faults(edition, before, contents[edition.pk])
                if found:
                    progress.clear()
                    bad.append(f"edition {edition.number} of story {edition.article_id}")
                    self.stderr.write(f"{bad[-1]} ({edition.path}): {' '.join(found)}")
                before = edition
                progress.advance()
        progress.clear()
        if bad:
            raise CommandError(f"{len(bad)} of {progress.done:,} editions are not as written; the first is {bad[0]}.")
        return f"{progress.done:,} editions are as written."


def _chunks(editions: QuerySet[Edition]) -> Iterator[list[Edition]]:
    rows = editions.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk
