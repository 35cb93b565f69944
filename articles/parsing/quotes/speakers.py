"""One walk through the story, sentence by sentence: whom each attribution means, then the runs that have none."""

from __future__ import annotations

from dataclasses import dataclass

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.bodies import Bodies
from articles.parsing.quotes.focus import PARAGRAPH_BREAK, SUBJECT, Focus
from articles.parsing.quotes.mentions import AGE, BODY, DESCRIPTION, NAME, PRONOUN, Mention
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.register import Entity
from articles.parsing.quotes.subjects import main_subject
from articles.parsing.quotes.weights import is_setting, weight_of


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a run: an entity's number, or None with the description as role; how sure; the rule and its words."""

    entity: int | None
    role: str | None
    confidence: float
    rule: str
    relied_on: tuple[str, ...]
    key: int  # runs of one attribution share it


_CALLED_SO = 0.6  # weight of each time a surname meant this bearer
_RELATIVE = 1.5  # weight a bearer loses who is only somebody's relative
_MOST_HOLDERS = 40  # holders of one title a story is searched for
_LEARNS_SEX = 0.66  # how sure a pronoun must be before it tells the sex of a name the lists do not know


class Walk:
    """The state of the walk: the focus, and what each mention was found to mean."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities: list[Entity] = reading.register.entities
        self.focus = Focus(self.entities)
        self.bodies = Bodies(reading, self.focus)
        self.meant: dict[int, tuple[int | None, float]] = {}
        self.bare: dict[int, int] = {}  # how often a surname of several was found to mean each of them
        self.unnamed: dict[str, Mention] = {}  # by its noun, the first and fullest description of an unnamed source

    def time(self, sentence: int) -> float:
        """How late in the story the sentence stands: a new paragraph counts for more than a new sentence."""
        return sentence + PARAGRAPH_BREAK * self.reading.paragraph_of(sentence)

    def read_sentence(self, number: int, speaking: set[int]) -> None:
        """Note everybody the sentence speaks of; ``speaking``: first tokens of the subjects of its attributions."""
        first, end = self.reading.sentences[number]
        subject = main_subject(self.reading, first, end)
        subject_at = subject.mention.first if subject is not None and subject.mention is not None else -1
        for mention in self.reading.mentions_between(first, end):
            is_subject = mention.first in speaking or mention.first == subject_at
            if mention.kind in (PRONOUN, DESCRIPTION) and not is_subject and mention.sex not in ("m", "f"):
                continue
            entity, sureness = self.meaning(mention, number)
            self.meant[mention.first] = (entity, sureness)
            if entity is not None:
                self._learn_role(mention, entity, first)
            if entity is not None and (is_subject or not is_setting(self.reading, mention)):
                weight = SUBJECT if is_subject else weight_of(self.reading, mention, first)
                self.focus.note(entity, self.time(number), weight)

    def _learn_role(self, mention: Mention, entity: int, first: int) -> None:
        """A third-grade teacher in Norman, she drives for a living: the description opens the sentence."""
        reading = self.reading
        if (
            mention.kind not in (NAME, PRONOUN)
            or mention.first < first + 3
            or reading.tokens[mention.first - 1].text != ","
        ):
            return
        number = reading.starts.get(first)
        if number is None or reading.mentions[number].kind != DESCRIPTION:
            return
        opening = reading.mentions[number]
        if opening.last == mention.first - 2 and not opening.definite and not self.entities[entity].is_organisation:
            at = min(opening.first + 1, opening.last)
            reading.register.add_role(entity, reading.tokens[at].start, reading.words(at, opening.last))

    def meaning(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        """The entity a mention means at this point, and how sure that is; (None, …) when nobody the story names."""
        if mention.kind == NAME:
            return self._named(mention, sentence)
        if mention.kind == BODY:
            return self.bodies.meaning(mention, self.time(sentence))
        if mention.kind == PRONOUN:
            return self._pronoun(mention, sentence)
        return self._described(mention, sentence)

    def _named(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        who = mention.who
        if len(who) == 1:
            return who[0], 1.0
        age = self.reading.tokens[mention.first - 1].low if mention.first else ""
        if age in ("elder", "older", "younger"):
            return self._by_age(who, age), 0.9
        sex = mention.sex or ("" if mention.is_owner else self._sex_ahead(mention))
        fitting = tuple(n for n in who if not sex or self.entities[n].sex in (sex, ""))
        return self._bearer(mention, fitting or who, sentence), 0.85

    def _bearer(self, mention: Mention, who: tuple[int, ...], sentence: int) -> int:
        """Whom a bare surname of several means: the one the story has called by it so far, unless another is in focus.

        A relative of somebody's is called by the full name.
        """
        if mention.last > mention.first:
            return self.focus.nearest(self.time(sentence), who)
        weights = {
            entity: weight for weight, entity in self.focus.ranked(self.time(sentence), lambda e: e.number in who)
        }
        for entity in who:
            weights[entity] = weights.get(entity, 0.0) + _CALLED_SO * min(self.bare.get(entity, 0), 3)
            if self.entities[entity].is_relative:
                weights[entity] -= _RELATIVE
        best = max(weights, key=lambda entity: weights[entity])
        self.bare[best] = self.bare.get(best, 0) + 1
        return best

    def _by_age(self, who: tuple[int, ...], age: str) -> int:
        """The elder or the younger of two of one surname: Sr. and Jr. tell, else who was named first."""
        juniors = [n for n in who if self.entities[n].words[-1].lower().rstrip(".") in ("jr", "ii", "iii")]
        if age == "younger":
            return (juniors or list(who[-1:]))[0]
        return next((n for n in who if n not in juniors), who[0])

    def _sex_ahead(self, mention: Mention) -> str:
        """What the next he or she of the sentence tells of a surname that two people share."""
        _first, end = self.reading.sentences[self.reading.sentence_of[mention.first]]
        for token in self.reading.tokens[mention.last + 1 : min(end, mention.last + 40)]:
            if token.low in ("he", "his", "him"):
                return "m"
            if token.low in ("she", "her", "hers"):
                return "f"
        return ""

    def _pronoun(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        if mention.sex == "o":
            body = self.focus.body(self.time(sentence), lambda _entity: True)
            return body[:2] if body is not None else (None, 0.5)
        if mention.sex in ("m", "f"):
            found = self.focus.person(self.time(sentence), mention.sex)
            if found is not None and found[1] > _LEARNS_SEX and not self.entities[found[0]].sex:
                self.entities[found[0]].sex = mention.sex
            return found or (None, 0.5)
        if mention.head == "they":
            return self.focus.person_of_no_sex(self.time(sentence)) or (None, 0.5)
        return None, 0.5

    def _athlete(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        """The senior point guard: whoever was just named, who from now on has that role."""
        found = self.focus.person(self.time(sentence), mention.sex)
        if found is None or self.entities[found[0]].roles:
            return None, 0.8
        tokens = self.reading.tokens
        words = self.reading.words(min(mention.first + 1, mention.last), mention.last)
        self.reading.register.add_role(found[0], tokens[mention.first].start, words)
        return found[0], found[1] * 0.85

    def _holders(self, mention: Mention) -> tuple[int, ...]:
        """The people whose role the description is: those with most of its words in it."""
        tokens = self.reading.tokens
        wanted = lx.ROLE_KIN.get(mention.head, frozenset([mention.head]))
        words = {token.low for token in tokens[mention.first : mention.last + 1] if not token.tags & lx.DETERMINER}
        shared: dict[int, int] = {}
        by_role = self.reading.register.by_role
        for head in wanted:
            for entity, role_words in by_role.get(head, ())[-_MOST_HOLDERS:]:
                if not mention.sex or self.entities[entity].sex in (mention.sex, ""):
                    shared[entity] = max(shared.get(entity, 0), len(words & role_words))
        best = max(shared.values(), default=0)
        return tuple(sorted(entity for entity, count in shared.items() if count == best))

    def _described(self, mention: Mention, sentence: int) -> tuple[int | None, float]:
        if not mention.definite:
            self.unnamed.setdefault(mention.head, mention)
            return None, 0.9
        if mention.head == AGE:
            return self.focus.person(self.time(sentence), "") or (None, 0.5)
        fits = self._holders(mention)
        if fits:
            return self.focus.nearest(self.time(sentence), fits), 0.9 if len(fits) == 1 else 0.75
        if lx.TAGS.get(mention.head, 0) & lx.ATHLETE:
            return self._athlete(mention, sentence)
        return None, 0.8
