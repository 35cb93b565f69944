"""What a table holds, to be compared with what it held before."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Model


def table_of(model: type[Model]) -> list[tuple[Any, ...]]:
    """The table as it lies there: nothing is made of it, it is only compared."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY "{model._meta.pk.column}"')  # noqa: S608 (our own names)
        return cursor.fetchall()
