"""How well topics are suggested: the classifier with all signals beside plain name matching, on a made-up archive.

    python -m tests.benchmarks.bench_topics [--learn 9600] [--judge 3000]

Needs scikit-learn. Prints precision@1, recall@5 and micro-F1 of those accepted, for stories not learned from; how long
training took, in processor seconds as well, and the milliseconds a story takes.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import replace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" + "x" * 40)
os.environ.setdefault("DEBUG", "1")
django.setup()

from articles.advice.topics import Advised, Asked, Suggester, Vocabulary  # noqa: E402
from articles.advice.topics.archive import named_in  # noqa: E402
from articles.advice.topics.training import Tagged, train  # noqa: E402
from tests.benchmarks.topic_archive import Story, make_stories  # noqa: E402


def main() -> None:
    """Learn from one part, judge by the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", type=int, default=9600)
    parser.add_argument("--judge", type=int, default=3000)
    asked = parser.parse_args()
    stories = make_stories(asked.learn + asked.judge)
    ids = {name: n for n, name in enumerate(sorted({name for story in stories for name in story.topics}), start=1)}
    vocabulary = Vocabulary(ids)
    began, used = time.perf_counter(), time.process_time()
    learned = [_tagged(story, ids, vocabulary) for story in stories[: asked.learn]]
    model, _ = train(learned)
    took, worked = time.perf_counter() - began, time.process_time() - used
    print(f"{asked.learn:,} stories, {len(ids)} topics: learned in {took:.0f} s ({worked:.0f} s of processor)")
    whole = Suggester(vocabulary, model, in_use=frozenset(ids.values()))
    _judge("names alone", replace(whole, model=None), stories[asked.learn :], ids)
    _judge("names and archive", whole, stories[asked.learn :], ids)


def _tagged(story: Story, ids: dict[str, int], vocabulary: Vocabulary) -> Tagged:
    named = named_in(vocabulary, story.headline, story.text)
    return Tagged(story.headline, story.text, frozenset(ids[name] for name in story.topics), named)


def _judge(name: str, suggester: Suggester, stories: list[Story], ids: dict[str, int]) -> None:
    advised, took = _timed(lambda story: suggester.advise(Asked(story.headline, story.text)), stories)
    wanted = [{ids[name] for name in story.topics} for story in stories]
    ranked = [[one.topic_id for one in each.suggestions] for each in advised]
    first = sum(bool(set(found[:1]) & right) for found, right in zip(ranked, wanted, strict=True))
    five = sum(len(set(found[:5]) & right) / len(right) for found, right in zip(ranked, wanted, strict=True))
    right = sum(len(set(each.accepted) & topics) for each, topics in zip(advised, wanted, strict=True))
    both = sum(len(each.accepted) for each in advised) + sum(map(len, wanted))
    print(
        f"{name:18} precision@1 {first / len(stories):.3f}  recall@5 {five / len(stories):.3f}  "
        f"micro-F1 {2 * right / both:.3f}  {took:.1f} ms a story"
    )


def _timed(advise: Callable[[Story], Advised], stories: list[Story]) -> tuple[list[Advised], float]:
    began = time.perf_counter()
    advised = [advise(story) for story in stories]
    return advised, 1000 * (time.perf_counter() - began) / len(stories)


if __name__ == "__main__":
    main()
