"""Acts on passkeys: one added to an account, one removed, one used after the password.

The ceremony and the rows are the library's; ours is who may, the log, and that the page they were said on is the
newsroom's own address, letter for letter. Each challenge is good for one answer.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.utils import websafe_encode

from articles.editorial import EditorialError
from articles.editorial.kernel import log
from newsroom.second_factor.acts import has_factor, has_sheet, lock_own, new_sheet

LONGEST_NAME = 60
_MOST = 10
# What the library raises at an answer that is none: its own refusals, and those of the formats it reads.
_UNREADABLE = (
    ValidationError, ValueError, TypeError, LookupError, AttributeError, struct.error, RecursionError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True)
class Passkey:
    """One passkey of an account, as its owner sees it."""

    pk: int
    name: str
    added: datetime
    used: datetime | None

    @property
    def text_pk(self) -> str:
        return str(self.pk)


def passkeys_of(user: User) -> list[Passkey]:
    """An account's passkeys, the oldest first."""
    rows = _rows(user).order_by("created_at", "pk")
    return [Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at) for row in rows]


def ask_for_new(user: User) -> dict[str, Any]:
    """What the browser needs to make a passkey; the challenge stays in the session. Refuses one too many."""
    _refuse_one_too_many(user)
    return auth.begin_registration(user, passwordless=False)


def ask_for_one(user: User) -> dict[str, Any]:
    """What the browser needs to use a passkey of the account; the challenge stays in the session."""
    return auth.begin_authentication(user)


@transaction.atomic
def add_passkey(user: User, answer: dict[str, Any], *, name: str, by: User, at: datetime) -> list[str]:
    """Keep what the browser made; returns recovery codes, told this once, if the account has none yet.

    Refuses anybody but the owner, an empty name, an answer not to our challenge, a passkey known already, and one
    too many.
    """
    lock_own(user, by)
    _refuse_one_too_many(user)
    if not name:
        raise EditorialError("Give the passkey a name.")
    try:
        _require_our_page(auth.parse_registration_response(answer))
        made = auth.complete_registration(answer).credential_data
        key = websafe_encode(made.credential_id)  # type: ignore[union-attr]
    except _UNREADABLE as error:
        raise EditorialError("That passkey could not be read. Nothing was added; try again.") from error
    finally:
        auth.clear_state()
    if Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN, data__credential__id=key).exists():
        raise EditorialError("That passkey is known here already.")
    auth.WebAuthn.add(user, name[:LONGEST_NAME], {**answer, "id": key, "rawId": key})
    log("add_passkey", None, by=by, at=at, subject=user, name=name[:LONGEST_NAME])
    return [] if has_sheet(user) else new_sheet(user)


@transaction.atomic
def remove_passkey(user: User, pk: int, *, by: User, at: datetime) -> str:
    """Take one off the account; returns its name. With the last factor the recovery codes go too.

    Refuses anybody but the owner, and a passkey the account does not hold.
    """
    lock_own(user, by)
    row = _rows(user).filter(pk=pk).first()
    if row is None:
        raise EditorialError("This account has no such passkey any more.")
    name = row.data["name"]
    row.delete()
    if not has_factor(user):
        Authenticator.objects.filter(user_id=user.pk).delete()
    log("remove_passkey", None, by=by, at=at, subject=user, name=name)
    return name


@transaction.atomic
def use_passkey(user: User, answer: dict[str, Any], *, at: datetime) -> bool:
    """Whether the browser's answer opens the account: one of its passkeys, to the challenge of this session."""
    User.objects.select_for_update().get(pk=user.pk)
    try:
        _require_our_page(auth.parse_authentication_response(answer))
        row = auth.complete_authentication(user, answer)
    except _UNREADABLE:
        return False
    finally:
        auth.clear_state()
    row.last_used_at = at
    row.save(update_fields=["last_used_at"])
    return True


def _refuse_one_too_many(user: User) -> None:
    if _rows(user).count() >= _MOST:
        raise EditorialError(f"An account holds {_MOST} passkeys at most. Remove one first.")


def _require_our_page(answer: Any) -> None:
    """The library lets any page under the name pass; ours is one scheme, name and port."""
    site = urlsplit(settings.SITE_URL)
    if answer.response.client_data.origin != f"{site.scheme}://{site.netloc}":
        raise ValueError("said on another page")


def _rows(user: User):  # type: ignore[no-untyped-def]
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN)
