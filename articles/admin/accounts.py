"""Accounts: who may enter the desk, and in which role. Kept by administrators; nobody changes their own role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from articles.admin.permissions import RightsAdmin, who
from articles.editorial.kernel import log
from articles.models import Section
from articles.models.rights import ROLES


class RolesField(forms.ModelMultipleChoiceField):
    """Roles by their names in words."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.name.replace("_", " ").capitalize()


class AccountForm(forms.ModelForm):
    """An account without a password: its owner sets one by a link. Roles are groups of the table of rights only."""

    groups = RolesField(
        Group.objects.filter(name__in=ROLES), required=False, widget=forms.CheckboxSelectMultiple, label="Roles"
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.all(), required=False, widget=forms.CheckboxSelectMultiple, label="Desk of these sections"
    )

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["sections"] = self.instance.sections.all()


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(RightsAdmin):
    """Accounts are opened and closed, never deleted: what they did stays theirs. No password is ever seen or set."""

    form = AccountForm
    list_display = ("username", "full_name", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    fieldsets = (
        (None, {"fields": ["username", "first_name", "last_name", "email", "is_active"]}),
        ("What they may do", {"fields": ["groups", "sections"]}),
    )
    desk_name = "account"
    may_view = ("user.list",)
    may_add = may_change = ("user.create_or_deactivate",)
    change_form_template = "admin/auth/user/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not one's own account, nor that of a superuser, who is kept from the shell alone."""
        if obj is not None and (obj.pk == who(request).pk or obj.is_superuser):
            return False
        return super().has_change_permission(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm
            kwargs["fields"] = []
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["username", "full_name", "email", "is_active", "roles", "last_login"]})]
        return self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return ["username", "full_name", "email", "is_active", "roles", "last_login"]
        return []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account may enter the desk and has no password; its owner sets one by a link."""
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.groups.set(form.cleaned_data["groups"])
        form.instance.sections.set(form.cleaned_data["sections"])

    def get_urls(self) -> list:
        link = self.admin_site.admin_view(self.sign_in_link)
        return [path("<int:pk>/link/", link, name="auth_user_link"), *super().get_urls()]

    def sign_in_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show, once, the address at which the account's owner sets a password. Good for an hour and one use."""
        return _sign_in_link(self, request, pk)

    @admin.display(description="Name", ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="Roles")
    def roles(self, user: User) -> str:
        return ", ".join(group.name.replace("_", " ") for group in user.groups.all())


def _sign_in_link(account_admin: AccountAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User, pk=pk)
    if request.method != "POST" or not account_admin.has_change_permission(request, account):
        raise PermissionDenied
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    url = reverse("admin:set_password", args=[uid, default_token_generator.make_token(account)])
    log("make_sign_in_link", None, by=who(request), at=timezone.now(), subject=account)
    messages.success(request, f"Hand this address to {account}: {settings.SITE_URL}{url}")
    return HttpResponseRedirect(reverse("admin:auth_user_change", args=[account.pk]))
