"""An account's own page of its factor, the roles that need one, and an administrator's help."""

from __future__ import annotations

import base64
import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as live
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from articles.editorial import EditorialError
from articles.editorial.errors import NotAllowed
from articles.models import Act, Image
from articles.models.rights import ROLES
from newsroom.second_factor import acts
from newsroom.second_factor.apps import refuse_unknown_roles
from tests.admin.authz.surfaces import OTHERS
from tests.admin.authz.surfaces.names import OF_EVERYBODY
from tests.admin.authz.world import png
from tests.admin.second_factor.conftest import WORDS, Holder, is_in, say_code, say_password
from tests.admin.test_walk import addresses
from tests.builders import NOON, make_user

pytestmark = pytest.mark.django_db

STATE, BEGIN, APP = "/admin/second-factor/", "/admin/second-factor/begin/", "/admin/second-factor/app/"
OFF, CODES = "/admin/second-factor/off/", "/admin/second-factor/codes/"


@pytest.fixture
def client(holder) -> Client:
    client, _ = say_password()
    say_code(client, holder.code())
    return client


def set_up(client: Client, user: User):
    """Through the pages; returns who holds the app now, and the answer that told the codes."""
    client.post(BEGIN)
    one = Holder(user, client.session["mfa.totp.secret"])
    return one, client.post(APP, {"code": one.code()})


def verbs() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("verb", flat=True))


def test_setting_up_shows_picture_and_key_and_tells_the_codes_once(people, as_, clock):
    client = as_("reporter")
    assert "Set up an app" in client.get(STATE).content.decode()
    client.post(BEGIN)
    page = client.get(APP).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page.replace(" ", "")
    drawing = base64.b64decode(re.search(r"data:image/svg\+xml;base64,([^\"]+)", page)[1])
    assert b"<svg" in drawing

    one, told = set_up(client, people["reporter"])

    codes = re.findall(r"<code>(\d+)</code>", told.content.decode())
    assert len(codes) == len(set(codes)) == 10
    assert acts.has_factor(people["reporter"])
    assert "mfa.totp.secret" not in client.session
    assert client.get(APP).url == STATE
    for address in (STATE, "/admin/me/"):
        assert not set(codes) & set(re.findall(r"\d+", client.get(address).content.decode()))
    assert verbs() == ["second_factor_on"]
    clock.shift(60)
    for code in (one.code(), codes[0]):
        browser, _ = say_password()
        say_code(browser, code)
        assert is_in(browser)


def test_a_wrong_code_sets_nothing_up_and_keeps_the_key(people, as_):
    client = as_("reporter")
    client.post(BEGIN)
    one = Holder(people["reporter"], client.session["mfa.totp.secret"])

    answer = client.post(APP, {"code": one.wrong()})

    assert answer.status_code == 422
    assert "not the code the app shows" in answer.content.decode()
    assert not Authenticator.objects.exists()
    assert client.session["mfa.totp.secret"] == one.secret
    assert verbs() == []


def test_who_has_an_app_sets_up_no_second_one(client, holder):
    assert client.post(BEGIN).url == STATE
    assert client.get(APP).url == STATE
    assert client.post(APP, {"code": holder.code()}).url == STATE
    with pytest.raises(EditorialError, match="set up already"):
        acts.switch_on(holder.user, secret=holder.secret, code=holder.code(), by=holder.user, at=NOON)


@pytest.mark.parametrize("address", [OFF, CODES])
def test_without_the_password_nothing_is_switched_off_or_renewed(client, holder, address):
    before = list(Authenticator.objects.order_by("pk").values())

    for words in ("", "wrong"):
        answer = client.post(address, {"password": words})
        assert answer.status_code == 422
        assert "not your password" in answer.content.decode()

    assert list(Authenticator.objects.order_by("pk").values()) == before
    assert client.get(address).status_code == 405


def test_wrong_passwords_said_there_are_counted_like_at_the_door(client, settings):
    settings.AXES_ENABLED = True

    answers = [client.post(OFF, {"password": "wrong"}).status_code for _ in range(5)]

    assert answers == [422] * 4 + [429]
    assert client.post(OFF, {"password": WORDS}).status_code == 429


def test_switched_off_the_password_alone_opens(client, holder):
    assert client.post(OFF, {"password": WORDS}).url == STATE

    assert not Authenticator.objects.exists()
    browser, _ = say_password()
    assert is_in(browser)
    assert verbs()[-1] == "second_factor_off"
    with pytest.raises(EditorialError, match="has no second factor"):
        acts.switch_off(holder.user, by=holder.user, at=NOON)


def test_new_codes_take_the_place_of_the_old(client, holder):
    told = client.post(CODES, {"password": WORDS}).content.decode()

    codes = re.findall(r"<code>(\d+)</code>", told)
    assert len(codes) == 10
    assert not set(codes) & set(holder.sheet)
    browser, _ = say_password()
    say_code(browser, holder.sheet[0])
    assert not is_in(browser)
    say_code(browser, codes[0])
    assert is_in(browser)
    assert "renew_recovery_codes" in verbs()


