"""What a matched vocabulary changes, written in few statements."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from simple_history.utils import bulk_update_with_history

from articles.editorial.bulk import insert, insert_with_history
from articles.editorial.kernel import act_fields
from articles.editorial.rolling_up import roll_up_below
from articles.editorial.tagging import refresh_topic_links
from articles.editorial.vocabulary.matching import SCHEME, Matching
from articles.models import Act, Redirect, Tagging, Topic, TopicAlias, TopicCode, TopicLabel
from articles.parsing.names import fold_name

_CHANGED = ["name", "folded_name", "slug", "description", "code", "parent", "retired"]
_BATCH = 500


def store(matching: Matching, *, by: User | None, at: datetime) -> None:
    """Write it: room for the new names first, topics level by level, then codes, labels, old names and addresses."""
    renamed = [topic for key, topic in matching.changed.items() if topic.name != matching.before[key][0]]
    _make_room(renamed)
    made = _insert_made(matching, by=by, at=at)
    _place(matching)
    bulk_update_with_history(
        list(matching.changed.values()),
        Topic,
        _CHANGED,
        batch_size=_BATCH,
        default_user=by,
        default_date=at,
        default_change_reason="loaded",
    )
    roll_up_below(*(topic.pk for key, topic in matching.changed.items() if topic.parent_id != matching.before[key][2]))
    _keep_old_names(matching, renamed)
    _redirect(matching, renamed)
    _store_codes(matching)
    _store_labels(matching)
    refresh_topic_links(Tagging.objects.filter(topic__in=renamed).values_list("article_id", flat=True))
    insert([Act(**act_fields("create_topic", None, by=by, at=at, subject=topic)) for topic in made])


def _make_room(renamed: list[Topic]) -> None:
    """Names that topics exchange, or that were an alias of their own, are free before they are written."""
    keys = [topic.pk for topic in renamed]
    passing = Concat(Value("renamed "), Cast("pk", CharField()))
    Topic.objects.filter(pk__in=keys).update(folded_name=passing)
    TopicAlias.objects.filter(topic__in=keys, folded_name__in=[topic.folded_name for topic in renamed]).delete()


def _insert_made(matching: Matching, *, by: User | None, at: datetime) -> list[Topic]:
    """New topics below those that stand, then those below them, and so on."""
    waiting, made = list(matching.made), []
    while waiting:
        ready = [one for one in waiting if not one.parent or matching.topic_of[one.parent].pk]
        waiting = [one for one in waiting if one not in ready]
        for concept in ready:
            matching.topic_of[concept.code].parent = _parent(matching, concept.parent)
        topics = [matching.topic_of[concept.code] for concept in ready]
        insert_with_history(topics, by=by, at=at, why="loaded")
        made += topics
    return made


def _parent(matching: Matching, code: str) -> Topic | None:
    """The topic of the code above; where that was merged away, the one it went into."""
    topic = matching.topic_of[code] if code else None
    return (topic.merged_into or topic) if topic else None


def _place(matching: Matching) -> None:
    """Move the topics whose concept lies elsewhere now; not below themselves by way of the newsroom's own topics."""
    made = {concept.code for concept in matching.made}
    above = {key: topic.parent_id for key, topic in matching.topics.items()}
    above.update({topic.pk: topic.parent_id for topic in (matching.topic_of[code] for code in made)})
    for concept in matching.concepts:
        topic = matching.topic_of[concept.code]
        if concept.code in made or topic.merged_into_id is not None:
            continue
        parent = _parent(matching, concept.parent)
        if topic.parent_id == (parent.pk if parent else None) or _is_our_own_place(matching, topic, parent):
            continue
        if parent and _lies_below(parent.pk, topic.pk, above):
            matching.done.left.append(
                f"{concept.code}: “{topic}” cannot lie below “{parent}”, which lies below it here."
            )
            continue
        topic.parent, above[topic.pk] = parent, parent.pk if parent else None
        matching.changed[topic.pk] = topic
        matching.done.moved.append(
            f"{concept.code}: “{topic}” lies {f'below “{parent}”' if parent else 'at the top'} now."
        )


def _is_our_own_place(matching: Matching, topic: Topic, parent: Topic | None) -> bool:
    """A top concept that the newsroom put below a topic of its own stays there."""
    if parent is not None or topic.parent_id is None:
        return False
    here = matching.topics.get(topic.parent_id)
    return here is not None and not here.code.startswith(SCHEME)


def _lies_below(key: int | None, other: int, above: dict[int, int | None]) -> bool:
    seen: set[int] = set()
    while key is not None and key not in seen:
        if key == other:
            return True
        seen.add(key)
        key = above.get(key)
    return False


def _keep_old_names(matching: Matching, renamed: list[Topic]) -> None:
    """An old name leads to its topic, unless another topic is called so now."""
    names = set(Topic.objects.values_list("folded_name", flat=True))
    names |= set(TopicAlias.objects.values_list("folded_name", flat=True))
    aliases = []
    for topic in renamed:
        old = matching.before[topic.pk][0]
        folded = fold_name(old)
        if folded not in names:
            names.add(folded)
            aliases.append(TopicAlias(topic=topic, name=old, folded_name=folded))
    insert(aliases)


def _redirect(matching: Matching, renamed: list[Topic]) -> None:
    moved = [(matching.before[topic.pk][1], topic) for topic in renamed if matching.before[topic.pk][1] != topic.slug]
    for old, topic in moved:
        path, target = reverse("articles:topic-detail", args=[old]), topic.get_absolute_url()
        Redirect.objects.filter(target=path).update(target=target)
        Redirect.objects.update_or_create(path=path, defaults={"target": target})


def _store_codes(matching: Matching) -> None:
    """Codes of other vocabularies, each with the first concept that has it; a topic's of the newsroom's own stays."""
    claimed: dict[str, Topic] = dict(matching.replaced_codes)
    for concept in matching.concepts:
        for code in concept.codes:
            claimed.setdefault(code, matching.topic_of[concept.code])
    ours = {topic.pk for topic in matching.topic_of.values()}
    first = set(Topic.objects.exclude(code="").values_list("code", flat=True))
    wanted = {code: topic.merged_into or topic for code, topic in claimed.items() if code not in first}
    moving = {
        code: topic
        for code, topic in wanted.items()
        if code in matching.further and matching.further[code] != topic.pk and matching.further[code] in ours
    }
    TopicCode.objects.filter(code__in=list(moving)).delete()
    new = {code: topic for code, topic in wanted.items() if code in moving or code not in matching.further}
    insert([TopicCode(topic=topic, code=code) for code, topic in sorted(new.items())])


def _store_labels(matching: Matching) -> None:
    """Names by language as the vocabulary has them now; those of other languages stay."""
    fresh = []
    for concept in matching.concepts:
        topic = matching.topic_of[concept.code]
        here = matching.labels.get(topic.pk, {})
        for language, name in concept.labels if topic.merged_into_id is None else ():
            if here.get(language) != name:
                fresh.append(TopicLabel(topic=topic, language=language, name=name))
    replaced = {(label.topic_id, label.language) for label in fresh}
    there = TopicLabel.objects.values_list("pk", "topic", "language") if matching.labels else []
    old = [key for key, topic, language in there if (topic, language) in replaced]
    for at in range(0, len(old), _BATCH):
        TopicLabel.objects.filter(pk__in=old[at : at + _BATCH]).delete()
    insert(fresh)
