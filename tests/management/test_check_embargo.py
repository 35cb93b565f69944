"""check_embargo: silent with a story hidden in every way there is, and loud when any rule is broken."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.http import FileResponse, HttpResponse
from django.test import override_settings
from django.urls import get_resolver, path
from django.utils import timezone
from PIL import Image as Drawing

from articles.editorial import (
    attach_speaker,
    confirm_quote,
    file_story,
    hold,
    kill,
    make_preview_link,
    publish,
    revise,
    revoke_preview_link,
    schedule,
    submit,
    tag,
)
from articles.management.commands import check_embargo
from articles.models import Article, Image, PreviewLink
from articles.models.edition import EditionQuerySet
from articles.reader import media, said, stories
from tests.builders import make_person, make_section, make_topic, make_user
from tests.editorial.stories import file_ready, story_draft
from tests.management.shell import run
from tests.once import taken_back

pytestmark = pytest.mark.django_db
HOUR = timezone.timedelta(hours=1)


@pytest.fixture(scope="module")
def stories_once(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[str]:
    folder = str(tmp_path_factory.mktemp("media"))
    with taken_back(django_db_blocker):
        with override_settings(MEDIA_ROOT=folder):
            _file_stories()
        yield folder


@pytest.fixture
def desk(stories_once, db, settings):
    settings.MEDIA_ROOT = stories_once
    people = {name: User.objects.get(username=name) for name in ("reporter", "editor")}
    return {"draft": Article.objects.get(slugline="draft"), **people}


def _file_stories() -> None:
    """A story in every hidden state beside two public ones, one of them with an update to come."""
    now, section, topic = timezone.now(), make_section(), make_topic("Merchants")
    reporter, editor = make_user("reporter", username="reporter"), make_user("managing_editor", username="editor")
    speaker = make_person("Lena Marsh")

    def named(state: str) -> dict[str, str]:
        return {"headline": f"{state} story of the bridge", "dek": f"{state} line under it", "slugline": state.lower()}

    def filed(state: str, **fields) -> Article:
        story = file_story(story_draft(section, **named(state), **fields), by=reporter, at=now)
        tag(story, topic, by=reporter, at=now)
        attach_speaker(story.quotes.first(), person=speaker, role="Director, Works", by=reporter, at=now)
        return Article.objects.get(pk=story.pk)

    def ready(state: str, **fields) -> Article:
        return file_ready(section, by=reporter, approved_by=editor, at=now, **named(state), **fields)

    def fresh(story: Article) -> Article:
        return Article.objects.get(pk=story.pk)

    publish(ready("Public"), by=editor, at=now)
    updated = ready("Updated")
    publish(updated, by=editor, at=now)
    revise(fresh(updated), named("Coming"), by=editor, at=now)
    schedule(fresh(updated), when=now + 5 * HOUR, by=editor, at=now)
    revise(fresh(updated), named("Working copy"), by=editor, at=now)
    filed("Draft")
    submit(filed("Review"), by=reporter, at=now)
    ready("Ready", lead_image=_picture())
    schedule(ready("Scheduled"), when=now + 5 * HOUR, by=editor, at=now)
    ready("Embargoed", embargo_until=now + 24 * HOUR)
    hold(ready("Held"), reason="Counsel", kind=Article.HoldKind.LEGAL, by=editor, at=now)
    filed("Restricted", restricted=True)
    kill(filed("Deleted draft"), reason="Deleted", by=reporter, at=now)
    dead = ready("Killed")
    publish(dead, by=editor, at=now)
    kill(fresh(dead), reason="Wrong.", by=editor, at=now)
    draft = Article.objects.get(slugline="draft")
    confirm_quote(draft.quotes.first(), by=reporter, at=now)


def _picture() -> Image:
    drawn = BytesIO()
    Drawing.new("RGB", (80, 60), "navy").save(drawn, "JPEG")
    image = Image(title="Ferry", alt="A ferry")
    image.file.save("ferry.jpg", ContentFile(drawn.getvalue()), save=True)
    return image


def test_nothing_leaks(desk):
    link, _ = make_preview_link(desk["draft"], label="A", by=desk["reporter"], at=timezone.now())
    revoke_preview_link(link, by=desk["reporter"], at=timezone.now())
    kept = list(PreviewLink.objects.values())

    ran = run("check_embargo")

    assert (ran.complaints, ran.failure) == ("", "")
    assert ran.out.startswith("No leak: 9 hidden stories, changes to 1 live ones, 1 ended preview links, ")
    assert list(PreviewLink.objects.values()) == kept


def test_a_broken_rule_is_noticed_on_every_exit(desk, made_anew, monkeypatch):
    monkeypatch.setattr(EditionQuerySet, "visible", lambda rows, at: rows.filter(published_at__lte=at))

    ran = run("check_embargo")

    assert ran.failure.endswith(" leaks of 9 hidden stories; see above.")
    for said_so in ("/ shows", "/feed.rss shows", "/feed.json shows", "/news-sitemap.xml shows"):
        assert said_so in ran.complaints
    assert "-bridge/ answers 200" in ran.complaints
    assert "Killed story of the bridge" in ran.complaints
    assert "Draft story" not in ran.complaints


def test_an_update_that_shows_before_its_hour_is_noticed(desk, made_anew, monkeypatch):
    monkeypatch.setattr(EditionQuerySet, "visible", lambda rows, at: rows.filter(superseded_at__gt=at))

    ran = run("check_embargo")

    assert "shows “Coming story of the bridge”" in ran.complaints
    assert "shows “Scheduled story of the bridge”" in ran.complaints


def only_lists(monkeypatch, *, wanted: str) -> None:
    """Of the lists only those are asked with that in their address, none for "": the others have tests of their own."""
    every = check_embargo.public_addresses
    asked = (lambda hidden, at: [one for one in every(hidden, at) if wanted in one]) if wanted else lambda *_: []
    monkeypatch.setattr(check_embargo, "public_addresses", asked)


def leaks_when(monkeypatch, module, name: str, leaking, *, lists: str = "") -> str:
    """What the command complains of when one view of the site answers so."""
    only_lists(monkeypatch, wanted=lists)
    for pattern in _leaves(get_resolver().url_patterns):
        if getattr(module, name) in (pattern.callback, getattr(pattern.callback, "__wrapped__", None)):
            monkeypatch.setattr(pattern, "callback", leaking)
    ran = run("check_embargo")
    assert ran.failure.endswith("see above.")
    return ran.complaints


def _leaves(patterns):
    for pattern in patterns:
        yield from _leaves(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


@pytest.mark.once  # what the command makes of an answer
def test_a_page_of_what_was_said_on_a_topic_that_reads_drafts_is_noticed(desk, monkeypatch):
    def leaking(request, slug, topic):
        return HttpResponse("<p>" + "".join(Article.objects.values_list("headline", flat=True)))

    complaints = leaks_when(monkeypatch, said, "said_on_topic", leaking, lists="/on/")

    assert "/on/merchants" in complaints
    assert "Restricted story of the bridge" in complaints


@pytest.mark.once
def test_the_file_of_a_hidden_picture_is_noticed(desk, monkeypatch):
    def leaking(request, name):
        image = Image.objects.get()
        return FileResponse(image.file.open())

    complaints = leaks_when(monkeypatch, media, "media_file", leaking)

    original = Image.objects.get().file.name
    assert f"/media/{original} answers 200" in complaints
    assert complaints.count("answers 200") == 1 + 4 * 3  # the original; four shapes in three formats


@pytest.mark.once
def test_a_version_to_come_that_opens_is_noticed(desk, monkeypatch):
    def leaking(request, path, number):
        return HttpResponse("Here you are.")

    assert "/versions/2/ answers 200" in leaks_when(monkeypatch, stories, "version_detail", leaking)


@pytest.mark.parametrize("how", ["revoked", "expired", "unconfirmed", "killed", "published", "unmade"])
def test_a_preview_link_that_opens_after_its_end_is_noticed(desk, monkeypatch, how):
    at = timezone.now()
    article, link = _ended(desk, how, at)
    only_lists(monkeypatch, wanted="")
    assert run("check_embargo", "--limit", 1).failure == ""
    monkeypatch.setattr(PreviewLink, "ended", lambda link, at, releases=None: "")

    ran = run("check_embargo", "--limit", 1)

    assert f"/preview/ (link {link.pk}) opens after its end (“{article}”" in ran.complaints


def _ended(desk, how: str, at) -> tuple[Article, PreviewLink]:
    states = {"unconfirmed": "embargoed", "killed": "deleted draft", "published": "public"}
    article = Article.objects.get(slugline=states.get(how, "draft"))
    link, _ = make_preview_link(desk["draft"], label="A", by=desk["reporter"], at=at)
    changes = {
        "revoked": {"revoked_at": at},
        "expired": {"created_at": at - 2 * HOUR, "expires_at": at - HOUR},
        "unmade": {"created_by": None},
        "published": {"created_at": at - 48 * HOUR},
    }
    PreviewLink.objects.filter(pk=link.pk).update(article=article, **changes.get(how, {}))
    return article, link


def test_a_public_address_no_attack_knows_fails_the_run(desk, monkeypatch):
    def new(request, slug):
        return HttpResponse("")

    added = path("calendar/<slug:slug>/", new, name="calendar")
    monkeypatch.setattr(get_resolver(), "url_patterns", [*get_resolver().url_patterns, added])

    ran = run("check_embargo")

    assert "No attack covers the public address “calendar/<slug:slug>/” (calendar)" in ran.failure
