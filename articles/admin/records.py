"""What acts have written: quotes, editions, corrections, originals, redirects, the log. To look at, not to change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.admin.permissions import ReadOnlyAdmin, who
from articles.admin.quotes.queue import unverified
from articles.admin.verbs import said
from articles.models import Act, Article, Correction, Edition, Original, Quote, Redirect


class OfStories(ReadOnlyAdmin):
    """Rows that belong to a story: those of stories this person may open."""

    may_view = ("story.list",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).select_related("article")
        return rows.filter(Exists(Article.objects.viewable_by(who(request)).filter(pk=OuterRef("article"))))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_view_permission(request)
        return Article.objects.viewable_by(who(request)).filter(pk=obj.article_id).exists()

    @admin.display(description="Story", ordering="article__slugline")
    def story(self, row: Any) -> str:
        url = reverse("admin:articles_article_change", args=[row.article_id])
        place = f"#quote-{row.public_id}" if isinstance(row, Quote) else ""
        return format_html('<a href="{}{}">{}</a>', url, place, row.article.slugline)


@admin.register(Quote)
class QuoteAdmin(OfStories):
    """Quotes over all stories, those that wait first in mind: settled on the story's own page."""

    list_display = ("words_short", "speaker_shown", "role_printed", "status", "verification", "said_day", "story")
    list_filter = ("status", "verification", "kind")
    search_fields = ("words", "speaker_name", "speaker__name")
    ordering = ("-pk",)
    fields = (
        "words",
        "speaker",
        "speaker_name",
        "role_printed",
        "said_on",
        "kind",
        "question",
        "status",
        "verification",
        "settled_words",
        "wordings",
        "cue",
        "rule",
        "confidence",
    )
    list_display_links = ("words_short",)
    readonly_fields = ("wordings",)

    def get_urls(self) -> list:
        queue = self.admin_site.admin_view(unverified)
        return [path("unverified/", queue, name="articles_quote_unverified"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).select_related("speaker")

    @admin.display(description="Words")
    def words_short(self, quote: Quote) -> str:
        return quote.words if len(quote.words) <= 140 else f"{quote.words[:139]}…"

    @admin.display(description="Said on", ordering="said_on", empty_value="—")
    def said_day(self, quote: Quote) -> str | None:
        return f"{quote.said_on:%-d %b %Y}" if quote.said_on else None

    @admin.display(description="Wordings settled on", empty_value="—")
    def wordings(self, quote: Quote) -> str | None:
        """Every wording a person settled on, the newest first, with when and who."""
        kept: dict[str, Any] = {}
        rows = quote.history.exclude(settled_words="").select_related("history_user").order_by("history_date", "pk")
        for row in rows:
            kept.setdefault(row.settled_words, row)
        said = ((row.settled_words, row.history_date, row.history_user or "the shell") for row in kept.values())
        lines = [(words, f"{timezone.localtime(when):%-d %b %Y %H:%M}", who) for words, when, who in said]
        return format_html_join("", "<p>“{}” <small>{}, {}</small></p>", reversed(lines)) or None

    @admin.display(description="Speaker", empty_value="—")
    def speaker_shown(self, quote: Quote) -> str | None:
        return quote.attributed_to or None


@admin.register(Edition)
class EditionAdmin(OfStories):
    list_display = ("headline", "number", "change", "published_at", "superseded_at", "story")
    list_display_links = ("headline",)
    list_filter = ("change",)
    ordering = ("-published_at",)
    exclude = ("names", "text", "body")
    readonly_fields = ("words",)

    @admin.display(description="Text")
    def words(self, edition: Edition) -> str:
        return edition.text


@admin.register(Correction)
class CorrectionAdmin(OfStories):
    list_display = ("text", "kind", "corrected_at", "withdrawn_at", "story")
    list_display_links = ("text",)
    list_filter = ("kind",)


@admin.register(Original)
class OriginalAdmin(OfStories):
    """What came in, byte for byte: the bytes are handed out as a file, never shown."""

    list_display = ("provider", "guid", "version", "received_at", "taken", "story")
    list_display_links = ("guid",)
    list_filter = ("taken",)
    exclude = ("content",)
    readonly_fields = ("bytes",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Original]:
        return super().get_queryset(request).defer("content")

    def get_urls(self) -> list:
        download = self.admin_site.admin_view(self.download)
        return [path("<int:pk>/bytes/", download, name="articles_original_bytes"), *super().get_urls()]

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        original = self.get_queryset(request).filter(pk=pk).first()
        if original is None:
            raise Http404("No such item.")
        response = HttpResponse(bytes(original.content), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="original-{original.pk}.bin"'
        return response

    @admin.display(description="As received")
    def bytes(self, original: Original) -> str:
        return format_html('<a href="{}">Download</a>', reverse("admin:articles_original_bytes", args=[original.pk]))


@admin.register(Redirect)
class RedirectAdmin(ReadOnlyAdmin):
    list_display = ("path", "target", "created_at")
    search_fields = ("path", "target")
    may_view = ("audit.read", "section.manage")


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    """The log. Who may read it but not the story is told that something was done, not to which story."""

    list_display = ("when", "account", "verb_words", "what", "of_story")
    list_display_links = None
    list_filter = ("verb",)
    search_fields = ("by_name", "verb")
    may_view = ("audit.read",)
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Act]:
        seen = Article.objects.viewable_by(who(request)).filter(pk=OuterRef("article"))
        return super().get_queryset(request).annotate(is_open=Q(article=None) | Exists(seen)).select_related("article")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list alone: a row says all there is."""
        return obj is None and super().has_view_permission(request)

    @admin.display(description="When", ordering="at")
    def when(self, act: Act) -> str:
        return f"{timezone.localtime(act.at):%-d %b %Y %H:%M}"

    @admin.display(description="Account", ordering="by_name")
    def account(self, act: Act) -> str:
        return act.by_name

    @admin.display(description="Act", ordering="verb")
    def verb_words(self, act: Act) -> str:
        return said(act.verb)

    @admin.display(description="On")
    def what(self, act: Any) -> str:
        return act.subject if act.is_open else "a story"

    @admin.display(description="Story", empty_value="")
    def of_story(self, act: Any) -> str | None:
        """The story of which a quote or a topic is; nothing where the act was on the story itself."""
        is_told = act.is_open and act.article and act.article.slugline != act.subject
        return act.article.slugline if is_told else None
