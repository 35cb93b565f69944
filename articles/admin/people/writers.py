"""People: who writes and who is quoted, with their other names and the roles they held."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.admin.addresses import free_slug
from articles.admin.inlines import NamedRows, OtherNames
from articles.admin.people import merging
from articles.admin.permissions import RightsAdmin, who
from articles.admin.story.form import DayInput
from articles.advice.people import alike
from articles.models import Person, PersonAlias, Role, Section
from articles.models.profile import account_name
from articles.models.rights import may, reach, sections_of


class FollowsPerson:
    """Rows that belong to a person: who may change the person may change them."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._writes(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def _writes(self, request: HttpRequest, obj: Any) -> bool:
        return writes_about_people(request) and (obj is None or may_write_about(who(request), obj))


class AliasInline(FollowsPerson, admin.TabularInline):
    model = PersonAlias
    formset = OtherNames
    fields = ("name",)
    verbose_name, verbose_name_plural = "other name", "other names"


class RoleInline(FollowsPerson, admin.TabularInline):
    model = Role
    formset = NamedRows
    fields = ("title", "organisation", "start", "end")
    verbose_name, verbose_name_plural = "role", "roles held"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in {"start", "end"}:
            kwargs["widget"] = DayInput()
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class PersonForm(forms.ModelForm):
    """A person's record. A new one of a like name is shown who is there before it is made."""

    is_another = forms.BooleanField(
        label="This is somebody else", required=False, help_text="Needed where people of a like name are on record."
    )

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        name = fields.get("name", "")
        if not self.instance.pk and name and not fields.get("is_another"):
            others = like(name)
            if others:
                raise forms.ValidationError(
                    format_html(
                        "On record already: {}. Open the one you mean, or tick “This is somebody else”.",
                        format_html_join(", ", '<a href="{}">{}</a>', ((_url(one), one.name) for one in others)),
                    )
                )
        return fields


def like(name: str) -> list[Person]:
    """People of the same name or another name the same, and those spelled much alike."""
    same = list(Person.objects.named(name).filter(merged_into=None)[:3])
    return [*same, *(person for person in alike(name)[:3] if person not in same)]


def _url(person: Person) -> str:
    return reverse("admin:articles_person_change", args=[person.pk])


@admin.register(Person)
class PersonAdmin(RightsAdmin):
    """People are added, renamed and described here; two who are one are merged by an act, never deleted."""

    list_display = ("name", "title", "kind", "writes", "quoted")
    list_filter = ("is_staff_writer", "kind")
    search_fields = ("name", "aliases__name")
    inlines = (AliasInline, RoleInline)
    form = PersonForm
    may_view = ("story.list", "author_page.edit_other", "speaker.create_or_merge")
    may_add = ("speaker.create_or_merge",)

    def get_urls(self) -> list:
        view, name = self.admin_site.admin_view, "articles_person_"
        own = [
            path("duplicates/", view(merging.duplicates), name=f"{name}duplicates"),
            path("apart/", view(merging.apart), name=f"{name}apart"),
            path("merges/<int:pk>/undo/", view(merging.undo), name=f"{name}undo"),
            path("<path:object_id>/merge/", view(merging.merge), name=f"{name}merge"),
        ]
        return own + super().get_urls()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """A quote counts once, in however many editions of its story it stands, and once readers have seen it."""
        edition = "edition_quotes__edition"
        seen = Q(**{f"{edition}__published_at__lte": timezone.now()})
        published = Count("edition_quotes__quote", filter=seen, distinct=True)
        return super().get_queryset(request).filter(merged_into=None).annotate(times_quoted=published)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["may_merge"] = bool(context.get("original")) and may(who(request), "speaker.create_or_merge")
        return super().render_change_form(request, context, *args, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Everybody their own page; others' pages of authors, and records of speakers, by the table of rights."""
        return writes_about_people(request) if obj is None else may_write_about(who(request), obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        page = ["name", *([] if obj else ["is_another"]), "kind", "title", "bio", "elsewhere"]
        if obj is not None and obj.user_id == who(request).pk and not writes_about_people(request):
            return [(None, {"fields": [name for name in page if name != "kind"]})]
        link = ["is_staff_writer", "user"] if may(who(request), "user.list") else ["is_staff_writer"]
        return [(None, {"fields": page}), ("At the newsroom", {"fields": link})]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "user" and field is not None:
            field.queryset = User.objects.filter(is_active=True).order_by("username")
            field.label_from_instance = account_name  # type: ignore[method-assign,assignment]
        return field

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        """A new person gets an address of their own; of one renamed, people of a like name are pointed out."""
        if not change:
            obj.slug = free_slug(Person, obj.name)
        super().save_model(request, obj, form, change)
        others = [person for person in like(obj.name) if person.pk != obj.pk]
        if change and others and "name" in form.changed_data:
            names = ", ".join(f"“{other}”" for other in others)
            self.message_user(request, f"There is {names} too: make sure they are not the same person.", "warning")

    @admin.display(description="Writes for us", ordering="is_staff_writer")
    def writes(self, person: Person) -> str:
        return "writes for us" if person.is_staff_writer else ""

    @admin.display(description="Quotes published", ordering="times_quoted")
    def quoted(self, person: Any) -> int:
        return person.times_quoted


def may_write_about(user: User, person: Person) -> bool:
    """Whether this account may change that record: one's own page, an author's within reach, or a speaker's.

    An author is who writes for us or has an account; a section's editor reaches those who sit at or wrote for the desk.
    """
    how_far = reach(user, "author_page.edit_other")
    if "allow" in how_far or (person.user_id is not None and person.user_id == user.pk):
        return True
    if not person.is_staff_writer and person.user_id is None:
        return may(user, "speaker.create_or_merge")
    if "section" not in how_far:
        return False
    here = sections_of(user)
    wrote_here = person.bylines.filter(article__section__in=here).exists()
    return wrote_here or Section.objects.filter(pk__in=here, editors=person.user_id).exists()


def writes_about_people(request: HttpRequest) -> bool:
    """Whether this account keeps the record of people."""
    return any(may(who(request), right) for right in ("speaker.create_or_merge", "author_page.edit_other"))
