"""The desk's admin where a second factor is on."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ImproperlyConfigured

from newsroom.apps import NewsroomAdminConfig


class GuardedAdminConfig(NewsroomAdminConfig):
    """The desk with the pages of the second factor; none of the library's own screens, which would show secrets."""

    default_site = "newsroom.second_factor.site.GuardedSite"

    def ready(self) -> None:
        super().ready()
        refuse_unknown_roles(settings.SECOND_FACTOR_ROLES)
        for label in ("account", "mfa"):
            for model in apps.get_app_config(label).get_models():
                if admin.site.is_registered(model):
                    admin.site.unregister(model)


def refuse_unknown_roles(wanted: frozenset[str]) -> None:
    """Stop the start at a role there is none of: a slip of the pen would ask nobody for a factor."""
    from articles.models.rights import ROLES

    unknown = sorted(wanted - frozenset(ROLES))
    if unknown:
        raise ImproperlyConfigured(
            f"SECOND_FACTOR_ROLES must name roles with commas between: {', '.join(ROLES)}, not {', '.join(unknown)}."
        )
