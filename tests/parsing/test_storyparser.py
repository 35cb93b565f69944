"""Raw copy in many shapes becomes a story; its words stay."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing import parse_story
from articles.parsing.markup import body_from_paragraphs, body_text
from articles.parsing.storyparser import LONGEST_COPY

STORIES = Path(__file__).parent.parent / "stories"
PIECES = [
    *(
        "date 2017-09-15 ",
        "2017-02-30\n",
        "(FRI)\n",
        "BALTIMORE (WJZ)– ",
        "PARIS (AP) — ",
        "By Ana Ruiz\n",
        "Staff Writer\n",
    ),
    *("HEADLINE: ", "SLUG: x\n", "DEK: y\n", "Eds: note\n", "###\n", "(MORE)\n", "[Reporter: “Why?”]\n", "Q: Why?\n"),
    *("EMBARGOED UNTIL 6 a.m. ET, Sept. 16, 2017\n", "> ", "-- \n", "TK ", "<b>", "&amp;", "“Yes,” said Tom Hale. "),
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\u2028",
        "\t",
        "  ",
        "\u00a0",
        "\x00",
        "\ud800",
        "\ufeff",
        "“",
        "”",
        '"',
        "A short line\n",
    ),
    *("The council met on Monday to talk about the pool and the price of tickets, ", "and it voted.\n", "é", "word "),
]
COPY = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)


def understood(text):
    """All of a parsed story but its quotes, as JSON would hold it; long paragraphs by their beginning."""
    story = parse_story(text)
    return {
        "slugline": story.slugline,
        "headline": story.headline,
        "dek": story.dek,
        "working_headline": story.working_headline,
        "dated": story.dated and story.dated.isoformat(),
        "dateline": story.dateline and [story.dateline.place, story.dateline.source, story.dateline.words],
        "byline": [[person.name, person.title, person.organisation] for person in story.byline],
        "byline_line": story.byline_line,
        "paragraphs": list(story.paragraphs),
        "questions": list(story.questions),
        "embargo_until": story.embargo_until and story.embargo_until.isoformat(),
        "notes": list(story.notes),
        "problems": [[problem.code, problem.words] for problem in story.problems],
    }


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_story_is_understood(path):
    text = path.read_bytes().decode()

    assert understood(text) == json.loads(path.with_suffix(".json").read_text())


def test_stories_are_there():
    assert len(list(STORIES.glob("*.txt"))) >= 16


def test_quotes_are_found_in_the_body():
    story = parse_story((STORIES / "local-tv.txt").read_text())

    assert [story.body[quote.start : quote.end] for quote in story.quotes] == [quote.text for quote in story.quotes]
    assert [(quote.speaker, quote.kind) for quote in story.quotes] == [
        ("Lena Okoro", "full"),
        ("Lena Okoro", "full"),
        (None, "reporter_question"),
        ("Paul Dietz", "full"),
    ]


@given(COPY)
def test_any_copy_gives_a_story_whose_body_keeps_its_words(text):
    story = parse_story(text)

    words = re.sub(r"[\s>\x00\ufeff\ufffd\ud800-\udfff\x00-\x1f\x7f-\x9f\u200b\u2060]", "", text)
    for paragraph in story.paragraphs:
        kept = re.sub(r"[\s>\ufffd\u200b\u2060]", "", paragraph)
        assert kept in words


@given(COPY)
def test_the_body_made_of_a_story_has_its_text(text):
    story = parse_story(text)

    assert body_text(body_from_paragraphs(story.paragraphs, story.questions)) == story.body


@given(st.lists(st.sampled_from(["alpha", "beta,", "gamma.", "delta", "epsilon!"]), min_size=1, max_size=200))
def test_wrapping_copy_changes_no_paragraph(words):
    text = "The " + " ".join(words) + "."
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 65:
            lines, line = [*lines, line.strip()], ""
        line += word + " "

    assert parse_story("\n".join([*lines, line.strip()])).body == parse_story(text).body


@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n\u00a0\n", "empty"), ("\x00", "control-characters")])
def test_copy_without_words_says_so(text, code):
    story = parse_story(text)

    assert (story.paragraphs, story.headline, story.slugline) == ((), None, "")
    assert story.problems[0].code == code
    assert story.problems[-1].code == "empty"


def test_copy_over_the_limit_is_not_read_and_says_so():
    story = parse_story("word " * (LONGEST_COPY // 5 + 1))

    assert story.paragraphs == ()
    assert [problem.message for problem in story.problems] == [
        "The copy has 1,000,005 characters; at most 1,000,000 can be read at once."
    ]


@pytest.mark.parametrize("label", ["", "HEADLINE: "])
def test_a_headline_over_the_limit_is_no_headline_and_stays_in_the_body(label):
    headline = "Pool " * 1000

    story = parse_story(f"{label}{headline}\n\nBy Ana Ruiz\n\nThe council met.")

    assert story.headline is None
    assert story.paragraphs[0] == headline.strip()
    assert "headline-too-long" in [problem.code for problem in story.problems]


def test_a_long_paragraph_that_begins_with_an_embargo_stays_and_is_told():
    story = parse_story("EMBARGOED UNTIL 6 a.m. ET, Sept. 16, 2017. " + "The council met and talked. " * 20)

    assert story.embargo_until is None
    assert len(story.paragraphs) == 1
    assert "embargo-mentioned" in [problem.code for problem in story.problems]


def test_of_two_embargoes_the_latest_counts():
    story = parse_story("EMBARGO: 2017-09-16T06:00Z\nEMBARGO: 2017-09-16T08:00Z\n\nThe council met.")

    assert story.embargo_until.isoformat() == "2017-09-16T08:00:00+00:00"
    assert "embargoes-differ" in [problem.code for problem in story.problems]


@pytest.mark.parametrize(
    ("piece", "codes"),
    [
        ("TK ", {"tk"}),
        ("By Ana Ruiz\n", set()),
        ("EMBARGOED UNTIL 6 a.m. ET, Sept. 16, 2017\n", set()),
        ("[Reporter: ", set()),
        ("“", {"unbalanced-quote-marks"}),
        ("<p>", {"html-in-text"}),
        ("> \n", {"mail-quoting"}),
        ("2017-09-15 ", set()),
        ("\x00", {"control-characters"}),
        ("BALTIMORE (WJZ) — A man.\n\n", {"second-dateline"}),
    ],
)
def test_odd_copy_is_read_to_its_end(piece, codes):
    story = parse_story(piece * 3_000 + "\n\nThe end of it.")

    assert story.paragraphs[-1].endswith("The end of it.")
    assert codes <= {problem.code for problem in story.problems}
    assert len(story.problems) < 60
