"""Files a brand names: logos and the pages under /about/. What is wrong with one is a ValueError in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TITLE = re.compile(r"\s*<h1>(.{1,200}?)</h1>\s*", re.DOTALL)
_VIEW_BOX = re.compile(rb'<svg[^>]*\sviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"')
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES = {"logo": 100_000, "page": 200_000}


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: its bytes, what kind of picture, how large it is drawn at least, and a digest for its address."""

    data: bytes = field(repr=False)
    suffix: str
    width: int
    height: int
    digest: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    """A page of the newsroom's own, such as its ethics policy: the last part of its address, title, HTML."""

    slug: str
    title: str
    html: str

    @property
    def path(self) -> str:
        """Its public address."""
        return f"/about/{self.slug}/"


def read_logo(path: Path) -> Logo:
    """An SVG with a viewBox or a PNG, at most 100 KB."""
    data = _read(path, "logo")
    if path.suffix == ".png" and data.startswith(_PNG) and len(data) > 24:
        size = (int.from_bytes(data[16:20]), int.from_bytes(data[20:24]))
    elif path.suffix == ".svg" and (box := _VIEW_BOX.search(data)):
        size = (round(float(box[1])), round(float(box[2])))
    else:
        raise ValueError(f"the logo {path.name} must be a PNG, or an SVG with a viewBox.")
    if min(size) < 1:
        raise ValueError(f"the logo {path.name} has no width or no height.")
    return Logo(data, path.suffix[1:], *size, sha256(data).hexdigest()[:16])


def read_pages(folder: Path) -> tuple[AboutPage, ...]:
    """The pages of a folder by name: *.html with its title in an h1, *.txt with its title in the first line."""
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder} for the pages.")
    files = sorted(path for path in folder.iterdir() if path.suffix in {".html", ".txt"})
    pages = tuple(_page(path) for path in files)
    if len({page.slug for page in pages}) < len(pages):
        raise ValueError(f"two pages in {folder} have the same name.")
    return pages


def _page(path: Path) -> AboutPage:
    if not _SLUG.fullmatch(path.stem):
        raise ValueError(f"the page {path.name} must be named by small letters, digits and hyphens.")
    try:
        text = _read(path, "page").decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"the page {path.name} is not UTF-8.") from error
    title, html = _from_html(text) if path.suffix == ".html" else _from_text(text)
    if not title or not html:
        raise ValueError(f"the page {path.name} needs a title (an h1, or the first line) and words under it.")
    return AboutPage(path.stem, title, html)


def _from_html(text: str) -> tuple[str, str]:
    """The title of the leading h1 and the HTML after it: the newsroom's own, kept as written."""
    found = _TITLE.match(text)
    return (unescape(found[1].strip()), text[found.end() :].strip()) if found else ("", "")


def _from_text(text: str) -> tuple[str, str]:
    """The first line, and a paragraph for each block of lines after it."""
    title, _, rest = text.strip().partition("\n")
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", rest)]
    return title.strip(), "\n".join(f"<p>{escape(block, quote=False)}</p>" for block in blocks if block)


def _read(path: Path, what: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ValueError(f"the {what} {path} cannot be read: {error.strerror}.") from error
    if len(data) > _MOST_BYTES[what]:
        raise ValueError(f"the {what} {path.name} has {len(data):,} bytes; at most {_MOST_BYTES[what]:,}.")
    return data
