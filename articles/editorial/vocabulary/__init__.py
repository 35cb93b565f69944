"""The act of loading a published vocabulary: topics made, renamed, moved and retired by their codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.kernel import log, require
from articles.editorial.topics.ground import take_turns
from articles.editorial.vocabulary.matching import Loaded, Matching
from articles.editorial.vocabulary.storing import store
from articles.parsing.mediatopics import Concept

__all__ = ["Loaded", "load_concepts"]


@transaction.atomic
def load_concepts(concepts: Sequence[Concept], *, language: str, by: User | None, at: datetime) -> Loaded:
    """Bring the topics in line with the vocabulary: all of it or, on a refusal, nothing.

    A concept is the topic of its code or of an older code it replaces, else the one of its very name that no other
    concept has, else a new one. Its name is the label in `language`; where that label is another than at the last load
    the topic is renamed: the old name stays as another name, the old address redirects. A name the newsroom chose
    itself stays until then. A retired concept's topic is retired and stays on its stories; a topic merged away is left
    as it is. Refuses who may not make topics or may not retire them.
    """
    require(by, "topic.create_or_edit")
    require(by, "topic.merge_or_delete")
    take_turns()
    matching = Matching(concepts, language)
    matching.run()
    store(matching, by=by, at=at)
    changes = matching.done.counts()
    if any(changes.values()):
        log("load_topics", None, by=by, at=at, subject=f"{len(concepts):,} concepts", **changes)
    return matching.done
