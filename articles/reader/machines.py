"""Small files for programs: robots.txt, the health check, security.txt, trust.txt, and those a newsroom may add."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Section
from articles.press.publisher import whole
from articles.reader.conditional import conditional

_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /search/?
{usage}
Sitemap: {site}/sitemap.xml
Sitemap: {site}/news-sitemap.xml
{license}"""
_PLAIN = "text/plain; charset=utf-8"
_SECURITY_DAYS = 180


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What to leave alone and where to begin; what the publisher wishes about AI, where it wishes something."""
    wishes = settings.SITE_FILES
    usage = f"Content-Usage: {wishes.content_usage}\n" if wishes.content_usage else ""
    license_line = f"License: {wishes.license_url}\n" if wishes.license_url else ""
    text = _ROBOTS.format(site=settings.SITE_URL, usage=usage, license=license_line)
    return HttpResponse(text, content_type=_PLAIN)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers with our tables in it, 503 when it does not. Says nothing else to anybody."""
    try:
        Section.objects.exists()
    except DatabaseError:
        response = JsonResponse({"status": "unavailable"}, status=503)
    else:
        response = JsonResponse({"status": "ok"})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116: Contact and Expires), where SECURITY_CONTACT says."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    if ":" not in contact:
        contact = f"mailto:{contact}"
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    expires = (today + timedelta(days=_SECURITY_DAYS)).isoformat().replace("+00:00", "Z")
    canonical = f"{settings.SITE_URL}/.well-known/security.txt"
    text = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\nCanonical: {canonical}\n"
    return HttpResponse(text, content_type=_PLAIN)


@require_safe
def trust(request: HttpRequest) -> HttpResponseBase:
    """Who we belong to and answer to (trust.txt, JournalList): lines of the publisher's, then what the brand says."""
    brand, site = settings.BRAND, settings.SITE_URL
    lines = [f"contact={brand.mail}"] if brand.mail else []
    lines += [f"social={link.href}" for link in brand.social]
    lines += [f"disclosure={whole(link.href, site)}" for link in brand.policies]
    return _file(request, settings.SITE_FILES.trust + "".join(f"{line}\n" for line in lines))


@require_safe
def ads(request: HttpRequest) -> HttpResponseBase:
    """Who may sell our advertising space (ads.txt, IAB)."""
    return _file(request, settings.SITE_FILES.ads)


@require_safe
def llms(request: HttpRequest) -> HttpResponseBase:
    """What the publisher tells language models."""
    return _file(request, settings.SITE_FILES.llms)


@require_safe
def text_mining(request: HttpRequest) -> HttpResponseBase:
    """That the right to mine text and data is reserved (TDM Reservation Protocol), where it is."""
    wishes = settings.SITE_FILES
    if not wishes.tdm_reserved:
        raise Http404
    rule = {"location": "/", "tdm-reservation": 1, **({"tdm-policy": wishes.tdm_policy} if wishes.tdm_policy else {})}
    return conditional(request, JsonResponse([rule], safe=False))


def _file(request: HttpRequest, text: str) -> HttpResponseBase:
    if not text:
        raise Http404
    return conditional(request, HttpResponse(text, content_type=_PLAIN))
