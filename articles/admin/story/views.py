"""The pages of one story: its form, saving it, the steps of its way."""

from __future__ import annotations

from typing import Any

import js_asset
from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.moments import InDoubt
from articles.admin.permissions import note_stuffed, who
from articles.admin.story.acts import act
from articles.admin.story.answers import refused_answer, saved_answer, wants_answer
from articles.admin.story.asking import ask_which
from articles.admin.story.autosave import drop_after_filing, kept_for, milliseconds, unfiled_of
from articles.admin.story.byline_rows import byline_rows
from articles.admin.story.conflict import conflict_of
from articles.admin.story.form import StoryForm, locked_fields, zone_name
from articles.admin.story.page import may_edit, page_of, story_or_404, story_url
from articles.admin.story.saving import Saving, file_from_form, save_story, version_read
from articles.admin.story.starting import start_of
from articles.editorial import Blocked, EditorialError, NotAllowed, accept_wording, drop_autosave
from articles.editorial.autosaving import story_key
from articles.models import Article
from articles.models.profile import account_name
from articles.models.rights import may

# Dragging of byline rows, and the desk's own modules. The order is that of loading.
STORY_MEDIA = forms.Media(
    css={"all": ["admin_ordering/admin_ordering.css"]},
    js=[
        "admin/js/vendor/jquery/jquery.min.js",
        "admin/js/jquery.init.js",
        "admin_ordering/jquery-ui.min.js",
        js_asset.JSON(
            {"field": "position", "prefix": "bylines", "tabular": True, "stacked": False},
            id="admin-ordering-context-bylines",
        ),
        "admin_ordering/admin_ordering.js",
        js_asset.Script("desk/story.js", type="module"),
    ],
)

_MOST_ACCEPTED = 200


@require_http_methods(["GET", "HEAD", "POST"])
def story_change(request: HttpRequest, object_id: str) -> HttpResponse:
    """The story's form; posted, a save: answered with the page anew, or to the page's script in JSON."""
    article, user = story_or_404(who(request), object_id), who(request)
    if request.method != "POST":
        form = StoryForm(instance=article, user=user)
        return _story_page(request, article, form, byline_rows(article))
    if not may_edit(user, article):
        raise PermissionDenied
    saving = save_story(article, request.POST, by=user, at=timezone.now())
    note_stuffed(request, Article, saving.form.offered, article.pk)
    if saving.saved is None:
        return refused_answer(saving) if wants_answer(request) else _not_saved(request, article, saving)
    drop_autosave(story_key(article.pk), by=user)
    changed = saving.saved.version != article.version
    said = f"Saved as version {saving.saved.version}." if changed else "Nothing had changed."
    refusals = _accept_wordings(request, saving.saved)
    if wants_answer(request):
        return saved_answer(saving, [said, *map(str, refusals)], by=user)
    messages.add_message(request, messages.SUCCESS if changed else messages.INFO, said)
    for refusal in refusals:
        _say(request, refusal)
    return _to_story(saving.saved)


def _accept_wordings(request: HttpRequest, article: Article) -> list[EditorialError]:
    """Quotes of which the editor said, as the save was made, that they changed (`accepted` names them by id).

    Returns what was refused.
    """
    accepted, refusals = request.POST.getlist("accepted")[:_MOST_ACCEPTED], []
    if not accepted:
        return []
    for quote in article.quotes.confirmed().filter(public_id__in=accepted):
        quote.article = article
        if not quote.has_drifted:
            continue
        try:
            accept_wording(quote, by=who(request), at=timezone.now())
        except EditorialError as refusal:
            refusals.append(refusal)
    return refusals


@require_http_methods(["GET", "HEAD", "POST"])
def story_add(request: HttpRequest) -> HttpResponse:
    """A form with one's own name, desk and dateline in it; posted, a new draft."""
    if not may(who(request), "story.create"):
        raise PermissionDenied
    if request.method != "POST":
        start, rows = start_of(who(request), timezone.now()), byline_rows(None)
        if start.person is not None:
            rows.initial = [{"position": 10, "person": start.person.pk, "name": start.person.name}]
        return _add_page(request, StoryForm(instance=start.article(), user=who(request)), rows)
    saving = file_from_form(request.POST, by=who(request), at=timezone.now())
    note_stuffed(request, Article, saving.form.offered)
    if saving.saved is None:
        _say(request, saving.refusal)
        return _add_page(request, saving.form, saving.rows, status=422)
    drop_after_filing(request.POST, who(request))
    messages.success(request, f"“{saving.saved}” is filed as a draft.")
    return _to_story(saving.saved)


