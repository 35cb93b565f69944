"""Lists as CSV: streamed row by row, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# What a spreadsheet takes for a formula begins so (OWASP, “CSV injection”).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """A file for csv.writer that hands back what is written."""

    def write(self, line: str) -> str:
        return line


def plain(value: object) -> str:
    """A cell's text; what a spreadsheet would take for a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of the file. It opens with a byte order mark: without it Excel reads accents wrongly."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([plain(value) for value in row])


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The rows as a file to download, never kept by a cache on the way."""
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["Cache-Control"] = "no-store, private"
    return answer
