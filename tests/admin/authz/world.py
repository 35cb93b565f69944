"""The newsroom in which every right is tried: stories of every state in every place, one account a role.

Each story's words hold a mark of its own (`mark_of`), so that an answer that tells anything of it is seen to.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image as Pillow

from articles.editorial import confirm_quote, file_story
from articles.editorial.checking import EvidenceDraft, add_evidence
from articles.models import Article, Image, Person, PreviewLink, Section, StyleRule, Topic
from articles.models.preview_link import digest_of_token
from articles.models.rights import ROLES
from tests.builders import NOON, make_edition, make_person, make_section, make_topic, make_user
from tests.editorial.stories import story_draft
from tests.tables import table_of

STATES = ("draft", "review", "ready", "published", "hold")
# Where a story stands to the account that asks; "own" is a story of "other" the account is assigned to.
PLACES = ("other", "own", "section", "restricted_other", "restricted_own", "restricted_section")
_NOT_COMPARED = {"sessions.Session"}


@dataclass
class World:
    section: Section
    elsewhere: Section
    topic: Topic
    spare_topic: Topic
    speaker: Person
    writer: Person
    rule: StyleRule
    author: User
    people: dict[str, User]
    clients: dict[str, Client]
    stories: dict[tuple[str, str], Article] = field(default_factory=dict)
    baseline: dict[str, list] = field(default_factory=dict)

    def story(self, state: str, place: str) -> Article:
        return self.stories[state, place.replace("own", "other")]


def mark_of(state: str, place: str) -> str:
    """A word of that story's slugline, headline and picture, and of no other's."""
    return f"zq{state}{place.replace('_', '').replace('own', 'other')}"


def build() -> World:
    people = {role: make_user(role, username=f"the-{role}") for role in ROLES}
    section, elsewhere = make_section(name="Metro", slug="metro"), make_section(name="Arts", slug="arts")
    section.editors.add(people["section_editor"])
    clients = {role: Client() for role in ("anonymous", *ROLES)}
    for role, user in people.items():
        clients[role].force_login(user)
    world = World(
        section,
        elsewhere,
        make_topic("Bridges"),
        make_topic("Roads"),
        make_person("Speaker One"),
        make_person("Writer One", is_staff_writer=True),
        StyleRule.objects.create(pattern="utiliz*", reason="A plain word is better.", suggestion="use"),
        make_user("reporter", username="the-author"),
        people,
        clients,
    )
    for state in reversed(STATES):  # lists begin with the newest: the drafts, of which they are asked
        for place in ("other", "section", "restricted_other", "restricted_section"):
            world.stories[state, place] = _story(world, state, place)
    world.baseline = rows()
    return world


def _story(world: World, state: str, place: str) -> Article:
    mark = mark_of(state, place)
    section = world.section if place.endswith("section") else world.elsewhere
    words = {"slugline": mark, "headline": f"Headline {mark}", "restricted": place.startswith("restricted")}
    story = file_story(story_draft(section, **words), by=world.author, at=NOON)
    picture = Image.objects.create(title=f"Picture {mark}", alt="A bridge", caption="A", credit="B", file=png(mark))
    now: dict[str, Any] = {"lead_image": picture, "approved_by": world.people["managing_editor"]}
    if state == "hold":
        now |= {"hold_reason": "The lawyer reads it", "hold_kind": "editorial"}
    steps = {"hold": ["review", "ready"], "published": ["review", "ready", "published"], "ready": ["review", "ready"]}
    for step in steps.get(state, [state]):
        now |= {"state": step}
        if step == "published":
            now |= {"publish_at": NOON, "first_published_at": NOON, "path": f"/2026/03/04/{mark}/", "url_slug": mark}
        Article.objects.filter(pk=story.pk).update(**now)
    first, *others = story.quotes.order_by("pk")
    for quote in others if state in {"draft", "review"} else [first, *others]:
        confirm_quote(quote, by=None, at=NOON)
    add_evidence(first, EvidenceDraft(file_name="notes.txt", content=b"x"), by=None, at=NOON)
    story = Article.objects.get(pk=story.pk)
    if state == "published":
        make_edition(story)
    return story


def png(name: str) -> SimpleUploadedFile:
    stream = io.BytesIO()
    Pillow.new("RGB", (64, 48)).save(stream, "PNG")
    return SimpleUploadedFile(f"{name}.png", stream.getvalue(), "image/png")


def shared(world: World, story: Article, **fields: Any) -> str:
    """A preview link of the story, made by the managing editor; returns its token."""
    token = f"{story.pk:0>43}"
    told = {"label": "The lawyer", "created_by": world.people["managing_editor"], "created_at": timezone.now()}
    told |= {"expires_at": timezone.now() + timedelta(days=3), "covers_restricted": True}
    PreviewLink.objects.create(article=story, token_digest=digest_of_token(token), **{**told, **fields})
    return token


@cache
def _kept() -> dict[str, type[Model]]:
    """Every table that is compared."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: model
        for model in models
        if model._meta.managed and model._meta.label not in _NOT_COMPARED
    }


