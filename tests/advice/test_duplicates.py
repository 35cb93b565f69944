"""Who may be one person: found by name, by another name, by spelling; never those said to be distinct."""

from __future__ import annotations

import pytest

from articles.advice.duplicates import possible_duplicates
from articles.models import DistinctPeople
from tests.builders import NOON, make_person

pytestmark = pytest.mark.django_db


def pairs() -> set[tuple[str, str, str]]:
    return {(*sorted((pair.first.name, pair.second.name)), pair.why) for pair in possible_duplicates()}


def test_the_same_name_another_name_and_a_like_spelling():
    make_person("Ana Ruiz")
    make_person("ANA RUÍZ")
    make_person("Katherine Voss")
    make_person("Catherine Voss")
    make_person("Robert Vane").aliases.create(name="Bob Vale")
    make_person("Bob Vale")
    make_person("Tom J. Hale")
    make_person("Tom Hale")

    assert pairs() == {
        ("ANA RUÍZ", "Ana Ruiz", "the same name"),
        ("Bob Vale", "Robert Vane", "“Bob Vale” is another name of the one"),
        ("Catherine Voss", "Katherine Voss", "spelled much alike"),
        ("Tom Hale", "Tom J. Hale", "spelled much alike"),
    }


def test_sisters_and_strangers_are_no_pair():
    sisters = ("Adela Abernothington", "Stellan Abernothington", "Odile Abernothington")
    for name in ("Ana Ruiz", "Eva Ruiz", "Omar Field", "Field", "Tom Hale", "Tom Hall", *sisters):
        make_person(name)

    assert pairs() == set()


def test_those_kept_apart_merged_away_or_of_another_kind_are_no_pair():
    first, second = make_person("Ana Ruiz"), make_person("Ana Ruiz")
    DistinctPeople.objects.create(first=first, second=second, said_at=NOON)
    make_person("Ana Ruiz", merged_into=first)
    make_person("Harbor Trust", kind="organisation")
    make_person("Harbor Trust")

    assert pairs() == set()


def test_the_work_does_not_grow_with_the_pairs(django_assert_num_queries):
    for _ in range(45):
        make_person("Ana Ruiz")

    with django_assert_num_queries(4):
        assert len(possible_duplicates(limit=10)) == 10


def test_a_suffix_is_nobodys_family_and_tells_father_and_son_apart():
    for name in ("John Odum Jr.", "John Calder Jr.", "Tom Hale Jr.", "Tom Hale Sr.", "Ana Ruiz III", "Anna Ruiz III"):
        make_person(name)
    make_person("John Odum")

    assert pairs() == {
        ("Ana Ruiz III", "Anna Ruiz III", "spelled much alike"),
        ("John Odum", "John Odum Jr.", "spelled much alike"),
    }
