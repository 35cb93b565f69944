"""The topics usual for a speaker, a section, or beside another topic, as the newest tagged stories show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from articles.models import Quote, Tagging

_LOOKED_AT = 3000
_FEWEST = 4
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Habit:
    """A topic that so many of so many stories carry."""

    topic_id: int
    times: int
    of: int

    @property
    def share(self) -> float:
        return self.times / self.of


@dataclass(slots=True)
class Habits:
    """For each key (a section, a speaker, a topic) the topics its stories carry at least every second time."""

    stories: Counter = field(default_factory=Counter)
    topics: defaultdict = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, key: Hashable, topics: Iterable[int]) -> None:
        """A story of this key carries these topics."""
        self.stories[key] += 1
        self.topics[key].update(topics)

    def of(self, key: Hashable) -> Iterator[Habit]:
        """The usual topics of the key, the most usual first."""
        for topic, times in self.topics[key].most_common() if key in self.topics else ():
            if times >= _FEWEST and times >= _SHARE * self.stories[key]:
                yield Habit(topic, times, self.stories[key])


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in this newsroom lately."""

    by_section: Habits
    by_speaker: Habits
    beside: Habits

    @classmethod
    def read(cls) -> Usual:
        """From the newest taggings people chose: two queries, however large the archive is."""
        chosen = Tagging.objects.filter(status=Tagging.Status.CHOSEN).order_by("-pk")
        rows = list(chosen.values_list("article", "topic", "article__section")[:_LOOKED_AT])
        topics: dict[int, set[int]] = defaultdict(set)
        sections = {}
        for article, topic, section in rows:
            topics[article].add(topic)
            sections[article] = section
        speakers = Quote.objects.filter(article__in=list(topics), status=Quote.Status.CONFIRMED, speaker__isnull=False)
        usual = cls(Habits(), Habits(), Habits())
        for article, section in sections.items():
            if section:
                usual.by_section.learn(section, topics[article])
        for article, speaker in set(speakers.order_by().values_list("article", "speaker")):
            usual.by_speaker.learn(speaker, topics[article])
        for on in topics.values():
            for topic in on:
                usual.beside.learn(topic, on - {topic})
        return usual
