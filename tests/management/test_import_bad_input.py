"""import_stories and bad input: a sentence each, the good ones in, nothing half stored."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError

from articles.management.intake import importing
from articles.models import Act, Article, Byline, Original, Person, Quote, Tagging
from tests.builders import make_person
from tests.management.shell import COPY, ninjs, run, write_lines

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def refused(ran) -> list[str]:
    return [line.rpartition(": ")[2] for line in ran.complaints.splitlines()]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "There are no words to read."),
        ("blank.txt", b" \n\n \t", "There are no words to read."),
        ("large.txt", b"word " * 250_000, "The copy has 1,250,000 characters; at most 1,000,000 can be read at once."),
        ("empty.json", b"", "This is not JSON: Expecting value"),
        ("cut.json", b'{"uri": "a", "headline": "x', "This is not JSON: Unterminated string"),
        ("deep.json", b'{"a":' * 100_000, "This is not JSON that can be read: it is nested too deeply."),
        ("number.json", b"7", "This is not a ninjs item: it is not a JSON object."),
        ("picture.json", b'{"uri": "a", "type": "picture"}', "This is not a story: its type is picture."),
        ("nothing.json", b'{"uri": "a"}', "This is not a story: it has neither a headline nor a body."),
    ],
)
def test_what_is_no_story_is_refused_with_a_sentence(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)

    ran = run("import_stories", tmp_path)

    assert sentence in ran.complaints
    assert len(ran.complaints.splitlines()) == 1
    assert ran.failure.startswith("1 refused in ")
    assert not Article.objects.exists()


@pytest.mark.parametrize("workers", ["1", "2"])
def test_one_broken_file_among_many_stops_none_of_the_others(tmp_path, workers):
    for number in range(210):
        (tmp_path / f"{number:03}.txt").write_text(COPY.replace("nine", f"{number}"), encoding="utf-8")
    (tmp_path / "117b.json").write_text("{broken")

    ran = run("import_stories", tmp_path, "--workers", workers)

    assert ran.failure.startswith("210 filed, 1 refused in ")
    assert [line.partition(": ")[0] for line in ran.complaints.splitlines()] == [f"{tmp_path}/117b.json"]
    assert Article.objects.count() == Original.objects.count() == 210


def test_what_only_the_database_refuses_takes_nothing_else_with_it(tmp_path):
    make_person("Nora Whitcombe"), make_person("Nora Whitcombe")
    items = [ninjs(1, by="By Al Fox"), ninjs(2), ninjs(3, by="By Bo Lens")]

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", *items))

    assert refused(ran) == ["choose one of them."]
    assert sorted(Article.objects.values_list("slugline", flat=True)) == ["ferry-slip-1", "ferry-slip-3"]
    assert (Byline.objects.count(), Quote.objects.count(), Act.objects.filter(verb="file").count()) == (2, 2, 2)


def test_topics_made_for_a_batch_that_fails_are_made_again_for_its_items(tmp_path):
    make_person("Nora Whitcombe"), make_person("Nora Whitcombe")
    works, tides = [{"name": "Harbour works"}], [{"name": "Tides"}]
    signed = [ninjs(1, by="By Al Fox", subjects=works), ninjs(3, by="By Bo Lens", subjects=[*works, *tides])]

    path = write_lines(tmp_path / "a.jsonl", signed[0], ninjs(2, subjects=[{"name": "Fog"}]), signed[1])
    ran = run("import_stories", path, "--create-topics")

    assert refused(ran) == ["choose one of them."]
    assert ran.failure.startswith("2 filed, 1 refused, 2 topics made in ")
    carried = Tagging.objects.filter(status="chosen").order_by("article__slugline", "topic__name")
    assert list(carried.values_list("article__slugline", "topic__name")) == [
        ("ferry-slip-1", "Harbour works"),
        ("ferry-slip-3", "Harbour works"),
        ("ferry-slip-3", "Tides"),
    ]


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize("when", ["0001-01-01T00:00:00Z", "1699-12-31T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_moment_at_the_end_of_time_is_none_and_stops_no_import(tmp_path, settings, zone, when):
    settings.TIME_ZONE = zone
    odd = [ninjs(n, **{name: when}) for n, name in enumerate(("firstCreated", "versionCreated", "embargoed"), start=1)]

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", *odd, ninjs(4)), "--state", "published")

    assert "Traceback" not in ran.complaints
    assert Article.objects.get(slugline="ferry-slip-4").state == "published"
    embargoed = Article.objects.filter(slugline="ferry-slip-3").first()
    assert embargoed is None or (embargoed.state, bool(embargoed.hold_reason)) == ("draft", True)
    assert not Article.objects.filter(first_published_at__year__lt=1700).exists()


@pytest.mark.parametrize("day", ["January 1, 0001", "December 31, 9999"])
def test_a_day_at_the_end_of_time_is_none(tmp_path, day):
    (tmp_path / "a.txt").write_text(COPY.replace("By Ana Ruiz", f"By Ana Ruiz\n\n{day}"), encoding="utf-8")

    run("import_stories", tmp_path)

    assert Article.objects.get().dateline_date is None


def test_what_no_topic_stands_for_is_counted_once_though_a_batch_is_filed_again(tmp_path):
    make_person("Nora Whitcombe"), make_person("Nora Whitcombe")
    items = [ninjs(1, by="By Al Fox", subjects=[{"name": "Tides"}]), ninjs(2)]

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", *items))

    assert "Subjects that no topic stands for: Tides (1)." in ran.out


@pytest.mark.parametrize("numbers", [(1,), (1, 2)])
def test_what_another_import_filed_in_between_is_unchanged(tmp_path, monkeypatch, numbers):
    path = write_lines(tmp_path / "a.jsonl", *map(ninjs, numbers))
    run("import_stories", path)
    look, looks = importing.known_items, []

    def look_too_early(origins):
        looks.append(1)
        return {} if len(looks) == 1 else look(origins)

    monkeypatch.setattr(importing, "known_items", look_too_early)
    ran = run("import_stories", path)

    assert ran.lines[-1].startswith(f"{len(numbers)} unchanged in ")
    assert Article.objects.count() == len(numbers)


def test_a_constraint_is_what_stops_the_second(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(1)))
    first = Article.objects.get()

    with pytest.raises(IntegrityError):
        Article.objects.create(
            slugline="x",
            origin_provider=first.origin_provider,
            origin_guid=first.origin_guid,
            origin_version=first.origin_version,
            created_at=first.created_at,
            updated_at=first.updated_at,
        )


def test_a_headline_of_5000_characters_is_refused_with_its_number(tmp_path):
    long = ninjs(1, headlines=[{"value": "word " * 1000}])

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", long, ninjs(2)))

    assert "The headline has 4,999 characters; at most 300 are allowed." in ran.complaints
    assert Article.objects.get().slugline == "ferry-slip-2"


def test_script_in_every_field_is_words_or_nothing(tmp_path):
    fields = ("slugline", "by", "located", "edNote", "language", "copyrightNotice", "version")
    item = {
        **ninjs(1),
        **dict.fromkeys(fields, SCRIPT),
        "headlines": [{"role": "main", "value": SCRIPT}, {"role": "subtitle", "value": SCRIPT}],
        "subjects": [{"name": SCRIPT, "uri": SCRIPT}],
        "genres": [{"name": SCRIPT}],
        "infoSources": [{"name": SCRIPT, "role": "provider"}],
        "bodies": [{"role": "main", "value": f"<p>One{SCRIPT} two <b onclick='x()'>three</b></p>{SCRIPT}"}],
    }

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", item), "--state", "published", "--create-topics")

    article = Article.objects.get()
    assert ran.failure == ""
    assert "script" not in article.body
    assert "onclick" not in article.body
    edition = article.editions.get()
    for rendered in (edition.rendering.page, edition.rendering.card, edition.rendering.head, article.topic_links):
        assert SCRIPT not in rendered
        assert "<script>" not in rendered


def test_control_characters_and_halves_of_characters_are_taken_out(tmp_path):
    item = ninjs(
        1,
        headlines=[{"value": "Coun\x00cil \ud800opens\x1b[31m slip"}],
        slugline="sl\x00ip",
        bodies=[{"role": "main", "contentType": "text/html", "value": "<p>One\x00 \ud83d two\x07.</p>"}],
    )

    run("import_stories", write_lines(tmp_path / "a.jsonl", item))

    article = Article.objects.get()
    for text in (article.headline, article.slugline, article.body, article.body_text):
        text.encode("utf-8")
        assert not any(character < " " for character in text if character != "\n")
    assert article.headline.startswith("Council ")


def test_plain_copy_with_html_keeps_it_as_words(tmp_path):
    (tmp_path / "a.txt").write_text(
        f"Slip opens\n\nBy Al Fox\n\nThe <b>council</b> said {SCRIPT} & left.\n\nMore words."
    )

    run("import_stories", tmp_path)

    article = Article.objects.get()
    assert f"The <b>council</b> said {SCRIPT} & left." in article.body_text
    assert "&lt;script&gt;" in article.body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_in_other_encodings_are_read(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes(COPY.encode(encoding))
    (tmp_path / "b.json").write_bytes(
        json.dumps(ninjs(headlines=[{"value": "Café"}]), ensure_ascii=False).encode(encoding)
    )

    ran = run("import_stories", tmp_path)

    assert ran.lines[-1].startswith("2 filed in ")
    assert set(Article.objects.values_list("headline", flat=True)) == {"Bridge to close for nine weeks", "Café"}


def test_impossible_dates_and_a_second_dateline_are_told_of(tmp_path):
    (tmp_path / "a.txt").write_text(
        f"date 2017-02-30\n\n{COPY}\n\nLONDON (AP) — The mayor was away.\n", encoding="utf-8"
    )

    ran = run("import_stories", tmp_path)

    assert ran.failure == ""
    article = Article.objects.get()
    assert "2017-02-30" in f"{article.body_text} {article.headline} {ran.out}"
    assert "LONDON (AP) — The mayor was away." in article.body_text
    assert "(" in ran.lines[0]


def test_guids_and_versions_longer_than_their_columns_are_known_by_their_digest(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", ninjs(uri="urn:" + "x" * 900, version="v" * 200))

    run("import_stories", path)

    original = Original.objects.get()
    assert (original.guid[:7], original.version[:7]) == ("sha256:", "sha256:")
    assert run("import_stories", path).lines[-1].startswith("1 unchanged in ")


def test_a_parser_that_fails_is_an_item_refused(tmp_path, monkeypatch):
    def fail(item: object) -> None:
        raise KeyError("surprise")

    monkeypatch.setattr("articles.management.intake.preparing.read_ninjs", fail)

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs()))

    assert "It could not be parsed (KeyError)." in ran.complaints
    assert not Person.objects.exists()
