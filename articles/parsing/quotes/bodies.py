"""Which organisation a name or a description means: the company, the hospital, the district."""

from __future__ import annotations

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.focus import Focus
from articles.parsing.quotes.mentions import Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.register import Entity
from articles.parsing.quotes.tokens import POINT

_OUT_OF_FOCUS = 0.8  # under this weight "the company" is rather the one called so before
_NO_FIRM = lx.PLACE | lx.KNOWN_PLACE | lx.THING | lx.PEOPLE | lx.CALENDAR


def may_be_called(kin: frozenset[str], words: frozenset[str]) -> bool:
    """Whether an organisation of that name may be "the company": its head word, if it has one, is of that kind."""
    heads = {word for word in words if lx.TAGS.get(word, 0) & lx.ORGANISATION}
    return bool(kin & heads) or (not heads and bool(kin & {"company", "organization"}))


class Bodies:
    """What descriptions of organisations were found to mean so far."""

    def __init__(self, reading: Reading, focus: Focus) -> None:
        self.reading = reading
        self.focus = focus
        self.called: dict[str, int] = {}  # whom "the company" last meant
        self.only: dict[frozenset[str], int | None] = {}

    def meaning(self, mention: Mention, time: float) -> tuple[int | None, float]:
        """The organisation a mention means, and how sure that is; (None, …) when none the story names."""
        if mention.who:
            return mention.who[0], 0.95
        if not mention.definite:
            return None, 0.9
        tokens = self.reading.tokens[mention.first : mention.last + 1]
        kin = frozenset([mention.head]).union(*(lx.BODY_KIN.get(token.low, ()) for token in tokens))
        exact = self.focus.body(time, lambda entity: mention.head in entity.folded)
        found = exact or self.focus.body(
            time, lambda entity: may_be_called(kin, entity.folded) and not self._is_passing_word(entity)
        )
        before = self.called.get(mention.head)
        if exact is None and before is not None and (found is None or found[2] < _OUT_OF_FOCUS):
            return before, 0.75  # whom the story has called so
        if found is None:
            if kin not in self.only:
                self.only[kin] = self._only_body(kin)
            only = self.only[kin]
            return (only, 0.7) if only is not None else (None, 0.9)
        self.called[mention.head] = found[0]
        return found[0], found[1] * 0.9

    def _is_passing_word(self, entity: Entity) -> bool:
        """A single word that may only be a capital because it opens its sentence: Shares fell."""
        if len(entity.words) > 1 or self.focus.times.get(entity.number, 0) > 1:
            return False
        tokens = self.reading.tokens
        return entity.at == 0 or tokens[entity.at - 1].kind == POINT

    def _only_body(self, kin: frozenset[str]) -> int | None:
        """The one organisation of the story, spoken of so far only in passing, that "the company" can mean."""
        tokens = self.reading.tokens
        fitting = [
            entity.number
            for entity in self.reading.register.entities
            if entity.is_organisation
            and len(entity.words) > 1
            and not lx.TAGS.get(entity.words[-1].lower().rstrip("."), 0) & _NO_FIRM
            and not tokens[entity.at].text.isupper()
            and may_be_called(kin, entity.folded)
        ]
        return fitting[0] if len(fitting) == 1 else None
