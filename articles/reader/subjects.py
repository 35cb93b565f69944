"""What stories are found under: sections, topics and people that the public knows of, and the stories of each.

A topic, section or person that stands only on hidden stories is hidden too: nobody learns of a story by its topic.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Edition, EditionByline, EditionQuote, Person, Section, Tagging, Topic

CHOSEN = Tagging.Status.CHOSEN


def public_sections(at: datetime) -> QuerySet[Section]:
    """Sections in the navigation, and others in which a story can be read."""
    stories = Edition.objects.visible(at).filter(section=OuterRef("pk"))
    return Section.objects.filter(Q(in_nav=True) | Exists(stories))


def public_topics(at: datetime) -> QuerySet[Topic]:
    """Topics on a story that can be read."""
    stories = Edition.objects.visible(at).filter(article=OuterRef("article"))
    taggings = Tagging.objects.filter(Exists(stories), topic=OuterRef("pk"), status=CHOSEN)
    return Topic.objects.filter(Exists(taggings))


def public_people(at: datetime) -> QuerySet[Person]:
    """People who wrote a story that can be read, or are quoted in one."""
    visible = {"edition__published_at__lte": at, "edition__superseded_at__gt": at}
    bylines = EditionByline.objects.filter(person=OuterRef("pk"), **visible)
    quotes = EditionQuote.objects.visible(at).filter(speaker=OuterRef("pk"))
    return Person.objects.filter(Exists(bylines) | Exists(quotes))


def on_topic(editions: QuerySet[Edition], topic: Topic) -> QuerySet[Edition]:
    """Those of the editions whose story carries the topic, in the order of the topic's own index."""
    return editions.filter(article__taggings__topic=topic, article__taggings__status=CHOSEN).order_by(
        "-article__taggings__first_published_at", "-article__taggings__article"
    )


def naming(editions: QuerySet[Edition], person: Person) -> QuerySet[Edition]:
    """Those of the editions that the person wrote or is quoted in."""
    wrote = EditionByline.objects.filter(person=person).values("edition")
    said = EditionQuote.objects.filter(speaker=person).values("edition")
    return editions.filter(Q(pk__in=wrote) | Q(pk__in=said))
