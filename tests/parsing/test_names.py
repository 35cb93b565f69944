"""Names folded, slugged and cut to the surname."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.names import cased_name, fold_name, is_name, name_slug, surname


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ines Calder", "ines calder"),
        ("  INES\u00a0 CALDER ", "ines calder"),
        ("Søren Kierkegård", "soren kierkegard"),
        ("Łódź", "lodz"),
        ("Weißensee", "weissensee"),
        ("WEISSENSEE", "weissensee"),
        ("O’Malley", "omalley"),
        ("O'Malley", "omalley"),
        ("Jean-Luc Picard", "jean luc picard"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("İstanbul", "istanbul"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("#MeToo", "metoo"),
        ("한국", "한국"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_a_name_is_folded(name, folded):
    assert fold_name(name) == folded


def test_vowel_signs_of_other_scripts_are_letters():
    assert fold_name("कि") != fold_name("की")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name):
    once = fold_name(name)

    assert fold_name(once) == once


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), max_size=30))
def test_capitals_and_small_letters_fold_alike(name):
    assert fold_name(name.upper().lower()) == fold_name(name.lower().upper())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Catherine Voss", "catherine-voss"),
        ("Françoise d’Eaubonne", "francoise-deaubonne"),
        ("C++", "c-plus-plus"),
        ("AT&T", "at-t"),
        ("long " * 40, "-".join(["long"] * 16)),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_slug_is_ascii_and_bounded(name, slug):
    assert name_slug(name) == slug


def test_a_name_without_latin_letters_gets_a_steady_code_of_its_own():
    slugs = {name_slug("Москва"), name_slug("МОСКВА"), name_slug("北京"), name_slug("")}

    assert len(slugs) == 3
    assert all(slug.startswith("n-") for slug in slugs)


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("Catherine Voss", "Voss"),
        ("Bill de Blasio", "de Blasio"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Robert De Niro", "De Niro"),
        ("Martin Luther King Jr.", "King"),
        ("Sammy Davis, Jr.", "Davis"),
        ("Ana Ruiz, Ph.D.", "Ruiz"),
        ("Thurston Howell III", "Howell"),
        ("Calder, Ines", "Calder"),
        ("Van Morrison", "Morrison"),
        ("José Ortega y Gasset", "Ortega y Gasset"),
        ("Pelé", "Pelé"),
        ("Jr.", "Jr."),
        ("", ""),
    ],
)
def test_the_surname_is_found(name, last):
    assert surname(name) == last


def test_long_runs_of_marks_are_folded():
    marks = "\u0323\u0301" * 2000

    assert fold_name("a" + marks + "b") == "ab"


@pytest.mark.parametrize(
    ("printed", "cased"),
    [
        ("ANA RUIZ", "Ana Ruiz"),
        ("MARIA DE LA CRUZ", "Maria de la Cruz"),
        ("SEAN O'BRIEN", "Sean O'Brien"),
        ("JOHN MCDONALD JR.", "John McDonald Jr."),
        ("JEAN-LUC PICARD", "Jean-Luc Picard"),
        ("THURSTON HOWELL III", "Thurston Howell III"),
        ("J.B. SMITH", "J.B. Smith"),
        ("VAN MORRISON", "Van Morrison"),
        ("Ana RUIZ", "Ana RUIZ"),
    ],
)
def test_a_name_in_capitals_is_given_in_title_case(printed, cased):
    assert cased_name(printed) == cased


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ana Ruiz", True),
        ("Ludwig van der Berg", True),
        ("Frances d’Emilio", True),
        ("李 明", True),
        ("Pelé", False),
        ("the time the council", False),
        ("Ana Ruiz said no", False),
        ("Highway 61 Blues", False),
        ("A " * 7, False),
        ("", False),
    ],
)
def test_words_are_shaped_like_a_name_or_not(words, expected):
    assert is_name(words) is expected
