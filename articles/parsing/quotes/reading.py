"""Everything known about a story before its quotes are attributed: runs, tokens, sentences, people, mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from articles.parsing.quotes.marks import Run, find_runs
from articles.parsing.quotes.mentions import Mention, find_mentions
from articles.parsing.quotes.names import find_phrases
from articles.parsing.quotes.paragraphs import Span, find_paragraphs
from articles.parsing.quotes.questions import part_question, without_question
from articles.parsing.quotes.register import Register, build_register
from articles.parsing.quotes.roles import find_roles
from articles.parsing.quotes.sentences import find_sentences
from articles.parsing.quotes.tokens import QUOTED, Token, read_tokens

_LONGEST_DATELINE = 20  # tokens


@dataclass(slots=True)
class Reading:
    """One story as read. Spans of tokens are (first, end); ``starts``, ``ends`` find a mention by its outer tokens."""

    text: str
    paragraphs: list[Span]
    runs: list[Run]
    tokens: list[Token]
    paragraph_tokens: list[Span]
    sentences: list[Span]
    sentence_of: list[int]
    mentions: list[Mention]
    starts: dict[int, int]
    ends: dict[int, int]
    firsts: list[int]
    register: Register
    paragraph_firsts: list[int]

    def mentions_between(self, first: int, end: int) -> list[Mention]:
        """The mentions that start at token ``first`` or later and before token ``end``."""
        return self.mentions[bisect_left(self.firsts, first) : bisect_left(self.firsts, end)]

    def paragraph_of(self, sentence: int) -> int:
        """The number of the paragraph a sentence stands in."""
        return bisect_right(self.paragraph_firsts, self.sentences[sentence][0]) - 1

    def words(self, first: int, last: int) -> str:
        """The story's own characters from one token to another, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last].end].split())


def dateline_end(tokens: list[Token], paragraphs: list[Span]) -> int:
    """The token after the dash of an opening dateline (HARRISBURG, Pa. (AP) —); 0 when the story has none."""
    if not paragraphs:
        return 0
    first, end = paragraphs[0]
    for at in range(first, min(end, first + _LONGEST_DATELINE)):
        token = tokens[at]
        if token.text[0] in "—–-" and at > first and (tokens[at - 1].text == ")" or tokens[first].text.isupper()):
            return at + 1
        if token.kind == QUOTED:
            return 0
    return 0


def read_story(text: str) -> Reading:
    """Run the stages that read the words: everything up to the attributions."""
    paragraphs = [part for paragraph in find_paragraphs(text) for part in part_question(text, paragraph)]
    runs = [without_question(text, run) for run in find_runs(text, paragraphs)]
    tokens, paragraph_tokens = read_tokens(text, paragraphs, runs)
    sentences, sentence_of = find_sentences(tokens, paragraph_tokens)
    phrases = find_phrases(tokens, frozenset(first for first, _end in sentences), text)
    register = build_register(tokens, phrases)
    mentions = find_mentions(tokens, phrases, register, dateline_end(tokens, paragraph_tokens))
    starts = {mention.first: number for number, mention in enumerate(mentions)}
    ends: dict[int, int] = {}
    for number, mention in enumerate(mentions):
        ends.setdefault(mention.last, number)  # "the son of Rosa Finch" before "Rosa Finch"
    firsts = [mention.first for mention in mentions]
    reading = Reading(
        text,
        paragraphs,
        runs,
        tokens,
        paragraph_tokens,
        sentences,
        sentence_of,
        mentions,
        starts,
        ends,
        firsts,
        register,
        [first for first, _end in paragraph_tokens],
    )
    find_roles(text, tokens, phrases, mentions, register)
    return reading
