"""The acts of putting a topic on many stories or taking it off, batch by batch, and of undoing that exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.editorial.errors import EditorialError, NotAllowed, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.purging import purge_after_commit
from articles.editorial.rolling_up import hold_topics, roll_up
from articles.editorial.tagging import RIGHT, refresh_topic_links
from articles.editorial.tagging_rows import Before, left_by, put_back, set_status, stood
from articles.editorial.topic_uses import count_use
from articles.editorial.topics.ground import refuse_merged
from articles.models import Article, BulkBatch, BulkTagging, Tagging, Topic
from articles.models.rights import may, rows_in_reach

Verb, State, Status = BulkTagging.Verb, BulkTagging.State, Tagging.Status
# A transaction of as many stories keeps nobody waiting.
BATCH = 500
_VERBS = {Verb.ADD: "bulk_tag", Verb.REMOVE: "bulk_untag"}
# Who may merge topics sees to others' changes of many stories too.
OVERSEES = "topic.merge_or_delete"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What would become of stories: how many are changed, are so already, are killed, are not this person's to tag."""

    found: int
    changes: int
    is_so: int
    killed: int
    out_of_reach: int

    @property
    def detail(self) -> dict[str, int]:
        """The same for the log."""
        return {name: getattr(self, name) for name in ("found", "changes", "is_so", "killed", "out_of_reach")}


def reckon(stories: QuerySet[Article], topic: Topic, verb: str, *, by: User | None) -> Reckoning:
    """Count before anything is done; writes nothing. Four queries, however many stories there are."""
    stories = stories.order_by()
    found, reached = stories.count(), _reached(stories, by)
    in_reach, killed = reached.count(), reached.filter(state=Article.State.KILLED).count()
    changes = _to_change(reached, topic, verb).count()
    return Reckoning(found, changes, in_reach - killed - changes, killed, found - in_reach)


@transaction.atomic
def begin_bulk(
    stories: QuerySet[Article], topic: Topic, verb: str, *, by: User | None, at: datetime, expected: int | None = None
) -> BulkTagging:
    """Put the topic on the stories or take it off; returns the change with its first 500 stories done.

    Which stories it is about is settled here, for good; `go_on` does the rest. Where the topic was proposed or
    rejected before it is chosen now; one that is taken off is remembered as rejected. Stories that are killed, or that
    this person may not tag, are left as they are. Stories related to them are found anew when they are next tagged or
    released: finding them for thousands at once would take minutes. Refuses who may not tag, a retired or merged topic
    to add, a number other than the one expected, and a change of no story.
    """
    require(by, RIGHT)
    if verb not in Verb.values:
        raise EditorialError("Add the topic, or take it off.")
    _refuse_gone(topic, verb)
    reckoning = reckon(stories, topic, verb, by=by)
    if not reckoning.changes:
        raise EditorialError("There is nothing to change: no story of these would be another.")
    if expected is not None and reckoning.changes != expected:
        raise EditorialError(f"By now {reckoning.changes:,} would change, not {expected:,}: look at the numbers.")
    keys = list(_to_change(_reached(stories.order_by(), by), topic, verb).order_by("pk").values_list("pk", flat=True))
    bulk = BulkTagging.objects.create(verb=verb, topic=topic, by=by, begun_at=at, asked=reckoning.found)
    batches = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    BulkBatch.objects.bulk_create(BulkBatch(bulk=bulk, number=n, stories=part) for n, part in enumerate(batches))
    log(_VERBS[Verb(verb)], None, by=by, at=at, subject=topic, bulk=bulk.pk, stories=keys, **reckoning.detail)
    return _step(bulk, by=by, at=at)


@transaction.atomic
def go_on(bulk: BulkTagging, *, by: User | None, at: datetime) -> BulkTagging:
    """Do the next batch of a change, or of its undoing; one that is finished stays as it is. Safe twice at once.

    Refuses who neither began it nor may merge topics, and to add a topic that was retired or merged meanwhile.
    """
    bulk = _locked(bulk, by)
    return _step(bulk, by=by, at=at) if bulk.is_open else bulk


@transaction.atomic
def undo_bulk(bulk: BulkTagging, *, by: User | None, at: datetime) -> BulkTagging:
    """Put back exactly what the change changed, beginning with the batch done last; `go_on` does the rest.

    Also of one that is still going on: what is left of it is not done. Stories whose tagging somebody changed since,
    that were killed or that this person may not tag stay as they are. Refuses who neither began it nor may merge
    topics, one that is undone, and one whose topic was merged away since: its stories lie elsewhere.
    """
    bulk = _locked(bulk, by)
    if bulk.state == State.UNDONE:
        raise WrongState("This change is undone already.")
    if bulk.state != State.UNDOING:
        bulk.state = State.UNDOING
        log(f"undo_{_VERBS[Verb(bulk.verb)]}", None, by=by, at=at, subject=bulk.topic, bulk=bulk.pk)
    return _step(bulk, by=by, at=at)


def sees_to(user: User, bulk: BulkTagging) -> bool:
    """Whether a person may look at a change of many stories, go on with it and undo it."""
    return may(user, RIGHT) and (user.pk == bulk.by_id or may(user, OVERSEES))


