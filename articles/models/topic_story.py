"""Which stories a topic's page lists: its own and those of all topics below it, in the order of the page."""

from __future__ import annotations

from django.db import models

from articles.models.topic import Topic


class TopicStory(models.Model):
    """A released story under a topic it was tagged with, or under one above that. Made of taggings and parents alone.

    Written by `editorial.rolling_up`, so that a topic with many below it is read along one index like any other.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="stories", db_index=False)
    # Without a constraint: checking it locks the story's row, for which an act that tags it may be waiting meanwhile
    # to see where a topic lies. Stories are never deleted.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="listed", db_index=False, db_constraint=False
    )
    first_published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="topic_story_once")]
        indexes = [models.Index(fields=["topic", "-first_published_at", "-article"], name="topic_story_newest")]

    def __str__(self) -> str:
        return f"{self.article_id} under {self.topic_id}"
