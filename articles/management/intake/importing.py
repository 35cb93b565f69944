"""Items into stories: batch by batch, each item all or nothing, the same again unchanged."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.editorial import EditorialError
from articles.editorial.archiving import plan_published, store_published
from articles.editorial.drafts import Origin, StoryDraft
from articles.editorial.filing import Plan, plan_story, store_plans
from articles.editorial.receiving import Known, is_newer, known_items, receive_version, receive_withdrawal
from articles.editorial.subjects import SubjectIndex, make_topics
from articles.management.intake.drafting import Drafter
from articles.management.intake.preparing import Prepared
from articles.models import Article
from articles.parsing.wire import CANCELED, USABLE

_BATCH = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: a word to count by, and the sentence after its name."""

    prepared: Prepared
    kind: str
    sentence: str

    @property
    def has_failed(self) -> bool:
        return self.kind == "refused"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the editor asked for."""

    is_published: bool = False
    creates_topics: bool = False
    is_dry_run: bool = False


class Importer:
    """Files items as they come. `tell` gets the outcomes of each batch."""

    def __init__(self, drafter: Drafter, wanted: Wanted, tell: Callable[[Sequence[Outcome]], None]) -> None:
        self.drafter, self.wanted, self.tell = drafter, wanted, tell
        self.counts: Counter[str] = Counter()
        # A dry run stores nothing that would show an item coming a second time.
        self.seen: dict[tuple[str, str], Known] = {}

    def run(self, items: Iterable[Prepared]) -> None:
        """File all of them."""
        left = iter(items)
        while batch := list(islice(left, _BATCH)):
            self._count(_fault(prepared) for prepared in batch if prepared.item is None)
            self._count(self._file([prepared for prepared in batch if prepared.item is not None]))

    def _count(self, outcomes: Iterable[Outcome]) -> None:
        found = list(outcomes)
        self.counts.update(outcome.kind for outcome in found)
        self.tell(found)

    def _file(self, batch: Sequence[Prepared], *, is_again: bool = False) -> list[Outcome]:
        """All in one transaction; if that fails, each in its own, so that only what is at fault is left out.

        A single item is tried twice: another import may have filed it between the look and the act.
        """
        made, unknown = self.counts["topics made"], self.drafter.unknown.copy()
        try:
            with transaction.atomic():
                return self._file_all(batch, timezone.now())
        except (EditorialError, DatabaseError, ValueError) as error:
            self._take_back(made, unknown)
            if len(batch) > 1:
                return [outcome for prepared in batch for outcome in self._file([prepared])]
            if not is_again:
                return self._file(batch, is_again=True)
            if not isinstance(error, EditorialError):
                log.debug("%s was refused by the database", batch[0].raw.name, exc_info=True)
            return [Outcome(batch[0], "refused", _sentence(error))]

    def _file_all(self, batch: Sequence[Prepared], at: datetime) -> list[Outcome]:
        if self.wanted.creates_topics and not self.wanted.is_dry_run:
            self._make_topics(batch, at)
        origins = [self.drafter.origin_of(prepared) for prepared in batch]
        known = known_items(origins) | self.seen
        outcomes: list[Outcome] = []
        new: list[tuple[Prepared, Plan]] = []
        again: list[Prepared] = []
        in_batch: set[tuple[str, str]] = set()
        for prepared, origin in zip(batch, origins, strict=True):
            key = (origin.provider, origin.guid)
            if key in in_batch:
                again.append(prepared)
            elif key in known:
                outcomes.append(self._file_known(prepared, origin, known[key], at))
            elif prepared.item and prepared.item.status == CANCELED:
                outcomes.append(Outcome(prepared, "withdrawn", "withdrawn by its provider: nothing filed."))
            else:
                in_batch.add(key)
                planned = self._plan(prepared, origin, at)
                new += [(prepared, planned)] if isinstance(planned, Plan) else []
                outcomes += [planned] if isinstance(planned, Outcome) else []
        outcomes += self._store(new, at)
        return [*outcomes, *self._file_all(again, at)] if again else outcomes

    def _make_topics(self, batch: Sequence[Prepared], at: datetime) -> None:
        if unknown := self.drafter.unknown_subjects(batch):
            self.counts["topics made"] += len(make_topics(unknown, by=None, at=at))
            self.drafter.index = SubjectIndex.read()

    def _take_back(self, made: int, unknown: Counter[str]) -> None:
        """What was counted in a transaction that failed; the topics it made are gone with it."""
        self.drafter.unknown = unknown
        if self.counts["topics made"] > made:
            self.counts["topics made"] = made
            self.drafter.index = SubjectIndex.read()

    def _plan(self, prepared: Prepared, origin: Origin, at: datetime) -> Plan | Outcome:
        """What will be stored; or the refusal, which stops nobody else."""
        try:
            draft = self._draft(prepared, origin)
            plan = plan_published if self._is_published(prepared) else plan_story
            return plan(draft, by=None, at=at)
        except EditorialError as error:
            return Outcome(prepared, "refused", _sentence(error))

    def _draft(self, prepared: Prepared, origin: Origin) -> StoryDraft:
        return self.drafter.draft(prepared, origin, is_published=self._is_published(prepared))

    def _is_published(self, prepared: Prepared) -> bool:
        return self.wanted.is_published and prepared.item is not None and prepared.item.status == USABLE

    def _store(self, new: Sequence[tuple[Prepared, Plan]], at: datetime) -> Iterator[Outcome]:
        vocabulary = self.drafter.index.vocabulary
        published = [plan for _, plan in new if plan.article.state == Article.State.PUBLISHED]
        drafts = [plan for _, plan in new if plan.article.state == Article.State.DRAFT]
        if not self.wanted.is_dry_run:
            store_published(published, at=at, vocabulary=vocabulary)
            store_plans(drafts, by=None, at=at, vocabulary=vocabulary)
        for prepared, plan in new:
            origin = plan.draft.origin
            if self.wanted.is_dry_run and origin:
                self.seen[origin.provider, origin.guid] = Known(0, {origin.version: ""})
            yield self._filed(prepared, plan)

    def _filed(self, prepared: Prepared, plan: Plan) -> Outcome:
        status = prepared.item.status if prepared.item else USABLE
        held = f" (its status is {status})" if status != USABLE else ""
        if plan.article.state == Article.State.PUBLISHED:
            where = f" at {plan.article.path}" if plan.article.path else ""
            return Outcome(prepared, "published", f"published “{plan.article.slugline}”{where}")
        return Outcome(prepared, "filed", f"filed “{plan.article.slugline}” as a draft{held}")

    def _file_known(self, prepared: Prepared, origin: Origin, known: Known, at: datetime) -> Outcome:
        """An item filed before: the same version changes nothing, another is taken or kept, a withdrawal is noted."""
        if origin.version in known.versions:
            return Outcome(prepared, "unchanged", "unchanged")
        if self.wanted.is_dry_run:
            return Outcome(prepared, "newer", f"a further version ({origin.version}) of a story filed before")
        article = Article.objects.get(pk=known.article_id)
        if prepared.item and prepared.item.status == CANCELED:
            receive_withdrawal(article, origin, by=None, at=at)
            return Outcome(prepared, "withdrawn", f"its provider has withdrawn “{article}”: decide at the desk.")
        draft = self._draft(prepared, origin)
        plan_story(draft, by=None, at=at)
        newest = is_newer(origin.version, known.versions)
        if receive_version(article, draft, by=None, at=at, is_newest=newest):
            return Outcome(prepared, "revised", f"revised “{article}” to version {origin.version}")
        why = _why_kept(article, newest)
        return Outcome(prepared, "kept", f"version {origin.version} kept beside “{article}”: {why}")


def _why_kept(article: Article, is_newest: bool) -> str:
    if not is_newest:
        return "a later one came before it"
    if article.state == Article.State.DRAFT:
        return "the desk has worked on it since"
    return f"the story is {article.get_state_display().lower()}"


def _fault(prepared: Prepared) -> Outcome:
    if prepared.raw.is_skipped:
        return Outcome(prepared, "skipped", "skipped: no story file by its name.")
    return Outcome(prepared, "refused", prepared.fault)


def _sentence(error: Exception) -> str:
    """What an editor can read: our own refusals as they are, the database's shortened to a line."""
    if isinstance(error, EditorialError):
        return str(error)
    return f"The database refused it: {str(error).splitlines()[0][:200]}" if str(error) else "The database refused it."
