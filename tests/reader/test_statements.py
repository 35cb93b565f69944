"""Statements made once find what the querysets they are made of would find."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from articles.models import Edition
from articles.models.json_rows import as_stored, day_in, moment_in
from articles.reader.cursor import STORIES, ListRead, list_page
from articles.reader.statements import AllRead, Among, OneRead, written_ids
from tests.builders import NOON, later, make_published, make_section

pytestmark = pytest.mark.django_db


def test_each_kind_of_key_is_asked_for(db):
    first, second = make_published(headline="50% off"), make_published(at=later(hours=1))
    read = AllRead(
        lambda at, path, pk, since: Edition.objects.visible(at)
        .filter(path=path, section=pk, first_published_at__gte=since)
        .values_list("pk"),
        str, int, datetime,
    )  # fmt: skip

    assert read(later(hours=2), first.path, first.section_id, NOON) == [(first.pk,)]
    assert read(later(hours=2), second.path, second.section_id, NOON) == [(second.pk,)]
    assert read(later(hours=2), second.path, first.section_id, NOON) == []
    assert read(later(hours=2), first.path, first.section_id, later(hours=2)) == []
    assert read(later(hours=-2), first.path, first.section_id, NOON) == []


def test_a_statement_is_built_once_and_run_each_time(db):
    built = []

    def build(at, path):
        built.append(path)
        return Edition.objects.visible(at).filter(path=path).values_list("headline")

    read = OneRead(build, str)
    story = make_published(headline="Per cent: 100% of %s")

    assert [read.first(NOON, path) for path in (story.path, "/nowhere/", story.path)] == [
        ("Per cent: 100% of %s",),
        None,
        ("Per cent: 100% of %s",),
    ]
    assert len(built) == 1


def test_what_is_written_into_a_statement_itself_stays(db):
    story = make_published(headline="100% of ? and %s")
    read = AllRead(lambda at: Edition.objects.filter(headline__contains="% of ? and %").values_list("pk"))

    assert read(NOON) == [(story.pk,)]


def test_a_logged_statement_finds_the_same_and_is_counted(db):
    story = make_published()
    read = AllRead(lambda at, path: Edition.objects.visible(at).filter(path=path).values_list("pk"), str)

    with CaptureQueriesContext(connection) as asked:
        found = read(NOON, story.path)

    assert found == read(NOON, story.path) == [(story.pk,)]
    assert len(asked) == 1
    assert story.path in asked.captured_queries[0]["sql"]


def test_too_few_or_too_many_keys_are_refused(db):
    read = AllRead(lambda at, pk: Edition.objects.filter(pk=pk).values_list("pk"), int)

    for keys in ((), (1, 2)):
        with pytest.raises(ValueError, match="argument"):
            read(NOON, *keys)


def test_ids_are_one_key_however_many(db):
    editions = [make_published() for _ in range(3)]
    read = AllRead(lambda at, ids: Edition.objects.filter(Among("pk", ids)).order_by("pk").values_list("pk"), str)

    assert read(NOON, written_ids(e.pk for e in editions[1:])) == [(editions[1].pk,), (editions[2].pk,)]
    assert read(NOON, written_ids([])) == []


def test_moments_and_days_are_had_as_stored(db):
    story = make_published(at=later(microseconds=7))
    ((moment, day, pk),) = as_stored(Edition.objects.all(), "published_at", "dateline_date", "pk")

    assert (moment_in(moment), day, pk) == (later(microseconds=7), None, story.pk)
    assert day_in("2026-03-04") == day_in(NOON.date())


@pytest.mark.parametrize("length", [1, 2, 3, 20])
def test_a_list_made_once_has_the_pages_of_the_list(db, length):
    section = make_section()
    for n in range(5):
        make_published(at=NOON + timedelta(minutes=n // 2), section=section)  # some at the same moment
    make_published()
    read = ListRead(
        lambda at, pk: Edition.objects.visible(at).filter(section=pk), int, columns=("path",), length=length
    )
    at, before = later(hours=1), ""
    while before is not None:
        request = RequestFactory().get("/", {"before": before} if before else {})
        made, built = read.page(request, at, section.pk), list_page(
            Edition.objects.visible(at).filter(section=section), request, at, "path", order=STORIES, length=length
        )  # fmt: skip
        assert [row["path"] for row in made.rows] == [row["path"] for row in built.rows]
        assert (made.older, made.is_first) == (built.older, built.is_first)
        before = made.older or None


def test_a_list_made_once_knows_no_other_cursor(db):
    read = ListRead(lambda at: Edition.objects.visible(at), columns=("path",))

    with pytest.raises(Http404):
        read.page(RequestFactory().get("/?before=nonsense"), NOON)


def test_json_of_ids_is_what_the_database_takes():
    written = written_ids([1, 2])

    assert written == ("[1,2]" if connection.vendor == "sqlite" else "{1,2}")
    assert connection.vendor != "sqlite" or json.loads(written) == [1, 2]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL keeps plans")
@pytest.mark.parametrize(("planned_anew", "threshold", "kept"), [(False, 0, 1), (True, 0, 0), (False, None, 0)])
def test_a_plan_is_kept_where_settings_and_statement_let_it(db, planned_anew, threshold, kept):
    read = AllRead(lambda at, pk: Edition.objects.filter(pk=pk).values_list("digest"), int, planned_anew=planned_anew)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    driver = connection.connection
    before, driver.prepare_threshold = driver.prepare_threshold, threshold
    try:
        assert read(NOON, make_published().pk) != []
    finally:
        driver.prepare_threshold = before

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements")
        assert cursor.fetchone()[0] == kept
