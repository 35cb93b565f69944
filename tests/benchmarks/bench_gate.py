"""What the publish gate costs: all rules over a story of 800 words, and how the time grows to a body of 1 MB.

    python -m tests.benchmarks.bench_gate

Needs no rows: the rules that ask the database are left out (links), or given forty rules of style. Prints milliseconds
for the whole gate and for each rule that takes a tenth of one, then for bodies of 10 KB to 1 MB the time of the slowest
kind of copy and the exponent of its growth (1 is linear). Medians of processor time.
"""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from itertools import islice, pairwise
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from articles.advice.gate import MOST_OF_A_RULE, RULES, Copy, Sheet, links, style  # noqa: E402
from articles.models import Article  # noqa: E402
from articles.parsing.markup import body_from_paragraphs, body_text  # noqa: E402
from articles.parsing.stylewords import Phrases  # noqa: E402
from tests.benchmarks.quote_copy import make_story  # noqa: E402

REPEATS = 9
SIZES = (10_000, 100_000, 1_000_000)
STYLE = Phrases((n, f"word{n} to come|utili{n}*", False) for n in range(40))
KINDS = {
    "names": "Lena{n} Stevens met Lena{n} Stephens, and Mayor Strand{n} the the left. ",
    "marks": '“a” ‘b’ "c" “d ',
    "one word": "the ",
    "to come": "[TK TK TK ",
    "capitals": "Aaaa Bbbb{n} Cccc ",
}


def copy_of(text: str) -> Copy:
    body = body_from_paragraphs([part for part in text.split("\n\n") if part.strip()])
    return Copy(Article(headline="A headline", body=body, body_text=body_text(body)), (), (), topics=0)


def run(copy: Copy) -> dict[str, float]:
    """Seconds of processor time by rule; a body is read by the first rule that asks."""
    sheet, took = Sheet(copy, None), {}
    for _, rule in RULES:
        if rule in (links.nowhere, style.house_style):
            continue
        took[rule.__name__] = clocked(lambda rule=rule: list(islice(rule(sheet), MOST_OF_A_RULE)))
    took["house_style"] = clocked(lambda: list(islice(style.outside_quotes(sheet, STYLE), MOST_OF_A_RULE)))
    return took


def clocked(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def show_story() -> None:
    runs = [run(copy_of(make_story(800))) for _ in range(REPEATS)]
    print(f"800 words: {median(sum(one.values()) for one in runs) * 1000:.1f} ms")
    for name in runs[0]:
        took = median(one[name] for one in runs) * 1000
        if took >= 0.1:
            print(f"  {name:<16}{took:6.1f} ms")


def show_growth() -> None:
    for kind, piece in KINDS.items():
        seconds = []
        for size in SIZES:
            pieces = [piece.format(n=n % 5000) for n in range(size // len(piece))]
            text = "\n\n".join("".join(pieces[at : at + 40]) for at in range(0, len(pieces), 40))
            seconds.append(min(sum(run(copy_of(text)).values()) for _ in range(2)))
        grown = [math.log10(b / a) for a, b in pairwise(seconds)]
        print(f"{kind:<10}", *(f"{one:7.3f} s" for one in seconds), f"  steepest {max(grown):.2f}")


if __name__ == "__main__":
    show_story()
    show_growth()
