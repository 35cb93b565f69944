"""The budget, the front page and house style."""

from __future__ import annotations

from typing import Any

from articles.editorial.fronting import mark_of as front_mark
from articles.editorial.fronting import place
from articles.models import Article, FrontPage
from tests.admin.authz.surfaces.kinds import Surface, listed, one, say
from tests.admin.authz.world import World
from tests.builders import NOON


def _line(action: str, on: str, **cells: Any) -> Surface:
    return Surface(action, "budget_cell", on=on, where=lambda w, s, r: {"pk": s.pk}, asks=say(**cells))


PLANS = [
    _line("story.edit_draft", "draft", budget_line="What it is about"),
    _line("story.edit_draft", "review", planned_at="2046-05-01T06:00"),
    _line("story.edit_published", "published", planned_length="300"),
    Surface(
        "workflow.assign",
        "budget_cell",
        on="draft",
        where=lambda w, s, r: {"pk": s.pk},
        asks=lambda w, s, r: {"assigned_to": w.people["administrator"].pk, "version": s.version},
    ),
    listed("front_page.arrange", "front_stories", q="zqdraft"),
    listed("style_rule.edit", "articles_stylerule_try", method="POST", pattern="zqdraft*"),
]


def _front(verb: str, given: Any = None, *, which: str = "-pk", **asked: Any) -> Surface:
    """A step of the front page; `which` is the order whose first release it is about."""

    def asks(world: World, story: Article | None, role: str) -> dict[str, Any]:
        placed = world.stories["published", "other"].pk
        draft = FrontPage.objects.draft().first()
        front = FrontPage.objects.filter(released_at=NOON).order_by(which).first()
        return {"story": placed, "seen": front_mark(draft or front), "front": front.pk if front else 0, **asked}

    return Surface("front_page.arrange", "front_step", verb=verb, given=given, asks=asks)


def _slots(world: World, *, pinned: bool = False, first: str = "section") -> list[dict[str, Any]]:
    """Two stories in one zone."""
    places = [world.stories["published", place].pk for place in sorted(("section", "other"), key=first.__ne__)]
    told = {"zone": "seconds", "pinned": pinned, "until": None, "since": NOON.isoformat()}
    return [{"article": pk, **told} for pk in places]


def _draft(**slots: Any) -> Any:
    def drafted(world: World, story: Article | None) -> None:
        FrontPage.objects.create(slots=_slots(world, **slots), changed_at=NOON)

    return drafted


def _placed(world: World, story: Article | None) -> None:
    """A draft with a change that can be taken back."""
    place(world.stories["published", "other"], zone="seconds", seen=front_mark(None), by=None, at=NOON)


def _released(world: World, story: Article | None) -> None:
    for slots in ([], _slots(world)):
        FrontPage.objects.create(slots=slots, changed_at=NOON, released_at=NOON)


FRONT = [
    *(
        Surface("front_page.arrange", name, "GET")
        for name in ("front_page", "front_stories", "front_preview", "front_history")
    ),
    _front("place", zone="seconds", position="0"),
    _front("move", _draft(), zone="lead", position="0"),
    _front("up", _draft()),
    _front("down", _draft(first="other")),
    _front("undo", _placed),
    _front("pin", _draft()),
    _front("unpin", _draft(pinned=True)),
    _front("remove", _draft()),
    _front("until", _draft(), until="2046-05-01T06:00"),
    _front("release", _draft()),
    _front("discard", _draft()),
    _front("undo-release", _released),
    _front("restore", _released, which="pk"),
]

RULES = [
    Surface("story.list", "articles_stylerule_changelist", "GET"),
    Surface("story.list", "articles_stylerule_change", "GET", where=one("object_id", lambda w: w.rule.pk)),
    Surface("style_rule.edit", "articles_stylerule_add", asks=lambda *_: _rule("leverage*")),
    Surface(
        "style_rule.edit",
        "articles_stylerule_change",
        where=one("object_id", lambda w: w.rule.pk),
        asks=lambda *_: _rule("leverage*"),
    ),
    Surface("style_rule.edit", "articles_stylerule_try", asks=lambda *_: {"pattern": "zq*"}, writes=""),
]


def _rule(pattern: str) -> dict[str, Any]:
    return {"pattern": pattern, "reason": "Say it plainly.", "suggestion": "use", "active": "on"}
