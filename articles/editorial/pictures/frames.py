"""How many frames a GIF has, from its blocks alone: nothing is decoded. Source: GIF89a."""

from __future__ import annotations


def gif_frames(content: bytes, *, most: int) -> int:
    """The number of frames, counted up to `most`; a file cut off has those that begin in it."""
    place = 13 + _table(content[10]) if len(content) > 13 else len(content)
    frames = 0
    while place < len(content) and frames < most:
        kind = content[place]
        if kind == 0x2C and place + 10 < len(content):
            frames += 1
            place = _after_blocks(content, place + 11 + _table(content[place + 9]))
        elif kind == 0x21:
            place = _after_blocks(content, place + 2)
        else:
            break
    return max(frames, 1)


def _table(flags: int) -> int:
    """The bytes of a colour table that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, place: int) -> int:
    """The place after a run of blocks, which one of no length ends."""
    while place < len(content) and content[place]:
        place += content[place] + 1
    return place + 1
