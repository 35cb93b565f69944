"""What finding a topic while somebody types reads: where each word of its names begins, and how many stories carry it.

A row of `TopicWord` is a name or another name of a topic from one of its words on: “new york times”, “york times” and
“times”. What begins as typed is a range of one index, however many topics there are. The database itself keeps the
rows true by triggers: no act, command or statement by hand can forget it.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.models import Q

from articles.parsing.names import fold_name

_TABLE = "articles_topicword"
_EMPTIED = f"DELETE FROM {_TABLE}"
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


class TopicWord(models.Model):
    """A topic's name, or another name of it, from one word on. Written by triggers alone."""

    topic = models.ForeignKey("articles.Topic", models.DO_NOTHING, related_name="+", db_constraint=False)
    alias = models.ForeignKey(
        "articles.TopicAlias", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    words = FoldedField(max_length=_LONGEST)

    objects = TopicWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["words", "topic"], name="topic_word_begins")]

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

    def __str__(self) -> str:
        return f"{self.topic_id} on {self.stories} stories"


def begins_so(typed: str) -> Q | None:
    """The condition on a topic that each word typed begins a word of one of its names; None where none was typed.

    Of more than six words the first six are looked at.
    """
    words = fold_name(typed).split()[:6]
    if not words:
        return None
    condition = Q()
    for word in words:
        condition &= Q(pk__in=TopicWord.objects.begins(word).values("topic"))
    return condition


def install(connection: Any) -> None:
    """Put the triggers in place, replacing what stands, and fill the table anew."""
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in [*statements, _EMPTIED, *_filling(connection.vendor)]:
            cursor.execute(statement)


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
    if {_TABLE, "articles_topic", "articles_topicalias"} <= set(connection.introspection.table_names()):
        install(connection)


_OF_TOPIC, _OF_ALIAS = "articles_topic", "articles_topicalias"
_COLUMNS = {_OF_TOPIC: "folded_name", _OF_ALIAS: "folded_name, topic_id"}
_TRIGGERS = [
    (f"{table}_{event.lower()}_words", table, event)
    for table in (_OF_TOPIC, _OF_ALIAS)
    for event in ("INSERT", "UPDATE", "DELETE")
]


def _added(table: str, row: str, vendor: str) -> str:
    """The statement that adds the rows of a name. SQLite knows no series of numbers in a trigger, but a list."""
    numbers = f"json_each('[{','.join(map(str, range(1, _LONGEST + 1)))}]')"
    series = numbers if vendor == "sqlite" else f"generate_series(1, {_LONGEST}) AS each(value)"
    keys = f"{row}.id, NULL" if table == _OF_TOPIC else f"{row}.topic_id, {row}.id"
    # A row of its own where all names are read, the trigger's where one is.
    source = f"{table} {row}, {series}" if row == "n" else series
    value = "each.value" if vendor == "postgresql" else "value"
    return (
        f"INSERT INTO {_TABLE} (topic_id, alias_id, words)"
        f" SELECT {keys}, substr({row}.folded_name, {value}) FROM {source}"
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
    taken = [_taken(table, event)] if event != "INSERT" else []
    added = [_added(table, "NEW", vendor)] if event != "DELETE" else []
    gone = ["DELETE FROM articles_topicuse WHERE topic_id = OLD.id"] if (table, event) == (_OF_TOPIC, "DELETE") else []
    return "; ".join([*taken, *added, *gone])


def _filling(vendor: str) -> list[str]:
    return [_added(table, "n", vendor) for table in (_OF_TOPIC, _OF_ALIAS)]


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
