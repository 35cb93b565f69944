import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.management.shell import COPY, feed_stdin, run

PROJECT = Path(__file__).parents[2]


def parsed(content: bytes, monkeypatch) -> dict:
    feed_stdin(monkeypatch, content)
    return json.loads(run("parse_story", "-").out)


def test_a_story_is_printed_as_one_json_object(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text("date 2017-09-15 " + COPY.partition("\n\n")[2].partition("\n\n")[2], encoding="utf-8")

    story = json.loads(run("parse_story", path).out)

    assert list(story) == [
        *("slugline", "headline", "working_headline", "date", "dateline", "byline", "paragraphs", "questions"),
        *("quotes", "embargo_until", "problems"),
    ]
    assert (story["headline"], story["date"]) == (None, "2017-09-15")
    assert (story["dateline"]["place"], story["dateline"]["source"]) == ("SALTMERE, Md.", "Bay Wire")
    assert [problem["code"] for problem in story["problems"]] == ["no-headline"]


def test_the_places_of_quotes_count_in_the_paragraphs_joined_by_a_blank_line(monkeypatch):
    story = parsed(COPY.encode(), monkeypatch)

    text = "\n\n".join(story["paragraphs"])
    (quote,) = story["quotes"]
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert (quote["speaker"], quote["role"], quote["paragraph"]) == ("Lena Marsh", "Public Works Director", 1)
    assert story["paragraphs"][quote["paragraph"]].startswith("“The deck")
    assert story["byline"] == [{"name": "Ana Ruiz", "title": "", "organisation": ""}]


@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"\x00\x01\x02", b"\xff\xfe", b"x" * 1_000_001, b"\xe9t\xe9 caf\xe9"]
)
def test_bad_copy_is_a_problem_and_never_a_failure(content, monkeypatch):
    story = parsed(content, monkeypatch)

    assert story["problems"]
    assert all(problem["code"] and problem["message"] for problem in story["problems"])


def test_half_a_character_is_printed_as_it_can_be(monkeypatch):
    feed_stdin(monkeypatch, "“Yes \ud800 no,” said Lena Marsh.".encode("utf-16-le", "surrogatepass"))

    run("parse_story", "-").out.encode("utf-8")


def test_a_missing_file_is_a_sentence():
    assert run("parse_story", "/nowhere/x.txt").failure == "/nowhere/x.txt cannot be read: No such file or directory."


@pytest.mark.parametrize(
    ("command", "stdin"), [("parse_story", COPY), ("extract_quotes", '{"id": 1, "text": "“Go home,” said Al."}')]
)
def test_no_database_is_needed(command, stdin):
    surroundings = {**os.environ, "DATABASE_URL": "postgres://x:x@127.0.0.1:1/none", "SECRET_KEY": "k" * 60}

    done = subprocess.run(
        [sys.executable, "manage.py", command], input=stdin.encode(), cwd=PROJECT, env=surroundings, capture_output=True
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["quotes"]
