"""Pictures: what they show, said to those who cannot see it, and who made them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.advice.gate.findings import Finding, Sheet

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc|dscf|dscn|pxl|dji|screenshot|photo|image|picture|untitled)?[\s_()-]*[\d_():-]*", re.I)
_BEGINNINGS = (
    "image of ",
    "photo of ",
    "picture of ",
    "photograph of ",
    "a photo of ",
    "an image of ",
    "a picture of ",
)


def unexplained(sheet: Sheet) -> Iterator[Finding]:
    """A picture, lead or in the body, without alternative text (unless decorative) or credit.

    WCAG 2.2, 1.1.1; IPTC's credit line.
    """
    for where, picture in sheet.pictures:
        if not picture.alt.strip() and not picture.is_decorative:
            yield Finding("no-alt", f"The picture “{picture}” has no alternative text.", where)
        if not picture.credit.strip():
            yield Finding("no-credit", f"The picture “{picture}” has no credit.", where)


def alt_describes_nothing(sheet: Sheet) -> Iterator[Finding]:
    """Alternative text that is a file's name, or says that it is a picture instead of what it shows.

    WCAG 2.2, failure F30: text alternatives that are not alternatives, such as file names.
    """
    for where, picture in sheet.pictures:
        alt = picture.alt.strip()
        if not alt:
            continue
        if _FILE_NAME.fullmatch(alt) or _CAMERA.fullmatch(alt):
            message = f"The picture’s alternative text is no description: “{alt[:60]}”."
            yield Finding("alt-file-name", message, where)
        elif alt.casefold().startswith(_BEGINNINGS):
            message = "The picture’s alternative text says that it is a picture; say what it shows."
            yield Finding("alt-image-of", message, where)
