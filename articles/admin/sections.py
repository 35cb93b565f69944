"""Sections of the site and the desks behind them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from articles.admin.addresses import free_slug
from articles.admin.permissions import RightsAdmin
from articles.models import Rendering, Section
from articles.models.profile import account_name
from articles.models.rights import ROLES


@admin.register(Section)
class SectionAdmin(RightsAdmin):
    """Sections are added, renamed and ordered; their address stays. One with stories is never deleted."""

    list_display = ("name", "position", "in_nav", "stories")
    fields = ("name", "description", "position", "in_nav", "editors")
    may_view = may_add = may_change = may_delete = ("section.manage",)
    kept_while_used_by = ("articles", "editions")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).annotate(number_of_stories=Count("editions__article", distinct=True))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.CheckboxSelectMultiple
        kwargs["queryset"] = User.objects.filter(is_active=True, groups__name__in=ROLES).distinct().order_by("username")
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.label_from_instance = account_name  # type: ignore[method-assign,assignment]
        return field

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        if not change:
            obj.slug = free_slug(Section, obj.name)
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            Rendering.objects.filter(edition__section=obj).make_stale()

    @admin.display(description="Published stories")
    def stories(self, section: Any) -> int:
        return section.number_of_stories
