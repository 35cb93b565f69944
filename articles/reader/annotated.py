"""A story's quotes for programs that annotate."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Edition
from articles.press.annotations import MEDIA_TYPE, annotation_page
from articles.press.content import SITE_MARK
from articles.reader.conditional import conditional
from articles.reader.quotes import spoken
from articles.reader.stories import absent


@require_safe
def story_quotes(request: HttpRequest, path: str) -> HttpResponseBase:
    """The quotes of the edition readers see now; where there is none, what the story's own address would answer."""
    at = timezone.now()
    edition = Edition.objects.visible(at).filter(path=f"/{path}/").order_by().values("pk", "path").first()
    if edition is None:
        return absent(request, f"/{path}/", at)
    quotes = spoken(at).filter(edition=edition["pk"]).order_by("position")
    written = json.dumps(annotation_page(edition["path"], quotes), ensure_ascii=False)
    content = written.replace(SITE_MARK, settings.SITE_URL).encode()
    return conditional(request, HttpResponse(content, content_type=MEDIA_TYPE))
