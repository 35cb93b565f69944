"""The sample newsroom, built once: everything or nothing, and each story through the real acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles.editorial.learning import learn_words
from articles.editorial.pictures.saving import save_picture
from articles.management.sample.accounts import SignIn, make_accounts
from articles.management.sample.desk import Desk, add_lines, tell
from articles.management.sample.drawing import draw_scene
from articles.management.sample.front import arrange_front
from articles.management.sample.house_style import make_style_rules
from articles.management.sample.manifest import happened, read_manifest
from articles.management.sample.vocabulary import make_people, make_sections, make_topics
from articles.models import Article, Image


def build(now: datetime, say: Callable[[str], None]) -> list[SignIn]:
    """Build the newsroom unless there are stories already; the sign-ins made, none if nothing was built.

    `say` gets a line for each thing done. Two builds at once make one newsroom. What fails leaves no row, and no
    picture file.
    """
    pictures: list[Image] = []
    try:
        with transaction.atomic():
            if Article.objects.exists() or User.objects.exists():
                return []
            return _build(read_manifest(), now, say, pictures)
    except BaseException:
        for picture in pictures:
            picture.file.delete(save=False)
        raise


def _build(manifest: dict[str, Any], now: datetime, say: Callable[[str], None], pictures: list[Image]) -> list[SignIn]:
    sections, topics, people = make_sections(manifest), make_topics(manifest), make_people(manifest)
    say(f"Made {len(sections)} sections, {len(topics)} topics and {len(people)} people.")
    sign_ins = make_accounts(manifest, people, sections)
    rules = make_style_rules(by=User.objects.get(username="copy_editor"), at=now)
    say(f"Made {len(rules)} rules of house style.")
    accounts = {user.username: user for user in User.objects.all()}
    say(f"Made {len(sign_ins)} accounts, one a role.")
    desk = Desk(accounts, sections, topics, people, now)
    for number, story in enumerate(sorted(manifest["stories"], key=lambda story: happened(story, now))):
        drawn = [
            _draw(story["slugline"], story.get(place), seed=number, by=accounts["reporter"])
            for place in ("picture", "body_picture")
        ]
        pictures += [picture for picture in drawn if picture]
        article = tell(desk, story, *drawn)
        say(f"{article.get_state_display()}: {article.headline or article.slugline}")
    add_lines(desk, manifest["lines"])
    say(f"Put {len(manifest['lines'])} stories to come on the budget.")
    front = arrange_front(manifest["front"], by=accounts["managing_editor"], at=now)
    if front:
        say(f"Released a front page with {len(front.slots)} stories placed by hand.")
    learn_words(timezone.now())
    return sign_ins


def _draw(slugline: str, wanted: dict[str, Any] | None, *, seed: int, by: User) -> Image | None:
    if wanted is None:
        return None
    picture = Image(
        title=f"{slugline}: {wanted['scene']}",
        alt=wanted["alt"],
        caption=wanted["caption"],
        credit=wanted["credit"],
        creator=wanted["credit"],
        digital_source_type=Image.DigitalSource.ARTWORK,
    )
    drawn = ContentFile(draw_scene(wanted["scene"], wanted["palette"], seed=seed), name=f"{slugline}.jpg")
    picture.file = drawn  # type: ignore[assignment]
    save_picture(picture, by=by)
    return picture
