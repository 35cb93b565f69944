"""What stands beside the text: quotes and topics, their buttons, and what the fields there suggest."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from articles.admin.permissions import note_stuffed, who
from articles.admin.quotes.panel import act_on_quote, confirm_sure_ones
from articles.admin.story.page import aside_of, story_or_404, story_url
from articles.advice.people import known_titles
from articles.editorial import EditorialError, NotAllowed, add_note, tag, untag
from articles.models import Article, Quote, Topic
from articles.parsing.names import fold_name
from articles.parsing.quotes import people_of

NAMES_SHOWN = 10


@require_POST
def quote_act(request: HttpRequest, object_id: str, public_id: str, verb: str) -> HttpResponse:
    """A button of a quote's row."""
    article, at = story_or_404(who(request), object_id), timezone.now()
    note_stuffed(request, Article, (), article.pk)
    note_stuffed(request, Quote, ("speaker",), public_id)
    try:
        said, went_well = (
            act_on_quote(verb, article, public_id, request.POST, request.FILES, by=who(request), at=at),
            True,
        )
    except NotAllowed:
        raise
    except EditorialError as refusal:
        said, went_well = str(refusal), False
    return _beside(request, article, said, went_well, f"#quote-{public_id}")


@require_POST
def quotes_confirm(request: HttpRequest, object_id: str) -> HttpResponse:
    """Confirm every quote whose speaker is found with the confidence asked for."""
    article, at = story_or_404(who(request), object_id), timezone.now()
    note_stuffed(request, Article, (), article.pk)
    asked = request.POST.get("at-least", "80")
    try:
        at_least = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
        number, went_well = confirm_sure_ones(article, by=who(request), at=at, at_least=at_least), True
        said = f"{number} quotes confirmed." if number != 1 else "One quote confirmed."
    except NotAllowed:
        raise
    except EditorialError as refusal:
        said, went_well = str(refusal), False
    return _beside(request, article, said, went_well, "#quotes")


@require_POST
def topic_act(request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    """Put a topic on the story, or take one off: by id where chosen from the list, else by name or alias."""
    article, at, topic = story_or_404(who(request), object_id), timezone.now(), None
    note_stuffed(request, Article, (), article.pk)
    try:
        topic = _topic_of(request)
        {"tag": tag, "untag": untag}[verb](article, topic, by=who(request), at=at)
        said, went_well = f"{topic} {'added' if verb == 'tag' else 'taken off'}.", True
    except NotAllowed:
        raise
    except EditorialError as refusal:
        said, went_well = str(refusal), False
    taken_off = topic if verb == "untag" and went_well else None
    return _beside(request, article, said, went_well, "#topics", taken_off=taken_off)


@require_POST
def note_act(request: HttpRequest, object_id: str) -> HttpResponse:
    """Add a note to the story's thread."""
    article = story_or_404(who(request), object_id)
    try:
        add_note(article, request.POST.get("text", ""), by=who(request), at=timezone.now())
        said, went_well = "The note is added.", True
    except NotAllowed:
        raise
    except EditorialError as refusal:
        said, went_well = str(refusal), False
    return _beside(request, article, said, went_well, "#notes")


@require_safe
def story_names(request: HttpRequest, object_id: str) -> JsonResponse:
    """People and organisations named in the story whose name has a word that begins as typed, with the role printed."""
    article = story_or_404(who(request), object_id)
    typed = fold_name(request.GET.get("q", "")[:100])
    found = [named for named in people_of(article.body_text) if _begins(named.name, typed)][:NAMES_SHOWN]
    return JsonResponse(
        {
            "results": [
                {"id": "", "text": one.name, "note": one.role or "in this story", "role": one.role} for one in found
            ]
        }
    )


@require_safe
def story_roles(request: HttpRequest, object_id: str) -> JsonResponse:
    """Roles as the story prints them, and titles on record, that hold a word that begins as typed."""
    article = story_or_404(who(request), object_id)
    typed = fold_name(request.GET.get("q", "")[:100])
    printed = [named.role for named in people_of(article.body_text) if named.role]
    known = known_titles(typed) if typed else []
    roles = [role for role in dict.fromkeys([*printed, *known]) if _begins(role, typed)]
    return JsonResponse(
        {
            "results": [
                {"id": "", "text": role, "note": "" if role in printed else "on record"} for role in roles[:NAMES_SHOWN]
            ]
        }
    )


@require_safe
def story_aside(request: HttpRequest, object_id: str) -> HttpResponse:
    """The panel beside the form alone, as it stands now."""
    article = story_or_404(who(request), object_id)
    return TemplateResponse(
        request, "admin/articles/article/_aside.html", aside_of(article, who(request), timezone.now())
    )


def _topic_of(request: HttpRequest) -> Topic:
    chosen, name = request.POST.get("topic", ""), request.POST.get("name", "").strip()
    topic = None
    if chosen.isdigit():
        topic = Topic.objects.filter(pk=int(chosen[:18])).first()
    if topic is None and name:
        topic = Topic.objects.in_use().named(name).first()
    if topic is None:
        raise EditorialError(f"There is no topic “{name[:80]}”." if name else "Choose a topic.")
    return topic


def _beside(
    request: HttpRequest, article: Article, said: str, went_well: bool, place: str, *, taken_off: Topic | None = None
) -> HttpResponse:
    """The answer to a button beside the text: the panel anew for the page's script, else the page at that place.

    A topic just taken off is offered back in the panel.
    """
    if request.headers.get("X-Desk") != "panel":
        messages.add_message(request, messages.SUCCESS if went_well else messages.ERROR, said)
        return HttpResponseRedirect(story_url(article) + place)
    fresh = story_or_404(who(request), str(article.pk))
    context = {**aside_of(fresh, who(request), timezone.now()), "said": said, "went_well": went_well}
    context["taken_off"] = taken_off
    return TemplateResponse(request, "admin/articles/article/_aside.html", context, status=200 if went_well else 409)


def _suggested(rows: Iterable[dict[str, str]]) -> JsonResponse:
    """Words for a type-ahead field: none of them names a row, so none has an id."""
    return JsonResponse({"results": [{"id": "", **row} for row in rows]})


def _begins(name: str, typed: str) -> bool:
    """Whether the name, or one of its words, begins so; everything does with nothing."""
    folded = fold_name(name)
    return folded.startswith(typed) or f" {typed}" in folded
