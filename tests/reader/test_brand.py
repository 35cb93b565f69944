"""The newsroom's own on readers' pages: colours, logo, pages under /about/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from newsroom.brand import Brand, read_brand

pytestmark = pytest.mark.django_db
SAMPLE = read_brand(Path(django_settings.BASE_DIR) / "articles/management/sample/brand/brand.toml")


@pytest.fixture
def branded(settings) -> Brand:
    settings.BRAND = SAMPLE
    return SAMPLE


def test_every_page_links_what_the_brand_has_and_nothing_it_has_not(client, branded):
    page = client.get("/").content.decode()

    assert "/brand.css" not in page  # its colours are those of site.css
    assert f'src="/brand/light.svg?v={branded.logo.digest}" width="793" height="81" alt="' in page
    assert '<a href="/about/ethics/">Ethics</a>' in page
    assert '<a href="mailto:newsdesk@chronicle.example">' in page
    assert '<a rel="me" href="https://sky.example/chronicle">Bluesky</a>' in page
    assert "© Harbor City Chronicle" in page
    assert '<html lang="en-US">' in page
    assert "/about/feedback/" not in page


def test_without_a_brand_file_there_is_the_name_and_no_about(client, settings):
    settings.BRAND = Brand()
    page = client.get("/").content.decode()

    assert "/brand/light" not in page
    assert "/about/" not in page
    assert "mailto:" not in page


def test_a_brand_with_colours_of_its_own_links_them(client, settings):
    settings.BRAND = replace(Brand(), accent="#004b87")

    assert f'href="/brand.css?v={settings.BRAND.digest}"' in client.get("/").content.decode()


def test_a_page_in_a_language_written_from_the_right_says_so(client, settings):
    settings.BRAND = replace(Brand(), language="ar")

    assert '<html lang="ar" dir="rtl">' in client.get("/").content.decode()


def test_the_colours_have_an_address_of_their_own_that_may_be_kept(client, branded):
    response = client.get(f"/brand.css?v={branded.digest}")

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert response.content.decode().startswith(":root { --accent: #a3271b; }")
    assert client.get("/brand.css", headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert "immutable" not in client.get("/brand.css")["Cache-Control"]


def test_a_logo_is_served_as_a_picture_that_runs_nothing(client, branded):
    response = client.get("/brand/light.svg")

    assert (response.content, response["Content-Type"]) == (branded.logo.data, "image/svg+xml")
    assert "sandbox" in response["Content-Security-Policy"]
    assert client.get("/brand/dark.svg").content == branded.logo_dark.data


@pytest.mark.parametrize("address", ["/brand/light.png", "/brand/middle.svg", "/about/none/", "/about/"])
def test_what_the_brand_has_not_is_not_there(client, branded, address):
    assert client.get(address).status_code == 404


def test_without_a_logo_there_is_none(client, settings):
    settings.BRAND = Brand()

    assert client.get("/brand/light.svg").status_code == 404


def test_a_page_of_the_newsroom_stands_under_about_with_the_others_beside_it(client, branded):
    response = client.get("/about/corrections/")
    page = response.content.decode()

    assert response.status_code == 200
    assert '<h1 dir="auto">Corrections policy</h1>' in page
    assert "<h2>What counts as what</h2>" in page
    assert '<link rel="canonical" href="http' in page
    assert '<meta name="description" content="We correct what we got wrong as soon as we know, in the story' in page
    beside = page.split('class="beside"')[1].split("</nav>")[0]
    assert "/about/ethics/" in beside
    assert "/about/corrections/" not in beside
