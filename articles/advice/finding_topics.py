"""Topics offered while somebody types: the ten likeliest, by where a word of a name begins and by how many carry it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from articles.models import Topic, TopicAlias
from articles.models.topic_finding import begins_so
from articles.parsing.names import fold_name

MOST = 10
LONGEST_TYPED = 100


@dataclass(frozen=True, slots=True)
class FoundTopic:
    """A topic offered: the other name that fits where its own does not, how many stories carry it.

    `is_same`: one of its names is what was typed.
    """

    topic: Topic
    also_called: str
    stories: int
    is_same: bool

    @property
    def note(self) -> str:
        """What tells it from topics of like names, in words."""
        called = f"also called “{self.also_called}”" if self.also_called else ""
        above = f"below {self.topic.parent}" if self.topic.parent else ""
        number = f"{self.stories:,} {'story' if self.stories == 1 else 'stories'}"
        return " · ".join(filter(None, (called, self.topic.get_kind_display().lower(), above, number)))


def find_topics(typed: str, most: int = MOST) -> list[FoundTopic]:
    """Topics in use of which each word typed begins a word: one of that very name first, then those on most stories.

    With nothing typed those on most stories. Three queries at most; none joins the taggings.
    """
    exact = fold_name(typed[:LONGEST_TYPED].replace("\0", ""))  # PostgreSQL takes no such character
    condition = begins_so(exact) or Q(use__stories__gt=0)
    called_so = TopicAlias.objects.filter(folded_name=exact).values("topic")
    differs = Case(
        When(Q(folded_name=exact) | Q(pk__in=called_so), then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows: Any = Topic.objects.in_use().filter(condition)
    rows = rows.annotate(on_stories=Coalesce(F("use__stories"), 0), differs=differs)
    rows = rows.order_by("differs", "-on_stories", "name", "pk").values_list("pk", "on_stories", "differs")
    # Thousands may fit: only those shown are read whole.
    best = list(rows[:most])
    topics = Topic.objects.select_related("parent").in_bulk([pk for pk, _, _ in best])
    called = _other_names([topic for topic in topics.values() if not _fits(topic.folded_name, exact)], exact)
    return [FoundTopic(topics[pk], called.get(pk, ""), number, not differs) for pk, number, differs in best]


def _fits(folded: str, typed: str) -> bool:
    """Whether each word typed begins a word of the name."""
    words = folded.split()
    return all(any(word.startswith(part) for word in words) for part in typed.split())


def _other_names(topics: Iterable[Topic], typed: str) -> dict[int, str]:
    """Of topics whose own name does not fit, the other name that does, the shortest."""
    keys = [topic.pk for topic in topics]
    names = TopicAlias.objects.filter(topic__in=keys).values_list("topic", "name", "folded_name") if keys else []
    best: dict[int, str] = {}
    for key, name, _ in sorted(names, key=lambda row: (not _fits(row[2], typed), len(row[1]), row[1])):
        best.setdefault(key, name)
    return best
