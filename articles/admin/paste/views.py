"""Paste a story: raw copy in, what was understood beside the words it came from, corrected, filed as a draft.

Nothing is stored until the draft is filed: the copy travels in the form and is read anew each time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from js_asset import Script

from articles.admin.paste.form import LONGEST_COPY, Understood, UnderstoodForm
from articles.admin.permissions import who
from articles.admin.quotes.panel import confirm_sure_ones
from articles.admin.story.starting import start_of
from articles.advice.speakers import match_people
from articles.advice.topics import Asked, Suggester
from articles.editorial import EditorialError, NotAllowed, file_story
from articles.models import Article, Section, Topic
from articles.models.rights import may
from articles.parsing import parse_story

# A web form ends lines with two characters (HTML); copy as typed has one.
_LINE_END = "\r\n"
TOPICS_SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """An empty field; with copy posted, what was understood; with that posted, the draft."""
    if not may(who(request), "story.create"):
        raise PermissionDenied
    copy = request.POST.get("copy", "").replace(_LINE_END, "\n")
    if request.method != "POST":
        return _respond(request, {"copy": ""})
    wrong = what_is_wrong_with(copy)
    if wrong:
        return _respond(request, {"copy": copy, "wrong": wrong}, status=422)
    start = start_of(who(request), timezone.now())
    writer = start.person if start.person and start.person.is_staff_writer and not start.person.merged_into_id else None
    understood = read(copy, pasted_by=writer.name if writer else "", section=start.section)
    if request.POST.get("step") in {"save", "confirm"}:
        return _save(request, understood)
    return _respond(request, _shown(understood, UnderstoodForm(understood)))


def what_is_wrong_with(copy: str) -> str:
    """Why the copy cannot be read, as a sentence; "" when it can."""
    if not copy.strip():
        return "There is nothing to read: paste the story into the field."
    if len(copy) > LONGEST_COPY:
        return f"The copy has {len(copy):,} characters; at most {LONGEST_COPY:,} can be read. Paste it in parts."
    if "\0" in copy:
        where = copy.index("\0")
        around = copy[max(0, where - 20) : where].replace("\0", "").strip()
        return f"The copy holds a NUL character, which no story can, after “…{around}”: take it out and read again."
    return ""


def read(copy: str, *, pasted_by: str = "", section: Section | None = None) -> Understood:
    """The copy as understood, with the topics suggested for it, and what it does not say: whose, for which desk."""
    parsed = parse_story(copy)
    speakers = match_people(quote.speaker for quote in parsed.quotes if quote.speaker)
    keys = tuple(person.pk for person in speakers.values())
    asked = Asked(parsed.headline or "", parsed.body, section.pk if section else None, keys)
    suggestions = Suggester.read().advise(asked, TOPICS_SHOWN).suggestions
    topics = Topic.objects.in_bulk([one.topic_id for one in suggestions])
    found = [(topics[one.topic_id], one.reason) for one in suggestions]
    return Understood(copy, parsed, tuple(found), pasted_by, section)


def _save(request: HttpRequest, understood: Understood) -> HttpResponse:
    form = UnderstoodForm(understood, request.POST)
    at = timezone.now()
    if not form.is_valid():
        messages.error(request, "Not filed yet: look at what is marked below. Nothing is lost.")
        return _respond(request, _shown(understood, form), status=422)
    try:
        article = file_story(form.draft(), by=who(request), at=at)
    except NotAllowed:
        raise
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return _respond(request, _shown(understood, form), status=422)
    messages.success(request, f"“{article}” is filed as a draft.")
    if request.POST["step"] == "confirm":
        _confirm(request, article, at)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _confirm(request: HttpRequest, article: Article, at: datetime) -> None:
    try:
        number = confirm_sure_ones(article, by=who(request), at=at)
    except EditorialError as refusal:
        messages.error(request, f"The quotes wait for you: {refusal}")
    else:
        messages.success(request, f"{number} quotes confirmed." if number != 1 else "One quote confirmed.")


def _shown(understood: Understood, form: UnderstoodForm) -> dict[str, Any]:
    return {"copy": understood.copy, "understood": understood, "form": form}


def _respond(request: HttpRequest, context: dict[str, Any], status: int = 200) -> TemplateResponse:
    template = "paste_review.html" if "understood" in context else "paste.html"
    context = {
        **site.each_context(request),
        "title": "Paste a story",
        "opts": Article._meta,
        "media": Media(js=[Script("desk/paste.js", type="module")]),
        **context,
    }
    return TemplateResponse(request, f"admin/articles/article/{template}", context, status=status)
