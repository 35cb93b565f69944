"""Keeping the stories under a topic: its own and those of all topics below it, at any depth.

Whatever changes the topics of a story, when it first came out or where a topic lies calls `roll_up` or `roll_up_below`
in its own transaction, after its own writes. A topic merged away lists nothing; a retired one keeps its stories.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, transaction

_BATCH = 20_000
_AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s::bigint[])"}
_CHOSEN = "g.status = 'chosen' AND g.first_published_at IS NOT NULL"
# Each topic of the stories with itself and those above it. UNION ends where parents went round in a circle.
_ABOVE = """
    WITH RECURSIVE above (topic_id, above_id) AS (
        SELECT DISTINCT g.topic_id, g.topic_id FROM articles_tagging g WHERE {chosen} AND {of_stories}
        UNION
        SELECT a.topic_id, t.parent_id FROM above a
        JOIN articles_topic t ON t.id = a.above_id WHERE t.parent_id IS NOT NULL
    ), under (topic_id, article_id, first_published_at) AS (
        SELECT a.above_id, g.article_id, MAX(g.first_published_at) FROM articles_tagging g
        JOIN above a ON a.topic_id = g.topic_id
        JOIN articles_topic t ON t.id = a.above_id AND t.merged_into_id IS NULL
        WHERE {chosen} AND {of_stories} GROUP BY a.above_id, g.article_id
    )"""
# Rows that stand rightly are left alone: PostgreSQL would lock each it meets again.
_INSERT = """
    INSERT INTO articles_topicstory (topic_id, article_id, first_published_at)
    SELECT u.topic_id, u.article_id, u.first_published_at FROM under u
    LEFT JOIN articles_topicstory s ON s.article_id = u.article_id AND s.topic_id = u.topic_id AND s.{listed}
    WHERE s.id IS NULL OR s.first_published_at <> u.first_published_at
    ON CONFLICT (article_id, topic_id) DO UPDATE SET first_published_at = excluded.first_published_at"""
# A row that was waited for is held as it is now, and read beside as it was when the statement began.
_HOLDING = """
    , held AS (
        SELECT id, parent_id, merged_into_id FROM articles_topic
        WHERE id IN (SELECT above_id FROM above) ORDER BY id FOR SHARE
    ), listed AS ({insert})
    SELECT EXISTS (
        SELECT 1 FROM held h JOIN articles_topic t ON t.id = h.id
        WHERE (h.parent_id, h.merged_into_id) IS DISTINCT FROM (t.parent_id, t.merged_into_id)
    )"""
# What is listed, less what should be. With NOT IN, or joined, every row that goes may be compared with all that stay.
_DELETE = """
    DELETE FROM articles_topicstory WHERE (topic_id, article_id) IN (
        SELECT topic_id, article_id FROM articles_topicstory WHERE {listed}
        EXCEPT SELECT topic_id, article_id FROM under
    )"""
_DIFFERING = """
    SELECT u.article_id FROM under u
    LEFT JOIN articles_topicstory s ON s.article_id = u.article_id AND s.topic_id = u.topic_id
    WHERE s.first_published_at IS NULL OR s.first_published_at <> u.first_published_at
    UNION
    SELECT s.article_id FROM articles_topicstory s
    LEFT JOIN under u ON s.article_id = u.article_id AND s.topic_id = u.topic_id WHERE u.article_id IS NULL"""
_BELOW = """
    WITH RECURSIVE below (id) AS (
        SELECT id FROM articles_topic WHERE id {among}
        UNION
        SELECT t.id FROM below b JOIN articles_topic t ON t.parent_id = b.id
    )
    SELECT g.article_id FROM articles_tagging g JOIN below b ON b.id = g.topic_id WHERE {chosen}
    UNION
    SELECT s.article_id FROM articles_topicstory s WHERE s.topic_id {among}"""

_HOLD = """
    WITH RECURSIVE above (id) AS (
        (
            SELECT id FROM articles_topic WHERE id = ANY(%s::bigint[])
            UNION
            SELECT topic_id FROM articles_tagging WHERE article_id = ANY(%s::bigint[]) AND status = 'chosen'
        )
        UNION
        SELECT t.parent_id FROM above a JOIN articles_topic t ON t.id = a.id WHERE t.parent_id IS NOT NULL
    )
    SELECT id FROM articles_topic WHERE id IN (SELECT id FROM above) ORDER BY id FOR SHARE"""


def hold_topics(topic_ids: Iterable[int], article_ids: Iterable[int]) -> None:
    """Keep others from merging, moving or renaming these topics, those of these stories and all above them until the
    transaction ends (SQLite has one writer).

    For acts that tag, after they locked the stories and before they write: what `roll_up` asks for at their end is
    theirs by then, so that nobody who tidies topics meanwhile waits for them while they wait for him. Who tags other
    stories does not wait.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [_list_of(topic_ids), _list_of(article_ids)])


@transaction.atomic(savepoint=False)
def roll_up(article_ids: Iterable[int], *, are_new: bool = False) -> None:
    """List these stories under their topics and those above, and under no other. Two statements for 20,000 stories.

    One statement where `are_new`: nothing lists them yet.
    """
    ids = iter(sorted(set(article_ids)))
    while batch := list(islice(ids, _BATCH)):
        listed, given = f"article_id {_AMONG[connection.vendor]}", [_list_of(batch)] * 3
        above = _ABOVE.format(chosen=_CHOSEN, of_stories=f"g.{listed}")
        with connection.cursor() as cursor:
            moved = False
            while _list_and_hold(cursor, above, listed, given):
                moved = True
            if moved or not are_new:
                cursor.execute(above + _DELETE.format(listed=listed), given)


def roll_up_below(*topic_ids: int) -> None:
    """List the stories of these topics and of all below them rightly: where a topic was moved, merged or parted.

    Those that a topic merged away listed until now are among them.
    """
    if topic_ids:
        among, given = _AMONG[connection.vendor], _list_of(topic_ids)
        with connection.cursor() as cursor:
            cursor.execute(_BELOW.format(chosen=_CHOSEN, among=among), [given, given])
            found = [article for (article,) in cursor.fetchall()]
        roll_up(found)


def stories_listed_wrongly() -> list[int]:
    """Ids of the stories whose places under topics are not what their topics say; none, unless somebody wrote by hand.

    Reads all taggings.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE.format(chosen=_CHOSEN, of_stories="1 = 1") + _DIFFERING)
        return sorted(article for (article,) in cursor.fetchall())


def _list_and_hold(cursor: Any, above: str, listed: str, given: list[str]) -> bool:
    """List the stories, and keep others from moving their topics until the transaction ends (SQLite has one writer).

    Whoever moves a topic writes its row: either they wait for us and find our stories, or we wait for them. Returns
    whether we did: what was listed then is where the topics lay before.
    """
    insert = _INSERT.format(listed=listed)
    if connection.vendor == "sqlite":
        cursor.execute(above + insert, given)
        return False
    cursor.execute(above + _HOLDING.format(insert=insert), given)
    (moved,) = cursor.fetchone()
    return moved


def _list_of(ids: Iterable[int]) -> str:
    """Ids as one parameter: JSON for SQLite, an array for PostgreSQL."""
    listed = ",".join(map(str, ids))
    return f"[{listed}]" if connection.vendor == "sqlite" else f"{{{listed}}}"
