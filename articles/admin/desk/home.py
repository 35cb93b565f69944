"""The desk's front page: what waits for a person, what is due, what is on its way, what just went out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch

from articles.admin.desk.piles import MOST, Key, keys_of, planned_editions
from articles.admin.quotes.queue import to_verify
from articles.admin.story.rows import Chip, chips, clock, countdown, desk_rows, names_of
from articles.admin.verbs import said
from articles.models import Act, Article, Byline, Edition
from articles.models.rights import may

SHOWN = 8
ACTS_SHOWN = 6
# Piles one glances at, besides those one works through.
SHOWN_BESIDE = {"untagged": 5, "live": 5}
MOST_COUNTED = 500

# Why a story waits, in the word a person looks for; the first of several that hold is said.
_REASONS = {"release": "To release", "publish": "To publish", "approve": "To approve", "given": "Given to you"}
_SCHEDULE = "To schedule"
_READ_FIRST = frozenset({_REASONS["approve"], _REASONS["release"]})


@dataclass(frozen=True, slots=True)
class Line:
    """One story of a pile, with the moment that matters there and the word that says why it lies there.

    A moment to come (`until`) is counted down to; one gone by, of a story that should be out, is late.
    """

    article: Article
    chips: list[Chip]
    by: str
    when: str
    reason: str = ""
    until: datetime | None = None
    counts: str = ""
    late: bool = False
    after: tuple[str, ...] = ()

    @property
    def is_to_read(self) -> bool:
        """Whether it waits to be read by a second person: it opens on what changed, not on its form."""
        return self.reason in _READ_FIRST


@dataclass(slots=True)
class Pile:
    """A list of the front page: its name, the stories in it, lines for the first of them, what to say of none."""

    name: str
    title: str
    keys: list[Key]
    empty: str
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> list[Key]:
        """The stories that get a line; the others are counted."""
        return self.keys[: SHOWN_BESIDE.get(self.name, SHOWN)]

    @property
    def many(self) -> str:
        """The number as it is shown: counted up to one nobody reads on from."""
        return f"{MOST}+" if len(self.keys) > MOST else str(len(self.keys))


def home_of(user: Any, at: datetime) -> dict[str, Any]:
    """The piles a person sees, the most pressing first, and the newest acts of others where that is allowed."""
    keys, planned = keys_of(user, at), planned_editions(user, at)
    keys["scheduled"] = _first_of_each(planned)
    piles = [_PILES[name](keys, at) for name in _order_of(user)]
    rows = _rows_of({key.pk for pile in piles for key in pile.shown})
    for pile in piles:
        pile.lines = [_line(key, rows[key.pk], planned, at) for key in pile.shown if key.pk in rows]
    return {
        "at": at,
        "piles": piles,
        "acts": _acts_of_others(user),
        "may_create": may(user, "story.create"),
        "may_care": may(user, "topic.merge_or_delete"),
        "to_verify": _to_verify(user, at) if may(user, "quote.edit") else 0,
        "is_new": bool(piles) and not any(pile.keys for pile in piles),
    }


def _order_of(user: Any) -> list[str]:
    """The piles by what somebody's work is: an editor's waiting first, a writer's own, a tagger's untagged."""
    creates, decides = may(user, "story.create"), may(user, "story.approve_copy")
    first = ["waiting", "due", "mine"] if decides else ["mine", "waiting", "due"] if creates else []
    tags = ["untagged"] if may(user, "story.edit_topics_field") else []
    if not first:
        return [*tags, "due", "coming", "live"] if may(user, "story.list") else []
    return [*first, "coming", *tags, "live"]


def _waiting(keys: dict[str, list[Key]], at: datetime) -> Pile:
    found: dict[int, Key] = {}
    for part in _REASONS:
        for key in keys.get(part, ()):
            found.setdefault(key.pk, key)
    # What is planned soonest first; what has no hour after it, in the order the desk changed it last.
    order = sorted(found.values(), key=lambda key: (key.moment is None, key.moment or at))
    return Pile("waiting", "Waiting for you", order, "Nothing waits for you. What needs your word comes up here.")


def _mine(keys: dict[str, list[Key]], at: datetime) -> Pile:
    empty = "You have no story in hand. Paste one, write one, or put a line on the budget."
    return Pile("mine", "My stories", _newest(keys.get("mine", ())), empty)


def _due(keys: dict[str, list[Key]], at: datetime) -> Pile:
    """The stories nearest to their hour, before it or after it, in the order of their hours."""
    nearest = sorted(keys["due"], key=lambda key: abs((key.moment or at) - at))
    shown = sorted(nearest[:SHOWN], key=lambda key: key.moment or at)
    return Pile(
        "due", "Due today", [*shown, *nearest[SHOWN:]], "Nothing is planned for today. Hours come from the budget."
    )


def _coming(keys: dict[str, list[Key]], at: datetime) -> Pile:
    released = {key.pk for key in keys["scheduled"]}
    held = [key for key in keys["embargoed"] if key.pk not in released]
    order = sorted([*keys["scheduled"], *held], key=lambda key: key.moment or at)
    return Pile("coming", "Scheduled and embargoed", order, "Nothing is scheduled, nothing under an embargo.")


def _untagged(keys: dict[str, list[Key]], at: datetime) -> Pile:
    empty = "Every story bears a topic."
    return Pile("untagged", "Untagged", _newest(keys["untagged"]), empty)


def _live(keys: dict[str, list[Key]], at: datetime) -> Pile:
    return Pile("live", "Just went live", _newest(keys["live"]), "Nothing is live yet. What goes out is listed here.")


_PILES: dict[str, Callable[[dict[str, list[Key]], datetime], Pile]] = {
    "waiting": _waiting, "mine": _mine, "due": _due, "coming": _coming, "untagged": _untagged, "live": _live,
}  # fmt: skip


def _newest(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: (key.moment, key.pk), reverse=True)  # type: ignore[arg-type, return-value]


def _rows_of(pks: set[int]) -> dict[int, Article]:
    names = Prefetch("bylines", Byline.objects.select_related("person"))
    return {row.pk: row for row in desk_rows(Article.objects.filter(pk__in=pks)).order_by().prefetch_related(names)}


def _line(key: Key, article: Article, planned: list[tuple[int, datetime, int, str]], at: datetime) -> Line:
    """The story's line, with the moment said as its part of the pile has it."""
    late = key.part == "due" and key.moment is not None and key.moment <= at
    until = key.moment if key.part in {"due", "scheduled", "embargoed"} and not late else None
    later = [row for row in planned if row[0] == article.pk][1:] if key.part == "scheduled" else []
    standing = chips(article, at)
    return Line(
        article,
        standing[1:] if key.part in {"live", "scheduled"} else standing,
        names_of(article),
        clock(key.moment, at),
        reason=_SCHEDULE if key.part == "publish" and article.is_embargoed(at) else _REASONS.get(key.part, ""),
        until=until,
        counts=countdown(until, at) if until else "",
        late=late,
        after=tuple(f"{Edition.Change(change).label.lower()} {clock(when, at)}" for _, when, _, change in later),
    )


def _first_of_each(planned: list[tuple[int, datetime, int, str]]) -> list[Key]:
    """Each story once, by the nearest of its planned editions."""
    nearest: dict[int, Key] = {}
    for pk, when, _, _ in planned:
        nearest.setdefault(pk, Key("scheduled", pk, when))
    return list(nearest.values())


def _to_verify(user: Any, at: datetime) -> int:
    """How many confirmed quotes wait to be checked, counted up to a number nobody reads on from."""
    return to_verify(user, at).order_by().values("pk")[:MOST_COUNTED].count()


def _acts_of_others(user: Any) -> list[tuple[Act, str]]:
    """The newest acts on stories this person may view; nothing for those who may not see what others do."""
    if not may(user, "admin.see_recent_actions_of_others"):
        return []
    # Asked of each act as the newest are read: a list of all one may view would be made before the first.
    seen = Article.objects.viewable_by(user).filter(pk=OuterRef("article"))
    acts = (
        Act.objects.filter(Exists(seen))
        .exclude(by=user.pk)
        .select_related("by")
        .annotate(slugline=F("article__slugline"))
    )
    return [(act, said(act.verb)) for act in acts[:ACTS_SHOWN]]
