from articles.parsing.quotes.focus import OTHER, SUBJECT, Focus
from articles.parsing.quotes.register import Entity


def people(*sexes):
    return [Entity(number, (f"P{number}",), False, number, sex) for number, sex in enumerate(sexes)]


def test_the_last_subject_comes_before_one_named_more_often():
    focus = Focus(people("m", "m"))
    for sentence in range(4):
        focus.note(0, sentence, SUBJECT)
    focus.note(1, 4, SUBJECT)

    assert focus.person(5, "m")[0] == 1


def test_a_pronoun_never_means_the_other_sex():
    focus = Focus(people("f", "m"))
    focus.note(1, 0, OTHER)
    focus.note(0, 5, SUBJECT)

    assert focus.person(5, "m") == (1, 0.95)


def test_two_that_fit_alike_make_it_unsure():
    focus = Focus(people("m", "m"))
    focus.note(0, 0, SUBJECT)
    focus.note(1, 0, SUBJECT)

    assert focus.person(1, "m")[1] < 0.65


def test_nobody_is_meant_when_nobody_was_named():
    assert Focus(people("m")).person(3, "m") is None


def test_they_means_one_person_only_if_no_list_tells_the_sex():
    focus = Focus(people("", "f"))
    focus.note(0, 0, SUBJECT)
    assert focus.person_of_no_sex(1)[0] == 0

    focus.note(1, 1, SUBJECT)
    assert focus.person_of_no_sex(2) is None