def rows(*names: str) -> dict[str, list]:
    """All that the tables hold, sessions excepted: of every managed model, or of those named."""
    wanted = [model for model in _kept().values() if not names or model._meta.label in names]
    return {model._meta.label: table_of(model) for model in wanted}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Attempt:
    """What came of an attempt: the answer and its words, what it changed, what the security log was told."""

    answer: HttpResponse
    page: str
    changed: dict[str, tuple[list, list]]
    told: list[str]

    @property
    def refused(self) -> bool:
        to_the_door = self.answer.status_code == 302 and self.answer["Location"].startswith("/admin/login/")
        return to_the_door or self.answer.status_code in {403, 404}


class _Written:
    """Notes which tables are written to by any statement that is not a question or a mark within the transaction."""

    _HARMLESS = ("SELECT", "WITH", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "EXPLAIN")
    _WRITES = re.compile(r'(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')

    def __init__(self) -> None:
        self.labels: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().upper().startswith(self._HARMLESS):
            self.labels |= self._named(sql)
        return execute(sql, params, many, context)

    def _named(self, sql: str) -> set[str]:
        """The model of the table the statement names; every model where it names none."""
        found, kept = self._WRITES.match(sql.lstrip()), _kept()
        if found is None:
            return {model._meta.label for model in kept.values()}
        return {kept[found[1]]._meta.label} if found[1] in kept else set()

    def rows(self) -> dict[str, list]:
        """What the tables written to hold now; where nothing was written there is nothing to compare."""
        return rows(*self.labels) if self.labels else {}


class _Told(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def brought_about(world: World, role: str, own: Article | None, given: Callable[[], object]) -> Iterator[dict]:
    """The world with that done to it first; yields all its rows as they then stand. Undone at the end."""
    with undone():
        written = _Written()
        with connection.execute_wrapper(written):
            if own is not None and role in world.people:
                Article.objects.filter(pk=own.pk).update(assigned_to=world.people[role])
            given()
        yield world.baseline | written.rows()


def attempt(
    world: World, role: str, method: str, address: str, data: dict[str, Any], before: dict[str, list]
) -> Attempt:
    """One request of that role, compared with the database before, and undone."""
    client, listener, written = world.clients[role], _Told(), _Written()
    client.cookies.pop("messages", None)
    log = logging.getLogger("newsroom.security")
    with undone():
        log.addHandler(listener)
        try:
            with connection.execute_wrapper(written):
                answer = client.get(address, data) if method == "GET" else client.post(address, data)
                page = b"".join(answer).decode(errors="replace")
        finally:
            log.removeHandler(listener)
        after = written.rows()
        changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    return Attempt(answer, page, changed, listener.lines)
