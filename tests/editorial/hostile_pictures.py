"""Files that are no pictures, lie about what they are, or are made to harm: made here, each by a function."""

from __future__ import annotations

import io
import struct
import zlib
from functools import partial
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MARK = "GPSMARK-31337"
SCRIPT = "<script>alert(1)</script>"
XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="{MARK}">
<exif:Note>{SCRIPT}</exif:Note></rdf:Description>
</rdf:RDF></x:xmpmeta>""".encode()


def encoded(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(stream, kind, **options)
    return stream.getvalue()


def positioned(kind: str) -> bytes:
    """A picture whose Exif, XMP and comments tell where it was taken and hold a script."""
    exif = Image.Exif()
    exif[0x010E] = "A description"
    exif.get_ifd(0x8769)[0x9286] = f"ASCII\0\0\0{MARK}".encode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (39.0, 17.0, 24.0)
    exif.get_ifd(0x8825)[0x1B] = MARK.encode()
    more: dict[str, Any] = {"comment": f"{SCRIPT} {MARK}".encode()} if kind in {"JPEG", "GIF"} else {}
    if kind == "PNG":
        texts = PngInfo()
        texts.add_text("Comment", f"{SCRIPT} {MARK}")
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        more = {"pnginfo": texts}
    if kind in {"JPEG", "WEBP", "AVIF"}:
        more["xmp"] = XMP
    return encoded(kind, exif=exif.tobytes(), **more) if kind != "GIF" else encoded(kind, **more)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *extra: bytes, depth: int = 1, rows: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(extra) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def wide_png() -> bytes:
    """13,000 by 13,000 pixels in 20 KB."""
    return png(13_000, 13_000, rows=zlib.compress(b"\0" * (1626 * 13_000), 9))


def text_bomb() -> bytes:
    """A compressed text of 50 MB in a small PNG."""
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"A" * 50_000_000, 9))
    return png(8, 8, bomb, rows=zlib.compress(b"\0\0" * 8))


def many_frames(number: int = 100_000) -> bytes:
    """A GIF of one pixel and that many frames."""
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * number + b"\x3b"


def large_frames() -> bytes:
    """A GIF whose frames together have more pixels than one picture may."""
    stream = io.BytesIO()
    pictures = [Image.new("P", (3000, 3000), n) for n in range(8)]
    pictures[0].save(stream, "GIF", save_all=True, append_images=pictures[1:])
    return stream.getvalue()


def polyglot() -> bytes:
    """A JPEG with a page in its comment and another after its end."""
    return encoded(comment=SCRIPT.encode()) + f"<?php {MARK} ?><html>{SCRIPT}".encode()


def endless_iptc() -> bytes:
    """A JPEG whose IPTC block says that it is longer than the file, and begins anew within itself."""
    plain = encoded()
    dataset = b"\x1c\x02\x50\x80\x04\xff\xff\xff\xff" + b"\x1c\x02\x50\x00\x00" * 5000
    resource = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(dataset)) + dataset
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource + plain[2:]


SVG = f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'.encode()
NO_PICTURE = "no JPEG, PNG, WebP, GIF or AVIF"
DAMAGED = "damaged or cut off"

# Name, the file, and the sentence that refuses it.
REFUSED: dict[str, tuple[Any, str]] = {
    "svg": (lambda: SVG, NO_PICTURE),
    "gzipped svg": (lambda: zlib.compress(SVG), NO_PICTURE),
    "text": (lambda: b"not a picture", NO_PICTURE),
    "html": (lambda: f"<html>{SCRIPT}".encode(), NO_PICTURE),
    "pdf": (lambda: b"%PDF-1.7\n", NO_PICTURE),
    "bmp": (lambda: encoded("BMP"), NO_PICTURE),
    "tiff": (lambda: encoded("TIFF"), NO_PICTURE),
    "ico": (lambda: encoded("ICO"), NO_PICTURE),
    "zero bytes": (lambda: b"", NO_PICTURE),
    "only a head": (lambda: b"\xff\xd8\xff", NO_PICTURE),
    "png of no width": (lambda: png(0, 10), NO_PICTURE),
    "wide png": (wide_png, "at most 64,000,000"),
    "png of two thousand million": (lambda: png(2**31 - 1, 2**31 - 1), "at most 64,000,000"),
    "png with a text bomb": (text_bomb, ""),
    "png cut off": (lambda: encoded("PNG", (400, 300))[:-2000], DAMAGED),
    "png without pixels": (lambda: png(64, 64), DAMAGED),
    "jpeg cut off": (lambda: encoded(size=(400, 300))[:-3000], DAMAGED),
    "webp cut off": (lambda: encoded("WEBP", (400, 300))[:-2000], ""),
    "avif cut off": (lambda: encoded("AVIF", (400, 300))[:-2000], ""),
    "gif cut off": (lambda: encoded("GIF", (400, 300), "P")[:-3000], DAMAGED),
    "gif of a hundred thousand frames": (many_frames, "more than 1,000 frames"),
    "gif of large frames": (large_frames, "at most 64,000,000"),
}
# What is taken in, whatever it holds.
TAKEN: dict[str, Any] = {
    **{f"{kind} with a position": partial(positioned, kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")},
    "polyglot": polyglot,
    "endless iptc": endless_iptc,
    "broken colour profile": lambda: encoded(icc_profile=b"\0" * 5000),
    "profile of another colour": lambda: encoded(mode="L", icc_profile=b"acsp" * 200),
    "huge exif": lambda: encoded(exif=b"Exif\0\0" + b"MM\0*\0\0\0\x08\xff\xff" + b"\xee" * 60_000),
    "cmyk": lambda: encoded(mode="CMYK"),
    "grey": lambda: encoded(mode="L"),
    "sixteen bits": lambda: encoded("PNG", mode="I;16"),
    "one pixel": lambda: encoded("PNG", (1, 1)),
    "palette with transparency": lambda: encoded("PNG", mode="P", transparency=3),
    "five hundred frames": lambda: many_frames(500),
}
