from __future__ import annotations

import pytest

from articles.models import Topic
from tests.management.shell import run
from tests.vocabularies import concept, vocabulary

pytestmark = pytest.mark.django_db
ARTS = concept("01000000", "arts")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "topics.json"
    path.write_bytes(vocabulary(concept("20000007", "dance", "01000000"), ARTS))
    return path


def test_a_line_for_each_change_and_a_closing_sentence(file):
    ran = run("load_topics", file)

    assert ran.lines[:2] == ["medtop:01000000: “arts” made.", "medtop:20000007: “dance” made."]
    assert ran.lines[2].startswith("2 concepts: 2 made, in ")
    assert run("load_topics", file).out.startswith("2 concepts: nothing to change, in ")


def test_a_file_that_is_cut_off_changes_nothing(file):
    run("load_topics", file)
    file.write_bytes(vocabulary(concept("01000000", "culture"))[:-3])

    ran = run("load_topics", file)

    assert "The file is not whole JSON" in ran.failure
    assert ran.failure.endswith("Nothing was changed.")
    assert set(Topic.objects.values_list("name", flat=True)) == {"arts", "dance"}


def test_no_file_is_a_sentence(tmp_path):
    ran = run("load_topics", tmp_path / "none.json")

    assert ran.failure == f"{tmp_path / 'none.json'} cannot be read (No such file or directory). Nothing was changed."
