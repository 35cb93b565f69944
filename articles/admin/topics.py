"""Topics: the curated vocabulary, as the tree it is."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.addresses import free_slug
from articles.admin.permissions import RightsAdmin, who
from articles.admin.widgets import SuggestInput
from articles.editorial.tagging import refresh_topic_links
from articles.models import Tagging, Topic, TopicAlias
from articles.models.rights import may


class TreeList(ChangeList):
    """Topics below their parents; by a column where one is chosen."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return super().get_ordering(request, queryset) if ORDER_VAR in self.params else ["tree_ordering", "pk"]


class TopicAliasInline(admin.TabularInline):
    model = TopicAlias
    fields = ("name",)
    verbose_name, verbose_name_plural = "other name", "other names"
    extra = 0

    def _writes(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(who(request), "topic.create_or_edit")

    has_add_permission = has_change_permission = has_delete_permission = _writes

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(Topic)
class TopicAdmin(RightsAdmin):
    """The vocabulary. A topic in use is retired or merged by an act; only one nobody used can be deleted."""

    list_display = ("in_tree", "kind", "code", "used", "standing")
    list_display_links = None
    list_filter = ("kind", "retired")
    search_fields = ("name", "aliases__name", "code")
    fields = ("name", "kind", "parent", "description", "code", "retired")
    inlines = (TopicAliasInline,)
    ordering = ()
    may_view = ("story.list", "topic.create_or_edit")
    may_add = may_change = ("topic.create_or_edit",)
    may_delete = ("topic.merge_or_delete",)
    kept_while_used_by = ("taggings", "children", "merged")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        chosen = Count("taggings", filter=Q(taggings__status=Tagging.Status.CHOSEN))
        return Topic.objects.with_tree_fields().filter(merged_into=None).annotate(times_used=chosen)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["widget"] = SuggestInput("admin:suggest_topics")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """A new topic gets an address; a new name is shown on the stories that carry the topic."""
        if not change:
            obj.slug = free_slug(Topic, obj.name)
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            refresh_topic_links(Tagging.objects.filter(topic=obj).values_list("article_id", flat=True))

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
