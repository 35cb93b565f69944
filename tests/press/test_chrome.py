"""What stands around every page."""

from __future__ import annotations

from articles.press.chrome import dress, render_chrome, window_title
from articles.press.content import SITE_MARK

NAV = (("Local", "/sections/local/"), ("<Opinion>", "/sections/opinion/"))


def test_the_page_is_the_chrome_with_a_head_and_a_main_part_in_it(settings):
    settings.SITE_NAME, settings.SITE_URL = "Chronicle & Sons", "https://chronicle.test"

    page = dress(
        render_chrome(NAV), f'<title>A</title><link href="{SITE_MARK}/x/">', f"<h1>A</h1>{SITE_MARK}/y/"
    ).decode()

    assert "<title>A – Chronicle &amp; Sons</title>" in page
    assert '<link href="https://chronicle.test/x/">' in page
    assert "https://chronicle.test/y/" in page
    assert page.index('<main id="main"') < page.index("<h1>A</h1>") < page.index("</main>")
    assert '<a href="/sections/opinion/">&lt;Opinion&gt;</a>' in page
    assert SITE_MARK not in page


def test_a_long_title_stands_alone(settings):
    settings.SITE_NAME = "Chronicle & Sons"
    fits, long = "Fares &amp; tolls " + "x" * 37, "Fares &amp; tolls " + "x" * 38

    assert (
        f"<title>{fits} – Chronicle &amp; Sons</title>"
        in dress(render_chrome(NAV), f"<title>{fits}</title>", "").decode()
    )
    assert f"<title>{long}</title>" in dress(render_chrome(NAV), f"<title>{long}</title>", "").decode()
    assert window_title("", "Chronicle") == "Chronicle"
    assert window_title("Fares", "Chronicle") == "Fares – Chronicle"
    assert window_title("x" * 70, "Chronicle") == "x" * 70


def test_a_change_of_brand_or_navigation_changes_the_digest(settings):
    settings.SITE_NAME = "Before"
    before = render_chrome(NAV)
    settings.SITE_NAME = "After"

    assert render_chrome(NAV).digest != before.digest
    assert render_chrome(NAV[:1]).digest != render_chrome(NAV).digest
    assert render_chrome(NAV) is render_chrome(NAV)
