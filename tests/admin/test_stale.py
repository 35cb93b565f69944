"""Stale is refused on every path: each address of a story that changes it, posted from a page opened too early."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin import site
from django.urls import URLPattern

from articles.admin.story.acts import VERBS
from articles.editorial import (
    StaleVersion,
    approve,
    hold,
    kill,
    publish,
    release,
    revise,
    schedule,
    send_back,
    submit,
)
from articles.models import Article
from articles.models.article import Article as Story
from tests.admin.conftest import bylines_of, form_of, url
from tests.admin.test_walk import rows
from tests.builders import NOON, later
from tests.editorial.stories import file_ready

pytestmark = pytest.mark.django_db

# Addresses of a story that take a version, each tried below with a stale one.
VERSIONED = {"articles_article_change", "articles_article_act"}
# Those that change the story and take none, by design, and why none of them can write over what somebody saved.
INDEPENDENT = {
    "articles_article_quote": "a quote's standing is beside the text; the words the row showed come with it (`seen`)",
    "articles_article_quotes": "confirms quotes as they stand now; each is locked and looked at again",
    "articles_article_tag": "topics are beside the text and live at once",
    "articles_article_untag": "topics are beside the text and live at once",
    "articles_article_autosave": "kept for whoever typed it, no part of the story; it says which version it began from",
    "articles_article_autosave_unfiled": "the same of a story not filed yet",
    "articles_article_presence": "says who is there",
    "articles_article_note": "a note is added to the thread, none is written over",
    "articles_article_pin": "related stories are beside the text and live at once",
    "articles_article_related_up": "related stories are beside the text and live at once",
    "articles_article_related_down": "related stories are beside the text and live at once",
    "articles_article_unpin": "related stories are beside the text and live at once",
    "articles_article_previews": "a link is made to the story as it stands whenever it is opened",
    "articles_article_revoke": "a link ends, whatever the story says",
}
# Those that change no story: they only show, or answer 404 or 405 to a post.
LOOKING = {
    "articles_article_changelist",
    "articles_article_add",
    "articles_article_paste",
    "articles_article_aside",
    "articles_article_evidence",
    "articles_article_names",
    "articles_article_roles",
    "articles_article_preview",
    "articles_article_history",
    "articles_article_delete",
    "articles_article_check",
    "articles_article_compare",
    "articles_article_export",
    "articles_article_related",
    "articles_article_review",
    "articles_article_standing",
}


@pytest.fixture
def stale(story, desk) -> Article:
    """The story as everybody opened it; a copy editor has saved since, text and byline."""
    body = story.body.replace("nine weeks", "eight weeks")
    revise(story, {"headline": "Theirs", "body": body}, by=desk["copy_editor"], at=NOON)
    return story


def test_every_address_of_a_story_is_tried_below_or_named_with_its_reason():
    named = {p.name for p in site._registry[Story].get_urls() if isinstance(p, URLPattern) and p.name}

    assert named == VERSIONED | INDEPENDENT.keys() | LOOKING


def posts(stale: Article) -> dict[str, tuple[str, dict[str, Any]]]:
    """Each way to change the story from a page opened before the newest save."""
    form = form_of(stale, headline="Mine", body=stale.body.replace("nine weeks", "ten weeks"))
    ways = {
        "form": (url(stale, "change"), form),
        "form, byline alone": (url(stale, "change"), form_of(stale) | bylines_of("Somebody Else")),
        "form, no version": (url(stale, "change"), {**form, "version": ""}),
        "form, a version to come": (url(stale, "change"), {**form, "version": 9}),
    }
    for verb in VERBS:
        asked = {"reason": "Because", "when": "2046-05-01T06:00", "kind": "correction"}
        if verb == "release-changes":  # the one that reads it; whoever sends a text gets the whole page back
            asked["text"] = "It was wrong."
        ways[verb] = (url(stale, "act", verb), {**asked, "version": stale.version})
        ways[f"{verb}, with the form"] = (url(stale, "act", verb), {**asked, **form})
        ways[f"{verb}, with a byline"] = (url(stale, "act", verb), {**asked, **form_of(stale), **bylines_of("Else")})
    return ways


@pytest.mark.once  # versions are compared in Python once the row is locked; locks are tried in editorial/test_races.py
@pytest.mark.parametrize("state", ["draft", "review", "ready", "live", "killed"])
def test_whatever_is_posted_from_a_stale_page_changes_nothing(as_, desk, stale, state):
    _bring_to(state, stale, desk)
    client = as_("managing_editor")
    before = rows()

    for way, (address, asked) in posts(stale).items():
        answer = client.post(address, asked)
        # 422: a correction refused comes back with its text as typed.
        assert answer.status_code in {302, 403, 409, 422}, way
        assert rows() == before, way


def _bring_to(state: str, stale: Article, desk) -> None:
    """The newest version, in this state; the page opened before is stale in any."""
    current = Article.objects.get(pk=stale.pk)
    by = desk["managing_editor"]
    if state in {"review", "ready"}:
        current = submit(current, by=by, at=NOON)
    if state == "ready":
        approve(current, by=by, at=NOON)
    if state == "killed":
        kill(current, reason="Overtaken", by=by, at=NOON)
    if state == "live":
        Article.objects.filter(pk=stale.pk).update(state="review")
        Article.objects.filter(pk=stale.pk).update(state="ready")
        Article.objects.filter(pk=stale.pk).update(
            state="published", publish_at=NOON, first_published_at=NOON, path="/2026/03/04/alder/"
        )


def test_a_step_alone_without_any_version_is_one_on_the_story_as_it_stands_now(as_, stale):
    """The page always sends it; a script that does not acts on what there is, and is refused what that forbids."""
    as_("managing_editor").post(url(stale, "act", "approve"), {})

    assert Article.objects.get(pk=stale.pk).state == "draft"


def test_every_act_on_the_text_or_its_way_refuses_a_stale_story(section, desk):
    by = desk["managing_editor"]
    opened = file_ready(section, by=desk["reporter"], approved_by=by)
    revise(Article.objects.get(pk=opened.pk), {"dek": "Theirs"}, by=desk["copy_editor"], at=NOON)
    before = rows()

    for act in (
        lambda: revise(opened, {"dek": "Mine"}, by=by, at=NOON),
        lambda: revise(opened, {}, bylines=[], by=by, at=NOON),
        lambda: submit(opened, by=by, at=NOON),
        lambda: approve(opened, by=by, at=NOON),
        lambda: send_back(opened, reason="No", by=by, at=NOON),
        lambda: hold(opened, reason="No", by=by, at=NOON),
        lambda: release(opened, by=by, at=NOON),
        lambda: publish(opened, by=by, at=NOON),
        lambda: schedule(opened, when=later(days=1), by=by, at=NOON),
        lambda: kill(opened, reason="No", by=by, at=NOON),
    ):
        with pytest.raises(StaleVersion):
            act()

    assert rows() == before


def test_a_quote_whose_words_were_changed_since_is_not_settled_unseen(as_, desk, story):
    quote = story.quotes.first()
    page = as_("reporter").get(url(story, "change")).context
    shown = next(row for row in page["quotes"] if row.quote.pk == quote.pk)
    revise(story, {"body": story.body.replace("tired", "worn")}, by=desk["copy_editor"], at=NOON)
    before = rows()

    as_("reporter").post(url(story, "quotes", quote.public_id, "confirm"), {"seen": shown.seen})

    assert rows() == before


def test_topics_beside_a_newer_text_are_put_on_and_the_text_stays_theirs(as_, stale):
    answer = as_("reporter").post(url(stale, "topics", "tag"), {"name": "None such"})

    assert answer.status_code == 302
    assert Article.objects.get(pk=stale.pk).headline == "Theirs"
