"""What stories are found under: sections, topics and people that the public knows of, and the stories of each.

A topic, section or person that stands only on hidden stories is hidden too: nobody learns of a story by its topic.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.models import Edition, EditionByline, EditionQuote, Person, Section, Tagging, Topic, TopicStory
from articles.reader.cursor import Order

CHOSEN = Tagging.Status.CHOSEN
# The order of a topic's own index.
LISTED = Order("listed__first_published_at", "listed__article_id")


# How far back a person's own indexes are read for a feed's thirty stories: a story may hold many quotes of one speaker.
_BYLINES, _QUOTES = 90, 600
_LARGE = 5_000


def public_sections(at: datetime) -> QuerySet[Section]:
    """Sections in the navigation, and others in which a story can be read."""
    stories = Edition.objects.visible(at).filter(section=OuterRef("pk"), first_published_at__lte=at).newest_first()
    return Section.objects.alias(story=_newest(stories)).filter(Q(in_nav=True) | Q(story__isnull=False))


def public_topics(at: datetime) -> QuerySet[Topic]:
    """Topics on a story that can be read, and those above them."""
    stories = Edition.objects.visible(at).filter(article=OuterRef("article"))
    listed = TopicStory.objects.filter(topic=OuterRef("pk"), first_published_at__lte=at)
    listed = listed.filter(Exists(stories)).order_by("-first_published_at", "-article_id")
    return Topic.objects.alias(story=_newest(listed)).filter(story__isnull=False)


def public_people(at: datetime) -> QuerySet[Person]:
    """People who wrote a story that can be read, or are quoted in one, be it under the name of one merged into them."""
    visible = {"edition__published_at__lte": at, "edition__superseded_at__gt": at, "first_published_at__lte": at}
    bylines = EditionByline.objects.filter(person=OuterRef("pk"), **visible).order_by("-first_published_at", "-edition")
    quotes = EditionQuote.objects.filter(speaker=OuterRef("pk"), **visible).newest_first()
    people = Person.objects.alias(byline=_newest(bylines), quote=_newest(quotes))
    is_named = Q(byline__isnull=False) | Q(quote__isnull=False)
    merged_away = people.filter(is_named, merged_into__isnull=False).values("merged_into")
    return people.filter(is_named | Q(pk__in=merged_away), merged_into=None)


def merged_slug(slug: str) -> str:
    """The slug of whoever this person was merged into; the same for anybody else, known or not."""
    kept = Person.objects.filter(slug=slug, merged_into__isnull=False).values_list("merged_into__slug", flat=True)
    return kept.first() or slug


def of_person(column: str, family: list[int]) -> Q:
    """Rows that name the person of this family (`Person.family`), also under the name of one merged into them.

    A single id is asked for by equality: an index in the order of a list serves one value, not several.
    """
    own, *others = family
    return Q(**{f"{column}__in": family}) if others else Q(**{column: own})


def _newest(rows: QuerySet) -> Subquery:
    """The newest of the rows, or NULL. Asked so, in the order of the index made for it, because a plain EXISTS lets
    PostgreSQL believe that everybody has rows and read the whole table for each of those who have none."""
    return Subquery(rows.values("pk")[:1])


def on_topic(topic: Topic | int, at: datetime, only: Q | None = None) -> QuerySet[Edition]:
    """What can be read of the stories on the topic or on one below it, to be read in the order LISTED.

    `only` are conditions on when they came out (columns of `article__listed`): here, because each filter added later
    would read the topic's index by itself.
    """
    listing = Q(article__listed__topic=topic) & (only or Q())
    return Edition.objects.visible(at).alias(listed=FilteredRelation("article__listed", condition=listing))


def newest_on(topic: Topic | int, at: datetime, only: Q | None = None) -> QuerySet[Edition]:
    """The same, the newest first. The bound says which index to read."""
    return on_topic(topic, at, only).filter(LISTED.up_to(at)).order_by(*LISTED.columns)


def is_large(topic: int) -> bool:
    """Whether so many stories are on the topic or below it that they had better be asked one by one. A bounded read."""
    listed = TopicStory.objects.filter(topic=topic, first_published_at__isnull=False)
    return listed.order_by("-first_published_at").values("pk")[_LARGE : _LARGE + 1].exists()


def under_topic(topic: int, article: str, *, one_by_one: bool) -> Q:
    """That the story of this column is on the topic or on one below it: gathered first, or asked one by one."""
    listed = TopicStory.objects.filter(topic=topic)
    if one_by_one:
        return Q(Exists(listed.filter(article=OuterRef(article))))
    return Q(**{f"{article}__in": listed.values("article")})


def topic_now(slug: str, at: datetime) -> str | None:
    """The slug of the topic that an old name, another name or one merged away leads to; None where to none we know."""
    merged = Topic.objects.filter(slug=slug, merged_into__isnull=False).values_list("merged_into", flat=True)
    named = Topic.objects.named(slug.replace("-", " ")).order_by("pk").values_list(Coalesce("merged_into", "pk"))
    kept = public_topics(at).filter(Q(pk__in=merged) | Q(pk__in=named), merged_into=None)
    return kept.order_by("pk").values_list("slug", flat=True).first()


def lately_naming(editions: QuerySet[Edition], person: Person, at: datetime) -> QuerySet[Edition]:
    """Those of the editions that the person wrote or is quoted in, as far back as a feed reaches."""
    visible = {"edition__published_at__lte": at, "edition__superseded_at__gt": at, "first_published_at__lte": at}
    family = person.family()
    wrote = EditionByline.objects.filter(of_person("person", family), **visible).order_by(
        "-first_published_at", "-edition"
    )
    said = EditionQuote.objects.filter(of_person("speaker", family), **visible).newest_first()
    return editions.filter(Q(pk__in=wrote.values("edition")[:_BYLINES]) | Q(pk__in=said.values("edition")[:_QUOTES]))
