"""What merging one topic into another would touch: counted exactly, and the first of each kind named."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from articles.advice.topics.near import same_stories
from articles.models import Article, DistinctTopics, Tagging, Topic
from articles.models.profile import account_name

_LISTED = 8
_CHOSEN = Tagging.Status.CHOSEN


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two topics, with all that it has."""

    topic: Topic
    chosen: int
    proposed: int
    rejected: int
    first_stories: list[Article]
    children: list[str]
    names: list[str]
    codes: list[str]
    labels: list[str]
    merged: list[str]
    address: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Both topics, how many stories have both, and what speaks for or against."""

    source: Side
    into: Side
    both: int
    kinds_differ: bool
    kept_apart: str
    alike: str

    @property
    def moving(self) -> int:
        """Stories that will carry the other topic and did not."""
        return self.source.chosen - self.both

    @property
    def after(self) -> int:
        """Stories the topic that stays will be on."""
        return self.into.chosen + self.moving


def merge_preview(source: Topic, into: Topic, *, seen: QuerySet[Article]) -> MergePreview:
    """What goes where. All is counted; stories are named where they may be `seen`. The same number of queries ever."""
    has = Tagging.objects.filter(topic=into, status=_CHOSEN).values("article")
    said = DistinctTopics.objects.filter(first=min(source.pk, into.pk), second=max(source.pk, into.pk))
    apart = said.select_related("said_by").first()
    return MergePreview(
        source=_side(source, seen),
        into=_side(into, seen),
        both=Tagging.objects.filter(topic=source, status=_CHOSEN, article__in=has).count(),
        kinds_differ=source.kind != into.kind,
        kept_apart=f"{account_name(apart.said_by, 'Somebody')} said on {apart.said_at:%-d %B %Y}" if apart else "",
        alike=next((near.why for near in same_stories(source) if near.topic.pk == into.pk), ""),
    )


def _side(topic: Topic, seen: QuerySet[Article]) -> Side:
    counts = {f"n_{status}": Count("pk", filter=Q(status=status)) for status in Tagging.Status.values}
    counted = topic.taggings.order_by().aggregate(**counts)
    newest = topic.taggings.filter(status=_CHOSEN, article__in=seen.values("pk")).order_by(
        "-first_published_at", "-article"
    )
    stories = newest.select_related("article").defer("article__body", "article__body_text", "article__topic_links")
    return Side(
        topic=topic,
        chosen=counted["n_chosen"],
        proposed=counted["n_proposed"],
        rejected=counted["n_rejected"],
        first_stories=[tagging.article for tagging in stories[:_LISTED]],
        children=list(topic.children.filter(merged_into=None).order_by("name").values_list("name", flat=True)),
        names=list(topic.aliases.order_by("name").values_list("name", flat=True)),
        codes=[*filter(None, [topic.code]), *topic.codes.values_list("code", flat=True)],
        labels=[str(label) for label in topic.labels.all()],
        merged=list(topic.merged.order_by("name").values_list("name", flat=True)),
        address=topic.get_absolute_url(),
    )
