from __future__ import annotations

import pytest

from articles.advice.speakers import match_people
from tests.builders import make_person

pytestmark = pytest.mark.django_db


def test_a_name_or_alias_finds_the_one_person_who_bears_it(django_assert_num_queries):
    ines, ferry = make_person("Inés Calder"), make_person("Bay Ferry Company", kind="organisation")
    ferry.aliases.create(name="BFC")

    with django_assert_num_queries(2):
        found = match_people(["Ines Calder", "bfc", "Nobody Known", ""])

    assert found == {"Ines Calder": ines, "bfc": ferry}


def test_a_name_two_people_bear_is_left_open():
    make_person("Dan Lee"), make_person("Dan Lee")

    assert match_people(["Dan Lee"]) == {}


def test_a_person_merged_into_another_is_not_meant():
    kept = make_person("Daniel Lee")
    make_person("Dan Lee", merged_into=kept)

    assert match_people(["Dan Lee", "Daniel Lee"]) == {"Daniel Lee": kept}
