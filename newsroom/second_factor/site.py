"""The desk's site with a second factor at its door."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from articles.admin.site import DeskSite


class GuardedSite(DeskSite):
    """Password, then code; and each account's page of its second factor."""

    def get_urls(self) -> list:
        # Loaded here, with the addresses: the site is made before the library's rows are.
        from newsroom.second_factor import door, pages, passkey_pages

        return [
            path("login/code/", door.say_code, name="second_factor_code"),
            path("login/passkey/begin/", door.begin_passkey, name="second_factor_passkey_ask"),
            path("login/passkey/", door.say_passkey, name="second_factor_passkey"),
            path("second-factor/", self.admin_view(pages.state), name="second_factor"),
            path("second-factor/begin/", self.admin_view(pages.begin), name="second_factor_begin"),
            path("second-factor/app/", self.admin_view(pages.set_up_app), name="second_factor_app"),
            path("second-factor/off/", self.admin_view(pages.turn_off), name="second_factor_off"),
            path("second-factor/codes/", self.admin_view(pages.new_codes), name="second_factor_codes"),
            path(
                "second-factor/passkeys/begin/",
                self.admin_view(passkey_pages.begin_passkey),
                name="second_factor_passkey_begin",
            ),
            path(
                "second-factor/passkeys/add/",
                self.admin_view(passkey_pages.new_passkey),
                name="second_factor_passkey_add",
            ),
            path(
                "second-factor/passkeys/<int:pk>/remove/",
                self.admin_view(passkey_pages.drop_passkey),
                name="second_factor_passkey_remove",
            ),
            path("second-factor/of/<int:pk>/off/", self.admin_view(pages.take_off_lost), name="second_factor_take_off"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's own door of the admin, but for who holds a second factor."""
        from newsroom.second_factor.door import DoorView

        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        context = {
            **self.each_context(request),
            "title": "Sign in",
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index", current_app=self.name)
        request.current_app = self.name  # type: ignore[attr-defined]
        door = DoorView.as_view(
            extra_context=context,
            authentication_form=self.login_form or AdminAuthenticationForm,
            template_name="admin/login.html",
        )
        return cast(HttpResponse, door(request))
