import pytest

from articles.parsing.quotes.reading import read_story


def role_of(text, name):
    return next(entity.role for entity in read_story(text).register.entities if entity.name == name)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("“Yes,” said acting port director Tom Holt.", "Tom Holt", "acting port director"),
        ("Pennsylvania Attorney General Ruth Oakes sued.", "Ruth Oakes", "Pennsylvania Attorney General"),
        ("Bakery owner Rosa Finch wept.", "Rosa Finch", "Bakery owner"),
        ("Ivan Koss, chief economist at Meridian Research, left.", "Ivan Koss", "chief economist at Meridian Research"),
        ("Ivan Koss, 54, an economist who left, wept.", "Ivan Koss", "economist"),
        ("The port’s chief engineer, Nina Castle, resigned.", "Nina Castle", "port’s chief engineer"),
        ("Finch’s campaign manager, Rosa Moll, wrote it.", "Rosa Moll", "Finch’s campaign manager"),
        (
            "Gus Brandt, who has been the port’s mechanic for 20 years, left.",
            "Gus Brandt",
            "port’s mechanic",
        ),
        ("A former agent named Dean Mallory ran.", "Dean Mallory", "former agent"),
        ("Tom Brill is a carpenter in Dover.", "Tom Brill", "carpenter in Dover"),
        ("Her son, Otto Brandt, came.", "Otto Brandt", "son"),
        ("Her son, Otto Brandt, a judge, came.", "Otto Brandt", "judge"),
        ("Ray Moll, one of the students who sued, left.", "Ray Moll", "one of the students"),
        ("Ida Moll, who lives next door, called.", "Ida Moll", None),
        ("Ms. Castle left.", "Castle", None),
        ("“Yes,” said Secretary of State Ann Dea.", "Ann Dea", "Secretary of State"),
        ("“Yes,” said Acme President and CEO Ann Dea.", "Ann Dea", "Acme President and CEO"),
        ("“Yes,” said Police Chief Ann Dea.", "Ann Dea", "Police Chief"),
        ("“Yes,” said Ann Dea, one of the authors of the report.", "Ann Dea", "one of the authors of the report"),
        ("Ann Dea, a lawyer for the state, left.", "Ann Dea", "lawyer for the state"),
        ("It said that Rep. Ann Dea left.", "Ann Dea", "Rep."),
        ("Ann Dea of Ohio, the panel’s chairwoman, left.", "Ann Dea", "panel’s chairwoman"),
        ("Ann Dea, R-N.C., the panel’s chairwoman, left.", "Ann Dea", "panel’s chairwoman"),
        ("Ann Dea, 43, of Dover, a nurse, left.", "Ann Dea", "nurse"),
        ("Ann Dea, then a state senator, left.", "Ann Dea", "state senator"),
        ("“Yes,” running back Tom Holt said.", "Tom Holt", "running back"),
        ("Ann Dea, the panel’s No. 2 Republican, left.", "Ann Dea", "panel’s No. 2 Republican"),
        ("Ann Dea, the mayor said, was late.", "Ann Dea", None),
        ("According to Dea, the mayor’s own mother was ill. Ann Dea left.", "Ann Dea", None),
        ("Ann Dea is a daughter of the valley.", "Ann Dea", None),
        ("Ann Dea, in her ninth season as coach, left.", "Ann Dea", "coach"),
        ("Ann Dea, who came in May and is director of the shelter, left.", "Ann Dea", "director of the shelter"),
        ("Ann Dea, 38, a former balloonifier who sued, left.", "Ann Dea", "former balloonifier"),
        ("It came from a man named Tom Brill.", "Tom Brill", None),
        ("The firm’s founder and chief executive, Ann Dea, left.", "Ann Dea", "firm’s founder and chief executive"),
        ("Writing in the Guardian, Ann Dea wept.", "Ann Dea", None),
    ],
)
def test_the_role_as_the_story_words_it(text, name, role):
    assert role_of(text, name) == role


def test_what_the_story_calls_somebody_tells_more_than_a_first_name():
    reading = read_story("The boy’s uncle, Mary Wvut, and the pilot’s mother, Carl Wvut, left.")

    assert [entity.sex for entity in reading.register.entities] == ["m", "f"]


def test_a_role_of_one_word_tells_the_sex():
    reading = read_story("Zyx Wvut, a spokeswoman for the port, left.")

    assert reading.register.entities[0].sex == "f"