def test_no_codes_without_an_app(people):
    user = people["reporter"]
    with pytest.raises(EditorialError, match="Set up an app or a passkey first"):
        acts.renew_codes(user, by=user, at=NOON)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("act", [acts.switch_off, acts.renew_codes])
def test_a_factor_is_each_accounts_own(people, holder, act):
    with pytest.raises(NotAllowed, match="own"):
        act(holder.user, by=people["administrator"], at=NOON)
    assert acts.has_factor(holder.user)


def test_my_settings_lead_there(as_):
    assert STATE in as_("reporter").get("/admin/me/").content.decode()


def test_an_administrator_takes_a_lost_factor_off(as_, holder):
    client = as_("administrator")
    account = f"/admin/auth/user/{holder.user.pk}/change/"
    address = f"/admin/second-factor/of/{holder.user.pk}/off/"
    assert address in client.get(account).content.decode()

    assert client.post(address).url == account

    assert not Authenticator.objects.exists()
    browser, _ = say_password()
    assert is_in(browser)
    act = Act.objects.get(verb="take_off_second_factor")
    assert (act.by_name, act.subject) == ("administrator", "reporter")
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_nobody_else_does(as_, people, holder, role):
    assert as_(role).post(f"/admin/second-factor/of/{holder.user.pk}/off/").status_code == 403
    assert acts.has_factor(holder.user)


def test_nobody_takes_off_their_own_or_a_superusers(people, as_, clock):
    client, root = as_("administrator"), make_user(username="root", is_superuser=True)
    mine, _ = set_up(client, people["administrator"])
    theirs = Holder(root)
    acts.switch_on(root, secret=theirs.secret, code=theirs.code(), by=root, at=NOON)

    for user in (mine.user, root):
        page = client.post(f"/admin/second-factor/of/{user.pk}/off/", follow=True).content.decode()
        assert "Nobody takes the second factor off" in page
        assert acts.has_factor(user)


def test_who_has_none_has_none_taken_off(as_, people):
    page = as_("administrator").post(f"/admin/second-factor/of/{people['reporter'].pk}/off/", follow=True)

    assert "has no second factor" in page.content.decode()
    assert verbs() == []


@pytest.fixture
def needed(settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset({"reporter"})


FREE = {"second_factor", "second_factor_begin", "second_factor_app", "second_factor_code", "login", "logout"}
FREE |= {"set_password", "password_change", "password_change_done"}
FREE |= {f"second_factor_passkey{page}" for page in ("", "_ask", "_begin", "_add")}


def test_who_needs_a_factor_sees_no_other_page_before(needed, as_, story):
    client = as_("reporter")
    for name, address in addresses():
        if name not in FREE:
            for answer in (client.get(address), client.post(address)):
                assert (answer.status_code, answer.get("Location")) == (302, STATE), address
    assert "Your role needs it" in client.get(STATE).content.decode()
    story.refresh_from_db()
    assert story.version == 1


def test_with_one_the_desk_opens(needed, as_, people):
    client = as_("reporter")
    set_up(client, people["reporter"])

    assert client.get("/admin/").status_code == 200


def test_other_roles_are_not_led(needed, as_):
    assert as_("copy_editor").get("/admin/").status_code == 200


def test_a_superuser_counts_as_each_role(needed, db):
    client = Client()
    client.force_login(make_user(username="root", is_superuser=True))

    assert client.get("/admin/").url == STATE


def test_readers_pages_ask_nothing(needed, as_):
    assert as_("reporter").get("/robots.txt").status_code == 200


def test_pictures_that_are_not_public_stay_shut_before_there_is_a_factor(needed, as_, desk, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    image = Image(title="Bridge", alt="A bridge", created_by=desk["reporter"])
    image.file.save("bridge.png", png("bridge"), save=True)
    client = as_("reporter")

    address = f"/media/{image.file.name}"

    assert client.get(address).status_code == 404
    set_up(client, desk["reporter"])
    shown = client.get(address)
    assert (shown.status_code, b"".join(shown.streaming_content)[1:4]) == (200, b"PNG")


def test_a_role_there_is_none_of_is_refused():
    with pytest.raises(ImproperlyConfigured, match="not boss"):
        refuse_unknown_roles(frozenset({"administrator", "boss"}))
    refuse_unknown_roles(frozenset(ROLES))


def test_every_address_of_it_is_named_by_an_action():
    named = {surface.name for surface in OTHERS} | OF_EVERYBODY.keys()

    assert {name for name, _ in addresses() if "factor" in name} == {name for name in named if "factor" in name}


def test_the_librarys_own_screens_are_not_at_the_desk():
    assert live.SECOND_FACTOR
    assert not [model for model in admin.site._registry if model._meta.app_label in {"account", "mfa"}]


def test_the_state_costs_a_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get(STATE)
