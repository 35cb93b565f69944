"""The admin site of this project."""

from django.contrib.admin.apps import AdminConfig


class NewsroomAdminConfig(AdminConfig):
    """Django's admin with the desk's own site class, so that every screen carries our name, theme and checks."""

    default_site = "articles.admin.site.DeskSite"
