from __future__ import annotations

import json

import pytest

from articles.parsing.mediatopics import VocabularyFault, read_concepts
from tests.vocabularies import concept, vocabulary


def test_a_concept_has_names_by_language_tag_a_parent_and_other_codes():
    matches = ["http://cv.iptc.org/newscodes/subjectcode/01006000", "https://www.wikidata.org/entity/Q11639"]
    names = {"en-GB": "dance", "se": "dans", "no-NB": "dans", "zh-Hans": "舞蹈"}
    content = vocabulary(concept("01000000", "arts"), concept("20000007", names, "01000000", exactMatch=matches))

    arts, dance = read_concepts(content)

    assert (arts.code, arts.parent, dance.code, dance.parent) == (
        *("medtop:01000000", "", "medtop:20000007", "medtop:01000000"),
    )
    assert dict(dance.labels) == {"en-GB": "dance", "nb": "dans", "sv": "dans", "zh-Hans": "舞蹈"}
    assert dance.codes == ("subj:01006000", "wd:Q11639")
    assert [dance.name_in(one) for one in ("sv-SE", "nb", "en-us", "fr")] == ["dans", "dans", "dance", "dance"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "The file is not UTF-8."),
        (vocabulary(concept("01000000", "arts"))[:-9], "The file is not whole JSON"),
        (b"[" * 100_000, "The file is not"),
        (b"[]", "The file has no conceptSet"),
        (b'{"conceptSet": []}', "The file has no conceptSet"),
        (b'{"conceptSet": [7]}', "Concept 1 of the file is not an object."),
        (vocabulary({**concept("01000000", "arts"), "qcode": 1000000}), "has the number 1000000 for a code"),
        (
            vocabulary(concept("1000000", "arts")),
            "the code “1000000”; a code has eight digits, leading zeros included.",
        ),
        (vocabulary(concept("01000000", "arts"), concept("01000000", "b")), "medtop:01000000 stands twice"),
        (vocabulary(concept("01000000", " ")), "medtop:01000000 has no name."),
        (vocabulary(concept("01000000", "a" * 300)), "a name of 300 characters"),
        (vocabulary(concept("01000000", "arts", "02000000")), "below medtop:02000000, which the file does not have."),
        (vocabulary(concept("01000000", "a", "01000000")), "medtop:01000000 lies below itself"),
        (vocabulary(concept("01000000", "a", "02000000"), concept("02000000", "b", "01000000")), "a circle of 2"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_in_a_sentence(content, said):
    with pytest.raises(VocabularyFault) as fault:
        read_concepts(content)

    assert said in str(fault.value)


def test_a_circle_below_a_sound_part_is_found():
    circle = [concept("03000000", "c", "02000000"), concept("02000000", "b", "03000000")]

    with pytest.raises(VocabularyFault, match="lies below itself"):
        read_concepts(vocabulary(concept("01000000", "a", "02000000"), *circle))


def test_a_language_that_is_no_tag_is_left_out():
    content = json.dumps({"conceptSet": [concept("01000000", {"en-GB": "arts", "": "x", "?": "y", "de": 7})]})

    assert read_concepts(content.encode())[0].labels == (("de", "7"), ("en-GB", "arts"))
