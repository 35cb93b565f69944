"""Topics that want a hand: without stories, with one, with very many, retired and still in use, never accepted.

Each list has a few queries, however many topics and stories there are; long ones are read on from the name they ended
with.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from articles.advice.topic_care.alike import stories_of
from articles.models import Article, Redirect, Tagging, Topic

PAGE = 50
_MOST_GIANTS = 25
# A topic says little once it is on so many stories, and on so large a share of those released.
GIANT, GIANT_SHARE = 100, 0.05
FEWEST_REFUSED = 3

_CHOSEN = Tagging.Status.CHOSEN


@dataclass(slots=True)
class Row:
    """A topic, how many stories carry it, and in words what is to be seen of it."""

    topic: Topic
    stories: int
    why: str
    story: Article | None = None
    deletable: bool = False


@dataclass(slots=True)
class Listed:
    """A page of rows; the folded name to read on after, where there are more."""

    rows: list[Row] = field(default_factory=list)
    after: str = ""


def orphans(after: str = "") -> Listed:
    """Topics in use that no story carries and no topic lies below: they are the ones a vocabulary collects."""
    on, below = Tagging.objects.filter(topic=OuterRef("pk")), Topic.objects.filter(parent=OuterRef("pk"))
    found = Topic.objects.in_use().filter(~Exists(on.filter(status=_CHOSEN)), ~Exists(below.filter(merged_into=None)))
    page, more = _page(found, after)
    used = _ever_used(page)
    return Listed([Row(one, 0, "no story, no topic below", deletable=one.pk not in used) for one in page], more)


def _ever_used(topics: list[Topic]) -> set[int]:
    """Those of the topics that were ever on a story, had another address, or have one below or merged into them: two
    queries, asked of one page alone, for the history is long."""
    keys = [topic.pk for topic in topics]
    on: Any = Tagging.objects.filter(topic__in=keys).order_by().values_list("topic")
    once = Tagging.history.filter(topic__in=keys).order_by().values_list("topic")  # type: ignore[attr-defined]
    below = Topic.objects.filter(parent__in=keys).order_by().values_list("parent")
    merged = Topic.objects.filter(merged_into__in=keys).order_by().values_list("merged_into")
    paths = {topic.get_absolute_url(): topic.pk for topic in topics}
    moved = Redirect.objects.filter(target__in=paths).order_by().values_list("target", flat=True)
    return {key for (key,) in on.union(once, below, merged)} | {paths[path] for path in moved}


def with_one_story(seen: QuerySet[Article], after: str = "") -> Listed:
    """Topics in use that a single story carries; the story where it may be `seen`."""
    once = Tagging.objects.filter(status=_CHOSEN).order_by().values("topic").annotate(times=Count("pk")).filter(times=1)
    page, more = _page(Topic.objects.in_use().filter(pk__in=once.values("topic")), after)
    keys = [topic.pk for topic in page]
    on = Tagging.objects.filter(topic__in=keys, status=_CHOSEN).order_by().values_list("topic").annotate(Min("article"))
    story_of = dict(on)
    stories = seen.filter(pk__in=story_of.values()).only("pk", "headline", "slugline").in_bulk()
    return Listed([Row(one, 1, "one story", stories.get(story_of[one.pk])) for one in page], more)


def giants() -> Listed:
    """Topics that much of what was ever released carries, the largest first."""
    released = Article.objects.filter(first_published_at__isnull=False).count()
    most = Tagging.objects.filter(status=_CHOSEN).order_by().values_list("topic").annotate(times=Count("pk"))
    least = max(GIANT, round(GIANT_SHARE * released))
    times: dict[int, int] = dict(most.filter(times__gte=least).order_by("-times")[:_MOST_GIANTS])
    topics = Topic.objects.select_related("parent").filter(retired=False).in_bulk(times)
    rows = [
        Row(topics[key], count, f"on {round(100 * count / max(released, 1))} % of what was released")
        for key, count in times.items()
        if key in topics
    ]
    return Listed(rows)


def retired_in_use(after: str = "") -> Listed:
    """Retired topics that stories carry or topics in use lie below."""
    on = Tagging.objects.filter(topic=OuterRef("pk"), status=_CHOSEN)
    below = Topic.objects.in_use().filter(parent=OuterRef("pk"))
    found = Topic.objects.filter(Exists(on) | Exists(below), retired=True, merged_into=None)
    page, more = _page(found.annotate(children_in_use=Exists(below)), after)
    times = stories_of(topic.pk for topic in page)
    above = "retired, topics in use lie below it"
    rows = [Row(one, times[one.pk], above if getattr(one, "children_in_use", False) else "retired") for one in page]
    return Listed(rows, more)


def never_accepted() -> Listed:
    """Topics in use that rules propose and people refuse each time, those refused most first."""
    settled = Tagging.objects.exclude(rule="").order_by().values_list("topic")
    counted = settled.annotate(
        refused=Count("pk", filter=Q(status=Tagging.Status.REJECTED)),
        taken=Count("pk", filter=Q(status=_CHOSEN)),
        waiting=Count("pk", filter=Q(status=Tagging.Status.PROPOSED)),
    )
    found = counted.filter(taken=0, refused__gte=FEWEST_REFUSED).order_by("-refused", "topic")
    found = found.filter(topic__retired=False, topic__merged_into=None)
    figures = {key: (refused, waiting) for key, refused, _, waiting in found[:PAGE]}
    topics, times = Topic.objects.select_related("parent").in_bulk(figures), stories_of(figures)
    rows = []
    for key, (refused, waiting) in figures.items():
        why = f"refused {refused} times, never taken" + (f"; waiting on {waiting}" if waiting else "")
        rows.append(Row(topics[key], times[key], why))
    return Listed(rows)


def _page(topics: QuerySet[Topic], after: str) -> tuple[list[Topic], str]:
    """The next so many by name; the name to go on after, where there are more."""
    found = topics.select_related("parent").order_by(F("folded_name"))
    page = list(found.filter(folded_name__gt=after)[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].folded_name if len(page) > PAGE else ""
