"""Accounts are kept by administrators: opened without a password, closed, never deleted; nobody raises themselves."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from articles.models import Act
from tests.builders import make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/auth/user/add/"
OTHERS = ["contributor", "reporter", "copy_editor", "section_editor", "topic_tagger", "managing_editor"]


def account(user: User, **changes) -> dict:
    posted = {"username": user.username, "first_name": "", "last_name": "", "email": "", "is_active": "on"}
    return {**posted, "groups": [group.pk for group in user.groups.all()], **changes}


def test_a_new_account_enters_the_desk_by_a_link_that_works_once(as_, section, desk, settings):
    reporter = Group.objects.get(name="reporter")
    as_("administrator").post(
        ADD, {"username": "lu", "is_active": "on", "groups": [reporter.pk], "sections": [section.pk]}
    )
    lu = User.objects.get(username="lu")
    assert (lu.is_staff, lu.is_superuser, lu.has_usable_password()) == (True, False, False)
    assert list(lu.groups.all()) == [reporter]
    assert list(lu.sections.all()) == [section]

    page = as_("administrator").post(f"/admin/auth/user/{lu.pk}/link/", follow=True).content.decode()
    link = page.split(settings.SITE_URL)[1].split("<")[0].strip()
    visitor = Client()
    form = visitor.get(link, follow=True)
    visitor.post(form.redirect_chain[-1][0], {"new_password1": "wave-gravel-42", "new_password2": "wave-gravel-42"})

    lu.refresh_from_db()
    assert lu.check_password("wave-gravel-42")
    assert "wave-gravel" not in page
    assert Client().get(link, follow=True).context["validlink"] is False
    assert Act.objects.filter(verb="make_sign_in_link", by=desk["administrator"]).exists()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_opens_or_changes_an_account(as_, desk, role):
    client = as_(role)
    administrator = Group.objects.get(name="administrator")
    own = desk[role]

    assert client.post(ADD, {"username": "x", "is_active": "on"}).status_code == 403
    for target in (own, desk["reporter"]):
        posted = account(target, groups=[administrator.pk])
        assert client.post(f"/admin/auth/user/{target.pk}/change/", posted).status_code == 403
        assert client.post(f"/admin/auth/user/{target.pk}/link/").status_code == 403
    assert not User.objects.filter(username="x").exists()
    assert list(administrator.user_set.all()) == [desk["administrator"]]


@pytest.mark.parametrize("role", OTHERS[:-1])
def test_accounts_are_listed_to_managing_editor_and_administrator_only(as_, role):
    assert as_(role).get("/admin/auth/user/").status_code == 403
    assert as_("managing_editor").get("/admin/auth/user/").status_code == 200


def test_an_administrator_changes_neither_own_role_nor_a_superuser(as_, desk):
    root = make_user(username="root", is_superuser=True)
    client = as_("administrator")
    editor = Group.objects.get(name="managing_editor")

    for target in (desk["administrator"], root):
        posted = account(target, groups=[editor.pk])
        assert client.post(f"/admin/auth/user/{target.pk}/change/", posted).status_code == 403
        assert client.post(f"/admin/auth/user/{target.pk}/link/").status_code == 403

    assert not editor.user_set.filter(username__in=["administrator", "root"]).exists()


def test_stuffed_fields_are_ignored(as_, desk):
    reporter = desk["reporter"]
    reporter.set_password("wave-gravel-42")
    reporter.save()
    posted = account(reporter, is_superuser="on", is_staff="", password="x", user_permissions=[1], first_name="Rita")

    as_("administrator").post(f"/admin/auth/user/{reporter.pk}/change/", posted)

    reporter.refresh_from_db()
    assert (reporter.first_name, reporter.is_superuser, reporter.is_staff) == ("Rita", False, True)
    assert reporter.check_password("wave-gravel-42")
    assert reporter.user_permissions.count() == 0


def test_no_password_or_hash_is_ever_shown(as_, desk):
    reporter = desk["reporter"]
    reporter.set_password("wave-gravel-42")
    reporter.save()

    for role in ("administrator", "managing_editor"):
        for place in ("", f"{reporter.pk}/change/"):
            page = as_(role).get(f"/admin/auth/user/{place}").content.decode()
            assert reporter.password not in page
            assert "md5$" not in page


def test_there_is_no_password_form_for_others_and_no_group_screen(as_, desk):
    client = as_("administrator")

    assert client.get(f"/admin/auth/user/{desk['reporter'].pk}/password/").status_code in {302, 404}
    assert client.get("/admin/auth/group/").status_code == 404
    assert client.post(f"/admin/auth/user/{desk['reporter'].pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(username="reporter").exists()


def test_a_closed_account_is_out_at_once(as_, desk):
    client = as_("reporter")
    as_("administrator").post(
        f"/admin/auth/user/{desk['reporter'].pk}/change/", account(desk["reporter"], is_active="")
    )

    assert client.get("/admin/").url.startswith("/admin/login/")
