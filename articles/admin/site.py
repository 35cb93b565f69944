"""The desk's admin site."""

from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    """Django's admin under our name."""

    site_header = "Newsroom"
    site_title = "Newsroom"
    index_title = "The desk"
