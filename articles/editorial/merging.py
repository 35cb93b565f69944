"""The acts of merging two records of one person, of undoing that, and of saying that two are not the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.redrawing import renderings_naming
from articles.models import Act, Byline, DistinctPeople, Person, PersonAlias, Quote, Role

RIGHT = "speaker.create_or_merge"


@transaction.atomic
def merge_people(source: Person, *, into: Person, by: User | None, at: datetime) -> Act:
    """Two records are one person: everything of `source` goes to `into`; returns the line of the log that undoes it.

    Quotes of record, bylines of working copies, other names, roles and the account's link move; the old name becomes
    another name, the old address redirects. Editions stay as they were published: readers find their words under the
    person they were merged into. Refuses who may not merge, one person twice, one merged away already, a human with an
    organisation, and two people with accounts of their own.
    """
    require(by, RIGHT)
    source, into = _locked(source, into)
    _refuse(source, into)
    moved: dict[str, Any] = {"source": source.pk, "into": into.pk, "before": _standing(source, into)}
    moved |= _move_bylines(source, into, by, at)
    moved["quotes"] = _move_quotes(Quote.objects.filter(speaker=source), into, by, at)
    moved |= _move_names(source, into)
    moved["roles"] = _move_roles(source, into, by, at)
    moved["merged"] = list(source.merged.order_by("pk").values_list("pk", flat=True))
    _point(moved["merged"], into, by, at)
    _move_standing(source, into, by, at)
    renderings_naming(source, into).make_stale()
    return log("merge_people", None, by=by, at=at, subject=f"{source} into {into}", **moved)


@transaction.atomic
def undo_merge(merge: Act, *, by: User | None, at: datetime) -> Person:
    """Part what a merge joined, exactly as it was; returns the person who was merged away.

    Refuses who may not merge, a merge undone already, and one after which something it moved was changed: that
    sentence says what.
    """
    require(by, RIGHT)
    moved = merge.detail
    source, into = _locked(Person.objects.get(pk=moved["source"]), Person.objects.get(pk=moved["into"]))
    if source.merged_into_id != into.pk:
        raise WrongState(f"“{source}” is not merged into “{into}” any more.")
    _restore_bylines(moved, source, into, by, at)
    _restore_quotes(moved, source, into, by, at)
    _restore_names(moved, source, into)
    for role in _still(Role, moved["roles"], into, "role"):
        _save(role, by, at, person=source)
    _point(Person.objects.filter(pk__in=moved["merged"], merged_into=into).values_list("pk", flat=True), source, by, at)
    _restore_standing(moved["before"], source, into, by, at)
    renderings_naming(source, into).make_stale()
    log("undo_merge", None, by=by, at=at, subject=f"{source} from {into}", merge=merge.pk)
    return source


@transaction.atomic
def keep_apart(first: Person, second: Person, *, by: User | None, at: datetime) -> None:
    """Two people of like names are not the same: they are not shown as possible duplicates again."""
    require(by, RIGHT)
    if first.pk == second.pk:
        raise EditorialError("Choose two people.")
    first, second = sorted((first, second), key=lambda person: person.pk)
    _, made = DistinctPeople.objects.get_or_create(first=first, second=second, defaults={"said_by": by, "said_at": at})
    if made:
        log("keep_apart", None, by=by, at=at, subject=f"{first}, {second}", people=[first.pk, second.pk])


def _locked(source: Person, into: Person) -> tuple[Person, Person]:
    """Both rows, locked in the order of their keys: two merges at one moment wait for each other and do not lock up."""
    rows = Person.objects.select_for_update().order_by("pk").in_bulk([source.pk, into.pk])
    return rows[source.pk], rows[into.pk]


def _point(people: Iterable[int], at_whom: Person, by: User | None, at: datetime) -> None:
    """Those merged away earlier lead on to whom they are now."""
    for person in Person.objects.filter(pk__in=list(people)).order_by("pk"):
        _save(person, by, at, merged_into=at_whom)


def _refuse(source: Person, into: Person) -> None:
    if source.pk == into.pk:
        raise EditorialError("Choose another person: nobody is merged into themselves.")
    for person in (source, into):
        if person.merged_into_id:
            raise WrongState(f"“{person}” has been merged away already.")
    if source.kind != into.kind:
        raise EditorialError("A person and an organisation are not the same: mend the kind of one of them first.")
    if source.user_id and into.user_id:
        raise EditorialError("Both have accounts of their own: unlink one of them first.")


def _standing(source: Person, into: Person) -> dict[str, Any]:
    return {
        name: {"user": person.user_id, "is_staff_writer": person.is_staff_writer}
        for name, person in (("source", source), ("into", into))
    }


def _move_standing(source: Person, into: Person, by: User | None, at: datetime) -> None:
    user = source.user
    _save(source, by, at, merged_into=into, user=None)
    _save(into, by, at, user=into.user or user, is_staff_writer=into.is_staff_writer or source.is_staff_writer)


def _restore_standing(before: dict[str, Any], source: Person, into: Person, by: User | None, at: datetime) -> None:
    was = before["into"]
    after = {name: was[name] or before["source"][name] for name in ("user", "is_staff_writer")}
    if (into.user_id, into.is_staff_writer) != (after["user"], after["is_staff_writer"]):
        raise WrongState(f"The account of “{into}”, or whether they write for us, was changed since: mend that first.")
    _save(into, by, at, user_id=was["user"], is_staff_writer=was["is_staff_writer"])
    _save(source, by, at, user_id=before["source"]["user"], merged_into=None)


def _move_bylines(source: Person, into: Person, by: User | None, at: datetime) -> dict[str, Any]:
    """A story on which both stand in one role keeps one of them."""
    has = set(into.bylines.values_list("article_id", "role"))
    moved, dropped = [], []
    for byline in Byline.objects.select_for_update().filter(person=source).order_by("pk"):
        if (byline.article_id, byline.role) in has:
            row = {"pk": byline.pk, "article": byline.article_id, "role": byline.role, "position": byline.position}
            dropped.append(row)
            byline._history_user, byline._history_date = by, at  # type: ignore[attr-defined]
            byline.delete()
        else:
            _save(byline, by, at, person=into)
            moved.append(byline.pk)
    return {"bylines": moved, "bylines_dropped": dropped}


def _restore_bylines(moved: dict[str, Any], source: Person, into: Person, by: User | None, at: datetime) -> None:
    for byline in _still(Byline, moved["bylines"], into, "byline"):
        _save(byline, by, at, person=source)
    for row in moved["bylines_dropped"]:
        taken = Byline.objects.filter(article=row["article"], position=row["position"]).exists()
        if taken or not Byline.objects.filter(article=row["article"], person=into, role=row["role"]).exists():
            raise WrongState("A story's byline was changed since the merge: the two cannot be parted by undoing it.")
        byline = Byline(
            pk=row["pk"], article_id=row["article"], role=row["role"], position=row["position"], person=source
        )
        _save(byline, by, at)


def _move_quotes(quotes: Any, to: Person, by: User | None, at: datetime) -> list[int]:
    rows = list(quotes.select_for_update().order_by("pk"))
    for quote in rows:
        quote.speaker = to
    if rows:
        bulk_update_with_history(rows, Quote, ["speaker"], default_user=by, default_date=at)
    return [quote.pk for quote in rows]


def _restore_quotes(moved: dict[str, Any], source: Person, into: Person, by: User | None, at: datetime) -> None:
    elsewhere = Quote.objects.filter(pk__in=moved["quotes"]).exclude(speaker=into).first()
    if elsewhere is not None:
        raise WrongState(
            f"The quote “{elsewhere}” has another speaker since the merge: give it back to “{into}” first."
        )
    _move_quotes(Quote.objects.filter(pk__in=moved["quotes"]), source, by, at)


def _move_names(source: Person, into: Person) -> dict[str, Any]:
    """Names `into` does not have; those it has stay with the source, which nobody looks up any more."""
    known = {into.folded_name, *into.aliases.values_list("folded_name", flat=True)}
    moved = list(source.aliases.exclude(folded_name__in=known).order_by("pk").values_list("pk", flat=True))
    PersonAlias.objects.filter(pk__in=moved).update(person=into)
    known.update(PersonAlias.objects.filter(pk__in=moved).values_list("folded_name", flat=True))
    made = PersonAlias.objects.create(person=into, name=source.name).pk if source.folded_name not in known else None
    return {"aliases": moved, "alias_made": made}


def _restore_names(moved: dict[str, Any], source: Person, into: Person) -> None:
    _still(PersonAlias, moved["aliases"], into, "other name")
    PersonAlias.objects.filter(pk__in=moved["aliases"]).update(person=source)
    PersonAlias.objects.filter(pk=moved["alias_made"], person=into).delete()


def _move_roles(source: Person, into: Person, by: User | None, at: datetime) -> list[int]:
    """Roles `into` does not have; the same ones stay with the source."""
    has = set(into.roles.values_list("title", "organisation", "start", "end"))
    moved = []
    for role in source.roles.order_by("pk"):
        if (role.title, role.organisation, role.start, role.end) not in has:
            _save(role, by, at, person=into)
            moved.append(role.pk)
    return moved


def _still(model: Any, keys: Iterable[int], into: Person, noun: str) -> list[Any]:
    """The rows a merge moved, if all of them are still where it put them."""
    keys = list(keys)
    rows = list(model.objects.filter(pk__in=keys, person=into).order_by("pk"))
    if len(rows) != len(keys):
        raise WrongState(f"A {noun} of “{into}” was changed since the merge: the two cannot be parted by undoing it.")
    return rows


def _save(row: Any, by: User | None, at: datetime, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    row._history_user, row._history_date = by, at
    row.save()
