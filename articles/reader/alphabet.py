"""Long lists of names go on by cursor as well: from the name where the page before ended."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import normalize

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

LENGTH = 300
_LONGEST = 1_200
_END = re.compile(r"([0-9]{1,15})\.([^\0]{1,400})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class NamePage:
    """One page of names: (first letter, rows) each, and the cursor of the next page ("" at the end)."""

    letters: list[tuple[str, list[dict[str, Any]]]]
    further: str
    is_first: bool


def name_page(rows: QuerySet, request: HttpRequest, *, length: int = LENGTH) -> NamePage:
    """The page that `before` asks for, one query, by folded name. `rows` holds `folded_name`, `name` and `pk`."""
    before = request.GET.get("before", "")
    if before:
        name, row_id = read_name_cursor(before)
        rows = rows.filter(Q(folded_name__gt=name) | Q(folded_name=name, pk__gt=row_id), folded_name__gte=name)
    found = list(rows.order_by("folded_name", "pk")[: length + 1])
    last = found[length - 1] if len(found) > length else None
    further = write_name_cursor(last["folded_name"], last["pk"]) if last else ""
    letters = [(letter, list(group)) for letter, group in groupby(found[:length], key=_letter)]
    return NamePage(letters, further, is_first=not before)


def write_name_cursor(name: str, row_id: int) -> str:
    """Where a page ended, as one word of an address."""
    return urlsafe_b64encode(f"{row_id}.{name}".encode()).decode().rstrip("=")


def read_name_cursor(word: str) -> tuple[str, int]:
    """The name and id of a cursor. Raises Http404 for anything else."""
    try:
        if len(word) > _LONGEST:
            raise ValueError
        found = _END.fullmatch(urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4)).decode())
    except (NotBase64, ValueError) as error:
        raise Http404 from error
    if not found:
        raise Http404
    return found[2], int(found[1])


def _letter(row: dict[str, Any]) -> str:
    """The letter a name stands under: without its accent; digits and signs share one place."""
    first = normalize("NFD", row["folded_name"])[:1].upper()
    return first if first.isalpha() else "0–9"
