"""A large vocabulary for benchmarks: 20,000 topics in a tree, much alike here and there, on the stories of the desk's
archive. Import it once Django is set up.
"""

from __future__ import annotations

import random

from django.db import transaction

from articles.editorial.rolling_up import roll_up
from articles.editorial.tagging import refresh_topic_links
from articles.models import Article, Tagging, Topic, TopicAlias
from articles.parsing.names import fold_name, name_slug
from tests.benchmarks.desk_archive import NOW

# The topic to be merged is on the first of the stories, the one it goes into on every fourth of them.
SOURCE, INTO = "Coastal works", "Works on the coast"
_BEGIN = ("ba", "cor", "del", "fen", "gar", "hol", "is", "jun", "kel", "lam", "mor", "nor", "os", "pel", "quar", "ros")
_MIDDLE = ("a", "an", "el", "en", "i", "in", "o", "or", "u", "ul")
_END = ("by", "dale", "field", "ford", "ham", "ley", "mere", "port", "stead", "ton", "wick", "worth")
_OF = ("harbor", "school", "council", "railway", "museum", "hospital", "election", "festival", "strike", "library")


@transaction.atomic
def fill_vocabulary(topics: int, tagged: int) -> None:
    """Topics, other names, and taggings: `tagged` stories with the topic to be merged and two others each."""
    draw = random.Random(6)
    names = _names(draw, topics)
    rows = Topic.objects.bulk_create(
        Topic(name=name, folded_name=fold_name(name), slug=f"{name_slug(name)[:100]}-{n}")
        for n, name in enumerate([SOURCE, INTO, *names])
    )
    for topic in rows[100:]:
        topic.parent_id = draw.choice(rows[2:100]).pk if draw.random() < 0.5 else None
    Topic.objects.bulk_update(rows[100:], ["parent"], batch_size=2000)
    TopicAlias.objects.bulk_create(
        TopicAlias(topic=topic, name=f"{topic.name} matters", folded_name=fold_name(f"{topic.name} matters"))
        for topic in rows[2::4]
    )
    stories = dict(Article.objects.order_by("pk").values_list("pk", "first_published_at")[:tagged])
    taggings = []
    for place, (story, published) in enumerate(stories.items()):
        on = [rows[0], *draw.sample(rows[2:], 2), *([rows[1]] if place % 4 == 0 else [])]
        taggings += [Tagging(article_id=story, topic=one, tagged_at=NOW, first_published_at=published) for one in on]
    Tagging.objects.bulk_create(taggings, batch_size=2000)
    refresh_topic_links(stories)
    roll_up(stories)


def _names(draw: random.Random, count: int) -> list[str]:
    """Names of one to three words, all different once folded; every fiftieth is one before it in the plural, or with a
    letter changed."""
    names: dict[str, str] = {}
    while len(names) < count:
        place = "".join(map(draw.choice, (_BEGIN, _MIDDLE, _BEGIN, _END))).title()
        name = draw.choice((place, f"{place} {draw.choice(_OF)}", f"{draw.choice(_OF).title()} of {place}"))
        if len(names) % 50 == 49:
            model = draw.choice(list(names.values())[-40:])
            name = f"{model}s" if draw.random() < 0.5 else model.replace("o", "a", 1)
        names.setdefault(fold_name(name), name)
    return list(names.values())
