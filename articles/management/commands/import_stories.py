"""Import stories from files, folders and the standard input."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.editorial.subjects import SubjectIndex
from articles.editorial.topic_uses import recount_uses
from articles.management.intake.drafting import Drafter, Sections
from articles.management.intake.importing import Importer, Outcome, Wanted
from articles.management.intake.preparing import prepare_all
from articles.management.intake.sources import find_sources, read_items
from articles.management.progress import Progress
from articles.models import Section

_KINDS = ("filed", "published", "revised", "kept", "unchanged", "newer", "withdrawn", "skipped", "refused")
_SHELF = ("News", "news")


class Command(BaseCommand):
    """A line for each item; what was refused is said on the standard error, and the exit code then is not 0."""

    help = (
        "Import stories. PATH is a file, a folder (with those below it) or - for the standard input: .txt is plain "
        "copy, .json a ninjs item or an array of them, .jsonl one ninjs item a line. Stories come in as drafts, with "
        "their embargoes. The same item again (provider, guid and version) changes nothing. A newer version revises a "
        "draft nobody has touched, and is kept beside any other story. With --state published, for archives: items "
        "dated in the past are published under their own dates; quotes with a speaker found surely are confirmed by "
        "the import, without a person's name."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", metavar="PATH", nargs="+")
        parser.add_argument("--format", choices=["auto", "text", "ninjs"], default="auto")
        parser.add_argument("--state", choices=["draft", "published"], default="draft")
        parser.add_argument("--create-topics", action="store_true", help="make topics of subjects nobody knows yet")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--workers", type=int, default=1, help="from 2 on, parse in so many processes")
        parser.add_argument("--provider", default="", help="name the provider, whatever the items say")
        parser.add_argument("--section", default="", metavar="SLUG", help="for stories whose own section is not known")

    def handle(self, *, paths: list[str], workers: int, dry_run: bool, **options: Any) -> str:
        sources = find_sources(paths)
        is_published = options["state"] == "published"
        wanted = Wanted(is_published, options["create_topics"], dry_run)
        shelf = _shelf(options["section"], is_published=is_published, is_dry_run=dry_run)
        self.is_quiet, self.is_chatty = options["verbosity"] < 1, options["verbosity"] > 1
        self.progress = Progress(sys.stderr, "stories", sum(source.size for source in sources))
        importer = Importer(
            Drafter(Sections(shelf), SubjectIndex.read(), options["provider"].strip()), wanted, self._tell
        )
        try:
            importer.run(prepare_all(read_items(sources, options["format"]), workers))
        except BrokenProcessPool as error:
            raise CommandError("A worker process was killed. What was filed stays; run the same again.") from error
        finally:
            self.progress.clear()
        if not dry_run:
            recount_uses()
        self._tell_unknown(importer)
        closing = self._closing(importer, dry_run)
        if importer.counts["refused"]:
            raise CommandError(closing)
        return closing

    def _tell(self, outcomes: Sequence[Outcome]) -> None:
        if not outcomes:
            return
        self.progress.clear()
        lines = []
        for outcome in outcomes:
            raw = outcome.prepared.raw
            if outcome.has_failed:
                self.stderr.write(f"{raw.name}: {outcome.sentence}")
            elif not self.is_quiet:
                lines.append(f"{raw.name}: {outcome.sentence}{self._doubts(outcome)}")
        if lines:
            self.stdout.write("\n".join(lines))
        self.progress.advance(len(outcomes), outcomes[-1].prepared.raw.reached)

    def _doubts(self, outcome: Outcome) -> str:
        """What an editor should look at: the codes, or with more verbosity the sentences."""
        item = outcome.prepared.item
        if item is None or not item.problems or outcome.kind == "unchanged":
            return ""
        if self.is_chatty:
            return "".join(f"\n    {problem.message} {problem.words}".rstrip() for problem in item.problems)
        return f" ({', '.join(dict.fromkeys(problem.code for problem in item.problems))})"

    def _tell_unknown(self, importer: Importer) -> None:
        unknown = importer.drafter.unknown
        if unknown and not self.is_quiet:
            named = ", ".join(f"{name} ({times:,})" for name, times in unknown.most_common(20))
            more = f" and {len(unknown) - 20:,} more" if len(unknown) > 20 else ""
            self.stdout.write(
                f"Subjects that no topic stands for: {named}{more}. --create-topics makes topics of them."
            )

    def _closing(self, importer: Importer, dry_run: bool) -> str:
        counts = importer.counts
        said = [f"{counts[kind]:,} {kind}" for kind in _KINDS if counts[kind]] or ["nothing found"]
        said += [f"{counts['topics made']:,} topics made"] if counts["topics made"] else []
        rate = f" in {self.progress.seconds:.1f} s ({self.progress.rate:,.0f} a second)"
        return f"{'Nothing was written: this would be ' if dry_run else ''}{', '.join(said)}{rate}."


def _shelf(slug: str, *, is_published: bool, is_dry_run: bool) -> Section | None:
    """Where stories go whose own section is not known. What is published must sit somewhere: under News."""
    if slug:
        section = Section.objects.filter(slug=slug).first()
        if section is None:
            raise CommandError(f"There is no section “{slug}”: make it at the desk first.")
        return section
    if not is_published:
        return None
    name, slug = _SHELF
    if is_dry_run:
        return Section.objects.filter(slug=slug).first() or Section(pk=0, name=name, slug=slug)
    return Section.objects.get_or_create(slug=slug, defaults={"name": name, "position": 999})[0]
