"""Readers' pages made from a template: the chrome around it, an address of its own, something a cache may keep."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import engines
from django.utils.safestring import mark_safe

from articles.press.chrome import Chrome, window_title
from articles.press.content import SITE_MARK
from articles.press.moulds import mould, place
from articles.reader.chrome import chrome_for
from articles.reader.conditional import conditional

_AROUND = ("before_head", "after_head", "after_main")


def page(request: HttpRequest, template: str, context: dict[str, Any], *, title: str, **about: Any) -> HttpResponseBase:
    """The page, or 304 for a visitor who has it. `about` goes to the head: description, path, feed, noindex, data."""
    words = {"title": title, "path": own_path(request), **about, **context}
    return conditional(request, HttpResponse(filled(chrome_for(request), template, words)))


def moulded_page(
    request: HttpRequest, template: str, words: dict[str, Any], texts: dict[str, str], *, title: str, **about: Any
) -> HttpResponseBase:
    """The same from a mould: the template is rendered once for these words and for those of the texts there are.

    Words are few and plain (`mould`); what differs from page to page is a text, which the template prints.
    """
    chrome = chrome_for(request)
    texts = {"path": own_path(request), **{name: getattr(chrome, name) for name in _AROUND}, **texts}
    told = {**_headed(_stand_in(chrome.site_name, chrome.site_url), title), **about, **words}
    places = [(name, place(name)) for name, text in texts.items() if text and name not in words]
    written = mould(template, (*told.items(), *places)).filled(texts)
    return conditional(request, HttpResponse(written.replace(SITE_MARK, chrome.site_url).encode()))


def refused_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, title: str, **about: Any
) -> HttpResponseBase:
    """The page that says why it cannot answer what its address asks: 400, kept by nobody."""
    words = {"title": title, "path": "", "noindex": True, **about, **context}
    return HttpResponse(filled(chrome_for(request), template, words), status=400)


def filled(chrome: Chrome, template: str, context: dict[str, Any]) -> bytes:
    """The template with the chrome around it. It never sees the request: a public page knows no visitor."""
    written = _template(template).render({**_headed(chrome, context.get("title", "")), **context})
    return written.replace(SITE_MARK, chrome.site_url).encode()


def _headed(chrome: Chrome, title: str) -> dict[str, Any]:
    """What every page's template is told besides its own words."""
    return {"chrome": chrome, "title": title, "window_title": window_title(title, chrome.site_name)}


def own_path(request: HttpRequest) -> str:
    """The page's own address: its path and, deeper in a list, the cursor; nothing else a visitor may add."""
    before = request.GET.get("before", "")
    return f"{request.path}?before={before}" if before else request.path


@lru_cache(maxsize=4)
def _stand_in(site_name: str, site_url: str) -> Chrome:
    """A chrome of places: moulds outlive what stands in the navigation."""
    before, after, end = (mark_safe(place(name)) for name in _AROUND)
    return Chrome(before, after, end, site_name, site_url, "")


@lru_cache(maxsize=64)
def _template(name: str) -> Any:
    return engines["django"].get_template(name)
