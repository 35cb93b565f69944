"""Bytes become characters in a fixed order of encodings."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.encoding import decode

SAID = "“Café,” she said – 5 €"


@pytest.mark.parametrize(
    "data",
    [
        SAID.encode(),
        codecs.BOM_UTF8 + SAID.encode(),
        SAID.encode("utf-16"),
        codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_without_a_word(data):
    assert decode(data, declared="cp1252") == (SAID, ())


@pytest.mark.parametrize(
    ("data", "declared", "codes"),
    [
        (SAID.encode("cp1252"), None, ["encoding-assumed"]),
        (SAID.encode("cp1252"), "ISO-8859-1", ["encoding-declared"]),
        (SAID.encode("cp1252"), "windows-1252", ["encoding-declared"]),
        (SAID.encode("cp1252"), "utf-8", ["encoding-unfit", "encoding-assumed"]),
        (SAID.encode("cp1252"), "no-such", ["encoding-unfit", "encoding-assumed"]),
        (SAID.encode("cp1252"), "base64", ["encoding-unfit", "encoding-assumed"]),
        (SAID.encode("cp1252"), "nul\x00", ["encoding-unfit", "encoding-assumed"]),
    ],
)
def test_another_encoding_is_named(data, declared, codes):
    text, problems = decode(data, declared)

    assert text == SAID
    assert [problem.code for problem in problems] == codes


def test_a_declared_encoding_is_used_where_utf_8_does_not_fit():
    text, problems = decode("Łódź".encode("iso-8859-2"), "iso-8859-2")

    assert text == "Łódź"
    assert problems[0].message == "The file is not UTF-8; it was read as iso8859-2, as it says."


def test_bytes_that_stand_for_nothing_are_shown_and_told():
    text, problems = decode(b"caf\xe9 \x81")

    assert text == "café \ufffd"
    assert [problem.code for problem in problems] == ["encoding-assumed", "characters-lost"]


def test_lines_end_in_a_newline():
    assert decode(b"One\r\nTwo\rThree\n") == ("One\nTwo\nThree\n", ())


@given(st.binary(max_size=60), st.sampled_from([None, "utf-16", "idna", "punycode", "utf-7", "shift_jis", "hex"]))
def test_no_bytes_raise(data, declared):
    text, _ = decode(data, declared)

    assert isinstance(text, str)
