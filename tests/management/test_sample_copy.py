"""The sample newsroom's manifest and copy agree with each other."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from articles.management.sample.drawing import SCENES
from articles.management.sample.palettes import PALETTES

SAMPLE = Path(__file__).parents[2] / "articles" / "management" / "sample"
NEWSROOM: dict[str, Any] = json.loads((SAMPLE / "newsroom.json").read_text(encoding="utf-8"))
STORIES: list[dict[str, Any]] = NEWSROOM["stories"]


def copy_of(story: dict[str, Any]) -> str:
    file: str = story["file"]
    return (SAMPLE / "stories" / file).read_text(encoding="utf-8")


def names(kind: str) -> set[str]:
    return {each["name"] for each in NEWSROOM[kind]}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["slugline"])
def test_every_reference_of_a_story_resolves(story: dict[str, Any]) -> None:
    assert story["section"] in {section["slug"] for section in NEWSROOM["sections"]}
    assert set(story["topics"]) <= names("topics")
    assert set(story["bylines"]) <= names("staff") | names("speakers")
    assert {quote["speaker"] for quote in story["quotes"]} <= names("speakers") | {None}
    if story["picture"]:
        assert story["picture"]["scene"] in SCENES
        assert story["picture"]["palette"] in PALETTES


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["slugline"])
def test_quoted_and_corrected_words_stand_once_in_the_copy(story: dict[str, Any]) -> None:
    copy = copy_of(story)
    changes = [story[kind]["was"] for kind in ("correction", "update") if kind in story]
    words = [quote["words"] for quote in story["quotes"]] + changes
    assert [(each, copy.count(each)) for each in words] == [(each, 1) for each in words]


def test_the_newsroom_is_large_enough_to_look_alive() -> None:
    quotes = [quote for story in STORIES for quote in story["quotes"]]
    assert len(STORIES) >= 30
    assert len(NEWSROOM["sections"]) == 6
    assert len(NEWSROOM["topics"]) >= 15
    assert len(quotes) >= 70
    assert len({quote["speaker"] for quote in quotes} - {None}) >= 30


def test_each_state_an_editor_meets_has_one_story() -> None:
    fates = Counter(story["fate"] for story in STORIES)
    assert fates.pop("published") >= 20
    states = ["draft", "review", "ready", "scheduled", "embargoed", "killed", "corrected", "updated", "killed-after"]
    assert fates == dict.fromkeys(states, 1)


def test_no_story_file_is_left_out_of_the_manifest() -> None:
    assert sorted(path.name for path in (SAMPLE / "stories").iterdir()) == sorted(story["file"] for story in STORIES)


def test_every_line_of_the_budget_and_every_note_names_somebody_with_an_account() -> None:
    accounts = {person["account"]["role"] for person in NEWSROOM["staff"] if person["account"]}
    sections = {section["slug"] for section in NEWSROOM["sections"]}
    lines = NEWSROOM["lines"]
    assert {line["section"] for line in lines} <= sections
    assert {line["by"] for line in lines} | {line["desk"] for line in lines} <= accounts | {None}
    assert {note["by"] for story in STORIES for note in story.get("notes", ())} <= accounts
