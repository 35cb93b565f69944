"""The look of stored pages: a digest of all that draws them, so that a new release draws them anew by itself."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

from articles.press.publisher import policies

TEMPLATES = ("articles/_story_head.html", "articles/_story.html")
_PRESS = Path(__file__).parent


@lru_cache(maxsize=1)
def current_look() -> str:
    """16 hex digits that change with the templates of a story's page and with the code of the press."""
    digest = sha256()
    for source in sorted(_PRESS.rglob("*.py")):
        digest.update(source.read_bytes())
    for name in TEMPLATES:
        digest.update(Path(str(get_template(name).origin.name)).read_bytes())  # type: ignore[attr-defined]
    # All that a story's page tells of the brand; the rest of it stands around the page.
    brand = settings.BRAND
    digest.update(f"{brand.language} {brand.name} {brand.accent} {policies('')}".encode())
    return digest.hexdigest()[:16]


@lru_cache(maxsize=1)
def site_look() -> str:
    """16 hex digits that change with everything that draws readers' pages: all templates, the press, the reader."""
    digest = sha256(current_look().encode())
    base = Path(str(get_template(TEMPLATES[0]).origin.name)).parent  # type: ignore[attr-defined]
    for source in sorted([*base.rglob("*.html"), *(_PRESS.parent / "reader").rglob("*.py")]):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
