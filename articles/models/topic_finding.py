"""What finding a topic while somebody types reads: where each word of its names begins, and how many stories carry it.

A row of `TopicWord` is a name or another name of a topic from one of its words on: “new york times”, “york times” and
“times”. What begins as typed is a range of one index, however many topics there are, and with the number of stories in
that index the best of them are found without a look at anything else. The database itself keeps the rows true by
triggers: no act, command or statement by hand can forget it.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.models import Case, Value, When

_TABLE = "articles_topicword"
_WRITTEN = "topic_id, alias_id, words, is_whole, stories"
_LONGEST = 200
# Above every letter: what begins with a word ends before the word and this.
_LAST = "\U0010ffff"


class FoldedField(models.CharField):
    """Folded words ordered by their code points: on PostgreSQL too, so that a beginning is a range of the index."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        parameters: dict[str, Any] = {**super().db_parameters(connection)}
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class TopicWordQuerySet(models.QuerySet["TopicWord"]):
    """Where names go on as typed."""

    def begins(self, word: str) -> TopicWordQuerySet:
        """Rows that begin with these folded words."""
        return self.filter(words__gte=word, words__lt=word + _LAST)

    def typed(self, folded: str, *, in_order: bool = False) -> TopicWordQuerySet:
        """Rows of topics each of these folded words begins a word of, or where all stand as typed; the best first.

        One of that very name stands first, then those on most stories. A topic may come more than once. Of more than
        six words the first six are looked at.
        """
        first, *others = [folded] if in_order else folded.split()[:6]
        rows = self.begins(first)
        for word in others:
            rows = rows.filter(topic__in=TopicWord.objects.begins(word).values("topic"))
        is_same = When(words=folded, is_whole=True, then=Value(0))
        rank = Case(is_same, default=Value(1), output_field=models.IntegerField())
        return rows.annotate(rank=rank).order_by("rank", "-stories", "words", "topic")


class TopicWord(models.Model):
    """A topic's name, or another name of it, from one word on. Written by triggers alone."""

    topic = models.ForeignKey("articles.Topic", models.DO_NOTHING, related_name="+", db_constraint=False)
    alias = models.ForeignKey(
        "articles.TopicAlias", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    words = FoldedField(max_length=_LONGEST)
    is_whole = models.BooleanField(default=False, help_text="From the first word on.")
    stories = models.PositiveIntegerField(default=0, help_text="Of the topic, as TopicUse has it.")

    objects = TopicWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["words", "topic", "stories", "is_whole"], name="topic_word_offered")]

    def __str__(self) -> str:
        return self.words


class TopicUse(models.Model):
    """How many stories carry a topic, for the order in which topics are offered.

    Acts that tag count here; what they do not know of (an import, a merge) is counted by `recount_uses`. A figure that
    lags puts a topic a place lower, it hides none.
    """

    topic = models.OneToOneField(
        "articles.Topic", models.DO_NOTHING, primary_key=True, related_name="use", db_constraint=False
    )
    stories = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["-stories", "topic"], name="topic_use_most")]

    def __str__(self) -> str:
        return f"{self.topic_id} on {self.stories} stories"


def install(connection: Any) -> None:
    """Put the triggers in place, replacing what stands, and fill the table anew where it is not what it should be."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        for statement in _sqlite() if vendor == "sqlite" else _postgresql():
            cursor.execute(statement)
        right = " UNION ALL ".join(_rows_of(table, "n", vendor) for table in (_OF_TOPIC, _OF_ALIAS))
        cursor.execute(f"SELECT COUNT(*) FROM ({right} EXCEPT SELECT {_WRITTEN} FROM {_TABLE}) missing")
        missing = cursor.fetchone()[0]
        cursor.execute(f"SELECT (SELECT COUNT(*) FROM ({right}) r) - (SELECT COUNT(*) FROM {_TABLE})")
        if missing or cursor.fetchone()[0]:
            cursor.execute(f"DELETE FROM {_TABLE}")
            cursor.execute(f"INSERT INTO {_TABLE} ({_WRITTEN}) {right}")


def lift(connection: Any) -> None:
    """Take the triggers away; `install` puts them back."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name, table, _ in _TRIGGERS:
            if table in tables:
                on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def lift_before_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: SQLite remakes a table by renaming, which fails while another table's trigger names it."""
    lift(connections[using])


