"""Taking in a picture: what it is and how large is known before it is decoded, and where it was taken is forgotten."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import IO

from django.core.files.base import ContentFile, File
from PIL import Image, UnidentifiedImageError

from articles.editorial.errors import EditorialError

# 64 million: a 60-megapixel camera's picture passes, a bomb of a few bytes does not. All frames count together.
MOST_PIXELS = 64_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_GPS = 0x8825  # the tag of the block of position, Exif 2.32
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def accept_picture(upload: File) -> File:
    """The upload, fit to be stored: its position dropped, its pixels as they were.

    Refuses (EditorialError) what is no JPEG, PNG, WebP, GIF or AVIF, SVG among it, and more than 64 million pixels,
    both from the header, before anything is decoded.
    """
    upload.seek(0)
    content = upload.read()
    picture = _opened(io.BytesIO(content))
    pixels = picture.width * picture.height * getattr(picture, "n_frames", 1)
    if pixels > MOST_PIXELS:
        raise EditorialError(f"The picture has {pixels:,} pixels over all its frames; at most {MOST_PIXELS:,}.")
    upload.seek(0)
    if not _tells_where(picture):
        return upload
    return ContentFile(_without_position(picture, content), name=upload.name)


def _opened(stream: IO[bytes]) -> Image.Image:
    try:
        return Image.open(stream, formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise EditorialError(f"The picture is too large: at most {MOST_PIXELS:,} pixels.") from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as unreadable:
        raise EditorialError("This is no JPEG, PNG, WebP, GIF or AVIF picture.") from unreadable


def _tells_where(picture: Image.Image) -> bool:
    """Whether a position may stand in it; XMP is not read but counted as one."""
    return _GPS in picture.getexif() or "xmp" in picture.info or "XML:com.adobe.xmp" in picture.info


def _without_position(picture: Image.Image, content: bytes) -> bytes:
    exif = picture.getexif()
    if _GPS in exif:
        del exif[_GPS]
    if picture.format == "JPEG":
        return b"".join(_jpeg_parts(content, exif.tobytes()))
    written = io.BytesIO()
    kept = {"icc_profile": picture.info["icc_profile"]} if "icc_profile" in picture.info else {}
    many = {"save_all": True} if getattr(picture, "n_frames", 1) > 1 else {}
    picture.info.pop("xmp", None)
    picture.save(written, picture.format, exif=exif.tobytes(), quality=92, **kept, **many)
    return written.getvalue()


def _jpeg_parts(content: bytes, exif: bytes) -> Iterator[bytes]:
    """A JPEG's segments up to the picture itself, Exif written anew and XMP left out: no pixel is coded again."""
    yield content[:2]
    place = 2
    while content[place : place + 1] == b"\xff" and content[place + 1] != 0xDA:
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        segment = content[place:end]
        body = segment[4:]
        if segment[1] == 0xE1 and body.startswith(_EXIF):
            yield b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
        elif not (segment[1] == 0xE1 and body.startswith(_XMP)):
            yield segment
        place = end
    yield content[place:]
