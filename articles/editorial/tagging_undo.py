"""The acts of saying that nothing fits a story, of having it back, and of taking back the last act of tagging."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.rolling_up import hold_topics
from articles.editorial.tagging import RIGHT, follow, lock_for_tagging
from articles.editorial.tagging_rows import Before, left_by, put_back, set_status, stood
from articles.editorial.topic_making import drop_made
from articles.editorial.topic_uses import count_use
from articles.editorial.topics.ground import take_turns
from articles.models import Act, Article, NothingFits, Tagging

Status = Tagging.Status
UNDOABLE = frozenset({"tag", "untag", "nothing_fits", "look_again"})


@transaction.atomic
def nothing_fits(article: Article, *, by: User | None, at: datetime) -> None:
    """Leave a story without a topic for good: what is suggested for it is rejected, the queue brings it no more.

    Saying so twice changes nothing. Refuses who may not tag, a killed story, and one that carries a topic.
    """
    require(by, RIGHT, article)
    article = lock_for_tagging(article)
    taggings = list(Tagging.objects.filter(article=article).order_by("pk"))
    if any(tagging.status == Status.CHOSEN for tagging in taggings):
        raise EditorialError("The story carries a topic: take it off first, or go on.")
    if NothingFits.objects.filter(article=article).exists():
        return
    proposed = [tagging for tagging in taggings if tagging.status == Status.PROPOSED]
    before = [[tagging.topic_id, stood(tagging)] for tagging in proposed]
    set_status(proposed, Status.REJECTED, by=by, at=at)
    NothingFits.objects.create(article=article, said_by=by, said_at=at)
    log("nothing_fits", article, by=by, at=at, before=before)


@transaction.atomic
def look_again(article: Article, *, by: User | None, at: datetime) -> None:
    """Bring a story that nothing fitted back into the queue; what was rejected then stays so.

    Refuses who may not tag, a killed story, and one of which nobody said that nothing fits.
    """
    require(by, RIGHT, article)
    article = lock_for_tagging(article)
    said = NothingFits.objects.filter(article=article).first()
    if said is None:
        raise EditorialError("The story waits for a topic already.")
    said.delete()
    log("look_again", article, by=by, at=at, before=[], said=[said.said_by_id, said.said_at.isoformat()])


@transaction.atomic
def undo_tagging(act: Act, *, by: User | None, at: datetime) -> Article:
    """Make the story's topics what they were before that act, exactly; a topic made by it goes. Returns the story.

    Refuses who may not tag the story, a killed story, an act of another kind, and one after which the same topics of
    the story were changed, or which was undone before.
    """
    article = act.article
    if article is None or act.verb not in UNDOABLE or "before" not in act.detail:
        raise EditorialError("That is no act of tagging that can be taken back.")
    require(by, RIGHT, article)
    if "made" in act.detail:
        take_turns()
    article = lock_for_tagging(article)
    before: dict[int, Before] = dict(act.detail["before"])
    hold_topics(before, [article.pk])
    _restore(article, act, before, by=by, at=at)
    if act.verb in {"nothing_fits", "look_again"}:
        _restore_word(article, act)
    if "made" in act.detail:
        drop_made(act.detail["made"], by=by, at=at)
    log("undo_tagging", article, by=by, at=at, subject=act.subject, act=act.pk)
    return article


def _restore(article: Article, act: Act, before: dict[int, Before], *, by: User | None, at: datetime) -> None:
    left = Tagging.objects.filter(left_by(act.by_id, act.at), article=article, topic__in=before).order_by("pk")
    rows = list(left.select_related("topic"))
    if len(rows) != len(before):
        raise WrongState(f"“{act.subject}” was changed since, or taken back already: see what the story carries now.")
    pairs = [(row, before[row.topic_id]) for row in rows]
    for row, was in pairs:
        count_use(row.topic_id, (was is not None and was["status"] == Status.CHOSEN) - (row.status == Status.CHOSEN))
    put_back(pairs, by=by, at=at)
    follow(article, at=at)


def _restore_word(article: Article, act: Act) -> None:
    """That nothing fits was said, or not, before the act."""
    said = NothingFits.objects.filter(article=article)
    if act.verb == "nothing_fits":
        if not said.filter(said_at=act.at).delete()[0]:
            raise WrongState("Somebody has had the story back since.")
        return
    if said.exists():
        raise WrongState("Somebody said again since that nothing fits.")
    who, when = act.detail["said"]
    account = User.objects.filter(pk=who).first() if who else None
    NothingFits.objects.create(article=article, said_by=account, said_at=datetime.fromisoformat(when))