@require_POST
def story_act(request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    """A step of the story's way. Posted with the form, the form is saved first: what is typed is never left behind."""
    article, at = story_or_404(who(request), object_id), timezone.now()
    if "slugline" in request.POST and may_edit(who(request), article):
        saving = save_story(article, request.POST, by=who(request), at=at)
        note_stuffed(request, Article, saving.form.offered, article.pk)
        if saving.saved is None:
            return _not_saved(request, article, saving)
        drop_autosave(story_key(article.pk), by=who(request))
        article = saving.saved
    else:
        note_stuffed(request, Article, (), article.pk)
        if "version" in request.POST:
            article.version = version_read(article, request.POST)
    try:
        messages.success(request, act(verb, article, request.POST, by=who(request), at=at))
    except InDoubt as doubt:
        return ask_which(request, article, verb, doubt)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        _say(request, refusal)
        if request.POST.get("text", "").strip():
            return _as_typed(request, article)
    if not Article.objects.viewable_by(who(request)).filter(pk=article.pk).exists():
        return HttpResponseRedirect(reverse("admin:index"))
    if request.POST.get("back") == "review":
        return HttpResponseRedirect(reverse("admin:articles_article_review", args=[article.pk]))
    return _to_story(article)


def _as_typed(request: HttpRequest, article: Article) -> HttpResponse:
    """The story's page with what a refused release said still in its fields."""
    article = story_or_404(who(request), str(article.pk))
    form = StoryForm(instance=article, user=who(request))
    return _story_page(request, article, form, byline_rows(article), 422, typed=request.POST)


def _story_page(
    request: HttpRequest, article: Article, form: StoryForm, rows: Any, status: int = 200, **more: Any
) -> TemplateResponse:
    context = {
        **more,
        **page_of(article, who(request), timezone.now()),
        "title": article.headline or article.slugline,
        "form": form,
        "rows": rows,
        "media": _media(request, form),
        "asides": True,
        # A form that comes back as it was typed has the newest words in it already.
        "autosaved": None if form.is_bound else kept_for(article, who(request)),
        "own_save": milliseconds(article.updated_at) if article.updated_by_id == who(request).pk else 0,
        "now": milliseconds(timezone.now()),
    }
    return _respond(request, "admin/articles/article/change_form.html", context, status)


def _add_page(request: HttpRequest, form: StoryForm, rows: Any, status: int = 200) -> TemplateResponse:
    context = {
        "title": "New story",
        "form": form,
        "rows": rows,
        "editable": True,
        "locked": locked_fields(who(request), None),
        "zone": zone_name(timezone.now()),
        "media": _media(request, form),
        "labels": {},
        "now": milliseconds(timezone.now()),
        "unfiled": [] if form.is_bound else unfiled_of(who(request), timezone.now()),
    }
    return _respond(request, "admin/articles/article/change_form.html", context, status)


def _not_saved(request: HttpRequest, article: Article, saving: Saving) -> HttpResponse:
    """Why it was not saved, with all that was typed: both texts where somebody was quicker."""
    if saving.newer is not None:
        whose = account_name(saving.newer.updated_by) if saving.newer.updated_by else "Somebody else"
        messages.error(request, f"{whose} saved this story after you opened it. Nothing was written over.")
        context = {**conflict_of(saving), "title": "Two versions", "zone": zone_name(timezone.now())}
        context["media"] = _media(request, context["form"])
        return _respond(request, "admin/articles/article/conflict.html", context, 409)
    if saving.refusal is not None:
        _say(request, saving.refusal)
    elif not saving.is_valid:
        messages.error(request, "Not saved yet: look at what is marked below. Nothing typed is lost.")
    rows = saving.rows if saving.rows is not None else byline_rows(article)
    return _story_page(request, article, saving.form, rows, 422)


def _say(request: HttpRequest, refusal: EditorialError | None) -> None:
    if isinstance(refusal, Blocked):
        messages.error(request, f"Not yet: {len(refusal.findings)} to mend. The list beside the text leads to each.")
    if refusal is not None:
        messages.error(request, str(refusal))


def _media(request: HttpRequest, form: StoryForm) -> js_asset.Media:
    """Styles and scripts, the import map with the page's nonce."""
    return js_asset.Media.from_media(form.media + STORY_MEDIA, nonce=str(request.csp_nonce))  # type: ignore[attr-defined]


def _respond(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> TemplateResponse:
    context = {**site.each_context(request), **context, "opts": Article._meta}
    return TemplateResponse(request, template, context, status=status)


def _to_story(article: Article) -> HttpResponseRedirect:
    return HttpResponseRedirect(story_url(article))
