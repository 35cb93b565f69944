"""Who may be meant by a name and a role as printed, and the role on record for a day."""

from __future__ import annotations

from datetime import date

import pytest

from articles.advice.candidates import Asked, candidates_for
from articles.advice.roles import roles_held, says_the_same
from articles.models import Person, Role
from tests.builders import make_person

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 4)


@pytest.fixture
def mayor() -> Person:
    person = make_person("Ines Calder")
    Role.objects.create(person=person, title="Mayor", organisation="Eastmere", start=date(2025, 1, 1))
    Role.objects.create(person=person, title="Councilwoman", end=date(2024, 12, 31))
    former = make_person("Ralph Odum")
    Role.objects.create(person=former, title="Mayor", organisation="Eastmere", end=date(2024, 12, 31))
    return person


def named(*asked) -> list[tuple[str, str]]:
    one = Asked(*asked)
    return [(found.person.name, found.why) for found in candidates_for([one])[one]]


def test_a_surname_with_a_title_means_who_holds_it_that_day(mayor):
    make_person("Tom Calder")

    assert named("Calder", "Mayor", DAY) == [("Ines Calder", "Mayor, Eastmere on 4 March 2026")]
    assert named("Calder", "Mayor", date(2024, 6, 1)) == []
    assert named("Calder", "Fire Chief", DAY) == []


def test_a_description_alone_means_its_holder_that_day(mayor):
    assert named("", "the mayor of Eastmere", DAY) == [("Ines Calder", "Mayor, Eastmere on 4 March 2026")]
    assert named("", "mayor", date(2024, 6, 1)) == [("Ralph Odum", "Mayor, Eastmere on 1 June 2024")]
    assert named("", "", DAY) == named("", "mayor", None) == []


def test_several_of_one_name_an_alias_and_a_like_spelling_are_offered_with_why():
    first, second = make_person("Ana Ruiz"), make_person("Ana Ruiz")
    make_person("Anna Ruiz")
    make_person("A. R. Ruiz").aliases.create(name="Ana Ruiz")
    make_person("Ana Ruiz", merged_into=first)

    asked = Asked("Ana Ruiz", "", DAY)
    found = candidates_for([asked])[asked]

    assert {(one.person.name, one.why) for one in found} == {
        ("Ana Ruiz", "the same name"),
        ("A. R. Ruiz", "also known as Ana Ruiz"),
        ("Anna Ruiz", "spelled much alike"),
    }
    assert {one.person.pk for one in found} >= {first.pk, second.pk}


def test_the_role_held_on_the_day_is_found_for_many_at_once(mayor, django_assert_num_queries):
    former = Person.objects.get(name="Ralph Odum")
    wanted = [(mayor.pk, DAY), (mayor.pk, date(2024, 6, 1)), (former.pk, DAY)]

    with django_assert_num_queries(1):
        held = roles_held(wanted)

    assert {key: str(role) for key, role in held.items()} == {
        (mayor.pk, DAY): "Mayor, Eastmere",
        (mayor.pk, date(2024, 6, 1)): "Councilwoman",
    }
    with django_assert_num_queries(0):
        assert roles_held([]) == {}


def test_two_queries_serve_every_quote_of_a_story(mayor, django_assert_num_queries):
    asked = [Asked(f"Person Number{n}", "mayor", DAY) for n in range(9)] + [Asked("Calder", "Mayor", DAY)]

    with django_assert_num_queries(2):
        found = candidates_for(asked)

    assert [one.person for one in found[asked[-1]]] == [mayor]


def test_a_role_is_the_same_in_any_order_of_its_words():
    assert says_the_same("Mayor, Eastmere", "mayor of Eastmere")
    assert says_the_same("Mayor, Eastmere", "Eastmere Mayor")
    assert not says_the_same("Mayor, Eastmere", "former mayor of Eastmere")
    assert not says_the_same("Mayor", "")


def test_a_son_is_not_offered_for_his_father():
    make_person("Tom Hale Jr.")

    assert named("Tom Hale Sr.", "", DAY) == []
    assert named("Tom Hale", "", DAY) == [("Tom Hale Jr.", "spelled much alike")]
