"""The uploaded file without the place it was taken at: no pixel of a JPEG, PNG or WebP is coded again.

Kept of its words are those of the camera and of who made it; what the press needs was read before.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

# Of Exif 2.32's first block: description, maker, model, orientation, resolution, software, date, artist, copyright.
_KEPT_TAGS = (0x010E, 0x010F, 0x0110, 0x0112, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, 0x013B, 0x8298)
_EXIF = b"Exif\0\0"
# A JPEG's parts that stay: JFIF, colour profile (APP2), provenance (APP11), IPTC (APP13), Adobe's colours (APP14).
_KEPT_SEGMENTS = frozenset({0xE0, 0xE2, 0xEB, 0xED, 0xEE})
_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # of a WebP's header


def without_position(picture: Image.Image, content: bytes) -> bytes:
    """The file's bytes with nothing in them that may tell where it was taken. `picture` is the same, opened."""
    exif = _kept_exif(picture)
    if picture.format == "JPEG":
        return b"".join(_jpeg_parts(content, exif))
    if picture.format == "PNG":
        return b"".join(_png_parts(content, exif))
    if picture.format == "WEBP":
        return _webp(content, exif)
    return _written_anew(picture, exif, content)


def _kept_exif(picture: Image.Image) -> bytes:
    kept, theirs = Image.Exif(), picture.getexif()
    for tag in _KEPT_TAGS:
        if tag in theirs:
            kept[tag] = theirs[tag]
    return kept.tobytes() if len(kept) else b""


def _jpeg_parts(content: bytes, exif: bytes) -> Iterator[bytes]:
    """The segments that draw the picture, and Exif written anew; what follows the picture's end is left out."""
    yield content[:2]
    if exif:
        exif = exif if exif.startswith(_EXIF) else _EXIF + exif
        yield b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    place = 2
    while found := _MARKER.search(content, place):
        marker, start, end = found[1][0], found.start(), found.end()
        yield content[place:start]  # the coded pixels between two segments
        if marker == 0xD9:
            break
        if marker in {0x01, 0xD8}:
            place = end
            continue
        place = end + max(int.from_bytes(content[end : end + 2], "big"), 2)
        if _is_kept(marker, content[end + 2 : end + 6]):
            yield b"\xff" + content[end - 1 : place]
    yield b"\xff\xd9"


def _is_kept(marker: int, begins: bytes) -> bool:
    """Whether a segment stays: all that decoding needs, and the harmless of those about it. MPF is further pictures."""
    is_about = 0xE0 <= marker <= 0xEF or marker == 0xFE
    return (marker in _KEPT_SEGMENTS and begins != b"MPF\0") or not is_about


def _png_parts(content: bytes, exif: bytes) -> Iterator[bytes]:
    """The chunks without texts and Exif; the latter written anew after the header."""
    yield content[:8]
    place = 8
    while place + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        end = place + 12 + length
        if kind not in _TEXT_CHUNKS:
            yield content[place:end]
        if kind == b"IHDR" and exif:
            body = b"eXIf" + exif.removeprefix(_EXIF)
            yield struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        if kind == b"IEND":
            return
        place = end


def _webp(content: bytes, exif: bytes) -> bytes:
    """The chunks without Exif and XMP, and a header that says so; Exif written anew at the end."""
    chunks = []
    says = _HAS_EXIF if exif else 0
    place = 12
    while place + 8 <= len(content):
        kind, length = struct.unpack("<4sI", content[place : place + 8])
        end = place + 8 + length + length % 2
        chunk = content[place:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_HAS_EXIF & ~_HAS_XMP | says]) + chunk[9:]
        if kind not in {b"EXIF", b"XMP "}:
            chunks.append(chunk)
        place = end
    if exif and chunks and chunks[0].startswith(b"VP8X"):
        tiff = exif.removeprefix(_EXIF)
        chunks.append(b"EXIF" + struct.pack("<I", len(tiff)) + tiff + b"\0" * (len(tiff) % 2))
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _written_anew(picture: Image.Image, exif: bytes, content: bytes) -> bytes:
    """A GIF or AVIF: as it is where it says nothing, else coded again."""
    said = picture.info.keys() & {"xmp", "comment", "exif", "XMP DataXMP"} or len(picture.getexif())
    if not said and not (picture.format == "GIF" and b"XMP DataXMP" in content):
        return content
    written = io.BytesIO()
    kept = {"icc_profile": picture.info["icc_profile"]} if "icc_profile" in picture.info else {}
    many = {"save_all": True} if getattr(picture, "n_frames", 1) > 1 else {}
    for name in ("xmp", "comment", "exif"):
        picture.info.pop(name, None)
    words = {"exif": exif} if picture.format == "AVIF" else {}
    picture.save(written, picture.format, quality=92, **words, **kept, **many)
    return written.getvalue()
