"""Two bylines of one story made one against the byline both began from, name by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.admin.story.merging import ALIKE, BOTH, Item, Merged, merged_parts
from articles.editorial.drafts import DraftByline
from articles.models import Article, Byline, Person
from articles.parsing.names import fold_name

_STEP = 10
_SAID = {
    ("in", "theirs"): "they added",
    ("in", "mine"): "you added",
    ("in", "alike"): "both added",
    ("out", "theirs"): "they took off",
    ("out", "mine"): "you took off",
    ("out", "alike"): "both took off",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a role that one of the two put on the byline or took off it."""

    person: int | None
    name: str
    role: str
    is_in: bool
    said: str

    @property
    def role_label(self) -> str:
        return str(Byline.Role(self.role).label).lower()


@dataclass(frozen=True, slots=True)
class Names:
    """The merged byline as rows of the form begin, what changed, and whether both changed it, each otherwise."""

    initial: list[dict[str, object]]
    changed: list[Name]
    whose: str
    moved: str


def merged_names(article: Article, mine: Sequence[DraftByline], opened_as: str) -> Names:
    """The byline as it stands now (`article`) and as typed, merged; `opened_as` is what it was, as the page carried it.

    A name taken off by one is off, a name put on by one is on: nobody's work is undone, and each is said.
    """
    theirs = [DraftByline(b.person.name, b.person, b.role) for b in article.bylines.select_related("person")]
    base = _opened(opened_as, [*theirs, *mine])
    known = {fold_name(row.name): row.person for row in [*base, *theirs]}
    rows: dict[str, DraftByline] = {}
    sides = []
    for side in (base, theirs, mine):
        keyed = {_key(row, known): row for row in side}
        rows = {**keyed, **rows}
        sides.append({key: key for key in keyed})
    merged = merged_parts(*sides)
    return Names(
        [_initial(rows[key], number) for number, key in enumerate(merged.parts)],
        [_name(rows[item.key], item) for item in merged.items],
        _whose(merged),
        merged.moved,
    )


def _opened(signature: str, at_hand: Iterable[DraftByline]) -> list[DraftByline]:
    """The byline a page was opened with, from its signature; nonsense in it is nobody."""
    known = {row.person.pk: row.person for row in at_hand if row.person is not None}
    pairs = [pair.split(":", 1) for pair in signature.split(",")[:60] if ":" in pair]
    named = [(int(pk), role) for pk, role in pairs if pk.isdigit() and len(pk) < 19 and role in Byline.Role.values]
    missing = {pk for pk, _ in named} - known.keys()
    if missing:
        known |= Person.objects.in_bulk(missing)
    return [DraftByline(known[pk].name, known[pk], role) for pk, role in named if pk in known]


def _key(row: DraftByline, known: Mapping[str, Person | None]) -> str:
    """One person in one role; a name typed is the person of that name who is or was on the byline, else itself."""
    person = row.person or known.get(fold_name(row.name))
    return f"{person.pk if person else row.name} {row.role}"


def _initial(row: DraftByline, number: int) -> dict[str, object]:
    person = row.person.pk if row.person else None
    return {"position": (number + 1) * _STEP, "person": person, "name": row.name, "role": row.role}


def _name(row: DraftByline, item: Item) -> Name:
    is_in = bool(item.taken)
    said = _SAID["in" if is_in else "out", item.whose]
    return Name(row.person.pk if row.person else None, row.name, row.role, is_in, said)


def _whose(merged: Merged) -> str:
    """Whose doing the byline is: one side's, or of both."""
    sides = {item.whose for item in merged.items} | {merged.moved}
    sides -= {ALIKE, ""}
    if not sides:
        return ""
    return sides.pop() if len(sides) == 1 else BOTH
