"""Topics much like one about to be made: asked before it is, and by who keeps the vocabulary clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Tagging, Topic, TopicAlias
from articles.parsing.names import fold_name
from articles.parsing.spelling import is_near

MOST = 6
_SHORTEST_SPELLED = 5
_FEWEST_STORIES = 3
_SAME_STORIES = 0.8
# A giant topic is compared by its newest stories alone.
_STORIES_COMPARED = 500


@dataclass(frozen=True, slots=True)
class Near:
    """A topic on record, and in words why it may be the same."""

    topic: Topic
    why: str


def near_topics(name: str, *, apart_from: int | None = None) -> list[Near]:
    """At most six topics that may be meant by the name, the likeliest first: two queries, however many there are.

    The same name or alias in another spelling of case, accents and spaces; in the plural; with the same words in
    another order; a letter or two apart (none under five letters).
    """
    folded = fold_name(name)
    if not folded:
        return []
    wanted: dict[int, tuple[int, str]] = {}
    for topic, other, is_alias in _names():
        found = _likeness(folded, other)
        if found and topic != apart_from:
            rank, why = found
            why = f"{why}: also called “{other}”" if is_alias else why
            wanted[topic] = min(wanted.get(topic, (9, "")), (rank, why))
    best = sorted(wanted, key=lambda topic: (wanted[topic], topic))[:MOST]
    topics = Topic.objects.select_related("parent").in_bulk(best)
    return [Near(topics[key], wanted[key][1]) for key in best]


def same_stories(topic: Topic) -> list[Near]:
    """Topics that stand on nearly the same stories as this one: at most six, the most alike first; three queries."""
    chosen = Tagging.objects.filter(status=Tagging.Status.CHOSEN)
    stories = list(
        chosen.filter(topic=topic).order_by("-article").values_list("article", flat=True)[:_STORIES_COMPARED]
    )
    if len(stories) < _FEWEST_STORIES:
        return []
    beside = Counter(chosen.filter(article__in=stories).exclude(topic=topic).values_list("topic", flat=True))
    near = [key for key, times in beside.most_common(MOST) if times >= _SAME_STORIES * len(stories)]
    topics = Topic.objects.select_related("parent").filter(merged_into=None).in_bulk(near)
    return [Near(topics[key], f"on {beside[key]} of the same {len(stories)} stories") for key in near if key in topics]


def _names() -> Iterable[tuple[int, str, bool]]:
    own = Topic.objects.filter(merged_into=None).order_by().values_list("pk", "folded_name")
    aliases = TopicAlias.objects.filter(topic__merged_into=None).order_by().values_list("topic", "folded_name")
    return [*((key, name, False) for key, name in own), *((key, name, True) for key, name in aliases)]


def _likeness(folded: str, other: str) -> tuple[int, str] | None:
    """How near two folded names are, nearest first, and the words for it."""
    if folded == other:
        return 0, "the same name"
    if folded.replace(" ", "") == other.replace(" ", ""):
        return 1, "the same but for spaces"
    ours, theirs = [singular(word) for word in folded.split()], [singular(word) for word in other.split()]
    if ours == theirs:
        return 2, "the same but for the plural"
    if sorted(ours) == sorted(theirs):
        return 3, "the same words in another order"
    if min(len(folded), len(other)) >= _SHORTEST_SPELLED and _is_spelled_alike(folded, other):
        return 4, "spelled much alike"
    return None


def _is_spelled_alike(folded: str, other: str) -> bool:
    """A letter apart; or of as many words, none of them more than a letter apart."""
    if abs(len(folded) - len(other)) > folded.count(" ") + 1:
        return False
    ours, theirs = folded.split(), other.split()
    by_word = len(ours) == len(theirs) and all(a == b or is_near(a, b) for a, b in zip(ours, theirs, strict=True))
    return by_word or is_near(folded, other)


def singular(word: str) -> str:
    """A word without its plural ending, the same for both numbers; not a dictionary form."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
