"""The admin site of this project."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.signals import user_logged_in


class NewsroomAdminConfig(AdminConfig):
    """Django's admin with the desk's own site class, so that every screen carries our name, theme and checks."""

    default_site = "articles.admin.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        # After the site is there and every app has registered its own: some of those the desk takes over.
        import_module("articles.admin.registered")
        begins = import_module("newsroom.standing").sign_in_begins
        user_logged_in.connect(begins, dispatch_uid="newsroom.standing")
