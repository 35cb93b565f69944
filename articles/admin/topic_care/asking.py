"""What the pages that care for topics share: who may, which topic is meant, an act and what is said after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from articles.admin.permissions import who
from articles.editorial import EditorialError, NotAllowed
from articles.models import Topic
from articles.models.rights import may

_LONGEST_KEY = 18


def require(request: HttpRequest, right: str = "topic.merge_or_delete") -> None:
    """Only for who keeps the vocabulary."""
    if not may(who(request), right):
        raise PermissionDenied


def topic_of(key: object) -> Topic:
    """The topic, if not merged away; else a page that is not there."""
    found = maybe_topic(key)
    if found is None:
        raise Http404("No such topic.")
    return found


def maybe_topic(key: object) -> Topic | None:
    """The topic of a key that came in a form or an address; None where there is none, or it was merged away."""
    text = str(key or "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY):
        return None
    return Topic.objects.select_related("parent").filter(pk=int(text), merged_into=None).first()


def any_topic(key: object) -> Topic:
    """The topic also where it was merged away: an act says so in words."""
    text = str(key or "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_KEY):
        raise Http404("No such topic.")
    return get_object_or_404(Topic, pk=int(text))


def keys_in(asked: QueryDict, name: str, most: int) -> list[int]:
    """The keys of rows that were ticked."""
    found = [key for key in asked.getlist(name)[:most] if key.isascii() and key.isdecimal()]
    return [int(key) for key in found if len(key) <= _LONGEST_KEY]


def attempt(request: HttpRequest, act: Callable[[], str]) -> bool:
    """Do it, and say what was done, or why it was refused; whether it was done."""
    try:
        messages.success(request, act())
    except NotAllowed:
        raise
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the list the person came from, else to the first one."""
    asked = request.POST.get("back", "")
    home = reverse("admin:articles_topic_care")
    known = asked.startswith(home) and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return HttpResponseRedirect(asked if known else home)


def page(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    """A page of the desk."""
    home = reverse("admin:articles_topic_care")
    came_from = request.POST.get("back") or request.GET.get("back") or ""
    back_to = came_from if came_from.startswith(home) else ""
    shared = {**site.each_context(request), "opts": Topic._meta, "back": back_to, "home": home}
    return TemplateResponse(request, f"admin/articles/topic/{template}", {**shared, **context})
