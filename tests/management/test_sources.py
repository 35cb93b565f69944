"""What there is to import is found and cut into items, however it lies."""

import io
import json

import pytest

from articles.management.intake import json_stream
from articles.management.intake.json_stream import array_elements
from articles.management.intake.sources import LONGEST_ITEM, find_sources, read_items
from tests.management.shell import feed_stdin


def items(*paths, chosen="auto"):
    return list(read_items(find_sources([str(path) for path in paths]), chosen))


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 65_536])
def test_an_array_is_cut_wherever_the_reads_end(chunk, monkeypatch):
    monkeypatch.setattr(json_stream, "_CHUNK", chunk)
    said = [{"a": 'quo"te, [x] {y} \\'}, [1, [2, "]"]], "é“,”", 3.5, {}, None]
    content = json.dumps(said, ensure_ascii=False, indent=1).encode()

    found = [json.loads(element or b"") for element in array_elements(io.BytesIO(content[1:]), b"", 10_000)]

    assert found == said


def test_an_element_over_the_limit_is_left_out_and_the_next_is_found(monkeypatch):
    monkeypatch.setattr(json_stream, "_CHUNK", 16)
    content = b'1, "' + b"x" * 200 + b'\\"", 3]'

    assert list(array_elements(io.BytesIO(content), b"", 50)) == [b"1", None, b"3"]


def test_an_array_that_never_ends_gives_what_it_has(monkeypatch):
    assert list(array_elements(io.BytesIO(b'1, {"a": [2'), b"", 50)) == [b"1", b'{"a": [2']


def test_a_folder_is_read_in_order_with_what_lies_below_it(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.json").write_text('{"uri": "2"}')
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "c.jsonl").write_text('{"uri": "3"}\n\n{"uri": "4"}\n')
    (tmp_path / "d.json").write_text('[{"uri": "5"}, {"uri": "6"}]')
    (tmp_path / ".hidden.txt").write_text("No.")
    (tmp_path / "e.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "f.txt").symlink_to("/etc/hostname")

    found = items(tmp_path)

    names = [item.name.removeprefix(f"{tmp_path}/") for item in found]
    assert names == ["a.txt", "c.jsonl:1", "c.jsonl:3", "d.json[1]", "d.json[2]", "e.jpg", "b/two.json"]
    assert [item.format for item in found] == ["text", "ninjs", "ninjs", "ninjs", "ninjs", "", "ninjs"]
    assert [item.name for item in found if item.is_skipped] == [f"{tmp_path}/e.jpg"]


def test_a_file_named_by_itself_is_known_by_how_it_begins(tmp_path):
    lines, story, array = (tmp_path / name for name in ("lines", "story", "array"))
    lines.write_text('\ufeff{"uri": "1"}\n{"uri": "2"}\n')
    story.write_text("Words.\n\nMore words.")
    array.write_text(' [{"uri": "3"}]')

    assert [(item.format, item.fault) for item in items(lines, story, array)] == [
        *[("ninjs", ""), ("ninjs", ""), ("text", ""), ("ninjs", "")]
    ]


def test_the_standard_input_is_read_too(monkeypatch):
    feed_stdin(monkeypatch, b'{"uri": "1"}\n{"uri": "2"}\n')

    assert [item.name for item in items("-")] == ["standard input:1", "standard input:2"]


def test_what_cannot_be_read_has_a_sentence(tmp_path):
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (LONGEST_ITEM + 1))
    line = tmp_path / "line.jsonl"
    line.write_bytes(b"x" * (LONGEST_ITEM + 10) + b'\n{"uri": "1"}\n')

    found = items(large, line, tmp_path / "none.txt")

    assert [item.fault for item in found] == [
        "larger than 25,000,000 bytes, the limit for one item.",
        "larger than 25,000,000 bytes, the limit for one item.",
        "",
        "there is no such file or folder.",
    ]
    assert found[2].content == b'{"uri": "1"}'


def test_lines_longer_than_what_is_looked_at_first_are_lines_all_the_same(tmp_path):
    line = b'{"uri": "urn:a", "body_html": "' + b"x" * 20_000 + b'"}\n'
    path = tmp_path / "archive.json"
    path.write_bytes(line * 2)

    items = list(read_items(find_sources([str(path)])))

    assert [item.content for item in items] == [line.strip()] * 2


@pytest.mark.parametrize("second", ["bad", "", "[1]", '{"uri": "b"}'])
def test_a_first_line_that_is_an_item_begins_lines_whatever_the_second_is(second, tmp_path):
    path = tmp_path / "feed.json"
    path.write_text(f'{{"uri": "a"}}\n{second}\n{{"uri": "c"}}\n')

    assert [item.name.rpartition(":")[2] for item in items(path)][:1] == ["1"]
    assert items(path)[-1].content.strip() == b'{"uri": "c"}'


def test_an_item_set_over_several_lines_is_one(tmp_path):
    path = tmp_path / "item.json"
    path.write_text(json.dumps({"uri": "a", "subject": [{"name": "b"}]}, indent=2))

    assert [json.loads(item.content) for item in items(path)] == [{"uri": "a", "subject": [{"name": "b"}]}]
