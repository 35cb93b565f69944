"""House style: the rules, who answers for each, and a try on real stories before one is put in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.permissions import RightsAdmin, who
from articles.advice.gate.style import STYLED, Tried, tried
from articles.editorial.styling import FIELDS, set_style_rule
from articles.models import Article, StyleRule
from articles.models.profile import account_name
from articles.models.rights import RIGHTS, may
from articles.parsing.stylewords import PatternError, Phrases, read_pattern

NEWEST = 50
_SHOWN_OF_A_STORY = 3
_MOST_TRIED = 20_000
_CHANGES_SHOWN = 10
_OWNERS = [role for role, cell in RIGHTS["style_rule.edit"].items() if cell != "deny"]


class InStory(NamedTuple):
    """A story in which a tried rule finds words."""

    article: Article
    found: Sequence[Tried]
    more: int


class StyleRuleForm(forms.ModelForm):
    """A rule as its owner writes it."""

    class Meta:
        model = StyleRule
        fields = FIELDS
        labels = {"pattern": "Words to look for", "reason": "Why", "suggestion": "Write instead"}
        help_texts = {"reason": "Editors see it beside the words.", "suggestion": "Empty: only the reason is shown."}

    def clean_pattern(self) -> str:
        pattern = " ".join(self.cleaned_data["pattern"].split())
        try:
            read_pattern(pattern)
        except PatternError as error:
            raise forms.ValidationError(str(error)) from error
        return pattern


@admin.register(StyleRule)
class StyleRuleAdmin(RightsAdmin):
    """Rules are added, changed, put in force and out of it, never deleted. Who sees stories may read them."""

    list_display = ("looks_for", "instead", "reason", "answers", "standing")
    list_select_related = ("owner",)
    list_filter = ("active",)
    search_fields = ("pattern", "reason", "suggestion")
    search_help_text = "Words of a rule or of its reason"
    form = StyleRuleForm
    desk_name = "house style"
    may_view = ("story.list", "style_rule.edit")
    may_add = may_change = ("style_rule.edit",)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(try_rule)
        return [path("try/", view, name="articles_stylerule_try"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StyleRule]:
        return super().get_queryset(request).select_related("owner")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        owners = User.objects.filter(is_active=True, groups__name__in=_OWNERS).distinct()
        kwargs["queryset"] = owners.order_by("username")
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            field.label_from_instance = account_name  # type: ignore[method-assign,assignment]
        return field

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": who(request).pk}

    def save_model(self, request: HttpRequest, obj: StyleRule, form: Any, change: bool) -> None:
        """By the act, which keeps history and log."""
        rule = StyleRule(pk=obj.pk) if change else None
        saved = set_style_rule(rule, form.cleaned_data, by=who(request), at=timezone.now())
        obj.pk = saved.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The act has written it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The act has written it."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        rule = context.get("original")
        context["newest"] = NEWEST
        context["changes"] = rule.history.select_related("history_user")[:_CHANGES_SHOWN] if rule else ()
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Words", ordering="pattern")
    def looks_for(self, rule: StyleRule) -> str:
        return rule.pattern.replace("|", " | ")

    @admin.display(description="Write instead", ordering="suggestion", empty_value="—")
    def instead(self, rule: StyleRule) -> str | None:
        return rule.suggestion or None

    @admin.display(description="Standing", ordering="-active")
    def standing(self, rule: StyleRule) -> str:
        return "in force" if rule.active else "not in force"

    @admin.display(description="Owner", ordering="owner__username", empty_value="—")
    def answers(self, rule: StyleRule) -> str | None:
        return account_name(rule.owner) if rule.owner else None


@require_POST
def try_rule(request: HttpRequest) -> HttpResponse:
    """What a rule would point at, saved or not: in words typed, and in the newest stories this person may view."""
    user = who(request)
    if not may(user, "style_rule.edit"):
        raise PermissionDenied
    pattern = " ".join(request.POST.get("pattern", "")[:200].split())
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "A rule tried",
        "pattern": pattern,
        "newest": NEWEST,
    }
    try:
        read_pattern(pattern)
    except PatternError as error:
        context["refused"] = str(error)
    else:
        phrases = Phrases([(0, pattern, "matches_case" in request.POST)])
        context |= _tried_on(phrases, request.POST.get("words", "")[:_MOST_TRIED], user)
    is_part = request.headers.get("X-Desk") == "tried"
    template = "_tried.html" if is_part else "tried.html"
    return TemplateResponse(request, f"admin/articles/stylerule/{template}", context)


def _tried_on(phrases: Phrases, words: str, user: User) -> dict[str, Any]:
    """The matches in the words, and by story: one query."""
    mine = Article(body_text="", headline=" ".join(words.split()))
    columns = ("slugline", "body", "body_text", *STYLED)
    newest = Article.objects.viewable_by(user).exclude(state=Article.State.KILLED).only(*columns)
    found = [(article, tried(article, phrases)) for article in newest.order_by("-updated_at", "-pk")[:NEWEST]]
    stories = [InStory(article, its[:_SHOWN_OF_A_STORY], len(its) - _SHOWN_OF_A_STORY) for article, its in found if its]
    return {
        "has_words": bool(mine.headline),
        "in_words": tried(mine, phrases),
        "stories": stories,
        "number": sum(len(its) for _, its in found),
    }
