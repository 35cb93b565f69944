"""Topics: the curated vocabulary, as the tree it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.inlines import NamedRows, OtherNames
from articles.admin.permissions import RightsAdmin, who
from articles.admin.topic_care.acts import care_urls
from articles.admin.widgets import SuggestInput
from articles.advice.topics.near import near_topics
from articles.editorial import EditorialError
from articles.editorial.topics import (
    checked_name,
    delete_topic,
    free_slug,
    move_topic,
    refuse_move,
    rename_topic,
    retire_topic,
    return_topic,
    why_kept,
)
from articles.models import Image, Tagging, Topic, TopicAlias, TopicCode, TopicLabel
from articles.models.rights import may

# What a form shows and only an act of its own writes.
_BY_ACTS = ("name", "parent", "retired")


class TreeList(ChangeList):
    """Topics below their parents; by a column where one is chosen."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return super().get_ordering(request, queryset) if ORDER_VAR in self.params else ["tree_ordering", "pk"]


class TopicForm(forms.ModelForm):
    """A topic; a new one much like one on record is saved only when its maker says that it is another."""

    is_another = forms.BooleanField(
        label="It is none of these", required=False, help_text="Tick when a topic much like it is shown."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A form says what it showed: a name or place that somebody else gave the topic since is left alone."""
        super().__init__(*args, **kwargs)
        for name in _BY_ACTS if self.instance.pk else ():
            if name in self.fields:
                self.fields[name].show_hidden_initial = True

    def asked_of(self, topic: Topic) -> dict[str, Any]:
        """What this person changed of what only acts write, and the topic does not have already."""
        fields = [name for name in _BY_ACTS if name in self.changed_data and name in self.cleaned_data]
        return {name: self.cleaned_data[name] for name in fields if self.cleaned_data[name] != getattr(topic, name)}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        name = self.cleaned_data.get("name", "")
        is_asked = self.instance.pk is None and name and not self.errors and not self.cleaned_data.get("is_another")
        # Of the very same name the model says that it is taken.
        if is_asked and not Topic.objects.named(name).exists():
            near = near_topics(name)
            if near:
                told = "; ".join(f"“{one.topic}” ({one.why})" for one in near)
                self.add_error("is_another", f"There is one much like it: {told}. Use that one, or tick here.")
        return cleaned

    def _post_clean(self) -> None:
        """What the acts that follow would refuse is said at its field, where the model has not said so."""
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk is None:
            return
        topic = Topic.objects.get(pk=self.instance.pk)
        asks: dict[str, Callable[[Any], Any]] = {
            "name": lambda name: checked_name(name, topic),
            "parent": lambda parent: refuse_move(topic, parent),
        }
        asked = self.asked_of(topic)
        for name in asks.keys() & asked.keys() - self.errors.keys():
            try:
                asks[name](asked[name])
            except EditorialError as refusal:
                self.add_error(name, str(refusal))


class _TopicInline(admin.TabularInline):
    extra = 0
    formset = NamedRows

    def _writes(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(who(request), "topic.create_or_edit")

    has_add_permission = has_change_permission = has_delete_permission = _writes

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class _TopicNames(OtherNames):
    own = "name"


class _TopicCodes(OtherNames):
    column = own = "code"

    def folded(self, value: str) -> str:
        return value


class TopicAliasInline(_TopicInline):
    model = TopicAlias
    formset = _TopicNames
    fields = ("name",)
    verbose_name, verbose_name_plural = "other name", "other names"


class TopicCodeInline(_TopicInline):
    model = TopicCode
    formset = _TopicCodes
    fields = ("code",)
    verbose_name, verbose_name_plural = "further code", "further codes"


class TopicLabelInline(_TopicInline):
    model = TopicLabel
    fields = ("language", "name")
    verbose_name, verbose_name_plural = "name in another language", "names in other languages"


@admin.register(Topic)
class TopicAdmin(RightsAdmin):
    """The vocabulary. A topic in use is retired or merged by an act; only one nobody used can be deleted."""

    list_display = ("in_tree", "kind", "code", "used", "standing")
    list_display_links = None
    list_filter = ("kind", "retired")
    search_fields = ("name", "aliases__name", "code", "codes__code")
    form = TopicForm
    inlines = (TopicAliasInline, TopicCodeInline, TopicLabelInline)
    ordering = ()
    may_view = ("story.list", "topic.create_or_edit")
    may_add = may_change = ("topic.create_or_edit",)
    may_delete = ("topic.merge_or_delete",)
    kept_while_used_by = ("taggings", "children", "merged")

    def get_urls(self) -> list:
        return care_urls(self.admin_site.admin_view, "articles_topic_") + super().get_urls()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        chosen = Count("taggings", filter=Q(taggings__status=Tagging.Status.CHOSEN))
        return Topic.objects.with_tree_fields().filter(merged_into=None).annotate(times_used=chosen)

    def get_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        asked = () if obj else ("is_another",)
        return ("name", *asked, "kind", "parent", "description", "picture", "code", "retired")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["widget"] = SuggestInput("admin:suggest_topics")
        if db_field.name == "picture":
            kwargs["widget"] = SuggestInput("admin:suggest_pictures")
            kwargs["queryset"] = Image.objects.viewable_by(who(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """A new topic gets an address. Another name, another place, in use or not: those are acts of their own, done
        before the row is written: they take their turn and lock the topic's stories before the topic."""
        if not change:
            obj.slug = free_slug(obj.name)
            return super().save_model(request, obj, form, change)
        self._do_acts(request, obj, form)
        stands = Topic.objects.get(pk=obj.pk)
        for name in ("slug", *_BY_ACTS):
            setattr(obj, name, getattr(stands, name))
        return super().save_model(request, obj, form, change)

    def _do_acts(self, request: HttpRequest, obj: Topic, form: Any) -> None:
        asked = form.asked_of(Topic.objects.get(pk=obj.pk))
        by, at = who(request), timezone.now()
        if "name" in asked:
            rename_topic(obj, asked["name"], by=by, at=at)
        if "parent" in asked:
            move_topic(obj, below=asked["parent"], by=by, at=at)
        if "retired" in asked:
            (retire_topic if asked["retired"] else return_topic)(obj, by=by, at=at)

    def delete_model(self, request: HttpRequest, obj: Topic) -> None:
        delete_topic(obj, by=who(request), at=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not why_kept(obj)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["may_care"] = bool(context.get("original")) and may(who(request), "topic.merge_or_delete")
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="Topic")
    def in_tree(self, topic: Any) -> str:
        depth = min(getattr(topic, "tree_depth", 0), 6)
        return format_html('<a class="depth-{}" href="{}/change/">{}</a>', depth, topic.pk, topic.name)

    @admin.display(description="Standing", ordering="retired")
    def standing(self, topic: Topic) -> str:
        return "retired" if topic.retired else ""

    @admin.display(description="Stories", ordering="times_used")
    def used(self, topic: Any) -> int:
        return topic.times_used
