"""A vocabulary beside the newsroom's topics: which concept is which topic, what its name and place shall be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.models import Redirect, Topic, TopicAlias, TopicCode, TopicLabel
from articles.parsing.mediatopics import Concept
from articles.parsing.names import fold_name, name_slug

SCHEME = "medtop:"
_LONGEST_NAME = 200


@dataclass(slots=True)
class Loaded:
    """What a load did: a sentence for each change, by its kind."""

    made: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each kind of change; what was left as it is changes nothing."""
        return {name: len(getattr(self, name)) for name in ("made", "known", "renamed", "moved", "retired")}


class Matching:
    """Works on the topics as they stand, in memory; `store` writes what came of it."""

    def __init__(self, concepts: Sequence[Concept], language: str) -> None:
        self.concepts, self.language, self.done = concepts, language, Loaded()
        self.concept_of = {concept.code: concept for concept in concepts}
        self.topics = {topic.pk: topic for topic in Topic.objects.all()}
        self.before = {key: (one.name, one.slug, one.parent_id) for key, one in self.topics.items()}
        self.further = dict(TopicCode.objects.values_list("code", "topic"))
        self.by_code = {code: self.topics[key] for code, key in self.further.items()}
        self.by_code.update({topic.code: topic for topic in self.topics.values() if topic.code})
        self.by_name = {topic.folded_name: topic for topic in self.topics.values()}
        self.aliases = dict(TopicAlias.objects.values_list("folded_name", "topic"))
        self.labels: dict[int, dict[str, str]] = defaultdict(dict)
        for key, language_tag, name in TopicLabel.objects.values_list("topic", "language", "name"):
            self.labels[key][language_tag] = name
        paths = Redirect.objects.filter(path__startswith="/topics/").values_list("path", flat=True)
        self.slugs = {topic.slug for topic in self.topics.values()} | {path.split("/")[2] for path in paths}
        self.topic_of: dict[str, Topic] = {}
        self.made: list[Concept] = []
        self.changed: dict[int, Topic] = {}
        self.replaced_codes: dict[str, Topic] = {}

    def run(self) -> None:
        """Find the topics, settle the names of those that change, then of the new ones, then the tree."""
        for concept in self.concepts:
            if topic := self.by_code.get(concept.code):
                self.topic_of[concept.code] = topic
        taken = {topic.pk for topic in self.topic_of.values()}
        for concept in self.concepts:
            if concept.code not in self.topic_of:
                self._adopt_or_make(concept, taken)
        renamed = list(self._renamed())
        for _, topic in renamed:
            self.by_name.pop(topic.folded_name, None)
        for concept, topic in renamed:
            self._rename(concept, topic)
        for concept in self.made:
            topic = self.topic_of[concept.code]
            self._give_name(topic, self._free_name(concept, topic))
            topic.slug, topic.description, topic.retired = (
                self._free_slug(topic.name),
                concept.description,
                concept.retired,
            )
            self.done.made.append(f"{concept.code}: “{topic.name}” made{', retired' if concept.retired else ''}.")
        self._settle_standing()

    def _adopt_or_make(self, concept: Concept, taken: set[int]) -> None:
        """A topic the newsroom has under an older code, or the very name, becomes the concept's; else a new one."""
        topic = next((one for one in self._candidates(concept) if self._is_free(one, taken)), None)
        if topic is None:
            topic = Topic(code=concept.code)
            self.made.append(concept)
        else:
            taken.add(topic.pk)
            if topic.code:
                self.replaced_codes[topic.code] = topic
            topic.code = concept.code
            self.changed[topic.pk] = topic
            self.done.known.append(f"{concept.code} is “{topic.name}”, known already.")
        self.topic_of[concept.code] = topic

    def _candidates(self, concept: Concept) -> Iterator[Topic]:
        yield from (self.by_code[code] for code in concept.codes if code in self.by_code)
        folded = fold_name(concept.name_in(self.language))
        if folded in self.by_name:
            yield self.by_name[folded]
        if folded in self.aliases:
            yield self.topics[self.aliases[folded]]

    def _is_free(self, topic: Topic, taken: set[int]) -> bool:
        return topic.pk not in taken and topic.merged_into_id is None and not topic.code.startswith(SCHEME)

    def _renamed(self) -> Iterator[tuple[Concept, Topic]]:
        """Those whose label is another than at the last load, or was never loaded."""
        made = {concept.code for concept in self.made}
        for concept in self.concepts:
            topic = self.topic_of[concept.code]
            if concept.code in made or topic.merged_into_id is not None:
                continue
            label = concept.name_in(self.language)
            if topic.name != label and label not in self.labels[topic.pk].values():
                yield concept, topic

    def _rename(self, concept: Concept, topic: Topic) -> None:
        old = topic.name
        self._give_name(topic, self._free_name(concept, topic))
        if topic.name == old:
            return
        if name_slug(topic.name) != name_slug(old):
            topic.slug = self._free_slug(topic.name)
        self.changed[topic.pk] = topic
        self.done.renamed.append(f"{concept.code}: “{old}” is called “{topic.name}” now.")

    def _give_name(self, topic: Topic, name: str) -> None:
        topic.name, topic.folded_name = name, fold_name(name)
        self.by_name[topic.folded_name] = topic

    def _free_name(self, concept: Concept, topic: Topic) -> str:
        """The label; where another topic has that name, with the name of what it lies below, or with its code."""
        plain, number = concept.name_in(self.language), concept.code.removeprefix(SCHEME)
        above = self.concept_of.get(concept.parent)
        names = [plain, *([f"{plain} ({above.name_in(self.language)})"] if above else []), f"{plain} ({number})"]
        fitting = (name for name in names if len(name) <= _LONGEST_NAME and self._is_name_free(name, topic))
        return next(fitting, concept.code)

    def _is_name_free(self, name: str, topic: Topic) -> bool:
        folded = fold_name(name)
        return folded not in self.by_name and self.aliases.get(folded, topic.pk) == topic.pk

    def _free_slug(self, name: str) -> str:
        plain = name_slug(name)
        candidates = (plain, *(f"{plain}-{n}" for n in range(2, len(self.slugs) + 3)))
        slug = next(slug for slug in candidates if slug not in self.slugs)
        self.slugs.add(slug)
        return slug

    def _settle_standing(self) -> None:
        """Retire, describe and place the topics that stood already."""
        made = {concept.code for concept in self.made}
        for concept in self.concepts:
            topic = self.topic_of[concept.code]
            if concept.code in made:
                continue
            if topic.merged_into_id is not None:
                self.done.left.append(f"{concept.code}: “{topic}” was merged into “{topic.merged_into}”; left so.")
                continue
            if concept.retired and not topic.retired:
                topic.retired, self.changed[topic.pk] = True, topic
                self.done.retired.append(f"{concept.code}: “{topic}” is retired.")
            if concept.description and not topic.description:
                topic.description, self.changed[topic.pk] = concept.description, topic
