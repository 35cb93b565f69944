"""All that the newsroom's tables hold, to be compared with what they held before."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.functions import Coalesce

from articles.models import TopicStory, TopicWord
from tests.tables import table_of

# What only grows (the log, the number of changes), and figures that may lag.
_GROW = ("Act", "PublicChange", "TopicUse")


def held_by(model: type[Model]) -> list[tuple[Any, ...]]:
    """What a table holds. What is made of other tables is made anew, under keys that say nothing."""
    if model is TopicStory:
        return list(
            TopicStory.objects.order_by("topic", "article").values_list("topic", "article", "first_published_at")
        )
    if model is TopicWord:
        return sorted(TopicWord.objects.values_list("words", "topic", Coalesce("alias", 0)))
    return table_of(model)


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every table but those that only grow or may lag."""
    models = [model for model in apps.get_app_config("articles").get_models() if model._meta.managed]
    kept = [model for model in models if not model.__name__.startswith("Historical") and model.__name__ not in _GROW]
    return {model.__name__: held_by(model) for model in kept}


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every table."""
    models = [model for model in apps.get_app_config("articles").get_models() if model._meta.managed]
    return {model.__name__: table_of(model) for model in models}
