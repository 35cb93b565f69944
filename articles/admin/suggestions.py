"""What the desk's type-ahead fields ask for: people, topics and pictures whose name begins with what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from articles.admin.moments import typed_in, zone_name
from articles.admin.permissions import who
from articles.advice.finding_topics import find_topics
from articles.advice.people import alike
from articles.advice.roles import roles_held
from articles.models import Image, Person, Role
from articles.models.rights import may, roles_of
from articles.parsing.clocks import choices, meant, question, zone_words
from articles.parsing.names import fold_name
from articles.press.editions import thumbnail_address

SHOWN = 10
_WORDS = 6
_MOST_ASKED = 100
_SHORTEST = 3


@require_GET
def suggest_people(request: HttpRequest) -> JsonResponse:
    """People by name or alias, then those spelled much alike, then those of a role with all the words typed.

    The note beside each is the role held today.
    """
    if not (roles_of(who(request)) or who(request).is_superuser):
        raise PermissionDenied
    typed = request.GET.get("q", "")[:100]
    found = list(_by_name(Person.objects.filter(merged_into=None), typed).order_by("name")[:SHOWN])
    near = [person for person in alike(typed) if person not in found][: SHOWN - len(found)]
    found += near
    found += [person for person in _by_role(typed) if person not in found][: SHOWN - len(found)]
    notes = _roles_of(person.pk for person in found)
    exact = fold_name(typed)
    return _answer(
        {
            "id": person.pk,
            "text": person.name,
            "note": notes.get(person.pk) or person.title,
            "same": person.folded_name == exact,
        }
        for person in found
    )


@require_GET
def suggest_topics(request: HttpRequest) -> JsonResponse:
    """Topics in use a word of whose name, or of another name, begins as typed: those on most stories first.

    The note says which other name fits, the kind, what it lies below, on how many stories it stands.
    """
    if not (may(who(request), "story.edit_topics_field") or may(who(request), "topic.create_or_edit")):
        raise PermissionDenied
    found = find_topics(request.GET.get("q", ""))
    return _answer({"id": one.topic.pk, "text": one.topic.name, "note": one.note, "same": one.is_same} for one in found)


@require_GET
def suggest_pictures(request: HttpRequest) -> JsonResponse:
    """Pictures this person may see, by title, caption or credit, the newest first; `id=` asks for those of a body."""
    if not may(who(request), "image.view_unpublished"):
        raise PermissionDenied
    typed = request.GET.get("q", "")[:100]
    pictures = Image.objects.viewable_by(who(request))
    asked = [int(one) for one in request.GET.getlist("id")[:_MOST_ASKED] if one.isascii() and one.isdecimal()]
    if asked:
        pictures = pictures.filter(pk__in=[one for one in asked if one < 2**63])
        return _answer(map(_picture_row, pictures))
    if typed:
        pictures = pictures.filter(Q(title__icontains=typed) | Q(caption__icontains=typed) | Q(credit__icontains=typed))
    return _answer(map(_picture_row, pictures.distinct()[:SHOWN]))


def _picture_row(picture: Image) -> dict[str, Any]:
    return {
        "id": picture.pk,
        "text": picture.title,
        "note": picture.credit or "no credit",
        "caption": picture.caption,
        "image": thumbnail_address(picture),
    }


@require_GET
def suggest_hours(request: HttpRequest) -> JsonResponse:
    """What a day and hour as typed may mean: its zone in words, and where the clocks change the readings to choose."""
    typed = typed_in(request.GET, "q")
    local = typed.local
    if local is None:
        return JsonResponse({"zone": zone_name(timezone.now()), "question": "", "results": []})
    found = choices(local, typed.tz)
    moment = meant(local, typed.tz)
    return JsonResponse(
        {
            "zone": zone_words(moment or found[0].moment, typed.tz),
            "question": question(local, typed.tz),
            "results": [{"offset": one.offset, "text": one.label} for one in found],
        }
    )


def _by_name(rows: Any, typed: str) -> Any:
    """Rows one word of whose name, or of an alias, begins so."""
    folded = fold_name(typed)
    if not folded:
        return rows
    begins = Q(folded_name__startswith=folded) | Q(folded_name__contains=f" {folded}")
    by_alias = Q(aliases__folded_name__startswith=folded)
    return rows.filter(pk__in=rows.model.objects.filter(begins | by_alias).values("pk"))


def _by_role(typed: str) -> list[Person]:
    """Who has a role today in whose title or organisation every word typed stands: “police chief”."""
    words = typed.split()[:_WORDS]
    if len(typed.strip()) < _SHORTEST:
        return []
    roles = Role.objects.held_on(timezone.localdate()).filter(person__merged_into=None)
    for word in words:
        roles = roles.filter(Q(title__icontains=word) | Q(organisation__icontains=word))
    return list(Person.objects.filter(pk__in=roles.values("person")).order_by("name")[:SHOWN])


def _roles_of(people: Iterable[int]) -> dict[int, str]:
    """The role each holds today."""
    today = timezone.localdate()
    held = roles_held((person, today) for person in people)
    return {person: str(role) for (person, _), role in held.items()}


def _answer(results: Iterable[dict[str, Any]]) -> JsonResponse:
    return JsonResponse({"results": list(results)})
