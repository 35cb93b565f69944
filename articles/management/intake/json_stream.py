"""The elements of a JSON array, cut out of a stream one by one, however long the array is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 1 << 16
# In UTF-8 no part of another character looks like one of these.
_TOKEN = re.compile(rb'\\.|["\[\]{},]', re.DOTALL)


class _Scanner:
    """Where a scan stands: inside a string or not, how deep, and where the present element begins."""

    def __init__(self) -> None:
        self.depth = 0
        self.in_string = False
        self.is_over = False

    def ends(self, token: bytes) -> bool:
        """Whether the token ends an element of the array."""
        if token == b'"':
            self.in_string = not self.in_string
        elif self.in_string or token.startswith(b"\\"):
            return False
        elif token in b"[{":
            self.depth += 1
        elif token in b"]}":
            self.depth -= 1
            self.is_over = self.depth < 0
            return self.is_over
        else:
            return self.depth == 0
        return False


def array_elements(stream: BinaryIO, begun: bytes, limit: int) -> Iterator[bytes | None]:
    """The bytes of each element, `begun` being what was read after the opening bracket; None for one over the limit.

    A broken element is given as it stands; what cannot be parted, because the array never ends, is the last one.
    """
    scanner = _Scanner()
    buffer, position, is_too_long = begun, 0, False
    while not scanner.is_over:
        start = 0
        for token in _TOKEN.finditer(buffer, position):
            position = token.end()
            if not scanner.ends(token.group()):
                continue
            element = buffer[start : token.start()].strip()
            if element or is_too_long:
                yield None if is_too_long or len(element) > limit else element
            start, is_too_long = position, False
            if scanner.is_over:
                return
        # A backslash at the very end waits for the character it hides.
        waits = buffer.endswith(b"\\") and position < len(buffer)
        buffer, position = buffer[start:], len(buffer) - start - waits
        if len(buffer) > limit:
            buffer, position, is_too_long = buffer[-1:] if waits else b"", 0, True
        chunk = stream.read(_CHUNK)
        if not chunk:
            break
        buffer += chunk
    if buffer.strip() or is_too_long:
        yield None if is_too_long else buffer.strip()
