"""What an editor narrows the list of stories to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.permissions import who
from articles.models import Article, Byline, Section
from articles.models.profile import account_name
from articles.models.rights import ROLES


class StoryFilter(admin.SimpleListFilter):
    """A filter whose choices cost no count of rows."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else self.narrowed(request, queryset, value)

    @abstractmethod
    def narrowed(self, request: HttpRequest, stories: Any, value: str) -> QuerySet[Any]:
        """The stories the choice leaves."""


class StateFilter(StoryFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        killed = (str(Article.State.KILLED), "Killed, deleted drafts")
        return [*Article.State.choices[:3], ("scheduled", "Scheduled"), ("live", "Live"), killed]

    def narrowed(self, request: HttpRequest, stories: Any, value: str) -> QuerySet[Any]:
        now = timezone.now()
        if value == "scheduled":
            return stories.scheduled(now)
        if value == "live":
            return stories.filter(state=Article.State.PUBLISHED, first_published_at__lte=now)
        return stories.filter(state=value) if value in Article.State.values else stories.none()


class SectionFilter(StoryFilter):
    title, parameter_name = "section", "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("none", "No section"), *((str(pk), name) for pk, name in Section.objects.values_list("pk", "name"))]

    def narrowed(self, request: HttpRequest, stories: Any, value: str) -> QuerySet[Any]:
        if value == "none":
            return stories.of_no_section()
        return stories.filter(section=int(value)) if value.isdigit() else stories.none()


class DeskPersonFilter(StoryFilter):
    """By the person it is assigned to. Names, no account names, are shown to whoever may see the list."""

    title, parameter_name = "desk person", "desk"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        people = User.objects.filter(is_active=True, groups__name__in=ROLES, assigned_articles__isnull=False).distinct()
        others = people.exclude(pk=who(request).pk).order_by("last_name", "username")
        return [("me", "Me"), ("none", "Nobody"), *((str(user.pk), account_name(user)) for user in others)]

    def narrowed(self, request: HttpRequest, stories: Any, value: str) -> QuerySet[Any]:
        if value == "none":
            return stories.filter(assigned_to=None)
        person = str(who(request).pk) if value == "me" else value
        if not person.isdigit():
            return stories.none()
        return stories.filter(pk__in=Article.objects.filter(assigned_to=int(person)).values("pk"))


class NeedsFilter(StoryFilter):
    """What is still to do on a story, and what bars its way."""

    title, parameter_name = "needs", "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [
            ("quotes", "Quotes to confirm"),
            ("settled", "All quotes settled"),
            ("topics", "A topic"),
            ("embargo", "Embargoed"),
            ("hold", "On hold"),
        ]

    def narrowed(self, request: HttpRequest, stories: Any, value: str) -> QuerySet[Any]:
        if value == "quotes":
            return stories.with_unconfirmed_quotes()
        if value == "settled":
            return stories.without_unconfirmed_quotes()
        if value == "topics":
            return stories.untagged()
        if value == "embargo":
            return stories.embargoed(timezone.now())
        return stories.on_hold() if value == "hold" else stories.none()


class MineFilter(StoryFilter):
    title, parameter_name = "whose", "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [("mine", "Mine")]

    def narrowed(self, request: HttpRequest, stories: Any, value: str) -> QuerySet[Any]:
        created = Article.objects.filter(created_by=who(request).pk).order_by().values("pk")
        named = Byline.objects.filter(person__user=who(request).pk).order_by().values("article")
        return stories.filter(pk__in=created.union(named))
