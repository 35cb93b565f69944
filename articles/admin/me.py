"""“My settings”: the hours an account works by, what its new stories begin with, and its own page for readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.admin.permissions import who
from articles.editorial import EditorialError, describe_oneself, set_profile
from articles.models import DeskProfile, Edition, Person, Section
from articles.models.rights import may
from articles.parsing.clocks import hour, town, zone_words

# Regions of the IANA database in the order they are offered; its other names are old ones of the same zones.
_REGIONS = (
    "America", "Europe", "Africa", "Asia", "Australia", "Pacific", "Atlantic", "Indian", "Antarctica", "Arctic",
)  # fmt: skip


class ProfileForm(forms.ModelForm):
    """An account's settings; the act decides."""

    time_zone = forms.ChoiceField(required=False, label="Time zone")

    class Meta:
        model = DeskProfile
        fields = ["time_zone", "section", "dateline_place", "dateline_source"]
        labels = {"section": "Home section", "dateline_place": "Dateline place", "dateline_source": "Dateline source"}
        help_texts = {"section": "Where a new story of yours begins."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        zone.choices = zone_choices(timezone.now(), self.instance.time_zone)  # type: ignore[attr-defined]
        self.fields["section"].queryset = Section.objects.all()  # type: ignore[attr-defined]
        self.fields["section"].empty_label = "None"  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The row is not touched: the act writes it."""


class PageForm(forms.ModelForm):
    """What readers see of who writes."""

    class Meta:
        model = Person
        fields = ["name", "bio", "elsewhere"]
        widgets = {"bio": forms.Textarea(attrs={"rows": 4}), "elsewhere": forms.Textarea(attrs={"rows": 3})}
        labels = {"bio": "About you", "elsewhere": "You elsewhere"}
        help_texts = {
            "elsewhere": "Your own pages and public accounts, one address a line, each beginning with https://."
        }

    def _post_clean(self) -> None:
        """The row is not touched: the act writes it."""


@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request: HttpRequest) -> HttpResponse:
    """The account's own settings; posted, one of the two forms by its name."""
    user = who(request)
    person = Person.objects.filter(user=user.pk).first() if may(user, "author_page.edit_own") else None
    is_page = request.method == "POST" and request.POST.get("form") == "page" and person is not None
    is_profile = request.method == "POST" and not is_page
    profile = DeskProfile.objects.filter(user=user.pk).first() or DeskProfile(user=user)
    form = ProfileForm(request.POST if is_profile else None, instance=profile)
    page = PageForm(request.POST if is_page else None, instance=person, prefix="page") if person is not None else None
    sent = page if is_page else form if is_profile else None
    if sent is not None and sent.is_valid() and _kept(request, sent.cleaned_data, person if is_page else None):
        return HttpResponseRedirect(reverse("admin:me"))
    context = {
        **site.each_context(request),
        "title": "My settings",
        "form": form,
        "page": page,
        "person": person,
        "has_page": person is not None and _has_page(person, timezone.now()),
        "zone_note": _zone_note(profile, timezone.now()),
    }
    return TemplateResponse(request, "admin/me.html", context, status=200 if sent is None else 422)


def _has_page(person: Person, at: datetime) -> bool:
    """Whether readers find a page of this person: of nobody who neither wrote nor was quoted where they look."""
    family = person.family()
    theirs = Q(bylines__person__in=family) | Q(quotes__speaker__in=family)
    return Edition.objects.visible(at).filter(theirs).exists()


def _kept(request: HttpRequest, wanted: dict[str, Any], person: Person | None) -> bool:
    """Hand what was typed to its act; says whether it was kept, and tells the editor."""
    user, at = who(request), timezone.now()
    try:
        if person is not None:
            describe_oneself(person, **wanted, by=user, at=at)
            messages.success(request, "Your page is changed.")
        else:
            set_profile(_account(user), **wanted, by=user, at=at)
            messages.success(request, "Your settings are kept.")
    except EditorialError as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _account(user: Any) -> User:
    return User.objects.get(pk=user.pk)


def zone_choices(at: datetime, kept: str = "") -> Sequence[tuple[str, Any]]:
    """The zones to choose from: the newsroom's own first, then by region, each with its hour now."""
    own = ZoneInfo(settings.TIME_ZONE)
    known = sorted(name for name in available_timezones() if name.partition("/")[0] in _REGIONS and "/" in name)
    if kept and kept not in known:
        known.append(kept)
    regions = {region: list(names) for region, names in groupby(known, key=lambda name: name.partition("/")[0])}
    rest = [region for region in regions if region not in _REGIONS]
    return [
        ("", f"The newsroom’s own: {zone_words(at, own)}"),
        ("UTC", "UTC"),
        *((region, [(name, _label(name)) for name in regions[region]]) for region in _REGIONS if region in regions),
        *(("Other", [(name, name) for name in regions[region]]) for region in rest if regions[region] != ["UTC"]),
    ]


def _label(name: str) -> str:
    """“New York”; where a region has two of a name, the part between."""
    parts = name.split("/")
    return town(ZoneInfo(name)) if len(parts) == 2 else f"{parts[-1]} ({parts[1]})".replace("_", " ")


def _zone_note(profile: DeskProfile, at: datetime) -> str:
    """What the zone means, and what its clock says now."""
    here = hour(at, ZoneInfo(profile.time_zone or settings.TIME_ZONE))
    return (
        f"It is {here} there now. Every hour you see and type at the desk is in this zone; readers’ pages keep the "
        "newsroom’s. No story moves when you change it."
    )
