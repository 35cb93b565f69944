"""publish, tick, verify_editions: each works, says what it did, and fails when something is wrong."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from articles.editorial import approve, correct, file_story, revise, submit, tag
from articles.management.progress import Progress
from articles.models import Article, Autosave, Edition, Image, Presence, Rendering, TopicStory, guards
from articles.models.edition import EditionQuote
from articles.press.renditions.names import renditions_of
from articles.press.renditions.storing import source_of
from tests.builders import NOON, later, make_article, make_section, make_topic, make_user
from tests.editorial.stories import file_ready, story_draft
from tests.management.shell import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(db) -> Article:
    return file_ready(make_section(), by=make_user("reporter"), approved_by=make_user("copy_editor"))


@pytest.fixture
def unguarded(db):
    """The tables without their triggers, as somebody with a shell on the database can make them."""
    with connection.cursor() as cursor:
        for guard in guards.guards():
            on_table = "" if connection.vendor == "sqlite" else f" ON {guard.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on_table}")


def test_publish_releases_each_story_and_names_what_stops_one(ready):
    draft = file_story(story_draft(None, headline=""), by=None, at=NOON)
    draft = approve(submit(draft, by=None, at=NOON), by=None, at=NOON)

    ran = run("publish", ready.pk, draft.pk, 999_999)

    edition = Edition.objects.get()
    assert ran.lines == [f"{ready.pk}: published “{edition.headline}” as edition 1 at {edition.path}"]
    assert ran.complaints.splitlines() == [
        f"{draft.pk}: not published. The story has no headline. (headline)",
        f"{draft.pk}: not published. The story sits in no section. (section)",
        "999999: not published. There is no story of that number.",
    ]
    assert ran.failure == "1 published, 0 unchanged, 2 refused."
    assert Edition.objects.visible(timezone.now()).get().published_by is None


def test_publishing_twice_makes_one_edition_until_the_words_change(ready):
    run("publish", ready.pk)
    again = run("publish", ready.pk)
    revise(Article.objects.get(), {"headline": "Bridge closes sooner"}, by=None, at=later(hours=1))

    third = run("publish", ready.pk)

    assert again.out == f"{ready.pk}: unchanged since its last edition.\n0 published, 1 unchanged, 0 refused.\n"
    assert "as edition 2" in third.out
    assert Edition.objects.count() == 2


def test_a_story_not_ready_is_refused(db):
    article = file_story(story_draft(make_section()), by=None, at=NOON)

    assert run("publish", article.pk).failure == "0 published, 0 unchanged, 1 refused."
    assert not Edition.objects.exists()


def test_tick_makes_what_is_missing_and_clears_what_is_over(db, settings, tmp_path, sample_jpeg):
    settings.MEDIA_ROOT = tmp_path
    image = Image(title="Ferry")
    image.file.save("ferry.jpg", ContentFile(sample_jpeg), save=True)
    Session.objects.create(session_key="old", session_data="", expire_date=NOON)

    first, second = run("tick"), run("tick")

    made = len(list(renditions_of(source_of(image))))
    assert f"picture {image.pk} “Ferry”: made {made} renditions." in first.out
    assert first.lines[-1] == f"{made} renditions made."
    assert second.lines[-1] == "0 renditions made."
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1 + made
    assert not Session.objects.exists()


def test_tick_sweeps_words_nobody_came_back_for_and_traces_of_people_gone(db):
    user, article, now = make_user("reporter"), make_article(), timezone.now()
    for key, age in (("story-1", timedelta(days=29)), ("story-2", timedelta(days=31))):
        Autosave.objects.create(user=user, key=key, saved_at=now - age)
    Presence.objects.create(article=article, user=user, since=NOON, seen_at=NOON)
    Presence.objects.create(article=article, user=make_user("reporter"), since=NOON, seen_at=now)

    ran = run("tick")

    assert "Swept 1 unsaved forms a month old, 1 traces of people gone from stories." in ran.lines
    assert Autosave.objects.get().key == "story-1"
    assert Presence.objects.get().seen_at == now


def test_tick_names_a_picture_whose_file_is_gone_and_goes_on(db, settings, tmp_path, sample_jpeg):
    settings.MEDIA_ROOT = tmp_path
    for title in ("Gone", "There"):
        Image(title=title).file.save(f"{title}.jpg", ContentFile(sample_jpeg), save=True)
    gone = Image.objects.get(title="Gone")
    Path(gone.file.path).unlink()

    ran = run("tick")

    assert f"picture {gone.pk} “Gone”: FileNotFoundError" in ran.complaints
    made = len(list(renditions_of(source_of(Image.objects.get(title="There")))))
    assert ran.failure == f"{made} renditions made; 1 pictures could not be read, see above."


@pytest.fixture
def sample_jpeg() -> bytes:
    from PIL import Image as Pillow

    stream = io.BytesIO()
    Pillow.new("RGB", (900, 600), "teal").save(stream, "JPEG")
    return stream.getvalue()


def test_editions_as_written_pass(ready):
    run("publish", ready.pk)
    revise(Article.objects.get(), {"headline": "Bridge closes sooner"}, by=None, at=timezone.now())
    correct(Article.objects.get(), text="It said nine.", by=None, at=timezone.now())

    assert run("verify_editions").out == "2 editions are as written.\n"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"headline": "Another"}, "Its words, names or quotes are not those its digest was made of."),
        ({"text": "Another."}, "does not stand in its text word for word."),
        ({"number": 3, "previous_digest": "0" * 64}, "Edition 1 is missing before it."),
    ],
)
def test_a_changed_edition_is_named(ready, unguarded, change, sentence):
    run("publish", ready.pk)
    Edition.objects.update(**change)

    ran = run("verify_editions")

    assert sentence in ran.complaints
    assert ran.failure.startswith("1 of 1 editions are not as written; the first is edition ")


@pytest.mark.parametrize("part", ["head", "page", "card"])
def test_a_page_that_its_words_do_not_give_is_named(ready, part):
    run("publish", ready.pk)
    Rendering.objects.update(**{part: "<p>Something else.</p>"})

    assert f"Its {part} is not what its words give." in run("verify_editions").complaints


def test_a_story_that_its_topics_do_not_list_is_named_and_can_be_mended(ready):
    topic = make_topic(parent=make_topic())
    tag(ready, topic, by=None, at=NOON)
    run("publish", ready.pk)
    before = set(TopicStory.objects.values_list("topic", "article"))
    TopicStory.objects.filter(topic=topic.parent).delete()

    ran = run("verify_editions")
    assert ran.complaints.startswith(f"story {ready.pk}: its topics do not list it")
    assert ran.failure.endswith("1 stories are not listed rightly: --mend-topics lists them anew.")

    assert run("verify_editions", "--mend-topics").out.startswith("1 stories are listed under their topics again.")
    assert set(TopicStory.objects.values_list("topic", "article")) == before
    assert run("verify_editions").failure == ""


def test_a_page_of_another_look_is_no_fault(ready, client):
    run("publish", ready.pk)
    Rendering.objects.update(look="another", page="<p>As it looked before.</p>")

    assert run("verify_editions").failure == ""
    assert "As it looked before" not in client.get(Edition.objects.get().path).content.decode()


def test_a_changed_or_lost_quote_is_named(ready, unguarded):
    run("publish", ready.pk)
    quote = EditionQuote.objects.first()
    EditionQuote.objects.filter(pk=quote.pk).update(words="Something nobody said.")

    ran = run("verify_editions")

    assert f"The quote {quote.public_id} does not stand in its text word for word." in ran.complaints
    EditionQuote.objects.filter(pk=quote.pk).delete()
    assert f"marks a quote {quote.public_id} that it does not have" in run("verify_editions").complaints


def test_a_broken_chain_is_named(ready, unguarded):
    run("publish", ready.pk)
    revise(Article.objects.get(), {"headline": "Bridge closes sooner"}, by=None, at=timezone.now())
    run("publish", ready.pk)
    Edition.objects.filter(number=1).update(digest="0" * 64)

    ran = run("verify_editions")

    assert len(ran.complaints.splitlines()) == 2
    assert "It does not name the digest of the edition before it." in ran.complaints


def test_progress_is_shown_on_a_terminal_alone(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(Progress, "PAUSE", 0)
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        progress = Progress(stream, "stories", 300)
        progress.began -= 10
        progress.advance(100)

    assert terminal.getvalue().endswith("100 stories, 10 a second, 20 s left")
    assert file.getvalue() == ""
