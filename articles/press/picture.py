"""Pictures in HTML: sizes given before a byte is loaded, so that nothing jumps."""

from __future__ import annotations

from html import escape

from articles.press.content import Picture

_SMALL_SIDE, _LARGE_SIDE = 640, 1600
_CARD_SIZE, _WIDE = (640, 360), 1280

# A card does not know how wide its list shows it: browsers that can work it out do, the others take the guess.
WAITING = 'loading="lazy" sizes="auto, (min-width: 48em) 20rem, 90vw"'
FIRST = 'fetchpriority="high" sizes="(min-width: 64em) 46rem, 94vw"'
_STORY_SIZES = "(min-width: 64em) 60rem, 100vw"


def large_size(picture: Picture) -> tuple[int, int]:
    """Width and height of the large rendition: the picture's own, or as much as fits."""
    return _fitted(picture, _LARGE_SIDE)


def _fitted(picture: Picture, side: int) -> tuple[int, int]:
    share = min(1, side / max(picture.width, picture.height, 1))
    return round(picture.width * share), round(picture.height * share)


def lead_figure(picture: Picture) -> str:
    """The story's picture with caption and credit. It is the first thing to load."""
    width, height = large_size(picture)
    sources = f"{escape(picture.small)} {_fitted(picture, _SMALL_SIDE)[0]}w, {escape(picture.large)} {width}w"
    words = [f'<span class="caption">{escape(picture.caption, quote=False)}</span>'] if picture.caption else []
    words += [f'<span class="credit">{escape(picture.credit, quote=False)}</span>'] if picture.credit else []
    shape = ' class="tall"' if height > width else ""
    return (
        f'<figure class="picture"><img{shape} src="{escape(picture.large)}" srcset="{sources}" sizes="{_STORY_SIZES}"'
        f' width="{width}" height="{height}" alt="{escape(picture.alt)}" fetchpriority="high">'
        + (f"<figcaption>{' '.join(words)}</figcaption>" if words else "")
        + "</figure>"
    )


def card_image(picture: Picture) -> str:
    """The picture of a card: decoration beside a headline that says the same, so readers of speech skip it."""
    wide = picture.wide or picture.large
    wide_width = _WIDE if picture.wide else large_size(picture)[0]
    width, height = _CARD_SIZE
    sources = f"{escape(picture.card)} {width}w" + (f", {escape(wide)} {wide_width}w" if wide_width > width else "")
    return f'<img src="{escape(picture.card)}" srcset="{sources}" {WAITING} width="{width}" height="{height}" alt="">'
