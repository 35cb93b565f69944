"""What a reader may have meant to type: the same search with words that somebody has written, and that find something.

Whatever is suggested has been searched for among the same rows, so that no word of a hidden story is ever proposed and
the link never leads to nothing.
"""

from __future__ import annotations

from articles.models import SearchWord, search
from articles.models.search import TooMuchAsked, read_words
from articles.parsing.misspellings import respelled, words_of
from articles.reader.filters import Asked

# A search that finds more was understood.
FEW = 1
_MOST_WORDS = 4


def meant(asked: Asked) -> str:
    """The words as they may have been meant, or "". At most two queries."""
    typed = asked.data.get("q", "")
    pieces = [piece for term in asked.fields["q"].sought if not term.beginning for piece in term.pieces]
    words = sorted(words_of(" ".join(pieces)), key=len, reverse=True)[:_MOST_WORDS]
    better = SearchWord.objects.nearest(words) if words else {}
    if not better:
        return ""
    try:
        corrected = respelled(typed, better)
        found = search.newest(asked.qs, read_words(corrected), limit=1, few=asked.is_narrow)
    except TooMuchAsked:  # a letter more than a search takes
        return ""
    return corrected if found else ""
