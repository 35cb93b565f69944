"""What a trained newsroom suggests for the stories of a ninjs file, beside what their editors chose.

Run by bench_topics as a process of its own on the newsroom's database, which it only reads.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from articles.advice.topics import Advised, Asked, Suggester, Vocabulary  # noqa: E402
from articles.management.commands.suggest_topics import MOST, asked_of  # noqa: E402
from articles.management.json_lines import lines_of, object_of  # noqa: E402
from articles.models import Tagging  # noqa: E402
from articles.parsing.ninjs import read_ninjs  # noqa: E402


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of a story, and the topics its editors chose that the newsroom has stories of."""

    asked: Asked
    wanted: frozenset[int]


def main(path: Path) -> None:
    """Print the figures by names alone, by the archive alone, and by all signals."""
    whole = Suggester.read()
    cases, left_out = read_cases(path, whole.vocabulary)
    print(f"{len(cases):,} stories judged; {left_out:,} have no topic the newsroom has stories of, or no words.")
    tell("names alone", replace(whole, model=None, usual=None), cases)
    tell("archive alone", replace(whole, vocabulary=Vocabulary({}), usual=None), cases)
    tell("all signals", whole, cases)


def read_cases(path: Path, vocabulary: Vocabulary) -> tuple[list[Case], int]:
    """The stories that can be judged, and how many cannot."""
    carried = set(Tagging.objects.filter(status=Tagging.Status.CHOSEN).order_by().values_list("topic", flat=True))
    cases, left_out = [], 0
    with path.open("rb") as file:
        for _, line in lines_of(file):
            try:
                item = object_of(line)
                asked, subjects = asked_of(item), read_ninjs(item).subjects
            except ValueError:
                left_out += 1
                continue
            named = {vocabulary.named(subject.name) for subject in subjects}
            wanted = frozenset(topic for topic in named if topic in carried and topic is not None)
            cases += [Case(asked, wanted)] if wanted else []
            left_out += not wanted
    return cases, left_out


def tell(name: str, suggester: Suggester, cases: list[Case]) -> None:
    """Print how well and how fast these signals suggest."""
    began = time.process_time()
    advised = [suggester.advise(case.asked, MOST, least=0.0) for case in cases]
    took = 1000 * (time.process_time() - began) / len(cases)
    first, five, micro_f1 = figures(advised, cases)
    print(f"{name:14} precision@1 {first:.4f}  recall@5 {five:.4f}  micro-F1 {micro_f1:.4f}  {took:.1f} ms a story")


def figures(advised: list[Advised], cases: list[Case]) -> tuple[float, float, float]:
    """The share of stories whose first topic is right, the mean share of topics among the first five, and micro-F1."""
    first = five = 0.0
    right = both = 0
    for each, case in zip(advised, cases, strict=True):
        ranked = [one.topic_id for one in each.suggestions]
        first += bool(ranked) and ranked[0] in case.wanted
        five += len(case.wanted.intersection(ranked[:5])) / len(case.wanted)
        right += len(case.wanted.intersection(each.accepted))
        both += len(each.accepted) + len(case.wanted)
    return first / len(cases), five / len(cases), 2 * right / both


if __name__ == "__main__":
    main(Path(sys.argv[1]))
