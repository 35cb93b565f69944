import pytest

from articles.parsing.quotes import lexicon as lx

FILES = sorted(path.name for path in lx.FOLDER.glob("*.txt"))


@pytest.mark.parametrize("name", FILES)
def test_every_list_states_its_source(name):
    head = "".join(line for line in (lx.FOLDER / name).read_text(encoding="utf-8").splitlines() if line.startswith("#"))

    assert any(word in head for word in ("Own compilation", "Census", "Same sources"))


def test_no_first_name_is_of_both_sexes():
    assert [word for word, tags in lx.TAGS.items() if tags & lx.FEMALE_NAME and tags & lx.MALE_NAME] == []


def test_classes_are_read_by_name():
    assert "said" in lx.read_lexicon("cue_verbs.txt")["speech"]
    assert lx.ROLE_KIN["rep"] >= {"rep", "congressman"}


@pytest.mark.parametrize(("word", "is_base"), [("claim", True), ("claimed", False), ("said", False), ("reply", True)])
def test_plain_forms_of_verbs_are_known(word, is_base):
    assert bool(lx.TAGS[word] & lx.BASE) is is_base
