"""The desk's door for guests: by a preview link a person without an account reads one story before it is out.

No session, no cookie, nothing written. Whatever is not an open link answers like an address that never existed.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import re_path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from articles.admin.moments import moment_words
from articles.admin.story.preview import RENDITIONS, preview_of
from articles.editorial.kernel import security_log
from articles.models import PreviewLink
from articles.models.preview_link import digest_of_token

_ADDRESS = r"^(?P<preview_token>[-_A-Za-z0-9]{43})/"
_HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
_TYPES["avif"] = "image/avif"


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
def guest_picture(request: HttpRequest, preview_token: str, rendition: str) -> HttpResponseBase:
    """A rendition of the story's lead picture; never the file as uploaded."""
    image = _open_link(preview_token).article.lead_image
    name = image.rendition(rendition) if image else ""
    try:
        response = FileResponse(default_storage.open(name), content_type=_TYPES.get(name.rpartition(".")[2], ""))
    except (FileNotFoundError, IsADirectoryError, ValueError) as error:
        raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


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
    re_path(_ADDRESS + rf"(?P<rendition>{'|'.join(RENDITIONS)})/$", guest_picture, name="picture"),
]
