"""What stands around every page: head, masthead, navigation, footer. Rendered once for a navigation and a brand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import unescape

from django.conf import settings
from django.template import engines
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.press.content import SITE_MARK
from articles.press.publisher import publisher_nodes
from articles.press.structured import block

Navigation = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chrome:
    """The pieces of HTML before, between and after a page's own head and main part; the digest of them all."""

    before_head: SafeString
    after_head: SafeString
    after_main: SafeString
    site_name: str
    site_url: str
    digest: str


def render_chrome(nav: Navigation) -> Chrome:
    """The chrome for these sections, (name, path) each. No template is rendered while they and the brand stay."""
    return _rendered(nav, settings.SITE_NAME, settings.SITE_TAGLINE, settings.SITE_URL, settings.BRAND.digest)


# More of a title is cut off by search engines; a story's own words come before the site's name.
_LONGEST_TITLE = 70


def dress(chrome: Chrome, head: str, main: str) -> bytes:
    """The whole page. The site's name goes after a title that leaves room, its address where SITE_MARK stands."""
    title, end, rest = head.partition("</title>")
    if _leaves_room(unescape(title.removeprefix("<title>")), chrome.site_name):
        head = f"{title} – {escape(chrome.site_name)}{end}{rest}"
    page = "".join((chrome.before_head, head, chrome.after_head, main, chrome.after_main))
    return page.replace(SITE_MARK, chrome.site_url).encode()


def window_title(title: str, site_name: str) -> str:
    """A page's title with the site's name after it, if there is room for both."""
    if not title:
        return site_name
    return f"{title} – {site_name}" if _leaves_room(title, site_name) else title


def _leaves_room(title: str, site_name: str) -> bool:
    return len(title) + len(site_name) + 3 <= _LONGEST_TITLE


@lru_cache(maxsize=16)
def _rendered(nav: Navigation, name: str, tagline: str, url: str, brand_digest: str) -> Chrome:
    words = {"site_name": name, "site_tagline": tagline, "holder": settings.BRAND.holder or name}
    context = {
        "nav": nav,
        "brand": settings.BRAND,
        "data": mark_safe(block(*publisher_nodes(name, tagline, url))),
        **words,
    }
    before, after, end = (
        mark_safe(engines["django"].get_template(f"articles/_{piece}.html").render(context))
        for piece in ("head", "masthead", "footer")
    )
    digest = sha256("\0".join((before, after, end, brand_digest)).encode()).hexdigest()[:16]
    return Chrome(before, after, end, name, url, digest)