def _locked(bulk: BulkTagging, by: User | None) -> BulkTagging:
    bulk = BulkTagging.objects.select_for_update().get(pk=bulk.pk)
    require(by, RIGHT)
    if by is not None and not sees_to(by, bulk):
        raise NotAllowed("Only who began this change, or who may merge topics, goes on with it.")
    return bulk


def _refuse_gone(topic: Topic, verb: str) -> None:
    if verb == Verb.ADD and (topic.retired or topic.merged_into_id):
        raise EditorialError(f"The topic “{topic}” is {'retired' if topic.retired else 'merged away'}; choose another.")


def _reached(stories: QuerySet[Article], by: User | None) -> QuerySet[Article]:
    return stories if by is None else stories.filter(rows_in_reach(by, RIGHT))


def _to_change(stories: QuerySet[Article], topic: Topic, verb: str) -> QuerySet[Article]:
    carries = Exists(Tagging.objects.filter(article=OuterRef("pk"), topic=topic, status=Status.CHOSEN))
    return stories.exclude(state=Article.State.KILLED).filter(~carries if verb == Verb.ADD else carries)


def _step(bulk: BulkTagging, *, by: User | None, at: datetime) -> BulkTagging:
    undoes = bulk.state == State.UNDOING
    batch = _next_batch(bulk)
    if batch is not None:
        changed = _put_back(bulk, batch, by=by, at=at) if undoes else _change(bulk, batch, by=by, at=at)
        bulk.put_back, bulk.changed = bulk.put_back + changed * undoes, bulk.changed + changed * (not undoes)
        purge_after_commit(None)
    if _next_batch(bulk) is None:
        bulk.state = State.UNDONE if undoes else State.DONE
    bulk.save()
    return bulk


def _next_batch(bulk: BulkTagging) -> BulkBatch | None:
    if bulk.state == State.UNDOING:
        return bulk.batches.filter(done_at__isnull=False, undone_at=None).order_by("-number").first()
    return bulk.batches.filter(done_at=None).order_by("number").first()


def _change(bulk: BulkTagging, batch: BulkBatch, *, by: User | None, at: datetime) -> int:
    """The stories of a batch that are still to be changed; returns how many."""
    stories = {story.pk: story for story in _locked_stories(batch.stories, by)}
    # After the stories, as every act locks them: who merges the topic goes first or waits.
    hold_topics([bulk.topic_id], stories)
    _refuse_gone(Topic.objects.get(pk=bulk.topic_id), bulk.verb)
    there = Tagging.objects.select_for_update().filter(topic=bulk.topic_id, article__in=stories)
    known = {tagging.article_id: tagging for tagging in there}
    rows = list(_rows(bulk, stories, known))
    batch.changed = [[row.article_id, stood(row)] for row in rows]
    adds = bulk.verb == Verb.ADD
    set_status(rows, Status.CHOSEN if adds else Status.REJECTED, by=by, at=at)
    count_use(bulk.topic_id, len(rows) if adds else -len(rows))
    _follow(rows)
    batch.done_at, batch.done_by = at, by
    batch.save()
    return len(rows)


def _rows(bulk: BulkTagging, stories: dict[int, Article], known: dict[int, Tagging]) -> Iterator[Tagging]:
    for key, story in stories.items():
        tagging = known.get(key)
        is_chosen = tagging is not None and tagging.status == Status.CHOSEN
        if bulk.verb == Verb.ADD and not is_chosen:
            yield tagging or Tagging(
                article_id=key, topic_id=bulk.topic_id, first_published_at=story.first_published_at
            )
        elif bulk.verb == Verb.REMOVE and tagging is not None and is_chosen:
            yield tagging


def _put_back(bulk: BulkTagging, batch: BulkBatch, *, by: User | None, at: datetime) -> int:
    """The taggings of a batch as they stood before it, but those changed since; returns how many."""
    before: dict[int, Before] = dict(batch.changed)
    stories = [story.pk for story in _locked_stories(list(before), by)]
    hold_topics([bulk.topic_id], stories)
    refuse_merged(Topic.objects.select_related("merged_into").get(pk=bulk.topic_id))
    left = left_by(batch.done_by_id, batch.done_at or at) & Q(topic=bulk.topic_id, article__in=stories)
    rows = list(Tagging.objects.select_for_update().filter(left).order_by("pk"))
    pairs = [(row, before[row.article_id]) for row in rows]
    more = sum(
        (was is not None and was["status"] == Status.CHOSEN) - (row.status == Status.CHOSEN) for row, was in pairs
    )
    put_back(pairs, by=by, at=at)
    count_use(bulk.topic_id, more)
    _follow(rows)
    batch.undone_at = at
    batch.save()
    return len(rows)


def _follow(rows: list[Tagging]) -> None:
    """Links drawn anew, lists made right."""
    stories = [row.article_id for row in rows]
    refresh_topic_links(stories)
    roll_up(stories)


def _locked_stories(keys: Iterable[Any], by: User | None) -> list[Article]:
    """The rows of those this person may tag that are not killed, locked in the order of their keys."""
    stories = (
        Article.objects.select_for_update(no_key=True).filter(pk__in=list(keys)).exclude(state=Article.State.KILLED)
    )
    return list(_reached(stories, by).only("first_published_at").order_by("pk"))
