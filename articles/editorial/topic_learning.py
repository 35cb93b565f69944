"""The act of keeping what was learned from the tagged archive."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.advice.topics.blending import Figures
from articles.advice.topics.classifier import Model
from articles.editorial.kernel import log, require
from articles.models import TopicModel


@transaction.atomic
def keep_model(model: Model, figures: Figures, *, by: User | None, at: datetime) -> TopicModel:
    """Apply this model from now on; those before it go. Refuses who may not merge topics."""
    require(by, "topic.merge_or_delete")
    kept = TopicModel.objects.create(
        trained_at=at,
        stories=figures.stories,
        topics=figures.topics,
        first_right=figures.first_right,
        found_in_five=figures.found_in_five,
        micro_f1=figures.micro_f1,
        content=model.to_bytes(),
    )
    TopicModel.objects.filter(pk__lt=kept.pk).delete()
    log("train_topics", None, by=by, at=at, subject=f"{figures.topics} topics from {figures.stories} stories")
    return kept
