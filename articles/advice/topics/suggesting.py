"""All signals together: which topics to suggest for a story, best first, each with the rule and why in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles.advice.topics.archive import named_in, newest_model
from articles.advice.topics.classifier import Model, Named
from articles.advice.topics.names import Proposal, Vocabulary
from articles.advice.topics.rules import rules_off
from articles.advice.topics.usual import Habit, Habits, Usual
from articles.models import Tagging

Rule = Tagging.Rule
MOST_SUGGESTED = 8
# What a model does not know, by what speaks for it: as likely as such suggestions mostly turn out.
_NAMED_OFTEN, _NAMED_ONCE = 0.6, 0.35
# Beside what a model knows of others: the archive has hardly a story that carries it.
_RARE = 0.5
_USUAL = 0.3
# From here on it is suggested because stories like it carry it; below only another rule brings it.
_LIKELY = 0.12


@dataclass(frozen=True, slots=True)
class Asked:
    """A story to suggest topics for: its words, where it stands, who speaks in it, what it carries or was refused."""

    headline: str
    text: str
    section_id: int | None = None
    speaker_ids: tuple[int, ...] = ()
    carried: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic suggested, how likely it is taken, by which rule, and why in words for an editor."""

    topic_id: int
    chance: float
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Advised:
    """Suggestions best first, and those sure enough to be taken unasked."""

    suggestions: tuple[Suggestion, ...] = ()
    accepted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggester:
    """What suggesting needs: read once (six queries), used for any number of stories without one."""

    vocabulary: Vocabulary
    model: Model | None = None
    usual: Usual | None = None
    off: frozenset[str] = frozenset()
    in_use: frozenset[int] = field(default=frozenset())

    @classmethod
    def read(cls, vocabulary: Vocabulary | None = None) -> Suggester:
        """Everything as it stands now."""
        vocabulary = vocabulary or Vocabulary.read()
        in_use = frozenset(vocabulary.by_name.values())
        return cls(vocabulary, newest_model(), Usual.read(), rules_off(), in_use)

    @classmethod
    def by_names(cls, vocabulary: Vocabulary | None = None) -> Suggester:
        """Names found in the text alone: for stories that have topics already."""
        vocabulary = vocabulary or Vocabulary.read()
        return cls(vocabulary, off=rules_off(), in_use=frozenset(vocabulary.by_name.values()))

    def advise(self, asked: Asked, most: int = MOST_SUGGESTED, least: float = _LIKELY) -> Advised:
        """At most so many suggestions for the story. Nothing it carries, was refused, or that is not in use.

        The archive alone suggests what is at least so likely; from 0 on, all that comes nearest.
        """
        proposals = {one.topic_id: one for one in self._named(asked)}
        named = named_in(self.vocabulary, asked.headline, asked.text) if proposals else {}
        chances, sure = self._chances(asked, named)
        archive = {topic for topic, chance in chances.items() if chance >= least}
        likely = {} if Rule.ARCHIVE in self.off else {topic: chances[topic] for topic in archive}
        found = {**likely, **{topic: chances.get(topic, self._unlearned(named.get(topic))) for topic in proposals}}
        habits = {habit.topic_id: (rule, words, habit) for rule, words, habit in self._habits(asked, sure)}
        for topic in habits:
            found.setdefault(topic, max(chances.get(topic, 0.0), _USUAL * habits[topic][2].share))
        left = {topic for topic in found if topic in self.in_use} - asked.carried - asked.refused
        best = sorted(left, key=lambda topic: (-found[topic], topic))[:most]
        told = self._words(asked, [topic for topic in best if topic not in proposals and topic in likely])
        suggestions = (Suggestion(topic, found[topic], *_why(topic, proposals, told, habits)) for topic in best)
        return Advised(tuple(suggestions), tuple(topic for topic in sure if topic in left))

    def _named(self, asked: Asked) -> list[Proposal]:
        if Rule.NAMED in self.off:
            return []
        return self.vocabulary.proposals(f"{asked.headline}\n{asked.text}")

    def _chances(self, asked: Asked, named: dict[int, Named]) -> tuple[dict[int, float], list[int]]:
        """How likely each topic the model knows is, and those taken unasked; without a model, those named plainly."""
        if self.model is None:
            plainly = [topic for topic, one in named.items() if one.in_headline or one.times > 2]
            return {}, sorted(plainly, key=lambda topic: -named[topic].times)
        scored = [one for one in self.model.scored(asked.headline, asked.text, named) if one.topic_id in self.in_use]
        return {one.topic_id: one.chance for one in scored}, self.model.accepted(scored)

    def _habits(self, asked: Asked, sure: list[int]) -> Iterator[tuple[str, str, Habit]]:
        """What is usual for the section, beside the topics it has or surely has, for its speakers: the last wins."""
        if self.usual is None:
            return
        keys: list[tuple[str, str, Habits, Iterable[int | None]]] = [
            (Rule.SECTION, "stories of this section", self.usual.by_section, [asked.section_id]),
            (Rule.TOGETHER, "stories on a topic it has", self.usual.beside, [*asked.carried, *sure]),
            (Rule.SPEAKER, "stories a speaker is quoted in", self.usual.by_speaker, asked.speaker_ids),
        ]
        for rule, words, habits, wanted in keys:
            for key in wanted if rule not in self.off else ():
                yield from ((rule, words, habit) for habit in habits.of(key))

    def _unlearned(self, one: Named | None) -> float:
        chance = _NAMED_OFTEN if one and (one.in_headline or one.times > 1) else _NAMED_ONCE
        return _RARE * chance if self.model else chance

    def _words(self, asked: Asked, topics: list[int]) -> dict[int, tuple[str, ...]]:
        return self.model.words_for(asked.headline, asked.text, topics) if self.model and topics else {}


def _why(
    topic: int,
    proposals: dict[int, Proposal],
    told: dict[int, tuple[str, ...]],
    habits: dict[int, tuple[str, str, Habit]],
) -> tuple[str, str]:
    """The rule that speaks most plainly, and its words: the name in the text, the archive, what is usual."""
    if topic in proposals:
        return Rule.NAMED, proposals[topic].reason
    if topic in told:
        words = ", ".join(f"“{word}”" for word in told[topic])
        return (
            Rule.ARCHIVE,
            f"stories like this one carry it: {words}" if words else "its stories come next in likeness",
        )
    rule, words, habit = habits[topic]
    return rule, f"{habit.times} of {habit.of} {words} carry it"