def install_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: after a migrate that leaves the tables, every name is found again."""
    connection = connections[using]
    if {_TABLE, *_COLUMNS} <= set(connection.introspection.table_names()):
        install(connection)


_OF_TOPIC, _OF_ALIAS, _OF_USE = "articles_topic", "articles_topicalias", "articles_topicuse"
_COLUMNS = {_OF_TOPIC: "folded_name", _OF_ALIAS: "folded_name, topic_id", _OF_USE: "stories"}
_TRIGGERS = [
    *(
        (f"{table}_{event.lower()}_words", table, event)
        for table in (_OF_TOPIC, _OF_ALIAS)
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    *((f"{_OF_USE}_{event.lower()}_words", _OF_USE, event) for event in ("INSERT", "UPDATE")),
]


def _rows_of(table: str, row: str, vendor: str) -> str:
    """The rows of a name, or with "n" of all. SQLite knows no series of numbers in a trigger, but a list."""
    numbers = f"json_each('[{','.join(map(str, range(1, _LONGEST + 1)))}]')"
    series = numbers if vendor == "sqlite" else f"generate_series(1, {_LONGEST}) AS each(value)"
    topic = f"{row}.id" if table == _OF_TOPIC else f"{row}.topic_id"
    alias = "CAST(NULL AS BIGINT)" if table == _OF_TOPIC else f"{row}.id"
    source = f"{table} {row}, {series}" if row == "n" else series
    value = "each.value" if vendor == "postgresql" else "value"
    return (
        f"SELECT {topic}, {alias}, substr({row}.folded_name, {value}), {value} = 1,"
        f" COALESCE((SELECT u.stories FROM {_OF_USE} u WHERE u.topic_id = {topic}), 0) FROM {source}"
        f" WHERE {value} <= length({row}.folded_name)"
        f" AND ({value} = 1 OR substr({row}.folded_name, {value} - 1, 1) = ' ')"
    )


def _taken(table: str, event: str) -> str:
    """The statement that takes the rows of a name away; of a topic that goes, all of them."""
    if table == _OF_ALIAS:
        return f"DELETE FROM {_TABLE} WHERE alias_id = OLD.id"
    only_own = " AND alias_id IS NULL" if event == "UPDATE" else ""
    return f"DELETE FROM {_TABLE} WHERE topic_id = OLD.id{only_own}"


def _work(table: str, event: str, vendor: str) -> str:
    if table == _OF_USE:
        return f"UPDATE {_TABLE} SET stories = NEW.stories WHERE topic_id = NEW.topic_id"
    taken = [_taken(table, event)] if event != "INSERT" else []
    added = [f"INSERT INTO {_TABLE} ({_WRITTEN}) {_rows_of(table, 'NEW', vendor)}"] if event != "DELETE" else []
    gone = [f"DELETE FROM {_OF_USE} WHERE topic_id = OLD.id"] if (table, event) == (_OF_TOPIC, "DELETE") else []
    return "; ".join([*taken, *added, *gone])


def _when(table: str, event: str) -> str:
    return f"AFTER UPDATE OF {_COLUMNS[table]}" if event == "UPDATE" else f"AFTER {event}"


def _sqlite() -> list[str]:
    return [
        statement
        for name, table, event in _TRIGGERS
        for statement in (
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} {_when(table, event)} ON {table} BEGIN {_work(table, event, 'sqlite')}; END",
        )
    ]


def _postgresql() -> list[str]:
    return [
        statement
        for name, table, event in _TRIGGERS
        for statement in (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" {_work(table, event, 'postgresql')}; RETURN NULL; END $$",
            f"DROP TRIGGER IF EXISTS {name} ON {table}",
            f"CREATE TRIGGER {name} {_when(table, event)} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    ]
