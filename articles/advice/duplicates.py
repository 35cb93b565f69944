"""Which people on record may be one: the same name, another name of somebody else's, or names spelled much alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice

from django.db.models import Count, QuerySet

from articles.advice.people import ALIKE, are_of_two_generations, have_like_first_names
from articles.models import Article, Byline, DistinctPeople, Person, PersonAlias, Quote
from articles.parsing.names import fold_name, surname

MOST_SHOWN = 100
# Of one family name; more bearers than these are compared with their nearest in the alphabet alone.
_COMPARED = 40
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be one, and why."""

    first: Person
    second: Person
    why: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would move: numbers, and the first of each kind."""

    quotes: int
    first_quotes: list[Quote]
    stories: int
    first_stories: list[Article]
    published: int
    names: list[str]
    roles: list[str]
    address: str


def merge_preview(source: Person, *, seen: QuerySet[Article]) -> MergePreview:
    """What goes along when a person is merged into another: all is counted, stories that may be `seen` are named."""
    quotes = Quote.objects.filter(speaker=source).select_related("article")
    stories = Article.objects.filter(pk__in=Byline.objects.filter(person=source).values("article"))
    return MergePreview(
        quotes=quotes.count(),
        first_quotes=list(quotes.filter(article__in=seen).order_by("-pk")[:_LISTED]),
        stories=stories.count(),
        first_stories=list(stories.filter(pk__in=seen.values("pk")).order_by("-updated_at")[:_LISTED]),
        published=source.edition_quotes.count() + source.edition_bylines.count(),
        names=[source.name, *source.aliases.values_list("name", flat=True)],
        roles=[str(role) for role in source.roles.all()],
        address=source.get_absolute_url(),
    )


def possible_duplicates(limit: int = MOST_SHOWN) -> list[Pair]:
    """Pairs of people who may be one, the surest first; those said to be distinct left out.

    People are compared within one family name only, so that the work grows with the people, not with their pairs:
    four queries, however many there are.
    """
    people = {
        p.pk: p for p in Person.objects.filter(merged_into=None).only("pk", "name", "folded_name", "kind", "slug")
    }
    apart = set(DistinctPeople.objects.values_list("first", "second"))
    named: dict[str, list[int]] = defaultdict(list)
    for pk, person in people.items():
        named[person.folded_name].append(pk)
    found: dict[tuple[int, int], str] = {}
    for first, second, why in (*_same_name(named), *_by_alias(named, people), *_spelled_alike(people)):
        key = (min(first, second), max(first, second))
        if key not in apart and people[first].kind == people[second].kind:
            found.setdefault(key, why)
    shown = list(islice(found.items(), limit))
    counted = Person.objects.annotate(said=Count("quotes", distinct=True), wrote=Count("bylines", distinct=True))
    rows = counted.in_bulk({pk for key, _ in shown for pk in key})
    return [Pair(rows[first], rows[second], why) for (first, second), why in shown]


def _same_name(named: Mapping[str, list[int]]) -> Iterator[tuple[int, int, str]]:
    for keys in named.values():
        for first, second in combinations(keys[:_COMPARED], 2):
            yield first, second, "the same name"


def _by_alias(named: Mapping[str, list[int]], people: Mapping[int, Person]) -> Iterator[tuple[int, int, str]]:
    aliases = PersonAlias.objects.filter(person__merged_into=None)
    for owner, folded, name in aliases.values_list("person", "folded_name", "name"):
        for pk in named.get(folded, [])[:_COMPARED]:
            if pk != owner and owner in people:
                yield owner, pk, f"“{name}” is another name of the one"


def _spelled_alike(people: dict[int, Person]) -> Iterator[tuple[int, int, str]]:
    families: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for pk, person in people.items():
        if " " in person.folded_name:
            # Not the last word: that may be Jr., which is nobody's family.
            families[fold_name(surname(person.name))].append((person.folded_name, pk))
    for rows in families.values():
        rows.sort()
        for place, (name, pk) in enumerate(rows):
            for other, other_pk in rows[place + 1 : place + _COMPARED]:
                if name != other and _are_alike(name, other):
                    yield pk, other_pk, "spelled much alike"


def _are_alike(name: str, other: str) -> bool:
    """Names of one family that differ by a middle name, an initial or a letter or two."""
    if are_of_two_generations(name, other) or not have_like_first_names(name, other):
        return False
    one, two = name.split(), other.split()
    if one[0] == two[0] or ((len(one[0]) == 1 or len(two[0]) == 1) and one[0][0] == two[0][0]):
        return True
    matcher = SequenceMatcher(None, name, other)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
