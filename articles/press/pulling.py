"""Pull quotes: words of the story set large beside it, drawn from the quote itself, so that they cannot differ from it.

Nobody writes them. A quote is pulled only where it was checked, is whole, short enough to be set large, and stands so
far down that readers meet it after they know who speaks.
"""

from __future__ import annotations

from html import escape

from articles.press.content import Content, Speech
from articles.press.quotations import standing_alone

_WORDS_A_PULL, _MOST = 350, 2
_SHORTEST, _LONGEST = 45, 170
_KINDS = frozenset({"news", "analysis", "feature", "obituary", "review"})
# A pulled quote stands after so much of the body, and as far from the one before.
_FROM, _APART = 0.25, 0.3


def with_pull_quotes(body: str, content: Content) -> str:
    """The body's HTML with pull quotes before the paragraphs that hold their words; unchanged where none fits."""
    most = min(_MOST, content.word_count // _WORDS_A_PULL) if content.genre in _KINDS else 0
    pieces: list[str] = []
    at, next_from = 0, _FROM * len(body)
    for speech in content.quotes:
        place = body.find(f'<p id="{speech.block}"') if most > len(pieces) and _fits(speech) else -1
        if place >= next_from:
            pieces.append(body[at:place] + _pulled(speech))
            at, next_from = place, place + _APART * len(body)
    return "".join((*pieces, body[at:]))


def _fits(speech: Speech) -> bool:
    words = standing_alone(speech.words)
    return bool(
        speech.verification
        and speech.speaker_name
        and speech.kind == "direct"
        and "\n" not in speech.words
        and _SHORTEST <= len(words) <= _LONGEST
        and words[0].isupper()
        and speech.words.rstrip()[-1:] in {".", "!", "?", ","}
    )


def _pulled(speech: Speech) -> str:
    words = standing_alone(speech.words)
    words = words if words[-1] in ".!?" else f"{words}."
    role = f' <span class="role">{escape(speech.role, quote=False)}</span>' if speech.role else ""
    return (
        f'<figure class="pull"><blockquote dir="auto" cite="{speech.path}"><p>{escape(words, quote=False)}</p>'
        f'</blockquote><figcaption><a href="{speech.path}">{escape(speech.speaker_name, quote=False)}</a>{role}'
        "</figcaption></figure>"
    )
