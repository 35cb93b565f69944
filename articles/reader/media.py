"""Files of pictures: readers get the renditions of pictures on stories they can read, and nothing else.

The file as uploaded may hold where it was taken; it goes to the desk alone.
"""

from __future__ import annotations

import re
from datetime import datetime
from mimetypes import guess_type

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Edition, Image
from articles.models.rights import may, reach, rows_in_reach

_SUFFIX = r"\.(?:jpg|jpeg|png|webp|gif|avif)"
_RENDITION = re.compile(rf"__processed__/[0-9a-f]{{3}}/[0-9a-f]{{3}}/([\w-]{{1,90}})-[0-9a-f]{{12}}{_SUFFIX}", re.ASCII)
_ORIGINAL = re.compile(rf"pictures/([\w-]{{1,90}}){_SUFFIX}", re.ASCII)
_SUFFIXES = ("jpg", "jpeg", "png", "webp", "gif", "avif")

# A rendition's name changes with its content, so a visitor may keep it; a cache that others share must ask again soon.
PUBLIC = "public, max-age=31536000, s-maxage=60, immutable"


@require_safe
def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file. 404, the same for all, unless readers may see it or the visitor may at the desk."""
    rendition, original = _RENDITION.fullmatch(name), _ORIGINAL.fullmatch(name)
    images = _images((rendition or original)[1]) if rendition or original else Image.objects.none()  # type: ignore[index]
    if rendition and _is_public(images, timezone.now()):
        return _file(name, PUBLIC)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and _may_see(request, images):
        return _file(name, "private, no-store")
    raise Http404


def _images(stem: str) -> QuerySet[Image]:
    return Image.objects.filter(file__in=[f"pictures/{stem}.{suffix}" for suffix in _SUFFIXES])


def _is_public(images: QuerySet[Image], at: datetime) -> bool:
    return Edition.objects.visible(at).filter(lead_image__in=images).exists()


def _may_see(request: HttpRequest, images: QuerySet[Image]) -> bool:
    """Whether the visitor has the right to see pictures not published: all, own ones, or those of stories in reach."""
    user, action = request.user, "image.view_unpublished"
    if not (user.is_staff and may(user, action)):
        return False
    image = images.first()
    if image is None:
        return False
    if "allow" in reach(user, action) or image.created_by_id == user.pk:
        return True
    return Article.objects.filter(rows_in_reach(user, action), lead_image=image).exists()


def _file(name: str, cache_control: str) -> HttpResponseBase:
    """The bytes, as a picture and nothing else: a browser runs nothing that may hide in them."""
    try:
        response = FileResponse(default_storage.open(name), content_type=guess_type(name)[0] or "image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = cache_control
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
