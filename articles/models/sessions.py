"""A change of what an account may do ends its sign-ins at once: roles, desks, being open, being a superuser.

Receivers of signals, so that no screen, command or shell can forget it. Sessions are rows of Django's own table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from articles.models.section import Section

_STANDING = ("is_active", "is_superuser", "is_staff")


def end_sessions(accounts: Iterable[int]) -> None:
    """Sign these accounts out everywhere. A session's owner stands inside it alone: each is read."""
    owners = {str(pk) for pk in accounts}
    if not owners:
        return
    living = Session.objects.filter(expire_date__gt=timezone.now())
    keys = [row.pk for row in living.iterator() if str(row.get_decoded().get(SESSION_KEY)) in owners]
    Session.objects.filter(pk__in=keys).delete()


def _links_changed(sender: Any, instance: Any, action: str, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Accounts and groups, or accounts and sections, were tied or untied, from either side."""
    if action in {"post_add", "post_remove"} and pk_set:
        end_sessions([instance.pk] if isinstance(instance, User) else pk_set)
    elif action == "pre_clear":
        end_sessions([instance.pk] if isinstance(instance, User) else _members(instance))


def _members(holder: Group | Section) -> list[int]:
    people = holder.user_set if isinstance(holder, Group) else holder.editors  # type: ignore[attr-defined]
    return list(people.values_list("pk", flat=True))


def _holder_goes(sender: Any, instance: Group | Section, **kwargs: Any) -> None:
    end_sessions(_members(instance))


def _remember_standing(sender: Any, instance: User, update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    """What stood before the save; a save of other columns alone (a sign-in writes its hour) asks nothing."""
    concerns = instance.pk and (update_fields is None or set(_STANDING) & update_fields)
    stood = User.objects.filter(pk=instance.pk).values_list(*_STANDING).first() if concerns else None
    instance._stood = stood  # type: ignore[attr-defined]


def _standing_changed(sender: Any, instance: User, **kwargs: Any) -> None:
    stood = getattr(instance, "_stood", None)
    if stood is not None and stood != tuple(getattr(instance, name) for name in _STANDING):
        end_sessions([instance.pk])


def _account_gone(sender: Any, instance: User, **kwargs: Any) -> None:
    end_sessions([instance.pk] if instance.pk else [])


def connect() -> None:
    """Called once, when the app is ready."""
    for links in (User.groups.through, Section.editors.through):
        m2m_changed.connect(_links_changed, sender=links, dispatch_uid=f"newsroom.sessions.{links.__name__}")
    for holder in (Group, Section):
        pre_delete.connect(_holder_goes, sender=holder, dispatch_uid=f"newsroom.sessions.{holder.__name__}")
    pre_save.connect(_remember_standing, sender=User, dispatch_uid="newsroom.sessions.before")
    post_save.connect(_standing_changed, sender=User, dispatch_uid="newsroom.sessions.after")
    post_delete.connect(_account_gone, sender=User, dispatch_uid="newsroom.sessions.gone")
