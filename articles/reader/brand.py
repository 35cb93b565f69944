"""The newsroom's own: its colours, its logo and its pages under /about/. Nothing here asks the database for a story."""

from __future__ import annotations

from html import unescape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles.press.render import shortened
from articles.reader.conditional import conditional
from articles.reader.pages import page

# The address names the digest: other colours have another address.
_FOR_EVER = "public, max-age=31536000, immutable"
_KINDS = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def brand_style(request: HttpRequest) -> HttpResponseBase:
    """The brand's colours, read after site.css."""
    return _kept(request, HttpResponse(settings.BRAND.style, content_type="text/css; charset=utf-8"))


@require_safe
def brand_logo(request: HttpRequest, ground: str, suffix: str) -> HttpResponseBase:
    """The logo for light or dark paper, as a picture and nothing else: no script runs that may hide in it."""
    logo = settings.BRAND.logo if ground == "light" else settings.BRAND.logo_dark
    if logo is None or logo.suffix != suffix:
        raise Http404
    response = HttpResponse(logo.data, content_type=_KINDS[suffix])
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return _kept(request, response)


@require_safe
def about_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A page the brand ships, such as its corrections policy. 404 where it has none of that name."""
    for own in settings.BRAND.pages:
        if own.slug == slug:
            others = [link for link in settings.BRAND.about if link.href != own.path]
            context = {"about": own, "html": mark_safe(own.html), "others": others}
            about = {"title": own.title, "description": shortened(unescape(strip_tags(own.html)))}
            return page(request, "articles/about_page.html", context, **about)
    raise Http404


def _kept(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    response["Cache-Control"] = _FOR_EVER if "v" in request.GET else "public, max-age=3600"
    return conditional(request, response)
