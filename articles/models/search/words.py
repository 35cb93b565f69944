"""What a reader types into a search field, as terms that either database understands. Nothing typed is an error.

Words stand together (all must be found), "double quotes" hold a phrase, a minus leaves a word out, a star at a word's
end finds every word that begins so. Words are cut where the indexes cut them: at whatever is no letter or digit, so
that “co-op” is the phrase “co op” on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

CHARACTERS_LIMIT = 200
WORDS_LIMIT = 12
# A word with marks in it falls into pieces ("it's" into two); the pieces are what the index is asked.
PIECES_LIMIT = 24
SHORTEST_BEGINNING = 2

# The weight of speaker and role in PostgreSQL's column.
_SPOKEN = "B"
_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_PIECE = re.compile(r"[^\W_]+")
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "−": "-"})


class TooMuchAsked(ValueError):
    """More than a search takes; the message says how much that is."""


@dataclass(frozen=True, slots=True)
class Term:
    """Pieces that must (or, left out, must not) follow one another; the last may be a word's beginning only."""

    pieces: tuple[str, ...]
    left_out: bool = False
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a search; blank where nothing was typed at all."""

    terms: tuple[Term, ...]
    is_blank: bool = False
    # Terms that must be found in who spoke or in which role: quotes alone have those columns.
    of_speaker: tuple[Term, ...] = ()

    def said_for(self, organisation: Words) -> Words:
        """The same, of quotes whose speaker or printed role has these words too."""
        is_blank = self.is_blank and organisation.is_blank
        return Words(self.terms, is_blank=is_blank, of_speaker=organisation.sought)

    @property
    def finds(self) -> bool:
        """Whether there is anything that must be found. Without it, a search finds nothing."""
        return bool(self.sought or self.of_speaker)

    @property
    def sought(self) -> tuple[Term, ...]:
        """Terms that must be found, wherever they stand."""
        return tuple(term for term in self.terms if not term.left_out)

    @property
    def left_out(self) -> tuple[Term, ...]:
        """Terms that must not be found."""
        return tuple(term for term in self.terms if term.left_out)

    def as_fts5(self) -> str:
        """The query in SQLite's language, every piece quoted."""
        spoken = [f"{{speaker_name role}} : {_fts5(term)}" for term in self.of_speaker]
        query = " AND ".join([*map(_fts5, self.sought), *spoken])
        if not self.left_out:
            return query
        return f"({query}) NOT ({' OR '.join(map(_fts5, self.left_out))})"

    def as_tsquery(self) -> str:
        """The query in PostgreSQL's language, every piece quoted."""
        spoken = (_tsquery(term, columns=_SPOKEN) for term in self.of_speaker)
        return " & ".join([*map(_tsquery, self.sought), *spoken, *(f"!{_tsquery(term)}" for term in self.left_out)])


class Sought(str):
    """Words as a database is asked for them (`sought_in`): for a statement that is made before they are known."""

    def as_fts5(self) -> str:
        return str(self)

    as_tsquery = as_fts5


def read_words(typed: str) -> Words:
    """The terms in what was typed; none in an empty field or in marks alone.

    Refuses (TooMuchAsked) more than 200 characters or 12 words, with the number.
    """
    if len(typed) > CHARACTERS_LIMIT:
        raise TooMuchAsked(f"A search takes at most {CHARACTERS_LIMIT} characters, not {len(typed):,}.")
    typed = unicodedata.normalize("NFC", typed).translate(_MARKS)
    if len(typed.split()) > WORDS_LIMIT:
        raise TooMuchAsked(f"A search takes at most {WORDS_LIMIT} words, not {len(typed.split())}.")
    terms = tuple(term for term in map(_term, _TERM.finditer(typed)) if term.pieces)
    if sum(len(term.pieces) for term in terms) > PIECES_LIMIT:
        raise TooMuchAsked(f"A search takes at most {WORDS_LIMIT} words; these fall into more than {PIECES_LIMIT}.")
    return Words(terms, is_blank=not typed.strip())


def _term(found: re.Match[str]) -> Term:
    word = found["word"] or ""
    pieces = tuple(_PIECE.findall(word or found["phrase"] or ""))
    is_beginning = word.endswith("*") and bool(pieces) and len(pieces[-1]) >= SHORTEST_BEGINNING
    return Term(pieces, left_out=bool(found["minus"]), beginning=is_beginning)


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.pieces)}"' + "*" * term.beginning


def _tsquery(term: Term, *, columns: str = "") -> str:
    """`columns` are the weights of those a term must stand in; none: any."""
    label = f":{columns}" if columns else ""
    quoted = " <-> ".join(f"'{piece}'{label}" for piece in term.pieces)
    if term.beginning:
        quoted = f"{quoted}*" if columns else f"{quoted}:*"
    return f"({quoted})"
