"""The newsroom's tagged archive as the classifier learns from it, and what was learned as it stands."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from articles.advice.topics.classifier import Model, Named, UnreadableModel
from articles.advice.topics.lesson import Tagged
from articles.advice.topics.names import Vocabulary
from articles.models import Article, Tagging, TopicModel

# The newest are read where there are more: what a newsroom means by a topic changes, and training should end.
MOST_STORIES = 20_000
_BATCH = 500


def tagged_stories(vocabulary: Vocabulary) -> list[Tagged]:
    """The newest stories that carry a topic in use chosen by a person, oldest first, with the topics named in them.

    A story without topics says nothing: nobody may have tagged it yet.
    """
    rows = Tagging.objects.filter(status=Tagging.Status.CHOSEN, topic__retired=False, topic__merged_into=None)
    rows = rows.exclude(article__state=Article.State.KILLED).order_by("-article")
    topics: dict[int, set[int]] = defaultdict(set)
    for article, topic in rows.values_list("article", "topic").iterator():
        if article not in topics and len(topics) == MOST_STORIES:
            break
        topics[article].add(topic)
    keys, stories = sorted(topics), []
    for at in range(0, len(keys), _BATCH):
        batch = Article.objects.filter(pk__in=keys[at : at + _BATCH]).order_by("pk")
        columns = ("pk", "headline", "body_text", "first_published_at", "created_at")
        for key, headline, text, published, created in batch.values_list(*columns):
            tagged = Tagged(headline, text, frozenset(topics[key]), named_in(vocabulary, headline, text))
            stories.append((published or created, key, tagged))
    return [tagged for *_, tagged in sorted(stories, key=lambda one: one[:2])]


def named_in(vocabulary: Vocabulary, headline: str, text: str) -> dict[int, Named]:
    """The topics whose name or alias stands in the headline or the text."""
    above = {proposal.topic_id: proposal.times for proposal in vocabulary.proposals(headline)}
    below = {proposal.topic_id: proposal.times for proposal in vocabulary.proposals(text)}
    return {
        topic: Named(above.get(topic, 0) + below.get(topic, 0), topic in above)
        for topic in dict.fromkeys([*above, *below])
    }


def newest_model_key() -> int:
    """The key of what was learned last; 0 where nothing was."""
    return TopicModel.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def newest_model() -> Model | None:
    """What was learned last; None where nothing was, or where it cannot be read. One query while it stays the same."""
    newest = TopicModel.objects.order_by("-pk").values_list("pk", "trained_at", "stories", "micro_f1").first()
    if newest is None:
        return None
    try:
        return _read(*newest)
    except UnreadableModel:
        return None


@lru_cache(maxsize=1)
def _read(key: int, *of_this_training: object) -> Model | None:
    content = TopicModel.objects.filter(pk=key).values_list("content", flat=True).first()
    return None if content is None else Model.from_bytes(bytes(content))
