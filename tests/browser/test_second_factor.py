"""The second factor before a real browser: an app, a recovery code, and a passkey of the browser's own making."""

from __future__ import annotations

import os
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.desk import PASSWORD, assert_no_violations, sign_in_by_form

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(live_server, desk, settings) -> str:
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def phone_of(page: Page) -> tuple[CDPSession, str]:
    """A phone in the browser that makes and keeps passkeys: its session of the tools, and its name there."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "automaticPresenceSimulation": True}})
    return tools, made["authenticatorId"]


def code_of(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def take_pictures(page: Page, name: str) -> None:
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=f"{name}-{scheme}.png", full_page=True)


def look(page: Page, name: str) -> None:
    """No fault in light and dark, on a phone and a desk; pictures of all of it where PICTURES names a folder."""
    for width, scheme in ((1280, "dark"), (375, "light")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if folder := os.environ.get("PICTURES"):
            take_pictures(page, f"{folder}/{name}-{width}")


def say_password(page: Page, server: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server}/admin/")
    page.get_by_label("Account").fill("reporter")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")


def add_passkey(page: Page, server: str, name: str) -> None:
    page.goto(f"{server}/admin/second-factor/")
    page.get_by_label("Name of the new passkey").fill(name)
    page.locator("#id_passkey_password").fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()


def expect_desk(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("desk")


def test_an_app_and_a_recovery_code_open_the_desk(page: Page, server):
    sign_in_by_form(page, server, "reporter")
    page.goto(f"{server}/admin/second-factor/")
    look(page, "off")
    page.get_by_role("button", name="Set up an app").click()
    look(page, "app")
    secret = (page.locator(".factor-key").text_content() or "").replace(" ", "")
    page.get_by_label("The six digits").fill(code_of(secret))
    page.get_by_role("button", name="Switch on").click()
    look(page, "codes")
    sheet = page.locator(".factor-codes code").all_text_contents()

    say_password(page, server)
    look(page, "code")
    page.get_by_label("Code of your app").fill(code_of(secret, 1))
    page.get_by_role("button", name="Sign in").click()
    expect_desk(page)

    for opens in (True, False):
        say_password(page, server)
        page.get_by_label("Code of your app").fill(sheet[0])
        page.get_by_role("button", name="Sign in").click()
        if opens:
            expect_desk(page)
    expect(page.get_by_role("alert")).to_contain_text("was used before")


def test_a_passkey_is_added_opens_the_desk_and_is_removed(page: Page, server, phone_of):
    sign_in_by_form(page, server, "reporter")
    add_passkey(page, server, "The phone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    add_passkey(page, server, "The phone again")
    expect(page.get_by_role("alert")).to_have_text("This device holds a passkey of your account already.")
    look(page, "passkeys")

    say_password(page, server)
    look(page, "door")
    page.get_by_role("button", name="Use a passkey").click()
    expect_desk(page)

    page.goto(f"{server}/admin/second-factor/")
    page.get_by_text(re.compile("^Remove")).first.click()
    for words in ("wrong", PASSWORD):
        page.locator("details[open] input[type=password]").fill(words)
        page.get_by_role("button", name="Remove this passkey").click()
        if words == "wrong":
            expect(page.locator("details[open]").get_by_role("alert")).to_have_text("That is not your password.")
    expect(page.get_by_text("is removed")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_a_passkey_lost_or_cancelled_opens_nothing_and_is_said(page: Page, server, phone_of):
    tools, phone = phone_of
    sign_in_by_form(page, server, "reporter")
    add_passkey(page, server, "The phone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")

    say_password(page, server)
    tools.send("WebAuthn.clearCredentials", {"authenticatorId": phone})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("cancelled, or took too long")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_enabled()
    assert page.context.request.get(f"{server}/admin/me/", max_redirects=0).status == 302


def test_a_wrong_password_and_a_browser_without_passkeys_are_said(page: Page, server):
    sign_in_by_form(page, server, "reporter")
    page.goto(f"{server}/admin/second-factor/")
    page.get_by_label("Name of the new passkey").fill("x")
    page.locator("#id_passkey_password").fill("wrong")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("alert")).to_have_text("That is not your password.")

    page.add_init_script("delete window.PublicKeyCredential")
    page.reload()
    expect(page.get_by_role("alert")).to_have_text("This browser has no passkeys. Use another one, or a code.")
    expect(page.get_by_role("button", name="Add a passkey")).to_be_disabled()
