"""What an authenticator app shows of us."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class DeskAdapter(DefaultMFAAdapter):
    """The newsroom's name and the account's: no mail address goes into the picture that is scanned."""

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_totp_label(self, user: Any) -> str:
        return f"{settings.SITE_NAME}:{user.get_username()}"
