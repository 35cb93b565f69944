"""Taking in a picture: what it is and how large is known before it is decoded, and where it was taken is forgotten."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from PIL import Image, IptcImagePlugin, UnidentifiedImageError

from articles.editorial.errors import EditorialError
from articles.editorial.pictures.cleaning import without_position
from articles.editorial.pictures.frames import gif_frames
from articles.parsing.photowords import PhotoWords, read_photo_words
from articles.press.renditions.making import FORMATS

# 64 million: a 60-megapixel camera's picture passes, a bomb of a few bytes does not. All frames count together.
MOST_PIXELS = 64_000_000
MOST_FRAMES = 1_000
LONGEST_FILE = 25_000_000
_ORIENTATION = 0x0112
_UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError)
# Pillow raises the first for a file that is broken, the others for one made to be.
_BROKEN = (*_UNREADABLE, OverflowError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A picture fit to be stored: the file, what it says about itself, how it is to be looked at."""

    file: File
    words: PhotoWords
    is_turned: bool
    is_transparent: bool


def take_in(upload: File) -> TakenIn:
    """The upload without its position, its pixels as they were, and what it says.

    Refuses (EditorialError) what is no JPEG, PNG, WebP, GIF or AVIF, SVG among it; more than 64 million pixels or 1,000
    frames, both from the header, before anything is decoded; and what cannot be decoded to its end.
    """
    upload.seek(0)
    content = upload.read(LONGEST_FILE + 1)
    if len(content) > LONGEST_FILE:
        raise EditorialError(f"The file is larger than {LONGEST_FILE:,} bytes.")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning)  # of Exif that is broken: what can be read is kept
        picture = _opened(content)
        _refuse_many_pixels(picture, content)
        _refuse_broken(content)
        try:
            return _taken(picture, content, str(upload.name))
        except _BROKEN as broken:
            raise EditorialError("The picture’s file is damaged.") from broken


def _taken(picture: Image.Image, content: bytes, name: str) -> TakenIn:
    words = _words_of(picture)
    is_turned = picture.getexif().get(_ORIENTATION) in {5, 6, 7, 8}
    is_transparent = "A" in picture.getbands() or "transparency" in picture.info
    kept = without_position(picture, content)
    return TakenIn(ContentFile(kept, name=name), words, is_turned, is_transparent)


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise EditorialError(f"The picture is too large: at most {MOST_PIXELS:,} pixels.") from bomb
    except _BROKEN as unreadable:
        raise EditorialError("This is no JPEG, PNG, WebP, GIF or AVIF picture.") from unreadable


def _refuse_many_pixels(picture: Image.Image, content: bytes) -> None:
    is_gif = picture.format == "GIF"  # whose frames Pillow counts by reading them
    frames = gif_frames(content, most=MOST_FRAMES + 1) if is_gif else getattr(picture, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise EditorialError(f"The picture has more than {MOST_FRAMES:,} frames.")
    pixels = picture.width * picture.height * frames
    if pixels > MOST_PIXELS:
        raise EditorialError(f"The picture has {pixels:,} pixels over all its frames; at most {MOST_PIXELS:,}.")


def _refuse_broken(content: bytes) -> None:
    """Decode it once; a JPEG at an eighth of its size, which reads it to the end all the same."""
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.format == "JPEG":
            picture.draft(None, (max(picture.width // 8, 1), max(picture.height // 8, 1)))
        picture.load()
    except _BROKEN as broken:
        raise EditorialError("The picture’s file is damaged or cut off.") from broken


def _words_of(picture: Image.Image) -> PhotoWords:
    try:
        iim = IptcImagePlugin.getiptcinfo(picture) or {}  # type: ignore[arg-type]
    except _BROKEN:
        iim = {}
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return read_photo_words(iim, packet.encode("utf-8", "replace") if isinstance(packet, str) else bytes(packet))
