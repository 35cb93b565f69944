"""Small files for programs: robots.txt, the health check, security.txt."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Section

_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /preview/
Disallow: /search/

Sitemap: {site}/sitemap.xml
Sitemap: {site}/news-sitemap.xml
"""
_PLAIN = "text/plain; charset=utf-8"
_SECURITY_DAYS = 180


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_ROBOTS.format(site=settings.SITE_URL), content_type=_PLAIN)


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
