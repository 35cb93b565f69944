"""Rows of a sub-query as one JSON text, so that a page reads all it shows in one statement."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db.models import Aggregate, TextField


class JsonRows(Aggregate):
    """A JSON array with an array of these columns for each row, in no order: name the column to sort by first."""

    output_field = TextField()
    allow_distinct = False

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="JSON_GROUP_ARRAY(JSON_ARRAY(%(expressions)s))", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        return self.as_sql(
            compiler, connection, template="JSON_AGG(JSON_BUILD_ARRAY(%(expressions)s))::text", **context
        )


def moment_in(value: datetime | str) -> datetime:
    """A moment as a database gives it in a column or in JSON: SQLite's has no zone, and is in UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
