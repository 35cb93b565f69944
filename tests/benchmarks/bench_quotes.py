"""How right and how fast the quote finder is, beside a naive baseline.

    python -m tests.benchmarks.bench_quotes [ANNOTATED.jsonl …] [--no-growth]

Scores every file of ``annotated/`` and every file named, each apart (``quote_scores`` says what is counted), and tells
how many speakers are right among those the finder was sure of. Then prints milliseconds a story of 200 and of 760
words, and how the time grows with the size of copy that is no story: seconds for each size, the exponent of the
steepest doubling and over all (1 is linear), and the slowest of all. The finder leaves off reading after 60,000 marks
or 80,000 words and signs, so that the last doublings cost little: what it does before that is the steepest one.

The baseline is one regular expression: marked words, and the last two of the capitalised words beside "said" after
them. It knows no roles, no pronouns, no titles of books and no questions. Times are medians of processor time, so that
other work on the machine counts for little; of bodies that are no story, the fastest of three.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from articles.parsing.quotes import find_quotes
from tests.benchmarks.quote_copy import FAMILIES, SIZES, make_body, make_story
from tests.benchmarks.quote_scores import Answer, Finder, Scores, score

ANNOTATED = Path(__file__).parent / "annotated"
REPEATS = 15
INSTANT = 1e-6  # seconds, for what took no time that can be measured
BANDS = ((0.8, math.inf, "0.80 and more"), (0.55, 0.8, "0.55 to 0.80"), (0.0, 0.55, "less"))
_NAMES = r"((?:[A-Z][\w’'-]+\.?\s?){1,6})"
_NAIVE = re.compile(rf"[“\"]([^“”\"]{{2,}})[”\"](?:,?\s*(?:(?:said|says)\s+{_NAMES}|{_NAMES}(?:said|says)\b))?")


def find_by_rules(text: str) -> list[Answer]:
    """What the product finds."""
    return [
        Answer(q.start, q.end, q.speaker, q.role, q.kind == "reporter_question", q.confidence)
        for q in find_quotes(text)
    ]


def find_naively(text: str) -> list[Answer]:
    """What one regular expression finds: marked words, and a name after them before or after "said"."""
    return [Answer(*found.span(1), _last_two(found.group(2) or found.group(3))) for found in _NAIVE.finditer(text)]


def _last_two(words: str | None) -> str | None:
    return " ".join(words.split()[-2:]).rstrip(".") if words else None


FINDERS: dict[str, Finder] = {"finder": find_by_rules, "naive": find_naively}


def runs(finder: Finder, text: str, repeats: int) -> list[float]:
    """The processor time of each run, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        finder(text)
        times.append(time.process_time() - start)
    return times


def print_scores(path: Path) -> None:
    """How right the finder and the baseline are on one annotated file, and how long they take for its stories."""
    stories = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    words = sum(len(story["text"].split()) for story in stories) // max(1, len(stories))
    for name, finder in FINDERS.items():
        scores = score(stories, finder)
        if name == "finder":
            print(f"\n{path.name}: {len(stories)} stories of {words} words, {scores.wanted} quotes")
            print(
                f"{'':8}{'spans F1':>9}{'speaker':>9}{'both F1':>9}{'role F1':>9}{'invented':>10}{'pronouns':>10}"
                f"{'non-speech':>12}{'questions misattributed':>25}{'ms a story':>12}"
            )
        spent = sum(median(runs(finder, story["text"], 3)) for story in stories) / max(1, len(stories))
        print(f"{name:8}{score_line(scores)}{1000 * spent:12.2f}")
        if name == "finder":
            print_confidence(scores)


def score_line(scores: Scores) -> str:
    """The figures of one finder in a line, in percent."""
    figures = [scores.spans_f1, share(scores.speakers), scores.together_f1, share(scores.roles)]
    return (
        "".join(f"{percent(figure):>9}" for figure in figures)
        + f"{percent(share(scores.invented)):>10}{percent(share(scores.pronouns)):>10}"
        + f"{percent(share(scores.nonspeech)):>12}"
        + f"{f'{sum(scores.misattributed)} of {len(scores.misattributed)}':>25}"
    )


def print_confidence(scores: Scores) -> None:
    """The share of right speakers among those named with much, with some and with little confidence."""
    bands = [(label, scores.confident(least, below)) for least, below, label in BANDS]
    told = (f"{label}: {percent(share(rights))} % of {len(rights)}" for label, rights in bands if rights)
    print(f"{'':8} right by confidence: {';  '.join(told)}")


def share(judged: Sequence[float]) -> float | None:
    """The mean of what was judged; None if nothing was."""
    return sum(judged) / len(judged) if judged else None


def percent(part: float | None) -> str:
    """A part of 1 in percent, a dash for none."""
    return "–" if part is None else f"{100 * part:.1f}"


def print_story_times() -> None:
    """Milliseconds for a short and a long story."""
    print("\nmade-up stories, dense with quotes")
    for words in (200, 760):
        story = make_story(words)
        ours, naive = (1000 * median(runs(finder, story, REPEATS)) for finder in FINDERS.values())
        print(f"{len(story.split()):5} words, {len(find_quotes(story)):3} quotes:{ours:7.2f} ms   naive{naive:7.2f} ms")


def print_growth() -> None:
    """Seconds for each size of each family, the exponents of the growth, and the worst of each."""
    print(f"\n{'characters':20}" + "".join(f"{size:>11,}" for size in SIZES) + "   steepest, all | naive, all")
    slowest, steepest = 0.0, 0.0
    for family in FAMILIES:
        times, naive = (growth(finder, family) for finder in FINDERS.values())
        steps = [exponent(times[at : at + 2], SIZES[at : at + 2]) for at in range(len(SIZES) - 1)]
        slowest, steepest = max(slowest, *times), max(steepest, *steps)
        print(
            f"{family:20}" + "".join(f"{taken:9.2f} s" for taken in times) + f"{max(steps):11.2f},"
            f"{exponent(times, SIZES):5.2f} |{exponent(naive, SIZES):11.2f}",
            flush=True,
        )
    print(f"slowest {slowest:.2f} s, steepest doubling {steepest:.2f}")


def growth(finder: Finder, family: str) -> list[float]:
    """The fastest of three runs for each size: what disturbs a run only ever makes it slower."""
    return [min(runs(finder, make_body(family, size), 3)) for size in SIZES]


def exponent(times: Sequence[float], sizes: Sequence[int]) -> float:
    """How steeply the time grew from the first size to the last: 1 is linear, 2 quadratic."""
    return math.log(max(times[-1], INSTANT) / max(times[0], INSTANT)) / math.log(sizes[-1] / sizes[0])


def main() -> None:
    """Print everything: the project's own annotated files and those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="ANNOTATED.jsonl")
    parser.add_argument("--no-growth", action="store_true", help="leave out the copy that is no story")
    options = parser.parse_args()
    for path in (*sorted(ANNOTATED.glob("*.jsonl")), *options.files):
        print_scores(path)
    print_story_times()
    if not options.no_growth:
        print_growth()


if __name__ == "__main__":
    main()
