"""The story's register: every person and organisation once, with the names they go by."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from articles.parsing.quotes import lexicon as lx
from articles.parsing.quotes.names import ORGANISATION, PERSON, TITLE, UNSURE, Phrase, is_two_part_given_name
from articles.parsing.quotes.tokens import POINT, QUOTED, Token

_MOST_ROLES = 20  # of one person in one story
_MOST_BEARERS = 40  # of one name whom a shorter form is looked up among; no story has more
_ARTICLES = ("al-", "el-", "ul-")


@dataclass(slots=True)
class Entity:
    """A person or an organisation of the story. ``sex`` is "f", "m" or "" (not known); roles are as printed."""

    number: int
    words: tuple[str, ...]
    is_organisation: bool
    at: int
    sex: str = ""
    roles: list[tuple[int, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest form of the name in the story, without titles and quoted nicknames."""
        words = [word for word in self.words if not word.startswith('"')]
        return " ".join(words).replace(" , ", ", ")

    @property
    def folded(self) -> frozenset[str]:
        """The words of the name for comparing."""
        return frozenset(fold(word) for word in self.words)

    @property
    def is_relative(self) -> bool:
        """Whether all the story says of the person is whose relative that is."""
        return bool(self.roles) and all(_is_kin(role) for _at, role in self.roles)

    @property
    def role(self) -> str | None:
        """The role the story prints first; one that only says whose relative it is, for want of another."""
        if not self.roles:
            return None
        if len(self.roles) == 1:
            return self.roles[0][1]
        return min(self.roles, key=lambda row: (_is_kin(row[1]), row[0]))[1]


def _is_kin(role: str) -> bool:
    return any(lx.TAGS.get(word, 0) & lx.KIN for word in role.lower().split())


@dataclass(slots=True)
class Register:
    """Entities, and for every phrase of the story those it may mean (numbers, likeliest first)."""

    entities: list[Entity] = field(default_factory=list)
    meanings: list[tuple[int, ...]] = field(default_factory=list)
    by_last: dict[str, list[int]] = field(default_factory=dict)
    by_word: dict[str, list[int]] = field(default_factory=dict)
    by_role: dict[str, list[tuple[int, frozenset[str]]]] = field(default_factory=dict)

    def add_role(self, entity: int, at: int, role: str) -> None:
        """Enter a role the story prints at character ``at``; ``by_role`` finds its holder by any of its words."""
        roles = self.entities[entity].roles
        if len(roles) == _MOST_ROLES or any(role == known for _at, known in roles):
            return
        roles.append((at, role))
        words = frozenset(word.lower().strip(".,") for word in role.split())
        for word in words:
            self.by_role.setdefault(word, []).append((entity, words))


def fold(word: str) -> str:
    """A name's word for comparing: small, without accents, points and a leading al-."""
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        word = word.replace("’", "'")
    word = word.lower().strip('."')
    return word[3:] if word.startswith(_ARTICLES) else word


def name_words(words: tuple[str, ...]) -> list[str]:
    """The folded words of a name that can stand for it: no initials, suffixes, nicknames in marks or particles."""
    folded = [fold(word) for word in words if not word.startswith('"')]
    return [w for w in folded if len(w) > 1 and not lx.TAGS.get(w, 0) & (lx.SUFFIX | lx.PARTICLE)] or folded


def build_register(tokens: list[Token], phrases: list[Phrase]) -> Register:
    """Enter full names first, then let every shorter form find whom it means."""
    register = Register(meanings=[()] * len(phrases))
    for number, phrase in enumerate(phrases):
        if phrase.kind == PERSON and len(name_words(phrase.words)) > 1:
            register.meanings[number] = (_enter_person(register, tokens, phrase),)
    organisations: dict[str, int] = {}
    for number, phrase in enumerate(phrases):
        if not register.meanings[number]:
            register.meanings[number] = _meaning(register, organisations, tokens, phrase)
    return register


def _enter_person(register: Register, tokens: list[Token], phrase: Phrase) -> int:
    words = name_words(phrase.words)
    is_family_first = len(phrase.words) == 2 and is_two_part_given_name(phrase.words[1])
    for number in register.by_last.get(words[0 if is_family_first else -1], ()):
        entity = register.entities[number]
        if _is_same_name(words, name_words(entity.words)) and _suffix(phrase.words) in ("", _suffix(entity.words)):
            if len(phrase.words) > len(entity.words):
                entity.words = phrase.words
            entity.sex = entity.sex or sex_of_phrase(tokens, phrase)
            return number
    return _add(register, tokens, phrase, False)


