"""Merging people at the desk: possible duplicates, what a merge would move, the merge, and its undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.admin.permissions import who
from articles.advice.duplicates import merge_preview, possible_duplicates
from articles.editorial import EditorialError, NotAllowed, keep_apart, merge_people, undo_merge
from articles.models import Act, Article, Person
from articles.models.rights import may

_MERGES_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, object_id: str) -> HttpResponse:
    """Choose the other person, see what would move, say so. `other` is who; `keep` the one that stays."""
    _require(request)
    person = _person(object_id)
    asked = request.POST if request.method == "POST" else request.GET
    other = _person(asked["other"]) if asked.get("other", "").isdigit() else None
    if other is None or other.pk == person.pk:
        return _page(request, "merge.html", {"person": person, "title": f"Merge {person} with another person"})
    source, into = _which_stays(person, other, asked.get("keep", ""))
    if request.method == "POST":
        return _merged(request, source, into)
    seen = Article.objects.viewable_by(who(request))
    context = {
        "person": person,
        "other": other,
        "source": source,
        "into": into,
        "preview": merge_preview(source, seen=seen),
        "stays": merge_preview(into, seen=seen),
        "title": f"Merge {source} into {into}",
    }
    return _page(request, "merge.html", context)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a merge."""
    _require(request)
    merge = get_object_or_404(Act, pk=pk, verb="merge_people")
    return _done(
        request, lambda: f"Undone: “{undo_merge(merge, by=who(request), at=timezone.now())}” is a person again."
    )


@require_POST
def apart(request: HttpRequest) -> HttpResponse:
    """Two people are not the same."""
    _require(request)
    first, second = _person(request.POST.get("first", "")), _person(request.POST.get("second", ""))

    def act() -> str:
        keep_apart(first, second, by=who(request), at=timezone.now())
        return f"“{first}” and “{second}” are kept apart."

    return _done(request, act)


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs who may be one, and the merges done, each to be undone."""
    _require(request)
    undone = set(Act.objects.filter(verb="undo_merge").values_list("detail__merge", flat=True))
    merges = [
        act
        for act in Act.objects.filter(verb="merge_people").select_related("by")[:_MERGES_SHOWN]
        if act.pk not in undone
    ]
    context = {"pairs": possible_duplicates(), "merges": merges, "title": "Possible duplicates"}
    return _page(request, "duplicates.html", context)


def _which_stays(person: Person, other: Person, keep: str) -> tuple[Person, Person]:
    """Who goes and who stays: as asked, else the one with more to their name stays, of equals the older record."""
    if keep in {str(person.pk), str(other.pk)}:
        return (other, person) if keep == str(person.pk) else (person, other)
    weights = sorted((_weight(one), -one.pk, one) for one in (person, other))
    return weights[0][2], weights[1][2]


def _weight(person: Person) -> int:
    return person.quotes.count() + person.bylines.count() + person.edition_quotes.count()


def _merged(request: HttpRequest, source: Person, into: Person) -> HttpResponse:
    def act() -> str:
        merge_people(source, into=into, by=who(request), at=timezone.now())
        return f"“{source}” is merged into “{into}”. It can be undone below."

    return _done(request, act)


def _done(request: HttpRequest, act: Callable[[], str]) -> HttpResponse:
    """The list of duplicates again, with what the act says or why it refused."""
    try:
        messages.success(request, act())
    except NotAllowed:
        raise
    except EditorialError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:articles_person_duplicates"))


def _require(request: HttpRequest) -> None:
    if not may(who(request), "speaker.create_or_merge"):
        raise PermissionDenied


def _person(pk: str) -> Person:
    """The person, if not merged away."""
    if not str(pk).isdecimal() or len(str(pk)) > 18:
        raise Http404("No such person.")
    return get_object_or_404(Person, pk=int(pk), merged_into=None)


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    context = {**site.each_context(request), "opts": Person._meta, **context}
    return TemplateResponse(request, f"admin/articles/person/{template}", context)
