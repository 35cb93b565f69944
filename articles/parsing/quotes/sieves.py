"""How a run is attributed, read from the words beside it. Each sieve answers with a claim or nothing; the first answer
in the order of ``SIEVES``, from the surest pattern to the least sure, is taken."""

from __future__ import annotations

from articles.parsing.quotes.claims import Claim, Sieve
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.sieves_after import (
    according_after,
    attributed_at_the_end,
    dash_before_name,
    subject_then_verb,
    verb_then_subject,
)
from articles.parsing.quotes.sieves_before import colon_before, subject_runs_into_quote, verb_before

SIEVES: tuple[Sieve, ...] = (
    verb_then_subject,
    according_after,
    subject_then_verb,
    dash_before_name,
    verb_before,
    attributed_at_the_end,
    colon_before,
    subject_runs_into_quote,
)


def claim_for(reading: Reading, at: int) -> Claim | None:
    """The claim of the first sieve that answers for the run at token ``at``."""
    for sieve in SIEVES:
        claim = sieve(reading, at)
        if claim is not None:
            return claim
    return None
