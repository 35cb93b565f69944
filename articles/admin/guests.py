"""The desk's door for guests: by a preview link a person without an account reads one story before it is out.

No session, no cookie, nothing written. Whatever is not an open link answers like an address that never existed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import re_path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from articles.admin.moments import moment_words
from articles.admin.story.preview import preview_of
from articles.editorial.kernel import security_log
from articles.models import Image, PreviewLink
from articles.models.preview_link import digest_of_token
from articles.press.renditions.names import FOLDER, NAME
from articles.press.renditions.serving import picture_response

_ADDRESS = r"^(?P<preview_token>[-_A-Za-z0-9]{43})/"
_HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def _only_shown(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """GET and HEAD alone: anything else is like an address that never existed, with no word on the form's token."""

    def shown(request: HttpRequest, **parts: str) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            raise Http404
        response = view(request, **parts)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return csrf_exempt(shown)


@_only_shown
def guest_preview(request: HttpRequest, preview_token: str) -> HttpResponseBase:
    """The working copy as it stands, in the readers' template, under a line that says for whom and until when."""
    link = _open_link(preview_token)
    at = timezone.now()
    security_log.info("preview link %s to story %s opened", link.pk, link.article_id)
    context = {"link": link, "ends": moment_words(link.expires_at), "is_live": link.article.was_seen_by_readers(at)}
    banner = render_to_string("admin/articles/article/_guest_banner.html", context)
    return HttpResponse(preview_of(link.article, at, banner, pictures=f"/preview/{preview_token}/"))


@_only_shown
def guest_picture(request: HttpRequest, preview_token: str, stem: str, rendition: str) -> HttpResponseBase:
    """A rendition of a picture of the story, its lead's or one in its body; never the file as uploaded."""
    article = _open_link(preview_token).article
    borne = Image.objects.filter(Q(articles=article) | Q(body_articles=article), file__contains=f"/{stem}.")
    image = borne.first()
    name = f"{FOLDER}{stem}/{rendition}"
    if image is None or image.stem != stem or not NAME.fullmatch(name):
        raise Http404
    return picture_response(image, name)


def _open_link(token: str) -> PreviewLink:
    """The link of that token, while it shows something."""
    links = PreviewLink.objects.select_related("article__section", "article__lead_image", "created_by")
    link = links.filter(token_digest=digest_of_token(token)).first()
    if link is None or link.ended(timezone.now()):
        raise Http404
    return link


app_name = "guests"
urlpatterns = [
    re_path(_ADDRESS + r"$", guest_preview, name="preview"),
    re_path(_ADDRESS + r"(?P<stem>[\w-]{1,90})/(?P<rendition>[\w.-]{1,60})$", guest_picture, name="picture"),
]
