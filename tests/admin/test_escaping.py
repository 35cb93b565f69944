"""Script in every field that takes text, shown on every screen of the desk: always as text."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image as Pillow

from articles.editorial import add_note, confirm_quote, file_story, revise, tag
from articles.editorial.drafts import DraftByline
from articles.models import Article, DeskProfile, FrontPage, Image, PreviewLink, StyleRule
from tests.admin.conftest import form_of, url
from tests.builders import NOON, later, make_person, make_section, make_topic
from tests.editorial.stories import story_draft

# How a page writes what it was given, wherever that was kept.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

ATTACK = "\"'><script>alert('x')</script><img src=x onerror=alert(1)>{{ 7|add:7 }}</textarea></title>"
_TEXTS = ["slugline", "headline", "seo_headline", "social_headline", "dek", "byline_override", "dateline_place"]
_TEXTS += ["dateline_source", "tagline", "backstory", "editors_note", "kicker", "hold_reason", "budget_line"]


@pytest.fixture
def attacked(desk, settings, tmp_path) -> Article:
    """A story with the attack in every field, on its people, topic, section and picture too."""
    settings.MEDIA_ROOT = tmp_path
    stream = io.BytesIO()
    Pillow.new("RGB", (64, 48)).save(stream, "PNG")
    file = SimpleUploadedFile("picture.png", stream.getvalue())
    section = make_section(name=ATTACK[:80])
    topic = make_topic(f"Topic {ATTACK}")
    picture = Image.objects.create(title=ATTACK, caption=ATTACK, credit=ATTACK, alt=ATTACK, file=file)
    story = file_story(story_draft(section), by=desk["managing_editor"], at=NOON)
    Article.objects.filter(pk=story.pk).update(
        **{name: ATTACK[: Article._meta.get_field(name).max_length] for name in _TEXTS}, lead_image=picture
    )
    story.refresh_from_db()
    bylines = [DraftByline(person=make_person(ATTACK))]
    story = revise(
        story,
        {"body": f"{story.body}<p>{ATTACK} “Odd words,” said Kim Roe.</p>"},
        bylines=bylines,
        by=desk["managing_editor"],
        at=NOON,
    )
    for quote in story.quotes.in_place():
        quote.speaker_name = quote.role_printed = ATTACK
        quote.save()
        confirm_quote(quote, by=desk["managing_editor"], at=NOON)
    tag(story, topic, by=desk["managing_editor"], at=NOON)
    _attack_beside(story, desk)
    return story


def _attack_beside(story: Article, desk) -> None:
    """The attack in what people write about a story, and about themselves."""
    chief = desk["managing_editor"]
    Article.objects.filter(pk=story.pk).update(planned_at=timezone.now())
    add_note(story, ATTACK, by=chief, at=NOON)
    PreviewLink.objects.create(
        article=story, token_digest="0" * 64, label=ATTACK, created_by=chief, created_at=NOON, expires_at=later(days=1)
    )
    StyleRule.objects.create(pattern=ATTACK, reason=ATTACK, suggestion=ATTACK, owner=chief)
    DeskProfile.objects.create(user=chief, dateline_place=ATTACK[:120], dateline_source=ATTACK[:80])
    FrontPage.objects.create(slots=[_slot(story)], changed_at=NOON, changed_by=chief)


def _slot(story: Article) -> dict:
    return {"zone": "lead", "article": story.pk, "pinned": True, "until": None, "since": NOON.isoformat()}


SCREENS = [
    "",
    "articles/article/",
    "articles/article/?q=%3Cscript%3Ealert('x')%3C/script%3E",
    "articles/article/{story}/change/",
    "articles/article/{story}/aside/",
    "articles/article/{story}/history/",
    "articles/article/{story}/compare/?a=1&b=now",
    "articles/article/{story}/review/",
    "articles/article/{story}/preview/",
    "articles/article/{story}/previews/",
    "articles/article/{story}/related/?q=%3Cscript%3E",
    "articles/article/{story}/standing/",
    "articles/stylerule/",
    "articles/stylerule/{rule}/change/",
    "budget/",
    "budget/?when=hand",
    "front/",
    "front/preview/",
    "front/stories/?q=script",
    "me/",
    "articles/article/add/",
    "articles/article/paste/",
    "articles/quote/",
    "articles/quote/{quote}/change/",
    "articles/topic/",
    "articles/topic/{topic}/change/",
    "articles/person/",
    "articles/person/{person}/change/",
    "articles/section/",
    "articles/section/{section}/change/",
    "articles/image/",
    "articles/image/{image}/change/",
    "articles/act/",
    "suggest/people/?q=img",
    "suggest/topics/?q=topic",
    "suggest/pictures/?q=script",
]


@pytest.mark.parametrize("screen", SCREENS)
def test_an_attack_is_shown_as_text(as_, attacked, screen):
    place = screen.format(
        story=attacked.pk,
        quote=attacked.quotes.first().pk,
        topic=attacked.taggings.first().topic_id,
        person=attacked.bylines.first().person_id,
        section=attacked.section_id,
        image=attacked.lead_image_id,
        rule=StyleRule.objects.get().pk,
    )

    answer = as_("managing_editor").get(f"/admin/{place}")

    page = answer.content.decode()
    assert answer.status_code == 200
    if answer["Content-Type"].startswith("text/html"):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "14</textarea>" not in page


def test_an_attack_typed_into_a_refused_form_is_shown_as_text(as_, story):
    posted = form_of(story, headline=ATTACK * 9, slugline=ATTACK, body=f"<p>{ATTACK}</p>", version="0")

    for page in (
        as_("reporter").post(url(story, "change"), posted),
        as_("reporter").post(url(story, "change"), {**posted, "headline": ATTACK}),
        as_("reporter").post("/admin/articles/article/paste/", {"copy": ATTACK, "step": "read"}),
        as_("reporter").post(url(story, "act", "kill"), {"version": 1, "reason": ATTACK}, follow=True),
    ):
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


def test_every_desk_page_carries_the_strict_policy(as_, attacked):
    client = as_("managing_editor")
    for place in ("", "articles/article/", f"articles/article/{attacked.pk}/change/", "articles/topic/add/"):
        answer = client.get(f"/admin/{place}")
        policy = answer["Content-Security-Policy"]
        scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src "))
        assert "unsafe" not in scripts
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Frame-Options"] == "DENY"


def test_no_desk_page_has_an_inline_script_but_the_editors_import_map(as_, attacked):
    client = as_("managing_editor")
    for place in ("", "articles/article/", f"articles/article/{attacked.pk}/change/", "articles/person/add/"):
        page = client.get(f"/admin/{place}").content.decode()
        for attributes, code in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.S):
            if code.strip() and "application/json" not in attributes:
                assert 'type="importmap"' in attributes
                assert "nonce=" in attributes
        tags = re.sub(r'"[^"]*"', '""', page)
        assert not re.search(r"<[a-z]+[^>]*\s(on[a-z]+|style)=|<style", tags)
