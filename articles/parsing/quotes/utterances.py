"""Runs joined to utterances, and the runs that have no attribution of their own given to whoever is speaking."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.parsing.quotes.claimed import claimed_speaker
from articles.parsing.quotes.claims import Claim
from articles.parsing.quotes.focus import SUBJECT
from articles.parsing.quotes.reading import Reading
from articles.parsing.quotes.speakers import Speaker, Walk
from articles.parsing.quotes.subjects import Subject, main_subject

NOBODY = Speaker(None, None, 0.3, "no attribution", (), -1)


@dataclass(slots=True)
class Spoken:
    """A run that is speech: its token, the claim its words make, then the speaker and the group it was given."""

    at: int
    claim: Claim | None
    speaker: Speaker = NOBODY
    group: int = 0
    question: str | None = None


@dataclass(slots=True)
class Conversation:
    """What one paragraph leaves to the next: the last utterance, whether it was left open, the question just asked."""

    walk: Walk
    groups: int = 0
    last: Spoken | None = None
    is_open: bool = False
    introduced: int | None = None  # the person the paragraph before is about, if it quotes nobody
    question: str | None = None
    other: Speaker | None = None  # who spoke before the last speaker
    is_dialogue: bool = False  # two people answer one another, a paragraph each
    keys: dict[int, int] = field(default_factory=dict)


def join_paragraph(talk: Conversation, paragraph: int, spoken: list[Spoken]) -> None:
    """Give every run of the paragraph its speaker and group, and note what the next paragraph needs to know."""
    reading = talk.walk.reading
    first, end = reading.paragraph_tokens[paragraph]
    for run in spoken:
        if run.claim is not None:
            run.speaker = claimed_speaker(talk.walk, run.claim)
    for number, run in enumerate(spoken):
        if run.claim is None:
            run.speaker = _shared(spoken, number) or _implied(talk, run, first)
    _group(talk, spoken, first)
    _remember(talk, reading, spoken, first, end)


def _shared(spoken: list[Spoken], number: int) -> Speaker | None:
    """The speaker of the run before in the same paragraph, else of the next one that has a claim."""
    if number:
        return spoken[number - 1].speaker
    return next((run.speaker for run in spoken[1:] if run.claim is not None), None)


def _implied(talk: Conversation, run: Spoken, first: int) -> Speaker:
    """The speaker of a run whose paragraph attributes nothing."""
    reading = talk.walk.reading
    if run.at > first:
        led = _led_in(talk, run)
        if led is not None:
            return led
    last = talk.last
    if talk.is_open and last is not None and run.at == first:
        return last.speaker
    answering = _answering(talk, run, first)
    if answering is not None:
        return answering
    rule = "answer" if talk.question else "paragraph of its own"
    if talk.introduced is not None:
        name = reading.register.entities[talk.introduced].name
        return Speaker(talk.introduced, None, 0.7, f"{rule}, person introduced", (name,), -run.at)
    if last is not None:
        before = last.speaker
        return Speaker(
            before.entity,
            before.role,
            min(before.confidence, 0.95) * 0.8,
            f"{rule}, last speaker",
            before.relied_on,
            -run.at,
        )
    return NOBODY


def _answering(talk: Conversation, run: Spoken, first: int) -> Speaker | None:
    """The one of two who was just asked: a paragraph without attribution after "Why?" Dea asked."""
    last, other = talk.last, talk.other
    if last is None or other is None or talk.introduced is not None or talk.question or run.at != first:
        return None
    is_asked = last.claim is not None and last.claim.cue_words == "asked"
    if not talk.is_dialogue and not (is_asked and talk.walk.reading.tokens[last.at].text[-1] == "?"):
        return None
    talk.is_dialogue = True
    return Speaker(other.entity, other.role, other.confidence * 0.8, "answer to the other", other.relied_on, -run.at)


def _led_in(talk: Conversation, run: Spoken) -> Speaker | None:
    """The subject of the sentence before the run in its paragraph."""
    reading = talk.walk.reading
    number = reading.sentence_of[run.at]
    start, end = reading.sentences[number]
    if start == run.at:
        start, end = reading.sentences[number - 1]
    subject = main_subject(reading, start, run.at)
    opening = reading.starts.get(start)
    if opening is not None and reading.mentions[opening].is_owner and reading.tokens[end - 1].text == "?":
        mention = reading.mentions[opening]  # Dea's answer to that?
        subject = Subject(mention.first, mention.last, mention)
    if subject is None or subject.mention is None:
        return None
    entity, sureness = talk.walk.meant.get(subject.mention.first, (None, 0.0))
    if entity is None or reading.register.entities[entity].is_organisation:
        return None
    words = (reading.words(subject.first, subject.last),)
    return Speaker(entity, None, 0.75 * sureness, "sentence before", words, -run.at)


def _group(talk: Conversation, spoken: list[Spoken], first: int) -> None:
    for number, run in enumerate(spoken):
        key = run.speaker.key
        if number == 0 and talk.is_open and talk.last is not None and run.at == first:
            run.group = talk.last.group
            talk.keys[key] = run.group
            _settle_open(talk, run)
        elif key in talk.keys:
            run.group = talk.keys[key]
        else:
            talk.groups += 1
            run.group = talk.groups
            if key != NOBODY.key:
                talk.keys[key] = run.group
        run.question = talk.question if number == 0 or run.group == spoken[0].group else None


def _settle_open(talk: Conversation, run: Spoken) -> None:
    """An utterance left open may be attributed only in the next paragraph: its first part learns who spoke."""
    last = talk.last
    if last is not None and last.claim is None and run.claim is not None:
        last.speaker = run.speaker


def _remember(talk: Conversation, reading: Reading, spoken: list[Spoken], first: int, end: int) -> None:
    talk.question = None
    talk.is_open = False
    talk.introduced = None
    talk.is_dialogue = talk.is_dialogue and bool(spoken) and spoken[-1].claim is None
    if spoken:
        last = spoken[-1]
        if talk.last is not None and talk.last.speaker.entity != last.speaker.entity:
            talk.other = talk.last.speaker
        talk.last = last
        talk.is_open = last.at == end - 1 and not reading.runs[reading.tokens[last.at].run].is_closed
        if last.claim is None and last.speaker.entity is not None:
            talk.walk.focus.note(last.speaker.entity, talk.walk.time(reading.sentence_of[last.at]), SUBJECT)
        return
    for number in range(reading.sentence_of[end - 1], reading.sentence_of[first] - 1, -1):
        start, stop = reading.sentences[number]
        subject = main_subject(reading, start, stop)
        if subject is not None and subject.mention is not None:
            entity = talk.walk.meant.get(subject.mention.first, (None, 0.0))[0]
            if entity is not None and not reading.register.entities[entity].is_organisation:
                talk.introduced = entity
                return
