"""The log of corrections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.models import Correction
from tests.builders import later, make_edition, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]


def correct(text: str, *, at, until=None, **fields) -> Correction:
    """A story corrected at that moment."""
    before = make_published(until=at, headline=f"Before {text}", **fields)
    after = make_edition(before.article, at=at, headline=f"Now {text}", **({"until": until} if until else {}))
    return Correction.objects.create(article=before.article, before=before, after=after, text=text, corrected_at=at)


def test_corrections_stand_newest_first_each_with_its_story_of_now(client):
    correct("First.", at=later(hours=1), path="/2026/03/04/first/")
    correct("Second.", at=later(hours=2), path="/2026/03/04/second/")

    page = client.get("/corrections/").content.decode()

    assert page.index("Second.") < page.index("First.")
    assert '<a href="/2026/03/04/first/">Now First.</a>' in page
    assert '<a href="/2026/03/04/first/versions/1/">' in page
    assert "Before" not in page


def test_a_correction_withdrawn_stays_with_the_reason(client):
    correction = correct("Wrong after all.", at=later(hours=1))
    correction.withdrawn_at, correction.withdrawn_reason = later(hours=2), "The story was right."
    correction.save()

    page = client.get("/corrections/").content

    assert b"<s>Wrong after all.</s>" in page
    assert b"Withdrawn: The story was right." in page


def test_a_retraction_leads_to_the_story_and_not_to_what_it_took_back(client):
    before = make_published(until=later(hours=1), path="/2026/03/04/first/")
    after = make_edition(before.article, at=later(hours=1), change="retraction")
    Correction.objects.create(
        article=before.article, before=before, after=after, kind="retraction", text="We could not stand it up.",
        corrected_at=later(hours=1),
    )  # fmt: skip

    page = client.get("/corrections/").content

    assert b"We could not stand it up." in page
    assert b'<a href="/2026/03/04/first/">' in page
    assert b"/versions/" not in page


def test_corrections_to_come_and_of_stories_taken_away_do_not_show(client):
    correct("hidden to come", at=later(days=5))
    correct("hidden killed", at=later(hours=1), until=later(hours=2))

    page = client.get("/corrections/").content

    assert b"hidden" not in page
    assert b"No corrections yet." in page


def test_the_log_goes_on(client):
    for n in range(23):
        correct(f"C{n:02}.", at=later(minutes=n))

    first = client.get("/corrections/").content.decode()
    onward = first.split('rel="next" href="')[1].split('"')[0]
    second = client.get(f"/corrections/{onward}").content.decode()

    assert "C22." in first
    assert "C03." in first
    assert ("C03." in second, "C02." in second, "C00." in second) == (False, True, True)


def test_two_corrections_of_one_story_are_two_lines_with_one_headline(client):
    first = correct("One.", at=later(hours=1))
    edition = first.after
    edition.__class__.objects.filter(pk=edition.pk).update(superseded_at=later(hours=2))
    newest = make_edition(first.article, at=later(hours=2), headline="Newest")
    Correction.objects.create(
        article=first.article,
        before=edition,
        after=newest,
        text="Two.",
        corrected_at=later(hours=1) + timedelta(hours=1),
    )

    page = client.get("/corrections/").content.decode()

    assert page.count(">Newest</a>") == 2
    assert page.count("<article") == 2
