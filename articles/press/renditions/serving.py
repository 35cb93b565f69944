"""A picture's file as an answer: its bytes, as a picture and nothing else."""

from __future__ import annotations

from django.http import FileResponse, Http404

from articles.models import Image
from articles.press.renditions.storing import opened

TYPES = {suffix: f"image/{suffix}" for suffix in ("png", "webp", "gif", "avif")}
TYPES |= dict.fromkeys(("jpg", "jpeg"), "image/jpeg")


def picture_response(image: Image, name: str) -> FileResponse:
    """The file of that name; a browser runs nothing that may hide in it. 404 where there is none.

    A rendition that is missing is made; of what is not in today's fixed set none is.
    """
    try:
        stream = opened(image, name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(stream, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
