"""What the desk's type-ahead fields ask for: people, topics and pictures whose name begins with what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from articles.admin.permissions import who
from articles.advice.people import alike
from articles.models import Image, Person, Role, Topic
from articles.models.rights import may, reach, roles_of
from articles.parsing.names import fold_name

SHOWN = 10


@require_GET
def suggest_people(request: HttpRequest) -> JsonResponse:
    """People by name or alias, those spelled much alike after them: whoever adds one sees who is there."""
    if not (roles_of(who(request)) or who(request).is_superuser):
        raise PermissionDenied
    typed = request.GET.get("q", "")[:100]
    found = list(_by_name(Person.objects.filter(merged_into=None), typed).order_by("name")[:SHOWN])
    near = [person for person in alike(typed) if person not in found][: SHOWN - len(found)]
    notes = _roles_of(person.pk for person in [*found, *near])
    exact = fold_name(typed)
    return _answer(
        {
            "id": person.pk,
            "text": person.name,
            "note": notes.get(person.pk) or person.title,
            "same": person.folded_name == exact,
        }
        for person in [*found, *near]
    )


@require_GET
def suggest_topics(request: HttpRequest) -> JsonResponse:
    """Topics in use by name or alias, those used most first."""
    if not (may(who(request), "story.edit_topics_field") or may(who(request), "topic.create_or_edit")):
        raise PermissionDenied
    topics = _by_name(Topic.objects.in_use(), request.GET.get("q", "")[:100])
    topics = topics.annotate(used=Count("taggings")).order_by("-used", "name")[:SHOWN]
    return _answer({"id": t.pk, "text": t.name, "note": t.get_kind_display()} for t in topics)


@require_GET
def suggest_pictures(request: HttpRequest) -> JsonResponse:
    """Pictures this person may see, by title, caption or credit, the newest first."""
    if not may(who(request), "image.view_unpublished"):
        raise PermissionDenied
    typed = request.GET.get("q", "")[:100]
    pictures = viewable_pictures(who(request))
    if typed:
        pictures = pictures.filter(Q(title__icontains=typed) | Q(caption__icontains=typed) | Q(credit__icontains=typed))
    return _answer({"id": p.pk, "text": p.title, "note": p.credit or "no credit"} for p in pictures.distinct()[:SHOWN])


def viewable_pictures(user: Any) -> QuerySet[Image]:
    """Pictures a person may see before publication: all, or those they brought in or whose story is theirs."""
    if "allow" in reach(user, "image.view_unpublished"):
        return Image.objects.all()
    own = Q(articles__created_by=user.pk) | Q(articles__bylines__person__user=user.pk)
    return Image.objects.filter(Q(created_by=user.pk) | own | Q(articles__assigned_to=user.pk)).distinct()


def _by_name(rows: Any, typed: str) -> Any:
    """Rows one word of whose name, or of an alias, begins so."""
    folded = fold_name(typed)
    if not folded:
        return rows
    begins = Q(folded_name__startswith=folded) | Q(folded_name__contains=f" {folded}")
    by_alias = Q(aliases__folded_name__startswith=folded)
    return rows.filter(pk__in=rows.model.objects.filter(begins | by_alias).values("pk"))


def _roles_of(people: Iterable[int]) -> dict[int, str]:
    notes: dict[int, str] = {}
    for role in Role.objects.filter(person__in=list(people)):
        notes.setdefault(role.person_id, str(role))
    return notes


def _answer(results: Iterable[dict[str, Any]]) -> JsonResponse:
    return JsonResponse({"results": list(results)})
