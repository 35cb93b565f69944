"""Pictures in HTML: every rendition named, sizes given before a byte is loaded, so that nothing jumps."""

from __future__ import annotations

from html import escape

from articles.press.content import Picture
from articles.press.renditions.names import CROPS, FOLDER, WHOLE, height_at, suffixes, widths

# How the picture of a card loads: as site.css shows it beside the words of a list, unless it stands in a larger place.
WAITING = 'loading="lazy" sizes="(min-width: 64em) 18rem, (min-width: 40em) 40vw, 6.5rem"'
FIRST = 'fetchpriority="high" sizes="(min-width: 64em) 46rem, 94vw"'
OPENING = 'fetchpriority="high" sizes="(min-width: 64em) 18rem, (min-width: 40em) 26vw, 94vw"'
OPENING_SECTION = 'fetchpriority="high" sizes="(min-width: 64em) 39rem, (min-width: 40em) 56vw, 94vw"'
OPENING_RIVER = 'loading="lazy" sizes="(min-width: 64em) 30rem, (min-width: 40em) 54vw, 94vw"'
_STORY_SIZES = "(min-width: 64em) 60rem, 100vw"
_BODY_SIZES = "(min-width: 48em) 42rem, 94vw"
_TOPIC_LOADS = 'fetchpriority="high" sizes="(min-width: 48em) 22rem, 94vw"'
_TYPES = {"avif": "image/avif", "webp": "image/webp"}
CARD = "16x9"
_SQUARE = 640


def address(picture: Picture, shape: str, width: int, suffix: str = "") -> str:
    """Where the rendition is had; without a suffix in the format every browser shows."""
    key = picture.crop_key if shape in CROPS else picture.whole_key
    return f"{picture.base}{shape}-{width}-{key}.{suffix or suffixes(picture.is_transparent)[-1]}"


def large(picture: Picture, shape: str = WHOLE) -> tuple[str, int, int]:
    """The largest rendition of that shape: its address, width and height."""
    width = widths(shape, picture.width, picture.height)[-1]
    return address(picture, shape, width), width, height_at(shape, width, picture.width, picture.height)


def small(picture: Picture, shape: str = CARD) -> str:
    """Where the smallest rendition of that shape is had."""
    return address(picture, shape, widths(shape, picture.width, picture.height)[0])


def square_name(picture: Picture) -> str:
    """What the storage has the square around the focal point as, large enough for a card's half."""
    steps = widths("1x1", picture.width, picture.height)
    width = next((step for step in steps if step >= _SQUARE), steps[-1])
    stem = picture.base.rstrip("/").rpartition("/")[2]
    return f"{FOLDER}{stem}/{address(picture, '1x1', width).rpartition('/')[2]}"


def in_three_ratios(picture: Picture) -> list[tuple[str, int, int]]:
    """The largest crops, as networks and search engines ask for them: address, width and height each."""
    return [large(picture, shape) for shape in CROPS]


def lead_figure(picture: Picture) -> str:
    """The story's picture with caption and credit. It is the first thing to load."""
    loads = f'fetchpriority="high" sizes="{_STORY_SIZES}"'
    return f'<figure class="picture">{_drawn(picture, WHOLE, loads, picture.alt)}{_words(picture)}</figure>'


def body_figure(picture: Picture, block_id: str) -> str:
    """A picture between paragraphs, at the anchor of its block; it loads when the reader comes near."""
    drawn = _drawn(picture, WHOLE, f'loading="lazy" sizes="{_BODY_SIZES}"', picture.alt)
    return f'<figure class="picture" id="{escape(block_id)}">{drawn}{_words(picture)}</figure>'


def topic_figure(picture: Picture) -> str:
    """The picture of a topic, at the head of its page; it is the first thing to load."""
    return f'<figure class="picture">{_drawn(picture, "4x3", _TOPIC_LOADS, picture.alt)}{_words(picture)}</figure>'


def plain_figure(picture: Picture, block_id: str) -> str:
    """A picture between paragraphs of a text that leaves the site: one address that every program can show."""
    path, width, height = large(picture)
    image = f'<img src="{escape(path)}" width="{width}" height="{height}" alt="{escape(picture.alt)}">'
    return f'<figure id="{escape(block_id)}">{image}{_words(picture)}</figure>'


def card_image(picture: Picture) -> str:
    """The picture of a card: decoration beside a headline that says the same, so readers of speech skip it."""
    return _drawn(picture, CARD, WAITING, "")


def sizes_of(loads: str) -> str:
    """The part of how a picture loads that says how wide it is shown."""
    return loads[loads.index("sizes=") :]


def _words(picture: Picture) -> str:
    words = [f'<span class="caption">{escape(picture.caption, quote=False)}</span>'] if picture.caption else []
    words += [f'<span class="credit">{escape(picture.credit, quote=False)}</span>'] if picture.credit else []
    return f"<figcaption>{' '.join(words)}</figcaption>" if words else ""


def _drawn(picture: Picture, shape: str, loads: str, alt: str) -> str:
    """The `<picture>`: AVIF and WebP for browsers that know them, `loads` says when and how wide each is shown."""
    best = suffixes(picture.is_transparent)
    sources = "".join(
        f'<source type="{_TYPES[suffix]}" srcset="{_srcset(picture, shape, suffix)}" {sizes_of(loads)}>'
        for suffix in best[:-1]
    )
    path, width, height = large(picture, shape)
    tall = ' class="tall"' if height > width else ""
    return (
        f'<picture>{sources}<img{tall} src="{escape(path)}" srcset="{_srcset(picture, shape, best[-1])}" {loads}'
        f' width="{width}" height="{height}" alt="{escape(alt)}"></picture>'
    )


def _srcset(picture: Picture, shape: str, suffix: str) -> str:
    steps = widths(shape, picture.width, picture.height)
    return ", ".join(f"{escape(address(picture, shape, width, suffix))} {width}w" for width in steps)
