"""import_stories: what comes in, as what, and what a second time changes."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from articles.editorial import confirm_quote
from articles.models import Act, Article, Edition, Original, Person, Topic
from tests.builders import NOON, make_section, make_topic
from tests.management.shell import COPY, feed_stdin, ninjs, run, write_lines

pytestmark = pytest.mark.django_db


def test_plain_copy_becomes_a_draft_with_all_that_was_understood(tmp_path):
    (tmp_path / "bridge.txt").write_text(COPY, encoding="utf-8")

    ran = run("import_stories", tmp_path)

    article = Article.objects.get()
    assert (article.state, article.headline) == ("draft", "Bridge to close for nine weeks")
    assert (article.dateline_place, article.dateline_source) == ("SALTMERE, Md.", "Bay Wire")
    assert [byline.person.name for byline in article.bylines.all()] == ["Ana Ruiz"]
    assert [(q.speaker_name, q.status) for q in article.quotes.all()] == [("Lena Marsh", "proposed")]
    assert ran.lines[0] == f"{tmp_path}/bridge.txt: filed “{article.slugline}” as a draft"
    assert ran.lines[-1].startswith("1 filed in ")


def test_ninjs_items_of_all_versions_come_in(tmp_path):
    old = {
        "uri": "urn:old:1",
        "version": "1",
        "headline": "Old council",
        "body_html": "<p>Old.</p>",
        "byline": "By Al Fox",
    }
    middle = {"uri": "urn:two:1", "headlines": [{"value": "Two"}], "bodies": [{"value": "<p>Two.</p>"}]}
    (tmp_path / "one.json").write_text(json.dumps(old))
    (tmp_path / "more.json").write_text(json.dumps([middle, ninjs()]))

    ran = run("import_stories", tmp_path)

    assert ran.lines[-1].startswith("3 filed in ")
    assert sorted(Article.objects.values_list("headline", flat=True)) == [
        *("Council opens ferry slip number 1", "Old council", "Two")
    ]


def test_the_bytes_received_are_kept_and_the_words_are_those_of_the_file(tmp_path):
    content = COPY.encode("cp1252")
    (tmp_path / "bridge.txt").write_bytes(content)

    run("import_stories", tmp_path)

    original = Original.objects.get()
    assert (bytes(original.content), original.media_type, original.taken) == (content, "text/plain", True)
    assert "“The deck is tired, and so are the people who drive over it,” said" in original.article.body_text


def test_the_standard_input_is_imported(monkeypatch):
    feed_stdin(monkeypatch, json.dumps(ninjs()).encode())

    assert run("import_stories", "-").lines[0] == "standard input: filed “ferry-slip-1” as a draft"


def test_the_same_again_changes_nothing(tmp_path):
    path = write_lines(tmp_path / "wire.jsonl", ninjs(1), ninjs(2), ninjs(1))
    first = run("import_stories", path)
    before = list(Article.objects.values()), list(Original.objects.values()), Act.objects.count()

    second = run("import_stories", path)

    assert (first.lines[-1][:20], second.lines[-1][:14]) == ("2 filed, 1 unchanged", "3 unchanged in")
    assert before == (list(Article.objects.values()), list(Original.objects.values()), Act.objects.count())


def test_a_newer_version_revises_a_draft_nobody_has_touched(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs()))
    newer = ninjs(version="2", headlines=[{"value": "Council opens the slip"}])

    ran = run("import_stories", write_lines(tmp_path / "b.jsonl", newer))
    again = run("import_stories", write_lines(tmp_path / "c.jsonl", {**newer, "version": "3"}))

    article = Article.objects.get()
    assert article.headline == "Council opens the slip"
    assert "revised “ferry-slip-1” to version 2" in ran.out
    assert "revised “ferry-slip-1” to version 3" in again.out
    assert [(o.version, o.taken) for o in article.originals.order_by("pk")] == [("1", True), ("2", True), ("3", True)]


@pytest.mark.parametrize("version", ["2", "1.5"])
def test_a_newer_version_is_kept_beside_a_story_the_desk_has_worked_on(tmp_path, version):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs()))
    confirm_quote(Article.objects.get().quotes.get(), by=None, at=NOON)
    before = Article.objects.values().get()

    ran = run("import_stories", write_lines(tmp_path / "b.jsonl", ninjs(version=version, slugline="other")))

    assert f"version {version} kept beside “ferry-slip-1”: the desk has worked on it since" in ran.out
    assert Article.objects.values().get() == before
    assert list(Original.objects.order_by("pk").values_list("taken", flat=True)) == [True, False]


def test_an_older_version_that_comes_late_is_kept_beside(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(version="7")))

    ran = run("import_stories", write_lines(tmp_path / "b.jsonl", ninjs(version="6", slugline="other")))

    assert "a later one came before it" in ran.out
    assert Article.objects.get().slugline == "ferry-slip-1"


def test_a_withdrawal_is_told_and_never_acted_on(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(1)))
    gone = [ninjs(number, version="2", pubStatus="canceled", bodies=None, headlines=None) for number in (1, 2)]

    ran = run("import_stories", write_lines(tmp_path / "b.jsonl", *gone), "--state", "published")

    assert "its provider has withdrawn “ferry-slip-1”: decide at the desk." in ran.out
    assert "withdrawn by its provider: nothing filed." in ran.out
    assert (Article.objects.count(), Article.objects.get().state) == (1, "draft")
    assert Act.objects.filter(verb="receive_withdrawal").count() == 1


def test_subjects_are_matched_by_code_name_and_alias_and_the_others_are_named(tmp_path):
    coded, named = make_topic("City government", code="medtop:20000593"), make_topic("Ferries")
    named.aliases.create(name="Harbor boats")
    subjects = [
        {"name": "Local government", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000593"},
        {"name": "harbor BOATS"},
        {"name": "River walk"},
    ]

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(subjects=subjects)))

    chosen = Article.objects.get().taggings.filter(status="chosen")
    assert {tagging.topic for tagging in chosen} == {coded, named}
    assert "Subjects that no topic stands for: River walk (1)." in ran.out
    assert "Ferries" in Article.objects.get().topic_links


def test_unknown_subjects_become_topics_when_asked(tmp_path):
    make_topic("Something else", slug="river-walk")
    subjects = [
        {"name": "River walk"},
        {"name": "Jo Park", "code": "p1", "scheme": "person"},
        {"name": "Transport", "uri": "medtop:20000337"},
        {"name": "River Walk"},
    ]

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(subjects=subjects)), "--create-topics")

    made = Topic.objects.exclude(name="Something else").order_by("name").values_list("name", "kind", "code", "slug")
    assert list(made) == [
        ("Jo Park", "person", "person:p1", "jo-park"),
        ("River walk", "subject", "", "river-walk-2"),
        ("Transport", "subject", "medtop:20000337", "transport"),
    ]
    assert "3 topics made" in ran.out
    assert Article.objects.get().taggings.filter(status="chosen").count() == 3


def test_a_story_goes_to_its_section_else_to_the_one_named(tmp_path):
    courts, local = make_section(name="Courts", slug="courts"), make_section(name="Local", slug="local")
    known = ninjs(1, subjects=[{"name": "Courts", "rel": "section"}])
    unknown = ninjs(2, subjects=[{"name": "Gardens", "rel": "section"}])

    run("import_stories", write_lines(tmp_path / "a.jsonl", known, unknown), "--section", "local")

    assert [article.section for article in Article.objects.order_by("pk")] == [courts, local]
    assert "no section “gardens”" in run("import_stories", tmp_path, "--section", "gardens").failure


def test_an_embargo_is_kept_and_an_unreadable_one_holds_the_story(tmp_path):
    until = "2031-01-02T06:00:00+00:00"

    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(1, embargoedUntil=until)))
    ran = run(
        "import_stories",
        write_lines(tmp_path / "b.jsonl", ninjs(2, embargoedUntil="soon")),
        *("--state", "published"),
    )

    assert Article.objects.get(slugline="ferry-slip-1").embargo_until == datetime(2031, 1, 2, 6, tzinfo=UTC)
    assert Article.objects.get(slugline="ferry-slip-2").state == "draft"
    assert "as a draft (its status is withheld)" in ran.out


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(1)))
    path = write_lines(tmp_path / "b.jsonl", ninjs(1), ninjs(1, version="2"), ninjs(2), ninjs(2), {"uri": "x"})
    before = [model.objects.count() for model in (Article, Original, Act, Person, Topic, Edition)]

    ran = run("import_stories", path, "--dry-run", "--create-topics", "--state", "published")

    assert ran.failure.startswith("Nothing was written: this would be 1 published, 2 unchanged, 1 newer, 1 refused in ")
    assert before == [model.objects.count() for model in (Article, Original, Act, Person, Topic, Edition)]


def test_worker_processes_give_the_same_stories(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", *(ninjs(number) for number in range(1, 61)), {"uri": "x"})

    ran = run("import_stories", path, "--workers", "2")

    assert ran.failure.startswith("60 filed, 1 refused in ")
    assert ran.lines[:2] == [f"{path}:{n}: filed “ferry-slip-{n}” as a draft" for n in (1, 2)]
    assert {a.quotes.get().speaker_name for a in Article.objects.all()} == {"Ines Calder"}


def test_marks_that_come_with_the_html_are_not_taken_for_ours(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(1)))
    ours = Article.objects.get().quotes.get().public_id
    body = [{"role": "main", "value": f'<p>She said <q data-quote="{ours}">no</q>.</p>', "contentType": "text/html"}]

    run("import_stories", write_lines(tmp_path / "b.jsonl", ninjs(2, bodies=body)))

    assert "data-quote" not in Article.objects.get(slugline="ferry-slip-2").body
