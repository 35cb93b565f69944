"""Subjects that come with a wire's items: matched to the newsroom's topics, and the act of making topics of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.advice.topics import Vocabulary
from articles.editorial.bulk import insert, insert_with_history
from articles.editorial.kernel import act_fields, require
from articles.models import Act, Redirect, Topic, TopicCode
from articles.parsing.names import fold_name, name_slug
from articles.parsing.wire import WireSubject

_LONGEST_NAME = 200
_LONGEST_CODE = 120
# Words of a scheme's name that say what its subjects are.
_KINDS = {
    "person": Topic.Kind.PERSON,
    "people": Topic.Kind.PERSON,
    "place": Topic.Kind.PLACE,
    "geo": Topic.Kind.PLACE,
    "organisation": Topic.Kind.ORGANISATION,
    "organization": Topic.Kind.ORGANISATION,
    "event": Topic.Kind.EVENT,
}


def code_of(subject: WireSubject) -> str:
    """A subject's code as a topic keeps it, with its scheme: “medtop:20000593”."""
    has_scheme = ":" in subject.code or not (subject.scheme and subject.code)
    code = subject.code if has_scheme else f"{subject.scheme}:{subject.code}"
    return code if len(code) <= _LONGEST_CODE else ""


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    """The topics in use by external code, first or further, and by name: four queries to read, none to use."""

    vocabulary: Vocabulary
    by_code: dict[str, int]

    @classmethod
    def read(cls) -> SubjectIndex:
        """The topics as they stand. A code of a topic that was merged leads to where it went."""
        coded = Topic.objects.exclude(code="").filter(retired=False).values_list("code", "pk", "merged_into")
        further = TopicCode.objects.filter(topic__retired=False).values_list("code", "topic", "topic__merged_into")
        return cls(Vocabulary.read(), {code: merged or pk for code, pk, merged in [*further, *coded]})

    def topic_of(self, subject: WireSubject) -> int | None:
        """The id of the topic of that code, else of that name or alias."""
        by_code = self.by_code.get(code_of(subject)) or (self.by_code.get(subject.code) if subject.code else None)
        return by_code or self.vocabulary.named(subject.name)


@transaction.atomic
def make_topics(subjects: Iterable[WireSubject], *, by: User | None, at: datetime) -> list[Topic]:
    """Make a topic of each subject that none stands for yet; returns those made. Refuses who may not make topics.

    Two subjects of one name make one topic. A name without letters, of more than 200, or of a topic merged away makes
    none.
    """
    require(by, "topic.create_or_edit")
    index = SubjectIndex.read()
    wanted: dict[str, WireSubject] = {}
    # Each once: a thousand items of a wire have the same few.
    for subject in {(subject.name, code_of(subject)): subject for subject in subjects}.values():
        folded = fold_name(subject.name)
        fits = folded and max(len(subject.name), len(folded)) <= _LONGEST_NAME
        if fits and not index.topic_of(subject) and not _is_taken(subject.name, folded):
            wanted.setdefault(folded, subject)
    topics = [_topic(folded, subject) for folded, subject in wanted.items()]
    _part(topics)
    insert_with_history(topics, by=by, at=at, why="made from a wire's subject")
    insert([Act(**act_fields("create_topic", None, by=by, at=at, subject=topic)) for topic in topics])
    return topics


def _is_taken(name: str, folded: str) -> bool:
    """Whether a topic is called so, or was before it was merged away: it keeps its name."""
    return Topic.objects.named(name).exists() or Topic.objects.filter(folded_name=folded).exists()


def _topic(folded: str, subject: WireSubject) -> Topic:
    kinds = (kind for word, kind in _KINDS.items() if word in subject.scheme.lower())
    kind = next(kinds, Topic.Kind.SUBJECT)
    return Topic(name=subject.name, folded_name=folded, slug=name_slug(subject.name), kind=kind, code=code_of(subject))


def _part(topics: list[Topic]) -> None:
    """Give each a slug of its own, one that leads to no other topic, and a code of its own."""
    slugs = set(Topic.objects.order_by().values_list("slug", flat=True))
    paths = Redirect.objects.filter(path__startswith="/topics/").order_by().values_list("path", flat=True)
    slugs |= {path.split("/")[2] for path in paths}
    codes = set(Topic.objects.exclude(code="").order_by().values_list("code", flat=True))
    codes |= set(TopicCode.objects.order_by().values_list("code", flat=True))
    for topic in topics:
        candidates = (topic.slug, *(f"{topic.slug}-{n}" for n in range(2, len(slugs) + 3)))
        topic.slug = next(slug for slug in candidates if slug not in slugs)
        topic.code = "" if topic.code in codes else topic.code
        slugs.add(topic.slug)
        codes.add(topic.code)
