"""What was understood of pasted copy, as a form: each proposal can be corrected before anything is filed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django import forms

from articles.admin.quotes.rows import SURE
from articles.admin.story.form import DayInput
from articles.editorial.drafts import Attribution, DraftByline, StoryDraft, draft_of
from articles.models import Section, Topic
from articles.models.article import HEADLINE_LIMIT
from articles.parsing.marking import utterance_words
from articles.parsing.story import FoundQuote, ParsedStory

LONGEST_COPY = 1_000_000
# More than this many quotes are confirmed on the story's own page.
MOST_QUOTES = 100
_QUESTION = "reporter_question"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said, in one or several runs of the text."""

    number: int
    words: str
    speaker: str
    role: str
    question: str
    confidence: float
    rule: str
    relied_on: tuple[str, ...]
    spans: int

    @property
    def percent(self) -> int:
        return round(self.confidence * 100)

    @property
    def is_sure(self) -> bool:
        return bool(self.speaker) and self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Understood:
    """The copy, what the parser made of it, the topics proposed with reasons, and who pasted it at which desk."""

    copy: str
    parsed: ParsedStory
    topics: tuple[tuple[Topic, str], ...]
    pasted_by: str = ""
    section: Section | None = None

    @property
    def utterances(self) -> list[Utterance]:
        """The quotes found, reporters' questions left out."""
        groups: dict[int, list[FoundQuote]] = {}
        for run in self.parsed.quotes:
            if run.kind != _QUESTION:
                groups.setdefault(run.group, []).append(run)
        return [_utterance(number, runs) for number, runs in enumerate(list(groups.values())[:MOST_QUOTES])]

    @property
    def all_sure(self) -> bool:
        """Whether every quote has a speaker found with high confidence."""
        utterances = self.utterances
        return bool(utterances) and all(utterance.is_sure for utterance in utterances)

    @property
    def paragraphs(self) -> list[tuple[int, str, bool]]:
        """The paragraphs as understood: number, words, whether it is a reporter's question."""
        questions = set(self.parsed.questions)
        return [(n + 1, text, n in questions) for n, text in enumerate(self.parsed.paragraphs)]


class UnderstoodForm(forms.Form):
    """The proposals, each in a field of its own."""

    slugline = forms.CharField(max_length=120)
    headline = forms.CharField(max_length=HEADLINE_LIMIT, required=False)
    dek = forms.CharField(max_length=500, required=False)
    byline = forms.CharField(max_length=1000, required=False, help_text="Names, a comma between two.")
    dateline_place = forms.CharField(max_length=120, required=False, label="Place")
    dateline_source = forms.CharField(max_length=80, required=False, label="Source")
    dateline_date = forms.DateField(required=False, label="Date", widget=DayInput())
    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="Choose a section")
    topics = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, understood: Understood, data: Any = None) -> None:
        super().__init__(data, initial=_initial(understood))
        self.understood = understood
        self.utterances = understood.utterances
        topics = cast(forms.MultipleChoiceField, self.fields["topics"])
        topics.choices = [(str(topic.pk), topic.name) for topic, _ in understood.topics]
        for utterance in self.utterances:
            self.fields[f"speaker-{utterance.number}"] = forms.CharField(
                max_length=200, required=False, initial=utterance.speaker, label="Speaker"
            )
            self.fields[f"role-{utterance.number}"] = forms.CharField(
                max_length=300, required=False, initial=utterance.role, label="Role"
            )

    def quote_rows(self) -> Iterator[tuple[Utterance, forms.BoundField, forms.BoundField]]:
        """Each quote with its two fields."""
        for utterance in self.utterances:
            yield utterance, self[f"speaker-{utterance.number}"], self[f"role-{utterance.number}"]

    def topic_rows(self) -> list[tuple[Topic, str, bool]]:
        """Each topic proposed, why, and whether it is chosen."""
        chosen = set(self["topics"].value() or ())
        return [(topic, reason, str(topic.pk) in chosen) for topic, reason in self.understood.topics]

    def draft(self) -> StoryDraft:
        """The story as corrected. Quotes whose speaker or role was corrected carry what the editor says."""
        said = self.cleaned_data
        parsed = self.understood.parsed
        draft = draft_of(
            parsed,
            slugline=said["slugline"],
            headline=said["headline"],
            dek=said["dek"],
            dateline_place=said["dateline_place"],
            dateline_source=said["dateline_source"],
            editors_note="\n".join(parsed.notes)[:2000],
        )
        return replace(
            draft,
            section=said["section"],
            dateline_date=said["dateline_date"],
            bylines=tuple(DraftByline(name) for name in names_in(said["byline"])),
            topics=tuple(int(pk) for pk in said["topics"]),
            attributions=tuple(self._corrected()),
        )

    def _corrected(self) -> Iterator[Attribution]:
        for utterance in self.utterances:
            speaker = self.cleaned_data[f"speaker-{utterance.number}"]
            role = self.cleaned_data[f"role-{utterance.number}"]
            if (speaker, role) != (utterance.speaker, utterance.role):
                yield Attribution(utterance.words, speaker, role)


def names_in(line: str) -> list[str]:
    """The names of a byline as typed: “Ana Ruiz, Tom Hale and Lu Chen” are three."""
    parts = line.replace(" and ", ",").replace(";", ",").split(",")
    return [name for part in parts if (name := " ".join(part.split()))]


def _initial(understood: Understood) -> dict[str, Any]:
    """What was understood; copy that names nobody gets the byline of who pasted it, and goes to their desk."""
    parsed = understood.parsed
    dateline = parsed.dateline
    return {
        "slugline": parsed.slugline,
        "headline": parsed.headline or parsed.working_headline,
        "dek": parsed.dek,
        "byline": ", ".join(name.name for name in parsed.byline) or understood.pasted_by,
        "section": understood.section,
        "dateline_place": dateline.place if dateline else "",
        "dateline_source": dateline.source if dateline else "",
        "dateline_date": parsed.dated or (dateline.dated if dateline else None),
    }


def _utterance(number: int, runs: Sequence[FoundQuote]) -> Utterance:
    first = next((run for run in runs if run.speaker), runs[0])
    return Utterance(
        number=number,
        words=utterance_words(runs),
        speaker=first.speaker or "",
        role=next((run.role for run in runs if run.role), None) or "",
        question=next((run.question for run in runs if run.question), None) or "",
        confidence=min(run.confidence for run in runs),
        rule=first.rule.replace("_", " ").replace("-", " "),
        relied_on=first.relied_on,
        spans=len(runs),
    )
