"""The act of keeping house style: a rule added, changed, put in force or out of it. Rules are never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError
from articles.editorial.kernel import log, require
from articles.models import StyleRule
from articles.parsing.stylewords import PatternError, read_pattern

FIELDS = ("pattern", "reason", "suggestion", "matches_case", "active", "owner")


@transaction.atomic
def set_style_rule(
    rule: StyleRule | None, fields: Mapping[str, Any], *, by: User | None, at: datetime, why: str = ""
) -> StyleRule:
    """Write a rule of house style, a new one where none is given; returns it. No change is no line in its history.

    Refuses (EditorialError) who may not, words that cannot be looked for, words another rule has, and no reason.
    """
    require(by, "style_rule.edit")
    rule = StyleRule() if rule is None else StyleRule.objects.select_for_update().get(pk=rule.pk)
    is_new = rule.pk is None
    given = {name: _tidy(value) for name, value in fields.items()}
    unknown = given.keys() - set(FIELDS)
    if unknown:
        raise EditorialError(f"A rule of style has no {', '.join(sorted(unknown))}.")
    changed = [name for name, value in given.items() if getattr(rule, name) != value]
    for name in changed:
        setattr(rule, name, given[name])
    _refuse(rule)
    if not changed and not is_new:
        return rule
    rule._history_user = by  # type: ignore[attr-defined]
    rule._history_date = at  # type: ignore[attr-defined]
    rule._change_reason = why[:100]  # type: ignore[attr-defined]
    rule.save()
    log("add_style_rule" if is_new else "change_style_rule", None, by=by, at=at, subject=rule, fields=changed)
    return rule


def _tidy(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _refuse(rule: StyleRule) -> None:
    try:
        read_pattern(rule.pattern)
    except PatternError as error:
        raise EditorialError(str(error)) from error
    if not rule.reason:
        raise EditorialError("Say why: editors see the reason.")
    if StyleRule.objects.filter(pattern=rule.pattern).exclude(pk=rule.pk).exists():
        raise EditorialError(f"There is a rule for “{rule.pattern}” already.")
