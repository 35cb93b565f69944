"""import_stories --state published: an archive under its own dates, and nothing that is not past."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from articles.models import Act, Article, Edition, EditionQuote, Person, Section
from tests.builders import NOON, make_person, make_topic
from tests.management.shell import COPY, ninjs, run, write_lines

pytestmark = pytest.mark.django_db

FIRST = datetime(2019, 5, 6, 14, 30, tzinfo=UTC)


def test_an_archive_keeps_its_dates_and_its_address(tmp_path):
    make_topic("Ferries")

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(subjects=["Ferries"])), "--state", "published")

    edition = Edition.objects.get()
    assert (edition.published_at, edition.first_published_at) == (FIRST, FIRST)
    assert edition.modified_at == datetime(2019, 5, 7, 9, tzinfo=UTC)
    assert (edition.number, edition.path) == (1, "/2019/05/06/council-opens-ferry-slip-number-1/")
    assert list(Edition.objects.visible(NOON)) == [edition]
    assert edition.article.taggings.get().first_published_at == FIRST
    assert [act.verb for act in edition.article.acts.order_by("pk")] == ["file", "publish"]
    assert ran.lines[0].endswith(f"published “ferry-slip-1” at {edition.path}")
    assert run("verify_editions").out == "1 editions are as written.\n"


def test_quotes_found_surely_are_confirmed_by_no_person_and_the_others_wait(tmp_path):
    make_person("Ana Bell"), make_person("Ana Bell")
    body = (
        "<p>The board met on Monday.</p><p>“We waited nine years for this boat,” said Mayor Ines Calder.</p>"
        "<p>“I shall believe it when I see it,” said Ana Bell.</p>"
        "<p>“Nobody asked us,” said a woman in the third row.</p>"
    )
    bodies = [{"role": "main", "contentType": "text/html", "value": body}]

    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(bodies=bodies)), "--state", "published")

    quotes = Article.objects.get().quotes.in_place()
    assert [(q.speaker_name, q.status, q.settled_by) for q in quotes] == [
        ("Ines Calder", "confirmed", None),
        ("Ana Bell", "proposed", None),
        ("", "proposed", None),
    ]
    published = EditionQuote.objects.get()
    assert (published.words, published.speaker) == (
        "We waited nine years for this boat",
        Person.objects.get(name="Ines Calder"),
    )
    assert Edition.objects.get().body.count("<q ") == 1


def test_what_comes_with_topics_of_its_own_is_suggested_none_and_the_rest_by_names(tmp_path):
    make_topic("Council"), make_topic("Ferries")
    items = [ninjs(1, subjects=["Ferries"]), ninjs(2, subjects=[])]

    run("import_stories", write_lines(tmp_path / "a.jsonl", *items), "--state", "published")

    tagged, untagged = Article.objects.order_by("pk")
    assert [(row.topic.name, row.status) for row in tagged.taggings.all()] == [("Ferries", "chosen")]
    assert [(row.topic.name, row.status) for row in untagged.taggings.all()] == [("Council", "proposed")]


def test_a_flash_is_published_with_its_one_line_as_its_text(tmp_path):
    flash = write_lines(tmp_path / "a.jsonl", ninjs(bodies=[]))

    assert run("import_stories", flash, "--state", "published").failure == ""

    edition = Edition.objects.get()
    assert (edition.text, edition.article.body_text) == (edition.headline, edition.headline)
    assert run("import_stories", flash, "--state", "published").out.startswith(f"{flash}:1: unchanged")


def test_a_flash_as_a_draft_has_no_text_yet(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(bodies=[])))

    assert Article.objects.get().body_text == ""


def test_what_is_not_past_is_refused(tmp_path):
    items = [
        ninjs(1, firstCreated="2031-05-06T14:30:00+00:00"),
        ninjs(2, embargoedUntil="2031-05-06T14:30:00+00:00"),
        ninjs(3, firstCreated=None, versionCreated=None),
        ninjs(4, headlines=None),
        ninjs(5, headlines=[{"value": "Council votes TK to TK"}]),
        ninjs(6),
    ]

    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", *items), "--state", "published")

    assert [line.split(": ", 1)[1] for line in ran.complaints.splitlines()] == [
        "The story is dated 6 May 2031, 10:30 EDT: that has not come yet.",
        "The story is embargoed until 6 May 2031, 10:30 EDT: that has not come yet.",
        "The story has no date of publication: only what is dated can be filed as published.",
        "The story has no headline.",
        "“TK” still stands in the headline. “TK” still stands in the headline.",
    ]
    assert ran.failure.startswith("1 published, 5 refused in ")
    assert Article.objects.get().slugline == "ferry-slip-6"


def test_an_embargo_that_has_passed_is_the_day_readers_saw_it(tmp_path):
    until = datetime(2019, 5, 6, 20, 0, tzinfo=UTC)

    run(
        "import_stories",
        write_lines(tmp_path / "a.jsonl", ninjs(embargoedUntil=until.isoformat())),
        *("--state", "published"),
    )

    assert Edition.objects.get().published_at == until


def test_withheld_stories_stay_drafts(tmp_path):
    ran = run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(pubStatus="withheld")), "--state", "published")

    assert (Article.objects.get().state, Edition.objects.count()) == ("draft", 0)
    assert "as a draft (its status is withheld)" in ran.out


def test_nothing_is_public_without_the_words(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs()))

    assert (Article.objects.get().state, Article.objects.get().path, Edition.objects.count()) == ("draft", None, 0)


def test_what_has_neither_section_nor_byline_gets_news_and_its_providers_name(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs(by=None)), "--state", "published")

    edition = Edition.objects.get()
    assert (edition.section, edition.byline) == (Section.objects.get(slug="news"), "From Bay Wire")


def test_plain_copy_with_a_date_is_published_at_noon_of_that_day(tmp_path):
    headline, _, rest = COPY.partition("\n\n")
    (tmp_path / "a.txt").write_text(f"{headline}\n\nSept. 15, 2017\n\n{rest}", encoding="utf-8")

    run("import_stories", tmp_path, "--state", "published")

    assert Edition.objects.get().published_at == datetime(2017, 9, 15, 16, 0, tzinfo=UTC)


def test_two_stories_of_one_headline_and_day_get_two_addresses(tmp_path):
    same = [{"value": "Council opens the slip"}]
    items = [ninjs(number, headlines=same) for number in range(1, 4)]

    run("import_stories", write_lines(tmp_path / "a.jsonl", *items), "--state", "published")
    run("import_stories", write_lines(tmp_path / "b.jsonl", ninjs(4, headlines=same)), "--state", "published")

    paths = Edition.objects.order_by("pk").values_list("path", flat=True)
    assert [path.removeprefix("/2019/05/06/council-opens-the-slip") for path in paths] == ["/", "-2/", "-3/", "-4/"]


def test_the_same_archive_again_changes_nothing(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", ninjs(1), ninjs(2))
    run("import_stories", path, "--state", "published")
    before = Edition.objects.count(), Act.objects.count(), Person.objects.count()

    ran = run("import_stories", path, "--state", "published")

    assert ran.lines[-1].startswith("2 unchanged in ")
    assert before == (Edition.objects.count(), Act.objects.count(), Person.objects.count())


def test_a_newer_version_of_a_published_story_is_kept_beside_it(tmp_path):
    run("import_stories", write_lines(tmp_path / "a.jsonl", ninjs()), "--state", "published")

    ran = run("import_stories", write_lines(tmp_path / "b.jsonl", ninjs(version="2")), "--state", "published")

    assert "version 2 kept beside “ferry-slip-1”: the story is published" in ran.out
    assert Edition.objects.count() == 1
