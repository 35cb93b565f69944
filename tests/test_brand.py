"""The brand read from its file: what is there is shown, what is nonsense stops the start with one sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured

from newsroom import settings
from newsroom.brand import PAPER, POLICIES, Brand, Link, read_brand
from newsroom.contrast import contrast

SAMPLE = Path(django_settings.BASE_DIR) / "articles/management/sample/brand/brand.toml"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300.4 40"></svg>'


@pytest.fixture
def branded(tmp_path):
    """Reads a brand file of these words, with a logo and two pages beside it."""
    (tmp_path / "logo.svg").write_text(SVG)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "ethics.html").write_text("<h1>Our &amp; your ethics</h1>\n<p>We <em>ask</em>.</p>\n")
    (tmp_path / "pages" / "history.txt").write_text("How it began\n\nIn a <shed>,\nby the harbor.\n\nThen not.\n")

    def read(words: str) -> Brand:
        (tmp_path / "brand.toml").write_text(words, encoding="utf-8")
        return read_brand(tmp_path / "brand.toml")

    return read


def test_without_a_file_the_brand_is_the_built_in_one():
    assert read_brand(None) == Brand()
    assert contrast(Brand().accent, PAPER["light"]) >= 4.5
    assert contrast(Brand().accent_dark, PAPER["dark"]) >= 4.5


def test_a_brand_is_read_whole(branded):
    brand = branded(
        'name = "The Star"\nlanguage = "he-IL"\n[logo]\nlight = "logo.svg"\n[accent]\nlight = "#004B87"\n'
        '[contact]\nmail = "desk@star.example"\n[social]\nMastodon = "https://m.example/@star"\n'
        '[policies]\ncorrections = "https://star.example/wrong"\n[pages]\nfolder = "pages"\n'
        '[rights]\nholder = "Star Co."'
    )

    assert (brand.name, brand.tagline, brand.mail, brand.holder) == (
        "The Star", Brand().tagline, "desk@star.example", "Star Co.",
    )  # fmt: skip
    assert (brand.language, brand.direction, brand.locale) == ("he-IL", "rtl", "he_IL")
    assert (brand.accent, brand.accent_dark) == ("#004b87", Brand().accent_dark)
    assert brand.logo is not None
    assert (brand.logo.width, brand.logo.height, brand.logo.data) == (300, 40, SVG.encode())
    assert brand.social == (Link("", "Mastodon", "https://m.example/@star"),)
    assert brand.policies == (
        Link("corrections", "Corrections policy", "https://star.example/wrong"),
        Link("ethics", "Ethics", "/about/ethics/"),
    )
    assert brand.about == (*brand.policies, Link("", "How it began", "/about/history/"))


def test_a_page_is_html_as_written_or_text_made_into_paragraphs(branded):
    ethics, history = branded('[pages]\nfolder = "pages"').pages

    assert (ethics.title, ethics.html) == ("Our & your ethics", "<p>We <em>ask</em>.</p>")
    assert history.html == "<p>In a &lt;shed&gt;, by the harbor.</p>\n<p>Then not.</p>"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("name = [", "is not TOML"),
        ("colour = 1", "“colour” is nothing a brand has"),
        ("name = 7", "name must be words in quotation marks"),
        (f'name = "{"x" * 301}"', "at most 300 characters"),
        ('name = "a\\u0007b"', "name must be words"),
        ('accent = "#fff"', r"accent must be a table: \[accent\]"),
        ('[accent]\nlight = "red"', "'red' is not a colour such as #a3271b"),
        ('[accent]\nlight = "#ff8800"', r"has a contrast of 2\.\d\d to 1 on the paper #fffefb; it takes at least 4.5"),
        ('[accent]\ndark = "#14213d"', r"the dark accent #14213d has a contrast of 1\.\d\d to 1"),
        ('[accent]\nmiddle = "#14213d"', r"\[accent\] has no “middle”; it has dark, light"),
        ('language = "English"', "'English' is not a language tag such as en-US"),
        ('[contact]\nmail = "desk"', "'desk' is not a mail address"),
        ('[social]\nX = "javascript:alert(1)"', "X must be a web address that begins with https://"),
        ("[social]\nX = 1", "X must be a web address"),
        ('[policies]\nlegal = "https://x.example"', r"\[policies\] has no “legal”"),
        ('[policies]\nethics = "ethics.html"', "ethics must be a web address"),
        ('[logo]\nlight = "none.svg"', "the logo .*none.svg cannot be read: No such file"),
        ('[logo]\nlight = "pages/ethics.html"', "must be a PNG, or an SVG with a viewBox"),
        ('[logo]\nlight = "flat.png"', "the logo flat.png has no width or no height"),
        ('[logo]\nlight = "heavy.svg"', "has 100,080 bytes; at most 100,000"),
        ('[pages]\nfolder = "none"', "there is no folder"),
        ('[pages]\nfolder = "odd"', "the page Über uns.txt must be named by small letters"),
        ('[pages]\nfolder = "bare"', "the page bare.html needs a title"),
        ('[pages]\nfolder = "twice"', "have the same name"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(branded, tmp_path, words, sentence):
    (tmp_path / "flat.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (tmp_path / "heavy.svg").write_text(f'<svg viewBox="0 0 9 9">{" " * 100_051}</svg>')
    for folder, name in [("odd", "Über uns.txt"), ("bare", "bare.html"), ("twice", "a.txt"), ("twice", "a.html")]:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text("<h1>A</h1> b\nc" if folder == "twice" else "<p>Words</p>")

    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        branded(words)

    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"BRAND names .*none\.toml, which cannot be read: No such file"):
        read_brand(tmp_path / "none.toml")


def test_name_and_tagline_may_be_overridden_from_the_environment(monkeypatch):
    monkeypatch.setenv("BRAND", str(SAMPLE))
    monkeypatch.setenv("SITE_NAME", "Another")

    brand = settings.read_brand_of_site(demo=False)

    assert (brand.name, brand.tagline) == ("Another", "News of the harbor, the city and the bay")


def test_the_sample_newsroom_has_every_policy_but_those_it_leaves_out():
    brand = settings.read_brand_of_site(demo=True)

    assert [link.key for link in brand.policies] == [
        key for key in POLICIES if (SAMPLE.parent / "pages" / f"{key}.html").exists()
        or (SAMPLE.parent / "pages" / f"{key}.txt").exists()
    ]  # fmt: skip
    assert brand.logo is not None
    assert brand.logo_dark is not None


def test_the_papers_are_those_of_the_style_sheet():
    style = (Path(django_settings.BASE_DIR) / "static/css/site.css").read_text(encoding="utf-8")

    assert re.findall(r"--paper: (#[0-9a-f]{6})", style) == [PAPER["light"], PAPER["dark"]]
    assert re.findall(r"--accent: (#[0-9a-f]{6})", style) == [Brand().accent, Brand().accent_dark]


def test_the_style_holds_both_accents_the_dark_one_on_screens_alone():
    style = Brand(accent="#111111", accent_dark="#eeeeee").style

    light, dark = style.split("@media screen and (prefers-color-scheme: dark)")
    assert "--accent: #111111;" in light
    assert "--accent: #eeeeee;" in dark


def test_another_colour_another_digest():
    assert replace(Brand(), accent="#000000").digest != Brand().digest
    assert Brand().digest == Brand().digest
