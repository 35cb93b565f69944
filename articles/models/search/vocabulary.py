"""The words of what readers can see, each with how often: what a misspelt word of a search is compared with.

Filled by `editorial.learning`, from editions that are visible, and some minutes behind. What is suggested is searched
for among what readers may see before it is shown, so a word that has been taken back since is suggested to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import connections, models
from django.db.models import Q

from articles.parsing.misspellings import LONG, LONGEST, one_away, skeleton, steps_between

# A word seen this often is spelt as its writers meant it; one rarer may be a slip that got into a story.
_SURE, _TIMES_MORE = 3, 10
_READ = 2_000
_ADD = (
    "INSERT INTO articles_searchword (word, skeleton, seen) VALUES (%s, %s, %s)"
    " ON CONFLICT (word) DO UPDATE SET seen = articles_searchword.seen + excluded.seen"
)


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    """Finding and adding."""

    def add(self, seen: Mapping[str, int]) -> None:
        """Count these words in."""
        with connections[self.db].cursor() as cursor:
            cursor.executemany(_ADD, [(word, skeleton(word), times) for word, times in sorted(seen.items())])

    def nearest(self, words: Iterable[str]) -> dict[str, str]:
        """For each of the folded words that nobody, or hardly anybody, has written: the likeliest that was meant.

        One query: spellings one letter away are asked for by name, those that sound alike by their skeleton.
        """
        asked = set(words)
        near = {word: one_away(word) for word in asked}
        alike = {bones for bones in map(skeleton, asked) if bones}
        known = self.filter(Q(word__in=asked.union(*near.values())) | Q(skeleton__in=alike))
        seen = dict(known.values_list("word", "seen")[:_READ])
        found = {word: _likeliest(word, seen) for word in asked if seen.get(word, 0) < _SURE}
        return {word: meant for word, meant in found.items() if meant}


def _likeliest(word: str, seen: dict[str, int]) -> str:
    """The nearest of the words seen, of equals the most frequent; "" where none is near enough."""
    furthest = 2 if len(word) >= LONG else 1
    steps = {other: steps_between(word, other) for other in seen if abs(len(other) - len(word)) <= furthest}
    least = seen.get(word, 0) * _TIMES_MORE
    near = [other for other, n in steps.items() if 0 < n <= furthest and seen[other] > least]
    return min(near, key=lambda other: (steps[other], -seen[other], other), default="")


class SearchWord(models.Model):
    """A word in how many editions, counted when each became visible."""

    word = models.CharField(max_length=LONGEST, primary_key=True)
    skeleton = models.CharField(max_length=LONGEST, db_index=True)
    seen = models.PositiveIntegerField(default=0)

    objects = SearchWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.word


class WordsLearned(models.Model):
    """How far the words have been learned: one row. Up to this edition those visible then, up to this moment all."""

    edition = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=datetime(1, 1, 2, tzinfo=UTC))

    def __str__(self) -> str:
        return f"Words up to edition {self.edition}"
