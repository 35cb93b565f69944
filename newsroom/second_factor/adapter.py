"""What an authenticator app and a passkey know of us."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class DeskAdapter(DefaultMFAAdapter):
    """The newsroom's name and the account's: no mail address goes into the picture that is scanned."""

    def get_totp_issuer(self) -> str:
        return settings.SITE_NAME

    def get_totp_label(self, user: Any) -> str:
        return f"{settings.SITE_NAME}:{user.get_username()}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The newsroom's own name in the network, whatever name the request came by."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": settings.SITE_NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        name = user.get_username()
        return {**super().get_public_key_credential_user_entity(user), "display_name": name, "name": name}
