"""What the acts on topics share: taking turns, locking, the names and addresses that are free, rows with history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.urls import reverse

from articles.editorial.errors import EditorialError, WrongState
from articles.models import Act, Article, Redirect, Tagging, Topic
from articles.parsing.names import fold_name, name_slug

MAKE, MERGE = "topic.create_or_edit", "topic.merge_or_delete"
LONGEST_NAME = 200
# What is done to topics and can be undone; the undoing of each is logged as its verb after "undo_".
UNDOABLE = (
    "merge_topics", "split_topic", "rename_topic", "move_topic", "retire_topic", "return_topic", "keep_topics_apart",
)  # fmt: skip
# SQLite takes 32,766 values a statement.
_MOST_KEYS = 5000


def take_turns() -> None:
    """Acts that change the shape of the vocabulary follow each other; asked for before any lock. SQLite has one writer
    anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE articles_topic IN SHARE ROW EXCLUSIVE MODE")


def locked(*topics: Topic, stories: Any = ()) -> list[Topic]:
    """The rows as they stand now, in the order asked for, locked in the order of their keys: who tags waits.

    The stories whose topics are going to change (ids or rows) are locked before, as by who tags them.
    """
    take_turns()
    _lock_stories(stories)
    rows = Topic.objects.select_for_update(no_key=True).order_by("pk").in_bulk([topic.pk for topic in topics])
    gone = next((topic for topic in topics if topic.pk not in rows), None)
    if gone is not None:
        raise WrongState(f"“{gone}” has been deleted.")
    return [rows[topic.pk] for topic in topics]


def stories_of_rows(keys: Sequence[int]) -> list[int]:
    """The stories of the taggings of these keys."""
    found: list[int] = []
    for some in batches(keys):
        found += Tagging.objects.filter(pk__in=some).values_list("article", flat=True)
    return found


def _lock_stories(stories: Any) -> None:
    for some in batches(stories) if isinstance(stories, list) else [stories]:
        rows = Article.objects.filter(pk__in=some).order_by("pk").select_for_update(no_key=True)
        list(rows.values_list("pk"))


def batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """The keys, so many at a time that a statement takes them."""
    for at in range(0, len(keys), _MOST_KEYS):
        yield keys[at : at + _MOST_KEYS]


def refuse_out_of_use(*topics: Topic) -> None:
    """Refuse what was merged away or is retired: nothing more is done with it as long as it is."""
    for topic in topics:
        refuse_merged(topic)
        if topic.retired:
            raise WrongState(f"“{topic}” is retired: return it to use first.")


def refuse_merged(topic: Topic) -> None:
    if topic.merged_into_id:
        raise WrongState(f"“{topic}” has been merged into “{topic.merged_into}” already.")


def lies_below(topic: Topic | None, other: Topic) -> bool:
    """Whether the topic lies below the other, at any depth, or is it."""
    key, seen = topic.pk if topic else None, set[int]()
    while key is not None and key not in seen:
        if key == other.pk:
            return True
        seen.add(key)
        key = Topic.objects.filter(pk=key).values_list("parent", flat=True).first()
    return False


def checked_name(name: str, topic: Topic | None = None) -> str:
    """The name as it will be written. Refuses one without letters, one too long, and one that another topic has."""
    name = " ".join(name.replace("\0", " ").split())
    folded = fold_name(name)
    if not any(map(str.isalnum, folded)):
        raise EditorialError("Give the topic a name with letters or digits.")
    if max(len(name), len(folded)) > LONGEST_NAME:
        raise EditorialError(f"A topic's name has {LONGEST_NAME} characters at most; this one has {len(name)}.")
    others = Topic.objects.exclude(pk=topic.pk) if topic else Topic.objects.all()
    if other := others.named(name).first():
        called = "this name" if other.folded_name == folded else "this as another name"
        raise EditorialError(f"The topic “{other}” has {called} already: merge the two, or choose another name.")
    if merged := others.filter(folded_name=folded).first():
        raise EditorialError(
            f"“{merged}” was merged into “{merged.merged_into}”, which keeps the name: undo that merge, or choose"
            " another name."
        )
    return name


def free_slug(name: str, topic: Topic | None = None) -> str:
    """The name's own address, else one with a number: one that no other topic has, and that leads to no other."""
    base, own = name_slug(name), topic.get_absolute_url() if topic else ""
    if topic and topic.slug == base:
        return base
    for first in count(1, 10):
        slugs = [f"{base}-{n}" if n > 1 else base for n in range(first, first + 10)]
        taken = set(Topic.objects.filter(slug__in=slugs).values_list("slug", flat=True))
        paths = Redirect.objects.filter(path__in=map(path_of, slugs)).exclude(target=own)
        taken.update(path.split("/")[2] for path in paths.values_list("path", flat=True))
        if free := next((slug for slug in slugs if slug not in taken or (topic and slug == topic.slug)), None):
            return free
    raise AssertionError("the numbers do not end")


def path_of(slug: str) -> str:
    """A topic's public address."""
    return reverse("articles:topic-detail", args=[slug])


def write_row(row: Any, by: User | None, at: datetime, **changes: Any) -> None:
    """Change a row, with its line of history."""
    for name, value in changes.items():
        setattr(row, name, value)
    row._history_user, row._history_date = by, at
    row.save()


def carrying(topic: int) -> list[int]:
    """The stories that show the topic to readers, in order."""
    chosen = Tagging.objects.filter(topic=topic, status=Tagging.Status.CHOSEN).order_by("article")
    return list(chosen.values_list("article", flat=True))


def undone_acts(since: int) -> set[int]:
    """Keys of the acts on topics that were undone, of those from this key on. An undoing is younger than its act."""
    undoings = Act.objects.filter(verb__in=[f"undo_{verb}" for verb in UNDOABLE], pk__gt=since)
    return set(undoings.values_list("detail__undone", flat=True))


def refuse_undone(act: Act) -> None:
    if act.pk in undone_acts(act.pk):
        raise WrongState("This has been undone already.")
