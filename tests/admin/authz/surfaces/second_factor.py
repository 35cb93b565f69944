"""The second factor, where it is switched on."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from articles.models import Article
from tests.admin.authz.surfaces.kinds import Surface, one
from tests.admin.authz.world import World


def _with_a_factor(world: World, story: Article | None, role: str) -> dict[str, Any]:
    TOTP.activate(world.people["contributor"], generate_totp_secret())
    return {}


FACTOR = [
    Surface(
        "user.create_or_deactivate",
        "second_factor_take_off",
        where=one("pk", lambda w: w.people["contributor"].pk),
        asks=_with_a_factor,
    )
]
