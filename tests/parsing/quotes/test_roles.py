import pytest

from articles.parsing.quotes.reading import read_story


def role_of(text, name):
    return next(entity.role for entity in read_story(text).register.entities if entity.name == name)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("“Yes,” said acting ICE director Tom Holt.", "Tom Holt", "acting ICE director"),
        ("Pennsylvania Attorney General Elena Marsh sued.", "Elena Marsh", "Pennsylvania Attorney General"),
        ("Bakery owner Nadia Cruz wept.", "Nadia Cruz", "Bakery owner"),
        ("Anil Desh, chief economist at Corvo Research, left.", "Anil Desh", "chief economist at Corvo Research"),
        ("Anil Desh, 54, an economist who left, wept.", "Anil Desh", "economist"),
        ("The trust’s chief executive, Fiona Abery, resigned.", "Fiona Abery", "trust’s chief executive"),
        ("Pruitt’s campaign manager, Hailey Strom, wrote it.", "Hailey Strom", "Pruitt’s campaign manager"),
        (
            "Kevin Ostrow, who has been the district’s mechanic for 20 years, left.",
            "Kevin Ostrow",
            "district’s mechanic",
        ),
        ("A former agent named Dean Rucker ran.", "Dean Rucker", "former agent"),
        ("Tom Brill is a carpenter in Dover.", "Tom Brill", "carpenter in Dover"),
        ("Her son, Bernard Oka, came.", "Bernard Oka", "son"),
        ("Her son, Bernard Oka, a judge, came.", "Bernard Oka", "judge"),
        ("Denise Oker, who lives three doors down, called.", "Denise Oker", None),
        ("Ms. Abery left.", "Abery", None),
    ],
)
def test_the_role_as_the_story_words_it(text, name, role):
    assert role_of(text, name) == role


def test_a_role_of_one_word_tells_the_sex():
    reading = read_story("Zyx Wvut, a spokeswoman for the port, left.")

    assert reading.register.entities[0].sex == "f"