def _is_same_name(words: list[str], known: list[str]) -> bool:
    """One name is a part of the other, or both begin with the same first name (their surnames are equal already)."""
    return words[0] == known[0] or set(words) <= set(known) or set(words) >= set(known)


def _suffix(words: tuple[str, ...]) -> str:
    last = fold(words[-1])
    return last if lx.TAGS.get(last, 0) & lx.SUFFIX else ""


def _add(register: Register, tokens: list[Token], phrase: Phrase, is_organisation: bool) -> int:
    number = len(register.entities)
    sex = "" if is_organisation else sex_of_phrase(tokens, phrase)
    register.entities.append(Entity(number, phrase.words, is_organisation, phrase.first, sex))
    if not is_organisation:
        words = name_words(phrase.words)
        is_family_first = len(phrase.words) == 2 and is_two_part_given_name(phrase.words[1])
        _index(register.by_last, words[0 if is_family_first else -1], number)
        for word in dict.fromkeys(words):
            _index(register.by_word, word, number)
        for word in phrase.words:
            if word.startswith('"'):
                _index(register.by_word, fold(word), number)
    return number


def _index(names: dict[str, list[int]], word: str, number: int) -> None:
    bearers = names.setdefault(word, [])
    if len(bearers) < _MOST_BEARERS:
        bearers.append(number)


def sex_of_phrase(tokens: list[Token], phrase: Phrase) -> str:
    """What the phrase itself tells: Ms., spokeswoman, then the first name."""
    if lx.HONORIFIC_SEX.get(phrase.honorific):
        return lx.HONORIFIC_SEX[phrase.honorific]
    for at in range(phrase.name_at - 1, phrase.first - 1, -1):
        sex = lx.sex_of_word(tokens[at].tags)
        if sex:
            return sex
    if len(phrase.words) > 1:
        for token in tokens[phrase.name_at : phrase.last]:
            if token.kind not in (POINT, QUOTED) and len(token.low) > 1:
                return lx.sex_of_name(token.tags)
    return ""


def _meaning(register: Register, organisations: dict[str, int], tokens: list[Token], phrase: Phrase) -> tuple[int, ...]:
    """Whom a shorter form may mean: by surname, then by any word of the name; else it is entered as somebody new."""
    key = name_words(phrase.words)[-1]
    if phrase.kind == TITLE and phrase.first == phrase.last and not _follows_article(tokens, phrase.first):
        return tuple(register.by_last.get(key, ()))  # Baker said, of Steve Baker
    if phrase.kind == ORGANISATION and key in register.by_last:  # Park, Standing Rock: a place, or a known surname
        words = set(name_words(phrase.words))
        bearers = tuple(n for n in register.by_last[key] if words <= set(name_words(register.entities[n].words)))
        if bearers:
            return bearers
    name = " ".join(fold(word) for word in phrase.words)
    if phrase.kind in (PERSON, UNSURE):
        found = register.by_last.get(key) or register.by_word.get(key)
        if found:
            return tuple(found)
        if phrase.kind == UNSURE and name in organisations:  # Acme, after Acme Rail Corp.
            return (organisations[name],)
        if phrase.kind == PERSON or _is_someone(tokens, phrase):
            return (_add(register, tokens, phrase, False),)
    if phrase.kind in (ORGANISATION, UNSURE) and not tokens[phrase.first].tags & lx.CALENDAR:
        known = organisations.get(name)
        if known is None:
            known = _add(register, tokens, phrase, True)
            organisations[name] = known
            organisations.setdefault(name.split(" ", 1)[0], known)
        return (known,)
    return ()


def _follows_article(tokens: list[Token], at: int) -> bool:
    return at > 0 and bool(tokens[at - 1].tags & lx.DETERMINER)


def _is_someone(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether one unknown capitalised word is a person: a first name, or beside a verb of speech, or before ", who"."""
    before = tokens[phrase.first - 1] if phrase.first else None
    if before is not None and before.tags & lx.PREPOSITION and before.low in ("in", "at", "near", "to", "from"):
        return False
    after = tokens[phrase.last + 1 : phrase.last + 3]
    word = tokens[phrase.last]
    if word.tags & lx.GIVEN_NAME:
        return True
    if not after or word.low.endswith("s"):
        return False
    if after[0].text == "," and len(after) > 1 and after[1].low == "who":
        return True
    return bool(after[0].tags & lx.SPEECH) or (before is not None and bool(before.tags & lx.SPEECH))
