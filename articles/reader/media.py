"""Files of pictures: readers get the renditions of pictures on stories and topics they can read, and nothing else.

The file as uploaded goes to the desk alone.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Edition, EditionImage, Image
from articles.models.rights import may, reach, rows_in_reach
from articles.press.renditions.names import NAME
from articles.press.renditions.serving import TYPES, picture_response
from articles.reader.subjects import public_topics

_SUFFIX = r"\.(?:jpg|jpeg|png|webp|gif|avif)"
_ORIGINAL = re.compile(rf"pictures/([\w-]{{1,90}}){_SUFFIX}", re.ASCII)

# A rendition's name changes with its content, so a visitor may keep it; a cache that others share must ask again soon.
PUBLIC = "public, max-age=31536000, s-maxage=60, immutable"


@require_safe
def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The file. 404, the same for all, unless readers may see it or the visitor may at the desk."""
    rendition, original = NAME.fullmatch(name), _ORIGINAL.fullmatch(name)
    image = _image((rendition or original)[1]) if rendition or original else None  # type: ignore[index]
    if image is None:
        raise Http404
    if rendition and _is_public(image, timezone.now()):
        return _file(image, name, PUBLIC)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and _may_see(request, image):
        return _file(image, name, "private, no-store")
    raise Http404


def _image(stem: str) -> Image | None:
    return Image.objects.filter(file__in=[f"pictures/{stem}.{suffix}" for suffix in TYPES]).first()


def _is_public(image: Image, at: datetime) -> bool:
    """Whether an edition readers see now bears the picture, as lead or in its body, or a topic that readers know."""
    bears = Q(lead_image=image) | Q(pk__in=EditionImage.objects.filter(image=image).values("edition"))
    return Edition.objects.visible(at).filter(bears).exists() or public_topics(at).filter(picture=image).exists()


def _may_see(request: HttpRequest, image: Image) -> bool:
    """Whether the visitor has the right to see pictures not published: all, own ones, or those of stories in reach."""
    user, action = request.user, "image.view_unpublished"
    if not (user.is_staff and may(user, action)):
        return False
    if "allow" in reach(user, action) or image.created_by_id == user.pk:
        return True
    return Article.objects.filter(rows_in_reach(user, action)).bearing(image).exists()


def _file(image: Image, name: str, cache_control: str) -> HttpResponseBase:
    response = picture_response(image, name)
    response["Cache-Control"] = cache_control
    return response
