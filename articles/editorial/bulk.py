"""Many rows in few statements: what an act writes when it files hundreds of stories at once.

Django's own `bulk_create` asks each field of each row how to be written, and simple-history makes a second object of
every row: both together cost four times what the database needs. Here values that are stored as they are skip the
asking, and the history is copied from the rows inside the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models

# Stored as they are held; every other kind of field is asked for its value.
_PLAIN = (
    models.CharField, models.SlugField, models.TextField, models.BooleanField, models.FloatField, models.ForeignKey,
    models.PositiveIntegerField,
)  # fmt: skip
# SQLite has taken 32,766 values a statement since 3.32, PostgreSQL takes 65,535.
_MOST_VALUES = 30_000


def insert(rows: Sequence[models.Model]) -> None:
    """Store new rows of one model, in order, and give each its key. Nothing is asked of `save()` or signals."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = _stored_fields(type(rows[0]))
    names = ", ".join(_quoted(field.column) for field, _ in fields)
    begin = f"INSERT INTO {connection.ops.quote_name(meta.db_table)} ({names}) VALUES "  # noqa: S608 (our own names)
    row_of_marks = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for batch in _batches(rows, _MOST_VALUES // len(fields)):
            values = [value for row in batch for value in _values(row, fields)]
            marks = ", ".join([row_of_marks] * len(batch))
            cursor.execute(f"{begin}{marks} RETURNING {_quoted(meta.pk.column)}", values)
            for row, (key,) in zip(batch, cursor.fetchall(), strict=True):
                row.pk = key
                row._state.adding, row._state.db = False, connection.alias


def insert_with_history(rows: Sequence[models.Model], *, by: User | None, at: datetime, why: str = "") -> None:
    """Store new rows of a tracked model, each with its first row of history: who, when and why."""
    insert(rows)
    if not rows:
        return
    model = type(rows[0])
    table, columns = _history_of(model)
    key = _quoted(model._meta.pk.column)
    names = ", ".join(columns)
    statement = (
        f"INSERT INTO {table} ({names}, history_date, history_type, history_user_id, history_change_reason)"  # noqa: S608
        f" SELECT {names}, %s, '+', %s, %s FROM {connection.ops.quote_name(model._meta.db_table)} WHERE {key} IN "
    )
    when = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        for batch in _batches(rows, _MOST_VALUES):
            marks = ", ".join(["%s"] * len(batch))
            keys = [row.pk for row in batch]
            cursor.execute(f"{statement}({marks}) ORDER BY {key}", [when, by.pk if by else None, why or None, *keys])


def add_history(
    rows: models.QuerySet,
    kind: str,
    *,
    by: User | None,
    at: datetime,
    why: str = "",
    changed: dict[str, Any] | None = None,
) -> None:
    """A row of history ("~" changed, "-" deleted) for each of these rows of a tracked model, in one statement.

    `changed` names columns with the value all of them are about to get: the history is written before the change,
    while the rows can still be found by what they were.
    """
    model: type[models.Model] = rows.model
    table, columns = _history_of(model)
    changed = {_quoted(column): value for column, value in (changed or {}).items()}
    told = ", ".join("%s" if column in changed else f"r.{column}" for column in columns)
    fields = [field for field in model._meta.concrete_fields if _quoted(field.column) in columns]
    found, found_params = rows.order_by().values_list(*(field.attname for field in fields)).query.sql_with_params()
    statement = (
        f"INSERT INTO {table} ({', '.join(columns)},"  # noqa: S608 (our own names)
        " history_date, history_type, history_user_id, history_change_reason)"
        f" SELECT {told}, %s, %s, %s, %s FROM ({found}) r ORDER BY r.{_quoted(model._meta.pk.column)}"
    )
    when = connection.ops.adapt_datetimefield_value(at)
    params = [changed[column] for column in columns if column in changed]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, when, kind, by.pk if by else None, why or None, *found_params])


def _quoted(column: str | None) -> str:
    return connection.ops.quote_name(column or "")


def _batches(rows: Sequence[models.Model], size: int) -> Iterator[list[models.Model]]:
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


@lru_cache(maxsize=64)
def _stored_fields(model: type[models.Model]) -> list[tuple[models.Field, bool]]:
    """The columns of a model without a key the database gives, and whether their values are stored as they are."""
    given = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return [(field, type(field) in _PLAIN) for field in given]


def _values(row: models.Model, fields: list[tuple[models.Field, bool]]) -> Iterator[Any]:
    for field, is_plain in fields:
        if is_plain:
            yield getattr(row, field.attname)
        else:
            yield field.get_db_prep_save(field.pre_save(row, add=True), connection)


@lru_cache(maxsize=64)
def _history_of(model: type[models.Model]) -> tuple[str, list[str]]:
    """The table of a model's history, and the columns it shares with the model's own."""
    history = model.history.model  # type: ignore[attr-defined]
    own = {field.column for field in model._meta.concrete_fields}
    shared = [field.column for field in history._meta.concrete_fields if field.column in own]
    return connection.ops.quote_name(history._meta.db_table), [connection.ops.quote_name(name) for name in shared]
