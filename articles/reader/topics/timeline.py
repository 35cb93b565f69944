"""In which years, and in which months of a year, stories on a topic came out."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from articles.reader.stretches import ToldIn
from articles.reader.subjects import LISTED, on_topic


def _listed(at: datetime, begins: datetime, ends: datetime, topic: int) -> QuerySet:
    listed = on_topic(topic, at, Q(article__listed__first_published_at__gte=begins))
    return listed.filter(**{f"{LISTED.moment}__lt": ends}).order_by(*LISTED.columns)


# Asked with the moment of the topic's oldest story, with now, and with the year whose months are wanted.
told_in = ToldIn(_listed, int)
