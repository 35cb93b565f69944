"""The quote finder's one entry point: a story's body in, its quotes out."""

from __future__ import annotations

from articles.parsing.quotes.leads import find_lead_role
from articles.parsing.quotes.marks import Run
from articles.parsing.quotes.questions import question_inside, question_label, unmarked_question
from articles.parsing.quotes.reading import Reading, read_story
from articles.parsing.quotes.sieves import claim_for
from articles.parsing.quotes.speakers import Walk
from articles.parsing.quotes.speech import is_partial, is_speech
from articles.parsing.quotes.tokens import QUOTED
from articles.parsing.quotes.utterances import Conversation, Spoken, join_paragraph
from articles.parsing.story import FoundQuote

ASK_BELOW = 0.5  # under this confidence no speaker is named: the editor is asked
REPORTER_QUESTION = "reporter_question"
_UNREAD = (None, None, None, "full")  # speaker, role, cue, kind


def find_quotes(text: str) -> tuple[FoundQuote, ...]:
    """Every quote of the body ``text``, in order, with its speaker, role, cue, group and the question it answers.

    Offsets are code points into ``text``, marks excluded. Titles, nicknames and scare quotes are left out. A speaker
    nobody can be sure of is None. Never raises on bad copy.
    """
    return quotes_of(read_story(text))


def quotes_of(reading: Reading) -> tuple[FoundQuote, ...]:
    """The same of a story read already. The role its lead gives is entered in the reading's register."""
    text = reading.text
    find_lead_role(reading)
    talk = Conversation(Walk(reading))
    found: list[FoundQuote | Spoken] = []
    for paragraph, (first, end) in enumerate(reading.paragraph_tokens):
        if first == end:
            continue
        if question_label(text, reading.paragraphs[paragraph]) is not None:
            found.extend(_ask(talk, paragraph, first, end))
        else:
            found.extend(_read_paragraph(talk, paragraph, first, end))
    read = tuple(entry if isinstance(entry, FoundQuote) else _record(reading, entry) for entry in found)
    return read + _unread(reading, talk.groups)


def _unread(reading: Reading, groups: int) -> tuple[FoundQuote, ...]:
    """The runs after the part of an overlong body that was read: found, attributed to nobody."""
    last = max((token.run for token in reading.tokens), default=-1)
    return tuple(
        FoundQuote(
            run.start, run.end, reading.text[run.start : run.end], *_UNREAD, groups + number, None, 0.0, "not read"
        )
        for number, run in enumerate(reading.runs[last + 1 :], 1)
    )


def _ask(talk: Conversation, paragraph: int, first: int, end: int) -> list[FoundQuote]:
    """The reporter's questions of one paragraph; the quote that comes next answers the last of them."""
    reading = talk.walk.reading
    runs = [reading.runs[token.run] for token in reading.tokens[first:end] if token.kind == QUOTED]
    bare = unmarked_question(reading.text, reading.paragraphs[paragraph], paragraph) if not runs else None
    questions = [_question(talk, run) for run in (runs or ([bare] if bare else []))]
    if questions:
        talk.question = questions[-1].text
        talk.is_open = False
    return questions


def _question(talk: Conversation, run: Run) -> FoundQuote:
    talk.groups += 1
    words = talk.walk.reading.text[run.start : run.end]
    return FoundQuote(
        run.start, run.end, words, None, None, None, REPORTER_QUESTION, talk.groups, None, 0.97, "reporter's label"
    )


def _read_paragraph(talk: Conversation, paragraph: int, first: int, end: int) -> list[FoundQuote | Spoken]:
    """The spoken runs of one paragraph with their speakers, and the questions some of them begin with."""
    reading = talk.walk.reading
    spoken: list[Spoken] = []
    speaking: set[int] = set()
    for at in range(first, end):
        if reading.tokens[at].kind != QUOTED:
            continue
        claim = claim_for(reading, at)
        if is_speech(reading, at, claim):
            spoken.append(Spoken(at, claim))
            if claim is not None and claim.subject is not None and claim.subject.mention is not None:
                speaking.add(claim.subject.mention.first)
    for sentence in range(reading.sentence_of[first], reading.sentence_of[end - 1] + 1):
        talk.walk.read_sentence(sentence, speaking)
    join_paragraph(talk, paragraph, spoken)
    return _with_questions(talk, spoken)


def _with_questions(talk: Conversation, spoken: list[Spoken]) -> list[FoundQuote | Spoken]:
    """The runs, before each the question inside its marks, which the rest of the utterance answers."""
    reading = talk.walk.reading
    found: list[FoundQuote | Spoken] = []
    for number, each in enumerate(spoken):
        asked = question_inside(reading.text, reading.runs[reading.tokens[each.at].run])
        if asked is not None:
            question = _question(talk, asked)
            found.append(question)
            for answer in spoken[number:]:
                if answer.group == each.group:
                    answer.question = question.text
        found.append(each)
    return found


def _record(reading: Reading, spoken: Spoken) -> FoundQuote:
    """The finder's answer for one run: names nobody below the threshold."""
    run = reading.runs[reading.tokens[spoken.at].run]
    speaker = spoken.speaker
    entity = reading.register.entities[speaker.entity] if speaker.entity is not None else None
    if speaker.confidence < ASK_BELOW:
        entity = None
    role = speaker.role or (entity.role if entity is not None else None)
    return FoundQuote(
        start=run.start,
        end=run.end,
        text=reading.text[run.start : run.end],
        speaker=entity.name if entity is not None else None,
        role=role,
        cue=spoken.claim.cue_words if spoken.claim is not None else None,
        kind="partial" if is_partial(reading, spoken.at) else "full",
        group=spoken.group,
        question=spoken.question,
        confidence=round(speaker.confidence, 2),
        rule=speaker.rule,
        relied_on=speaker.relied_on,
    )
