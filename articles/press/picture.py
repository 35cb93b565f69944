"""Pictures in HTML: sizes given before a byte is loaded, so that nothing jumps."""

from __future__ import annotations

from html import escape

from articles.press.content import Picture

_SMALL_SIDE = 640
_CARD_SIZE = (640, 360)

# A card does not know how wide its list shows it: browsers that can work it out do, the others take the guess.
WAITING = 'loading="lazy" sizes="auto, (min-width: 48em) 20rem, 90vw"'
FIRST = 'fetchpriority="high" sizes="(min-width: 64em) 46rem, 94vw"'
_STORY_SIZES = "(min-width: 64em) 60rem, 100vw"


def lead_figure(picture: Picture) -> str:
    """The story's picture with caption and credit. It is the first thing to load."""
    longest = max(picture.width, picture.height, 1)
    small = round(picture.width * min(1, _SMALL_SIDE / longest))
    sources = f"{escape(picture.small)} {small}w, {escape(picture.large)} {picture.width}w"
    words = [f'<span class="caption">{escape(picture.caption, quote=False)}</span>'] if picture.caption else []
    words += [f'<span class="credit">{escape(picture.credit, quote=False)}</span>'] if picture.credit else []
    shape = ' class="tall"' if picture.height > picture.width else ""
    return (
        f'<figure class="picture"><img{shape} src="{escape(picture.large)}" srcset="{sources}" sizes="{_STORY_SIZES}"'
        f' width="{picture.width}" height="{picture.height}" alt="{escape(picture.alt)}" fetchpriority="high">'
        + (f"<figcaption>{' '.join(words)}</figcaption>" if words else "")
        + "</figure>"
    )


def card_image(picture: Picture) -> str:
    """The picture of a card: decoration beside a headline that says the same, so readers of speech skip it."""
    wide = picture.wide or picture.large
    wide_width = 1280 if picture.wide else picture.width
    width, height = _CARD_SIZE
    sources = f"{escape(picture.card)} {width}w" + (f", {escape(wide)} {wide_width}w" if wide_width > width else "")
    return f'<img src="{escape(picture.card)}" srcset="{sources}" {WAITING} width="{width}" height="{height}" alt="">'
