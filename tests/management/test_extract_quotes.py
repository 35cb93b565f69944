import json

from tests.management.shell import feed_stdin, run


def test_each_line_is_answered_with_its_id_and_quotes(monkeypatch):
    text = "Traffic slowed. “We close at noon,” said Mayor Jo Park. “Not before.”"
    feed_stdin(monkeypatch, json.dumps({"id": "a", "text": text}).encode() + b'\n{"id": 7, "text": "No quotes."}\n')

    answers = [json.loads(line) for line in run("extract_quotes").lines]

    assert [answer["id"] for answer in answers] == ["a", 7]
    assert [text[quote["start"] : quote["end"]] for quote in answers[0]["quotes"]] == [
        quote["text"] for quote in answers[0]["quotes"]
    ]
    assert [(q["speaker"], q["role"], q["group"]) for q in answers[0]["quotes"]] == [
        ("Jo Park", "Mayor", 1),
        ("Jo Park", "Mayor", 1),
    ]
    assert set(answers[0]["quotes"][0]) == {
        *("start", "end", "text", "speaker", "role", "cue", "kind", "group", "question", "confidence", "rule")
    }
    assert answers[1]["quotes"] == []


def test_a_bad_line_is_named_and_the_others_go_on(monkeypatch):
    feed_stdin(monkeypatch, b'{"id": 1, "text": "a"}\nnot json\n\n[1]\n{"id": 2}\n\xff\n{"id": 3, "text": "b"}\n')

    ran = run("extract_quotes")

    assert [json.loads(line)["id"] for line in ran.lines] == [1, 3]
    assert [line.partition(":")[0] for line in ran.complaints.splitlines()] == ["line 2", "line 4", "line 5", "line 6"]
    assert ran.failure == "2 texts searched, 4 lines could not be read; see above."


def test_json_nested_too_deeply_is_a_bad_line(monkeypatch):
    feed_stdin(monkeypatch, b"[" * 100_000 + b"\n")

    assert "not JSON" in run("extract_quotes").complaints
