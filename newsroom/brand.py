"""The brand: all that makes the site this newsroom's own, read from one TOML file before the first page is served.

The file is named by BRAND in the environment; files it names are sought beside it. Whatever is nonsense in it stops the
start with one sentence. Templates and style sheets ask `settings.BRAND` and hold nothing of it themselves.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

from newsroom.brand_files import AboutPage, Logo, read_logo, read_pages
from newsroom.contrast import contrast, is_colour

# The paper of site.css, light and dark: what an accent has to stand out from.
PAPER = {"light": "#fffefb", "dark": "#121419"}
_LEAST_CONTRAST = 4.5
# What readers may ask a newsroom to explain, with the words of the links; pages of these names are wired by themselves.
POLICIES = {
    "corrections": "Corrections policy",
    "ethics": "Ethics",
    "ownership": "Ownership and funding",
    "masthead": "Who we are",
    "unnamed-sources": "Unnamed sources",
    "feedback": "Tell us",
    "publishing-principles": "How we work",
    "privacy": "Privacy",
}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_LONGEST = 300
_TABLES: dict[str, frozenset[str] | None] = {
    "logo": frozenset({"light", "dark"}),
    "accent": frozenset({"light", "dark"}),
    "contact": frozenset({"mail", "address", "phone"}),
    "rights": frozenset({"holder", "line"}),
    "pages": frozenset({"folder"}),
    "policies": frozenset(POLICIES),
    "social": None,
}
_WORDS = frozenset({"name", "tagline", "language"})
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the footer: what it is for (a policy's key, "" for others), its words, where it leads."""

    key: str
    words: str
    href: str


@dataclass(frozen=True)
class Brand:
    """A newsroom's name, look, addresses and promises. Empty words and None mean: there is none, show none."""

    name: str = "Newsroom"
    tagline: str = "Local news, with every quote on the record."
    language: str = "en"
    accent: str = "#a3271b"
    accent_dark: str = "#f2937f"
    logo: Logo | None = None
    logo_dark: Logo | None = None
    mail: str = ""
    phone: str = ""
    address: str = ""
    social: tuple[Link, ...] = ()
    policies: tuple[Link, ...] = ()
    pages: tuple[AboutPage, ...] = ()
    holder: str = ""
    rights: str = ""

    @cached_property
    def digest(self) -> str:
        """Short, and another when anything of the brand is."""
        return sha256(repr(self).encode()).hexdigest()[:16]

    @property
    def direction(self) -> str:
        """Which way the language is written: ltr or rtl."""
        return "rtl" if self.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

    @property
    def about(self) -> tuple[Link, ...]:
        """The policies that are told of, then the newsroom's other pages."""
        wired = {link.href for link in self.policies}
        own = (Link("", page.title, page.path) for page in self.pages if page.path not in wired)
        return (*self.policies, *own)

    @property
    def locale(self) -> str:
        """The language as Open Graph writes it: en_US."""
        return "en_US" if self.language == "en" else self.language.replace("-", "_")

    @property
    def has_own_colours(self) -> bool:
        """Whether a page needs the brand's style sheet: it waits for it, and site.css holds the built-in colours."""
        return (self.accent, self.accent_dark) != (Brand.accent, Brand.accent_dark)

    @property
    def style(self) -> str:
        """The brand's colours as a style sheet, to be read after site.css."""
        dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {self.accent_dark}; }} }}"
        return f":root {{ --accent: {self.accent}; }}\n{dark}\n"


