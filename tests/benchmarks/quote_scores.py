"""Scores what a finder says of annotated stories: objects of text, quotes, nonspeech and reporter_questions.

What is counted:

- **Spans.** An answer is cut at paragraph breaks and stripped of marks, white space and a last comma, and so is what
  was annotated. Two spans are the same if they share 0.8 of the characters of both together; closest pairs first, each
  span in one pair. Out of the count: what lies on a quote annotated ``optional``, on a reporter's question or on a span
  annotated ``ignore``.
- **Speakers**, on the quotes found: right if the name in full is the annotated one or one of ``speaker_alt``; case,
  accents, hyphens and punctuation aside. Where the story names nobody, right if no name in full is given. Speakers
  given by a pronoun (``ref`` is "pron") are also counted alone. Both: F1 of the quotes found with the right speaker.
- **Roles**, on the quotes found: F1 of the words with the nearest wording annotated, a title's short form as its long
  one, articles and small prepositions aside; nothing if there is no answer. Invented: a role where none is annotated.
- **Non-speech** (titles, nicknames, scare quotes, signs …; not quotes within quotes) is taken if an answer that is no
  quote's shares half of the characters with it.
- **Reporters' questions** are misattributed if an answer that is not marked as a question names a speaker for one.
- **Confidence**: for each speaker named on a quote found, how sure the finder was and whether it was right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

SAME = 0.8
TOUCHING = 0.5
MARKS = "\"'“”‘’„‟«»‹›`"
LONG_FORMS = {
    **{"gov": "governor", "sen": "senator", "rep": "representative", "sgt": "sergeant", "capt": "captain"},
    **{"lt": "lieutenant", "col": "colonel", "gen": "general", "det": "detective", "supt": "superintendent"},
    **{"atty": "attorney", "asst": "assistant", "dept": "department", "dr": "doctor", "rev": "reverend"},
    **{"mom": "mother", "dad": "father", "chairman": "chair", "chairwoman": "chair"},
}
SMALL_WORDS = frozenset(["a", "an", "the", "of", "for", "at", "in", "to"])
_NAME_IN_FULL = re.compile(r"\b[A-Z]\w+ [A-Z]\w+")
_PARAGRAPH_BREAK = re.compile(r"\s*\n\s*")


class Answer(NamedTuple):
    """What a finder says of one run of quoted words."""

    start: int
    end: int
    speaker: str | None = None
    role: str | None = None
    is_question: bool = False
    confidence: float = 1.0


Finder = Callable[[str], list[Answer]]


@dataclass
class Scores:
    """What was counted over some stories; each list holds one entry for each thing judged."""

    found: int = 0
    wanted: int = 0
    matched: int = 0
    speakers: list[bool] = field(default_factory=list)
    pronouns: list[bool] = field(default_factory=list)
    roles: list[float] = field(default_factory=list)
    invented: list[bool] = field(default_factory=list)
    nonspeech: list[bool] = field(default_factory=list)
    misattributed: list[bool] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def spans_f1(self) -> float:
        return f1(self.matched, self.found, self.wanted)

    @property
    def together_f1(self) -> float:
        """Of quotes found whose speaker is right; those whose speaker nobody judges are left out."""
        unjudged = self.matched - len(self.speakers)
        return f1(sum(self.speakers), self.found - unjudged, self.wanted - unjudged)

    def confident(self, least: float, below: float) -> list[bool]:
        """Whether each speaker named with a confidence from ``least`` to ``below`` is right."""
        return [right for confidence, right in self.confidences if least <= confidence < below]


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (found + wanted) if found + wanted else 0.0


def score(stories: Iterable[dict], finder: Finder) -> Scores:
    """Count everything over ``stories``."""
    scores = Scores()
    for story in stories:
        _score_story(scores, story, finder(story["text"]))
    return scores


def _score_story(scores: Scores, story: dict, answers: list[Answer]) -> None:
    text = story["text"]
    pieces = [piece for answer in answers for piece in _pieces(text, answer)]
    quotes = [piece for piece in pieces if not piece.is_question]
    questions = _spans(text, story.get("reporter_questions", []))
    pairs = _pair(_spans(text, story["quotes"]), quotes)
    counted = [(gold, pairs.get(number)) for number, gold in enumerate(story["quotes"]) if not gold.get("optional")]
    unpaired = [piece for number, piece in enumerate(quotes) if number not in pairs.values()]
    optional = _spans(text, [gold for gold in story["quotes"] if gold.get("optional")])
    beside = questions + _spans(text, story.get("ignore", []))
    spurious = [piece for piece in unpaired if not _touches(piece, optional, 0.0) and not _touches(piece, beside)]
    found = [(gold, quotes[hit]) for gold, hit in counted if hit is not None]
    scores.wanted += len(counted)
    scores.matched += len(found)
    scores.found += len(found) + len(spurious)
    for gold, answer in found:
        _judge_speaker(scores, gold, answer)
        _judge_role(scores, gold, answer)
    speechless = [span for span in story.get("nonspeech", []) if span["kind"] != "nested"]
    for place in _spans(text, speechless):
        scores.nonspeech.append(any(_touches(piece, [place]) for piece in unpaired))
    for place in questions:
        asked = any(piece.is_question and _touches(piece, [place]) for piece in pieces)
        scores.misattributed.append(not asked and any(q.speaker and _touches(q, [place]) for q in quotes))


def _judge_speaker(scores: Scores, gold: dict, answer: Answer) -> None:
    if gold.get("speaker_unjudged"):
        return
    right = is_speaker(answer.speaker, gold)
    scores.speakers.append(right)
    if gold.get("ref") == "pron":
        scores.pronouns.append(right)
    if answer.speaker:
        scores.confidences.append((answer.confidence, right))


def is_speaker(name: str | None, gold: dict) -> bool:
    """Whether ``name`` is who the annotated quote is by."""
    if gold["speaker"] is None:
        return not _NAME_IN_FULL.search(name or "")
    return any(words_of(name) == words_of(other) for other in (gold["speaker"], *gold.get("speaker_alt", ())))


def _judge_role(scores: Scores, gold: dict, answer: Answer) -> None:
    if "role" not in gold:
        return
    wordings = [role for role in (gold["role"], *gold.get("role_alt", ())) if role]
    if not wordings:
        scores.invented.append(bool(answer.role))
        return
    wordings += [f"{one} {other}" for one in wordings for other in wordings if one != other]
    scores.roles.append(max(role_f1(answer.role, wording) for wording in wordings))


def words_of(name: str | None) -> list[str]:
    """The words of a name or a role, folded: no case, accent, possessive, hyphen or punctuation."""
    apart = unicodedata.normalize("NFKD", name or "").replace("’", "'").replace("-", " ").lower()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"[^\w\s']", "", re.sub(r"'s\b", "", bare)).split()


def role_f1(given: str | None, wanted: str) -> float:
    """F1 of the words of two roles, however often each stands in both."""
    bags = [Counter(LONG_FORMS.get(w, w) for w in words_of(role) if w not in SMALL_WORDS) for role in (given, wanted)]
    return f1((bags[0] & bags[1]).total(), bags[0].total(), bags[1].total())


def _pair(wanted: list[Answer], found: list[Answer]) -> dict[int, int]:
    """The number of the found span that is each wanted one, the closest pairs first, each span once."""
    shares = [(overlap(one, other), i, j) for i, one in enumerate(wanted) for j, other in enumerate(found)]
    pairs: dict[int, int] = {}
    for share, i, j in sorted(shares, key=lambda entry: (-entry[0], entry[1:])):
        if share >= SAME and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def overlap(one: Answer, other: Answer) -> float:
    """Characters two spans share, as a part of those in either."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


def _touches(span: Answer, places: list[Answer], least: float = TOUCHING) -> bool:
    return any(overlap(span, place) >= (least or 1e-9) for place in places)


def _spans(text: str, entries: Iterable[dict]) -> list[Answer]:
    return [_trimmed(text, Answer(entry["start"], entry["end"])) for entry in entries]


def _pieces(text: str, answer: Answer) -> Iterator[Answer]:
    """The answer's part of each paragraph it reaches into, trimmed; none that is empty."""
    start = answer.start
    breaks = [match.span() for match in _PARAGRAPH_BREAK.finditer(text, answer.start, answer.end)]
    for end, following in (*breaks, (answer.end, answer.end)):
        piece = _trimmed(text, answer._replace(start=start, end=end))
        if piece.end > piece.start:
            yield piece
        start = following


def _trimmed(text: str, span: Answer) -> Answer:
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in MARKS + ","):
        end -= 1
    return span._replace(start=start, end=end)
