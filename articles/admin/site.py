"""The desk's admin site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path, reverse_lazy
from django.utils import timezone

from articles.admin.bar import bar_of
from articles.admin.desk.budget import budget, budget_add, budget_cell, budget_export
from articles.admin.desk.home import home_of
from articles.admin.front import views as front
from articles.admin.me import my_settings
from articles.admin.reports.quoted import quoted
from articles.admin.reports.suggestions import suggested
from articles.admin.suggestions import suggest_hours, suggest_people, suggest_pictures, suggest_topics
from articles.admin.tagging.acts import bench_act, bench_undo
from articles.admin.tagging.bench import bench, bench_more, bench_near, bench_story
from articles.admin.tagging.bulk import bulk_begin, bulk_change, bulk_step

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
            path("budget/", self.admin_view(budget), name="budget"),
            path("budget/new/", self.admin_view(budget_add), name="budget_add"),
            path("budget/export/", self.admin_view(budget_export), name="budget_export"),
            path("budget/<int:pk>/", self.admin_view(budget_cell), name="budget_cell"),
            path("suggest/people/", self.admin_view(suggest_people), name="suggest_people"),
            path("suggest/topics/", self.admin_view(suggest_topics), name="suggest_topics"),
            path("suggest/pictures/", self.admin_view(suggest_pictures), name="suggest_pictures"),
            path("suggest/hours/", self.admin_view(suggest_hours), name="suggest_hours"),
            path("reports/quotes/", self.admin_view(quoted), name="report_quotes"),
            path("reports/topics/", self.admin_view(suggested), name="report_topics"),
            path("tagging/", self.admin_view(bench), name="tagging"),
            path("tagging/near/", self.admin_view(bench_near), name="tagging_near"),
            path("tagging/undo/", self.admin_view(bench_undo), name="tagging_undo"),
            path("tagging/bulk/", self.admin_view(bulk_begin), name="tagging_bulk"),
            path("tagging/bulk/<int:pk>/", self.admin_view(bulk_change), name="tagging_bulk_change"),
            path("tagging/bulk/<int:pk>/<slug:verb>/", self.admin_view(bulk_step), name="tagging_bulk_step"),
            path("tagging/<int:pk>/", self.admin_view(bench_story), name="tagging_story"),
            path("tagging/<int:pk>/after/", self.admin_view(bench_more), name="tagging_more"),
            path("tagging/<int:pk>/<slug:verb>/", self.admin_view(bench_act), name="tagging_act"),
            path("me/", self.admin_view(my_settings), name="me"),
            path("front/", self.admin_view(front.front_page), name="front_page"),
            path("front/act/<slug:verb>/", self.admin_view(front.front_step), name="front_step"),
            path("front/stories/", self.admin_view(front.front_stories), name="front_stories"),
            path("front/preview/", self.admin_view(front.front_preview), name="front_preview"),
            path("front/released/", self.admin_view(front.front_history), name="front_history"),
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
            **(bar_of(request) if self.has_permission(request) else {}),
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
