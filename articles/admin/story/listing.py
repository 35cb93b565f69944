"""The list of stories, and the addresses of all that is done with one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles.admin.paste import views as paste
from articles.admin.permissions import RightsAdmin, who
from articles.admin.quotes import verifying
from articles.admin.story import (
    answers,
    autosave,
    beside,
    check,
    presence,
    preview,
    relating,
    review,
    sharing,
    versions,
    views,
)
from articles.admin.story.export import csv_of
from articles.admin.story.filters import DeskPersonFilter, MineFilter, NeedsFilter, SectionFilter, StateFilter
from articles.admin.story.page import may_edit
from articles.admin.story.rows import chips, clock, desk_rows, is_for_review, names_of
from articles.editorial.tagging import RIGHT as TAG
from articles.models import Article, Byline
from articles.models.profile import account_name
from articles.models.rights import may, rows_in_reach

_TICKED = mark_safe('<span class="visually-hidden">Ticked</span>')
_NONE = mark_safe('<span class="quiet">0</span>')


class StoryList(ChangeList):
    """The list, each story on it knowing whether it waits to be read by whoever looks."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for article in self.result_list:
            article.is_for_review = is_for_review(article, who(request))


@admin.register(Article)
class ArticleAdmin(RightsAdmin):
    """Stories at the desk: each person sees those the table of rights lets them open. Nothing is ever deleted."""

    list_display = (
        "story", "standing", "in_section", "byline", "planned", "words", "to_confirm", "desk_person", "updated",
    )  # fmt: skip
    list_display_links = None
    list_filter = (StateFilter, SectionFilter, DeskPersonFilter, NeedsFilter, MineFilter)
    search_fields = ("slugline", "headline")
    search_help_text = "Words of the slugline or the headline"
    ordering = ("-updated_at", "-pk")
    may_view = ("story.list",)
    may_add = ("story.create",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        names = Prefetch("bylines", Byline.objects.select_related("person"))
        stories = desk_rows(Article.objects.viewable_by(who(request))).order_by(*self.ordering)
        return stories.prefetch_related(names)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryList

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(who(request), "story.view_draft", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_edit(who(request), obj) if obj is not None else may(who(request), "story.edit_draft")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A story is killed, never deleted."""
        return False

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        name = "articles_article_"
        own = [
            path("paste/", view(paste.paste), name=f"{name}paste"),
            path("export/", view(self.export_view), name=f"{name}export"),
            path("autosave/", view(autosave.unfiled_autosave), name=f"{name}autosave_unfiled"),
            path("<path:object_id>/autosave/", view(autosave.story_autosave), name=f"{name}autosave"),
            path("<path:object_id>/presence/", view(presence.story_presence), name=f"{name}presence"),
            path("<path:object_id>/standing/", view(answers.story_standing), name=f"{name}standing"),
            path("<path:object_id>/act/<slug:verb>/", view(views.story_act), name=f"{name}act"),
            path("<path:object_id>/aside/", view(beside.story_aside), name=f"{name}aside"),
            path("<path:object_id>/check/", view(check.story_check), name=f"{name}check"),
            path("<path:object_id>/evidence/<int:pk>/", view(verifying.evidence_file), name=f"{name}evidence"),
            path("<path:object_id>/names/", view(beside.story_names), name=f"{name}names"),
            path("<path:object_id>/roles/", view(beside.story_roles), name=f"{name}roles"),
            path("<path:object_id>/notes/", view(beside.note_act), name=f"{name}note"),
            path("<path:object_id>/review/", view(review.story_review), name=f"{name}review"),
            path("<path:object_id>/compare/", view(versions.story_compare), name=f"{name}compare"),
            path("<path:object_id>/preview/", view(preview.story_preview), name=f"{name}preview"),
            path("<path:object_id>/related/", view(relating.related), name=f"{name}related"),
            path("<path:object_id>/related/pin/", view(relating.relate_act), {"verb": "pin"}, name=f"{name}pin"),
            path("<path:object_id>/related/up/", view(relating.relate_act), {"verb": "up"}, name=f"{name}related_up"),
            path(
                "<path:object_id>/related/down/",
                view(relating.relate_act),
                {"verb": "down"},
                name=f"{name}related_down",
            ),
            path("<path:object_id>/related/unpin/", view(relating.relate_act), {"verb": "unpin"}, name=f"{name}unpin"),
            path("<path:object_id>/previews/", view(sharing.previews), name=f"{name}previews"),
            path("<path:object_id>/previews/<int:pk>/revoke/", view(sharing.revoke), name=f"{name}revoke"),
            path("<path:object_id>/quotes/confirm/", view(beside.quotes_confirm), name=f"{name}quotes"),
            path(
                "<path:object_id>/quotes/<slug:public_id>/<slug:verb>/",
                view(beside.quote_act),
                name=f"{name}quote",
            ),
            path("<path:object_id>/topics/tag/", view(beside.topic_act), {"verb": "tag"}, name=f"{name}tag"),
            path("<path:object_id>/topics/untag/", view(beside.topic_act), {"verb": "untag"}, name=f"{name}untag"),
        ]
        return own + super().get_urls()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        return views.story_add(request)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        offered = {"may_export": may(who(request), "story.export"), "may_tag_many": may(who(request), TAG)}
        return super().changelist_view(request, offered)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """With a box to tick each story by, for who may put a topic on many."""
        return ("ticked", *self.list_display) if may(who(request), TAG) else self.list_display

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The list as CSV, with every search and filter kept: stories this person may export, of those they see."""
        if not may(who(request), "story.export"):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect("../?e=1")
        return csv_of(found.filter(rows_in_reach(who(request), "story.export")), timezone.now())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return views.story_change(request, object_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return versions.story_history(request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        raise Http404("Stories are killed, not deleted.")

    @admin.display(description=_TICKED)
    def ticked(self, article: Article) -> str:
        """Belongs to the form above the list."""
        return format_html(
            '<input type="checkbox" name="story" value="{}" form="bulk" aria-label="Choose {}">',
            article.pk,
            article.headline or article.slugline,
        )

    @admin.display(description="Story", ordering="slugline")
    def story(self, article: Any) -> str:
        """What waits for this person's word opens as it is read, everything else as it is written."""
        place = "review" if article.is_for_review else "change"
        return format_html(
            '<a class="story-link" href="{}"><b>{}</b><span>{}</span></a>',
            reverse(f"admin:articles_article_{place}", args=[article.pk]),
            article.slugline,
            article.headline or article.budget_line or "No headline yet",
        )

    @admin.display(description="State", ordering="state")
    def standing(self, article: Article) -> str:
        words = ((chip.tone, chip.label) for chip in chips(article, timezone.now()))
        return format_html_join(" ", '<span class="chip chip-{}">{}</span>', words)

    @admin.display(description="Section", ordering="section__name", empty_value="—")
    def in_section(self, article: Article) -> str | None:
        return article.section.name if article.section else None

    @admin.display(description="By", empty_value="—")
    def byline(self, article: Article) -> str | None:
        return names_of(article) or None

    @admin.display(description="Planned", ordering="planned_at", empty_value="—")
    def planned(self, article: Article) -> str | None:
        now, hour = timezone.now(), article.planned_at
        if hour is None:
            return None
        late = hour <= now and article.is_in_hand
        return format_html('<span class="{}">{}</span>', "late" if late else "", clock(hour, now))

    @admin.display(description="Words", ordering="word_count")
    def words(self, article: Article) -> str:
        planned = f" of {article.planned_length:,}" if article.planned_length else ""
        minutes = f"{article.reading_minutes} min" if article.word_count else ""
        return format_html('{}{}<span class="minutes">{}</span>', f"{article.word_count:,}", planned, minutes)

    @admin.display(description="Quotes")
    def to_confirm(self, article: Any) -> str:
        if not article.quotes_waiting:
            return _NONE
        return format_html('<span class="count">{}</span>', article.quotes_waiting)

    @admin.display(description="Desk", empty_value="—")
    def desk_person(self, article: Article) -> str | None:
        person = article.assigned_to
        return account_name(person, "") or None

    @admin.display(description="Changed", ordering="updated_at")
    def updated(self, article: Article) -> str:
        return clock(article.updated_at, timezone.now())
