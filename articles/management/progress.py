"""How far a long command is: on a terminal alone, in one line that is written over."""

from __future__ import annotations

import time
from typing import TextIO


class Progress:
    """Counts things done, against a known whole where there is one (things, or bytes read of a file).

    On a stream that is no terminal nothing is written, so that logs hold results only.
    """

    PAUSE = 0.3

    def __init__(self, stream: TextIO, noun: str, whole: int = 0) -> None:
        self.stream, self.noun, self.whole = stream, noun, whole
        self.is_shown = stream.isatty()
        self.began = self._last = time.monotonic()
        self.done = self.reached = 0

    @property
    def seconds(self) -> float:
        """Since the beginning; never nothing."""
        return max(time.monotonic() - self.began, 0.001)

    @property
    def rate(self) -> float:
        """Things a second."""
        return self.done / self.seconds

    def advance(self, count: int = 1, reached: int | None = None) -> None:
        """So many more are done; `reached` is the place in the whole when it is not counted in things."""
        self.done += count
        self.reached = self.done if reached is None else reached
        if self.is_shown and time.monotonic() - self._last >= self.PAUSE:
            self._last = time.monotonic()
            self.stream.write(f"\r\x1b[K{self.line()}")
            self.stream.flush()

    def clear(self) -> None:
        """Take the line away, before anything else is written."""
        if self.is_shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def line(self) -> str:
        """“12,400 stories, 530 a second, 14 s left”."""
        left = ""
        if self.whole and self.reached:
            seconds = self.seconds * max(self.whole - self.reached, 0) / self.reached
            left = f", {_duration(seconds)} left"
        return f"{self.done:,} {self.noun}, {self.rate:,.0f} a second{left}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
