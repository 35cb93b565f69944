"""The desk's admin site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone

from articles.admin.desk.home import home_of
from articles.admin.me import my_settings
from articles.admin.reports.quoted import quoted
from articles.admin.suggestions import suggest_hours, suggest_people, suggest_pictures, suggest_topics
from articles.models.rights import may

# What the bar at the top leads to: name, address, and the rights of which one is needed.
_PLACES = (
    ("Desk", "index", ()),
    ("Stories", "articles_article_changelist", ("story.list",)),
    ("Paste a story", "articles_article_paste", ("story.create",)),
    ("Quotes", "articles_quote_changelist", ("story.list",)),
    ("Topics", "articles_topic_changelist", ("topic.create_or_edit", "story.list")),
    ("People", "articles_person_changelist", ("story.list", "author_page.edit_other")),
    ("Pictures", "articles_image_changelist", ("image.view_unpublished",)),
    ("Reports", "report_quotes", ("report.view",)),
    ("Sections", "articles_section_changelist", ("section.manage",)),
    ("Accounts", "auth_user_changelist", ("user.list",)),
    ("Log", "articles_act_changelist", ("audit.read",)),
)

# Where the owner of an account, by a link an administrator handed over, sets a password of their own.
_set_password = PasswordResetConfirmView.as_view(
    success_url=reverse_lazy("admin:login"),
    extra_context={"title": "Set your password", "site_title": settings.SITE_NAME},
)


class DeskSite(AdminSite):
    """Django's admin under our name, with the desk's own front page and bar."""

    site_title = settings.SITE_NAME
    site_header = settings.SITE_NAME
    index_title = "Desk"
    enable_nav_sidebar = False

    def get_urls(self) -> list:
        return [
            path("suggest/people/", self.admin_view(suggest_people), name="suggest_people"),
            path("suggest/topics/", self.admin_view(suggest_topics), name="suggest_topics"),
            path("suggest/pictures/", self.admin_view(suggest_pictures), name="suggest_pictures"),
            path("suggest/hours/", self.admin_view(suggest_hours), name="suggest_hours"),
            path("reports/quotes/", self.admin_view(quoted), name="report_quotes"),
            path("me/", self.admin_view(my_settings), name="me"),
            path("password/<uidb64>/<token>/", _set_password, name="set_password"),
            # Without Django's short cut to any row's public address: it would tell that of a story still to come.
            *(pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"),
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every desk page needs. The list of apps is left out: no page of ours shows it."""
        return {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "available_apps": [],
            "is_popup": False,
            "is_nav_sidebar_enabled": False,
            "log_entries": [],
            "places": self._places(request),
        }

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {
            **self.each_context(request),
            "title": self.index_title,
            **home_of(request.user, timezone.now()),
            **(extra_context or {}),
        }
        request.current_app = self.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/index.html", context)

    def _places(self, request: HttpRequest) -> list[tuple[str, str, bool]]:
        if not self.has_permission(request):
            return []
        allowed = [
            (label, reverse(f"admin:{name}"))
            for label, name, rights in _PLACES
            if not rights or any(may(request.user, right) for right in rights)
        ]
        here = max((url for _, url in allowed if request.path.startswith(url)), key=len, default="")
        return [(label, url, url == here) for label, url in allowed]
