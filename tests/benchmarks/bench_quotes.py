"""How fast and how right the quote finder is, beside a naive baseline.

    python -m tests.benchmarks.bench_quotes [ANNOTATED.jsonl …]

Prints milliseconds a story of 200 and of 760 words, how the time grows with the size of copy that is no story (the
exponent between the last two sizes and over all; 1 is linear), and, for every annotated file given (one JSON object a
line: id, text, quotes with start, end, speaker), the F1 of the spans and the share of speakers named right. The stories
timed are made up here. Times are medians of processor time, so that other work on the machine counts for little.
"""

from __future__ import annotations

import json
import math
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from articles.parsing.quotes import find_quotes

Found = list[tuple[int, int, str | None]]
Finder = Callable[[str], Found]

SIZES = (31_000, 62_000, 125_000, 250_000, 500_000, 1_000_000)
REPEATS = 15
SAME = 0.8  # share of the characters two spans must have in common to be one
FAMILIES = {
    "prose": "The council met in the long hall on Monday and heard the mayor, who had come late. ",
    "attributed": "“We waited all night,” said Mayor Ann Dea. Nobody came. ",
    "nested marks": "“‘“‘",
    "open marks": "“a ",
    "straight marks": '" ',
    "open paragraphs": "“a\n\n",
    "single marks": "' 'a ",
    "capitals": "Alpha Beta Gamma ",
    "one-letter capitals": "A B C ",
    "brackets": "[ ( ",
    "dashes": "— -- - ",
    "apostrophes": "it's 'tis O'Neil’s ",
    "titles": "Mr. Mayor ",
    "commas and verbs": ", said, “a” said, ",
    "pronouns": "He said. They said. ",
    "descriptions": "the mayor of the city, ",
}
_NAIVE = re.compile(r"[“\"]([^“”\"]{2,})[”\"](?:,?\s*(?:said|says)\s+((?:[A-Z][\w.’'-]+\s?){1,4}))?")
_PEOPLE = (
    ("Fire Chief", "Gus Finch"),
    ("neighbor", "Ida Moll"),
    ("Councilwoman", "Ruth Oakes"),
    ("economist", "Ivan Kossmu"),
    ("Mayor", "Nora Quist"),
)


def make_story(words: int) -> str:
    """A made-up story of about that many words, with as many quotes a word as a broadcaster's."""
    paragraphs: list[str] = []
    number = 0
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        role, name = _PEOPLE[number % len(_PEOPLE)]
        surname = name.split()[1]
        paragraphs += [
            f"The {number + 3} houses on Chandler Street stood empty for years, and the city heard of it every winter.",
            f"“It was in both rooms before the first truck came,” said {role} {name}. “Nobody slept that night.”",
            f"{surname} said the street had asked for a hydrant “since before I was born,” and pointed at the corner.",
            "“You can’t hear the rain,” she said. “You can’t even hear the trains.”",
        ]
        number += 1
    return "\n\n".join(paragraphs)


def found_by_rules(text: str) -> Found:
    """What the product finds, in the baseline's shape."""
    return [(quote.start, quote.end, quote.speaker) for quote in find_quotes(text) if quote.kind != "reporter_question"]


def found_naively(text: str) -> Found:
    """What one regular expression finds: marked words, and a name after "said"."""
    return [(*match.span(1), (match.group(2) or "").strip() or None) for match in _NAIVE.finditer(text)]


def seconds(finder: Finder, text: str, repeats: int = 1) -> float:
    """The median processor time of a run."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        finder(text)
        times.append(time.process_time() - start)
    return median(times)


def print_story_times() -> None:
    """Milliseconds for a short and a long story."""
    for words in (200, 760):
        story = make_story(words)
        ours = 1000 * seconds(found_by_rules, story, REPEATS)
        naive = 1000 * seconds(found_naively, story, REPEATS)
        print(
            f"{len(story.split()):5} words, {len(find_quotes(story)):3} quotes: {ours:6.2f} ms   naive {naive:6.2f} ms"
        )


def print_growth() -> None:
    """Seconds for each size of each family, and the exponent of the growth over the last doubling and over all."""
    print(f"{'':20}" + "".join(f"{size:>11,}" for size in SIZES) + "   exponent (last, all)")
    for name, unit in FAMILIES.items():
        times = [max(seconds(found_by_rules, (unit * (size // len(unit) + 1))[:size]), 1e-6) for size in SIZES]
        last = math.log2(times[-1] / times[-2])
        overall = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
        print(f"{name:20}" + "".join(f"{taken:9.2f} s" for taken in times) + f"   {last:5.2f} {overall:5.2f}")


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Characters two spans share, as a part of those in either."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def score(stories: Iterable[dict], finder: Finder) -> tuple[float, float, int]:
    """F1 of the spans, the share of matched quotes whose speaker is right, and how many quotes were to be found."""
    matched = right = found = wanted = 0
    for story in stories:
        spans = finder(story["text"])
        gold = [quote for quote in story["quotes"] if not quote.get("optional")]
        left_out = [quote for quote in story["quotes"] if quote.get("optional")] + story.get("reporter_questions", [])
        spans = [s for s in spans if not any(overlap(s[:2], (q["start"], q["end"])) for q in left_out)]
        found, wanted = found + len(spans), wanted + len(gold)
        for quote in gold:
            place = (quote["start"], quote["end"])
            hit = max(spans, key=lambda span: overlap(span[:2], place), default=None)
            if hit is not None and overlap(hit[:2], place) >= SAME:
                matched += 1
                right += hit[2] in (quote["speaker"], *quote.get("speaker_alt", ()))
    spans_f1 = 2 * matched / (found + wanted) if found + wanted else 0.0
    return spans_f1, right / matched if matched else 0.0, wanted


def print_scores(path: Path) -> None:
    """How right the finder and the baseline are on one annotated file."""
    stories = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for name, finder in (("finder", found_by_rules), ("naive", found_naively)):
        spans, speakers, wanted = score(stories, finder)
        print(
            f"{path.name:22} {name:7} {wanted:5} quotes: spans F1 {100 * spans:5.1f}   speaker {100 * speakers:5.1f} %"
        )


def main() -> None:
    """Print everything; annotated files are named on the command line."""
    print_story_times()
    print_growth()
    for name in sys.argv[1:]:
        print_scores(Path(name))


if __name__ == "__main__":
    main()
