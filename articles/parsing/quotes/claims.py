"""What a sieve answers when it reads an attribution."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.subjects import Subject

REACH = 45  # tokens between a quote and the verb that attributes it


class Claim(NamedTuple):
    """What a sieve found: its name, the verb's token (-1 if none), the cue as printed, the subject, how sure it is."""

    rule: str
    cue: int
    cue_words: str | None
    subject: Subject | None
    confidence: float


Sieve = Callable[[Reading, int], Claim | None]
