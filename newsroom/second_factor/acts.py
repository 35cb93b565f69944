"""Acts on a second factor: switched on and off, a code spent, the sheet renewed, a lost one taken off.

The rows are the library's (`Authenticator`); the log of acts gets what was done, never a secret. A code of the app is
good once: the step of the clock it belongs to is kept beside the secret, in the database, so that all workers know it.
"""

from __future__ import annotations

from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial import EditorialError
from articles.editorial.errors import NotAllowed
from articles.editorial.kernel import log, require

_KINDS = Authenticator.Type
_LAST_STEP = "last_step"


def has_factor(user: User) -> bool:
    """Whether a code or a passkey is asked of the account after its password."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=(_KINDS.TOTP, _KINDS.WEBAUTHN)).exists()


def has_app(user: User) -> bool:
    """Whether an authenticator app is set up for the account."""
    return _of(user, _KINDS.TOTP).exists()


def has_sheet(user: User) -> bool:
    """Whether the account holds recovery codes, used or not."""
    return _of(user, _KINDS.RECOVERY_CODES).exists()


def codes_left(user: User) -> int:
    """How many recovery codes of the sheet are not used."""
    sheet = _of(user, _KINDS.RECOVERY_CODES).first()
    return len(RecoveryCodes(sheet).get_unused_codes()) if sheet else 0


@transaction.atomic
def switch_on(user: User, *, secret: str, code: str, by: User, at: datetime) -> list[str]:
    """Ask for codes of the app that holds the secret from now on; returns the recovery codes, told this once.

    Refuses anybody but the account's owner, a second app, and a code that is not the app's of now.
    """
    lock_own(user, by)
    if has_app(user):
        raise EditorialError("An app is set up already. Switch it off first.")
    step = _step_of(secret, code, after=-1)
    if step is None:
        raise EditorialError("That is not the code the app shows now. Check the clock of the phone and try again.")
    factor = TOTP.activate(user, secret).instance
    factor.data[_LAST_STEP] = step
    factor.save(update_fields=["data"])
    log("second_factor_on", None, by=by, at=at, subject=user)
    return new_sheet(user)


@transaction.atomic
def switch_off(user: User, *, by: User, at: datetime) -> None:
    """Ask for the password alone again. Refuses anybody but the owner, and where nothing is switched on."""
    lock_own(user, by)
    _take_away(user)
    log("second_factor_off", None, by=by, at=at, subject=user)


@transaction.atomic
def renew_codes(user: User, *, by: User, at: datetime) -> list[str]:
    """A new sheet of recovery codes, told this once; the old ones open nothing any more.

    Refuses anybody but the owner, and where nothing is switched on.
    """
    lock_own(user, by)
    if not has_factor(user):
        raise EditorialError("Set up an app or a passkey first.")
    log("renew_recovery_codes", None, by=by, at=at, subject=user)
    return new_sheet(user)


@transaction.atomic
def take_off(user: User, *, by: User, at: datetime) -> None:
    """Take a lost factor off somebody's account, which opens with its password alone until it has a new one.

    Refuses who does not keep accounts, one's own account, a superuser's, and one without a factor.
    """
    require(by, "user.create_or_deactivate")
    user = User.objects.select_for_update().get(pk=user.pk)
    if by.pk == user.pk or user.is_superuser:
        raise NotAllowed("Nobody takes the second factor off their own account, or a superuser’s, here.")
    _take_away(user)
    log("take_off_second_factor", None, by=by, at=at, subject=user)


@transaction.atomic
def spend(user: User, code: str, *, at: datetime) -> bool:
    """Whether the code opens the account now: one of the app, or one of the sheet. Each opens once."""
    User.objects.select_for_update().get(pk=user.pk)
    return _spend_app_code(user, code, at) or _spend_sheet_code(user, code, at)


def _spend_app_code(user: User, code: str, at: datetime) -> bool:
    factor = _of(user, _KINDS.TOTP).first()
    if factor is None:
        return False
    step = _step_of(decrypt(factor.data["secret"]), code, after=factor.data.get(_LAST_STEP, -1))
    if step is None:
        return False
    factor.data[_LAST_STEP], factor.last_used_at = step, at
    factor.save(update_fields=["data", "last_used_at"])
    return True


def _spend_sheet_code(user: User, code: str, at: datetime) -> bool:
    sheet = _of(user, _KINDS.RECOVERY_CODES).first()
    if sheet is None or not has_factor(user) or not RecoveryCodes(sheet).validate_code(code):
        return False
    log("use_recovery_code", None, by=user, at=at, subject=user, left=codes_left(user))
    return True


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The step of the clock, later than one, whose code this is."""
    for step in yield_hotp_counters_from_time():
        if step > after and compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def new_sheet(user: User) -> list[str]:
    """Recovery codes in the place of all old ones."""
    _of(user, _KINDS.RECOVERY_CODES).delete()
    return RecoveryCodes.activate(user).generate_codes()


def _take_away(user: User) -> None:
    if not has_factor(user):
        raise EditorialError(f"{user} has no second factor.")
    Authenticator.objects.filter(user_id=user.pk).delete()


def lock_own(user: User, by: User) -> None:
    """Wait for the account's row. Refuses anybody but its owner."""
    if by.pk != user.pk:
        raise NotAllowed("A second factor is each account's own.")
    User.objects.select_for_update().get(pk=user.pk)


def _of(user: User, kind: str):  # type: ignore[no-untyped-def]
    return Authenticator.objects.filter(user_id=user.pk, type=kind)
