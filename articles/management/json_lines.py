"""JSON lines from the standard input: each with its number, one that is too long told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

LONGEST_LINE = 25_000_000


def lines_of(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers; of one that is too long its beginning, a byte over the limit."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST_LINE + 1)
        if line.strip():
            yield number, line


def object_of(line: bytes) -> dict[str, Any]:
    """The JSON object of a line; ValueError says in a sentence what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes.")
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({str(error)[:80]}).") from error
    if not isinstance(item, dict):
        raise ValueError("not a JSON object.")
    return item
