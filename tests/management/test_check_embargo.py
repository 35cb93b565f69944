"""check_embargo: silent while nothing leaks, and loud when a rule is broken."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles.editorial import confirm_quote, file_story, kill, publish, schedule
from articles.models import Article
from articles.models.edition import EditionQuerySet
from tests.builders import make_section, make_topic, make_user
from tests.editorial.stories import file_ready, story_draft
from tests.management.shell import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    """A story of each hidden kind beside a public one."""
    section, now = make_section(), timezone.now()
    reporter, editor = make_user("reporter"), make_user("managing_editor")
    make_topic("Merchants")
    heads = ("Public story of the bridge", "Scheduled story of the bridge", "Killed story of the bridge")
    public, planned, dead = (
        file_ready(section, by=reporter, approved_by=editor, at=now, headline=head, slugline=head[:8]) for head in heads
    )
    publish(public, by=editor, at=now)
    schedule(planned, when=now + timezone.timedelta(hours=5), by=editor, at=now)
    publish(dead, by=editor, at=now)
    kill(Article.objects.get(pk=dead.pk), reason="Wrong.", by=editor, at=now)
    draft = file_story(
        story_draft(section, headline="Draft story of the bridge", slugline="draft"), by=reporter, at=now
    )
    confirm_quote(draft.quotes.first(), by=reporter, at=now)


def test_nothing_leaks(desk):
    ran = run("check_embargo")

    assert (ran.complaints, ran.failure) == ("", "")
    assert ran.out.startswith("No leak: 3 hidden stories, ")


def test_a_broken_rule_is_noticed_on_every_exit(desk, monkeypatch):
    monkeypatch.setattr(EditionQuerySet, "visible", lambda rows, at: rows.filter(published_at__lte=at))

    ran = run("check_embargo")

    assert ran.failure.endswith(" leaks of 3 hidden stories; see above.")
    for said in ("/ shows", "/feed.rss shows", "/feed.json shows", "/news-sitemap.xml shows", "-bridge/ answers 200"):
        assert said in ran.complaints
    assert "Killed story of the bridge" in ran.complaints
    assert "Draft story" not in ran.complaints
