"""Whether anything readers' pages are made of has changed: one number, moved by the database itself.

A page kept by a cache is right as long as the number is what it was before the page was read (and no moment that the
clock decides on has come). The number is moved by triggers, in the transaction of the change: no act, command or
statement by hand can forget it. Writers never wait for one another: on PostgreSQL each connection counts in a row of
its own, and the number is the sum; SQLite has one writer at a time.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.models import Sum, Value

# Every table that a kept page reads. Working copies are not among them: readers never see one.
TABLES = (
    "articles_edition", "articles_rendering", "articles_editionbyline", "articles_editionquote",
    "articles_editionimage", "articles_correction", "articles_tagging", "articles_topic", "articles_topicalias",
    "articles_topicstory", "articles_person", "articles_personalias", "articles_role", "articles_section",
    "articles_image", "articles_frontpage",
)  # fmt: skip
_EVENTS = ("INSERT", "UPDATE", "DELETE")
_COUNTS = "articles_publicchange"


class PublicChangeQuerySet(models.QuerySet["PublicChange"]):
    """The number."""

    def number(self) -> models.QuerySet:
        """How much has changed so far: one row of one column, over all writers."""
        return self.order_by().values(all=Value(1)).annotate(sum=Sum("number")).values_list("sum")


class PublicChange(models.Model):
    """How often a writer has changed what readers' pages are made of. Only the sum over all rows says anything."""

    writer = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(default=1)

    objects = PublicChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number} by {self.writer}"


def _names(table: str) -> list[tuple[str, str]]:
    return [(f"{table}_{event.lower()}_counts", event) for event in _EVENTS]


def install(connection: Any) -> None:
    """Put the triggers in place, replacing what stands, and the row of writer 0, which there always is."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_COUNTS} VALUES (0, 1) ON CONFLICT (writer) DO NOTHING")
        for table in TABLES:
            for name, event in _names(table):
                for statement in _statements(connection.vendor, table, name, event):
                    cursor.execute(statement)


def _statements(vendor: str, table: str, name: str, event: str) -> list[str]:
    if vendor == "sqlite":
        count = f"INSERT INTO {_COUNTS} VALUES (0, 1) ON CONFLICT (writer) DO UPDATE SET number = number + 1"
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {count}; END",
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {_COUNTS}_counts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" INSERT INTO {_COUNTS} VALUES (pg_backend_pid(), 1)"
        f" ON CONFLICT (writer) DO UPDATE SET number = {_COUNTS}.number + 1; RETURN NULL; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {_COUNTS}_counts()",
    ]


def lift(connection: Any) -> None:
    """Take the triggers away; `install` puts them back."""
    tables = set(connection.introspection.table_names()) & set(TABLES)
    with connection.cursor() as cursor:
        for table in tables:
            for name, _ in _names(table):
                on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def lift_before_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: SQLite remakes a table by renaming, which fails while another table's trigger names it."""
    lift(connections[using])


def install_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal receiver: after a migrate that leaves all our tables, every change counts again."""
    connection = connections[using]
    if {*TABLES, _COUNTS} <= set(connection.introspection.table_names()):
        install(connection)