def read_brand(path: Path | None) -> Brand:
    """The brand of that file, or the built-in one without a file. ImproperlyConfigured says what is wrong with it."""
    if path is None:
        return Brand()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ImproperlyConfigured(f"BRAND names {path}, which cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"The brand file {path} is not TOML: {error}.") from error
    try:
        return _brand(raw, path.parent)
    except ValueError as error:
        raise ImproperlyConfigured(f"The brand file {path}: {error}") from error


def _brand(raw: dict[str, Any], folder: Path) -> Brand:
    _refuse_unknown(raw)
    plain = Brand()
    contact, rights = raw.get("contact", {}), raw.get("rights", {})
    pages = read_pages(folder / _words(raw["pages"], "folder")) if "folder" in raw.get("pages", {}) else ()
    return Brand(
        name=_words(raw, "name") or plain.name,
        tagline=_words(raw, "tagline", plain.tagline),
        language=_checked(_words(raw, "language", plain.language), _LANGUAGE.fullmatch, "a language tag such as en-US"),
        accent=_accent(raw, "light", plain.accent),
        accent_dark=_accent(raw, "dark", plain.accent_dark),
        logo=_logo(raw, "light", folder),
        logo_dark=_logo(raw, "dark", folder),
        mail=_checked(_words(contact, "mail"), lambda mail: not mail or _MAIL.fullmatch(mail), "a mail address"),
        phone=_words(contact, "phone"),
        address=_words(contact, "address"),
        social=tuple(Link("", name, _web(url, name)) for name, url in raw.get("social", {}).items()),
        policies=_policies(raw.get("policies", {}), pages),
        pages=pages,
        holder=_words(rights, "holder"),
        rights=_words(rights, "line"),
    )


def _refuse_unknown(raw: Mapping[str, Any]) -> None:
    for key, value in raw.items():
        if key not in _WORDS and key not in _TABLES:
            raise ValueError(f"“{key}” is nothing a brand has.")
        if key in _TABLES and not isinstance(value, dict):
            raise ValueError(f"{key} must be a table: [{key}].")
        known = _TABLES.get(key)
        odd = [name for name in value if name not in known] if known is not None else []
        if known is not None and odd:
            raise ValueError(f"[{key}] has no “{odd[0]}”; it has {', '.join(sorted(known))}.")


def _words(table: Mapping[str, Any], key: str, default: str = "") -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or len(value) > _LONGEST or any(ord(sign) < 32 and sign != "\n" for sign in value):
        raise ValueError(f"{key} must be words in quotation marks, at most {_LONGEST} characters.")
    return value.strip()


def _checked(value: T, is_right: Callable[[T], Any], what: str) -> T:
    if not is_right(value):
        raise ValueError(f"{value!r} is not {what}.")
    return value


def _accent(raw: Mapping[str, Any], ground: str, default: str) -> str:
    """The accent for light or dark paper; refused with the figure where its words could not be read on it."""
    colour = _words(raw.get("accent", {}), ground, default).lower()
    _checked(colour, is_colour, "a colour such as #a3271b")
    ratio = contrast(colour, PAPER[ground])
    if ratio < _LEAST_CONTRAST:
        raise ValueError(
            f"the {ground} accent {colour} has a contrast of {ratio:.2f} to 1 on the paper {PAPER[ground]};"
            f" it takes at least {_LEAST_CONTRAST} to 1."
        )
    return colour


def _logo(raw: Mapping[str, Any], ground: str, folder: Path) -> Logo | None:
    name = _words(raw.get("logo", {}), ground)
    return read_logo(folder / name) if name else None


def _web(url: Any, name: str) -> str:
    if not isinstance(url, str) or not url.startswith(("https://", "http://")) or re.search(r"[\s<>\"]", url):
        raise ValueError(f"{name} must be a web address that begins with https://, not {url!r}.")
    return url


def _policies(named: Mapping[str, Any], pages: tuple[AboutPage, ...]) -> tuple[Link, ...]:
    """Those named by address or shipped as a page; an address in the file wins over a page."""
    paths = {page.slug: page.path for page in pages}
    hrefs = {key: _web(named[key], key) if key in named else paths.get(key, "") for key in POLICIES}
    return tuple(Link(key, words, hrefs[key]) for key, words in POLICIES.items() if hrefs[key])
