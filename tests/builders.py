"""Rows for tests, made directly: the least a test has to say is what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.editorial.rolling_up import roll_up
from articles.models import (
    Article,
    Byline,
    Edition,
    EditionByline,
    EditionQuote,
    Person,
    Quote,
    Rendering,
    Section,
    Tagging,
    Topic,
)
from articles.parsing.names import name_slug
from articles.press.content import RELATED_MARK
from articles.press.look import current_look

NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
_serial = count(1)


def make_user(role: str | None = None, *, sections: tuple[Section, ...] = (), **fields: Any) -> User:
    """An account that may enter the desk, in one role."""
    user = User.objects.create(**{"username": f"user-{next(_serial)}", "is_staff": True, **fields})
    if role:
        # Not add(): what a change of role ends, all sign-ins are read for, and a new account has none.
        User.groups.through.objects.create(user=user, group=Group.objects.get_or_create(name=role)[0])
    for section in sections:
        section.editors.add(user)
    return user


def make_users(roles: Iterable[str]) -> dict[str, User]:
    """An account a role, named like it."""
    groups = {group.name: group for group in Group.objects.filter(name__in=roles)}
    for name in set(roles) - groups.keys():  # a test with real transactions has emptied the tables
        groups[name] = Group.objects.create(name=name)
    users = User.objects.bulk_create(
        User(username=role, first_name=role.title(), email="", is_staff=True) for role in roles
    )
    links = User.groups.through
    links.objects.bulk_create(links(user=user, group=groups[user.username]) for user in users)
    return {user.username: user for user in users}


def make_section(**fields: Any) -> Section:
    n = next(_serial)
    return Section.objects.create(**{"name": f"Section {n}", "slug": f"section-{n}", "position": n, **fields})


def make_person(name: str | None = None, **fields: Any) -> Person:
    n = next(_serial)
    name = name or f"Person Number{n}"
    return Person.objects.create(**{"name": name, "slug": f"{name_slug(name)}-{n}", **fields})


def make_topic(name: str | None = None, **fields: Any) -> Topic:
    n = next(_serial)
    name = name or f"Topic {n}"
    return Topic.objects.create(**{"name": name, "slug": f"{name_slug(name)}-{n}", **fields})


def make_article(*, topics: tuple[Topic, ...] = (), bylines: tuple[Person, ...] = (), **fields: Any) -> Article:
    n = next(_serial)
    defaults = {
        "slugline": f"story-{n}",
        "headline": f"Story {n}",
        "body": f"<p>Body of story {n}.</p>",
        "created_at": NOON,
        "updated_at": NOON,
    }
    article = Article.objects.create(**{**defaults, **fields})
    for topic in topics:
        Tagging.objects.create(
            article=article, topic=topic, tagged_at=NOON, first_published_at=article.first_published_at
        )
    if topics and article.first_published_at:
        roll_up([article.pk], are_new=True)
    for position, person in enumerate(bylines):
        Byline.objects.create(article=article, person=person, position=position)
    return article


def make_published(
    *, at: datetime = NOON, section: Section | None = None, until: datetime = Edition.FOREVER, **fields: Any
) -> Edition:
    """A story with one edition that readers see from `at` until `until`; no act is involved, and no page rendered."""
    section = section or make_section()
    n = next(_serial)
    path = fields.pop("path", None) or f"/{timezone.localtime(at):%Y/%m/%d}/story-{n}/"
    article = make_article(
        state="published",
        publish_at=at,
        first_published_at=at,
        path=path,
        section=section,
        url_slug=f"story-{n}",
        **fields,
    )
    return make_edition(article, at=at, until=until)


def make_edition(article: Article, *, at: datetime = NOON, until: datetime = Edition.FOREVER, **fields: Any) -> Edition:
    previous = article.editions.order_by("-number").first()
    n = next(_serial)
    defaults: dict[str, Any] = {
        "article": article,
        "number": previous.number + 1 if previous else 1,
        "change": "update",
        "published_at": at,
        "superseded_at": until,
        "first_published_at": article.first_published_at or at,
        "modified_at": at,
        "path": article.path or f"/2026/03/04/story-{n}/",
        "section": article.section or make_section(),
        "headline": article.headline,
        "dek": article.dek,
        "genre": article.genre,
        "body": article.body,
        "text": f"Body of {article.headline}.",
        "digest": sha256(f"digest-{n}".encode()).hexdigest(),
        "previous_digest": previous.digest if previous else "",
    }
    drawn = {
        "head": f"<title>{article.headline}</title>",
        "page": f"<h1>{article.headline}</h1>{RELATED_MARK}",
        "card": f'<article class="card"><h3><a href="{article.path}">{article.headline}</a></h3></article>',
    }
    drawn |= {name: fields.pop(name) for name in drawn.keys() & fields.keys()}
    edition = Edition.objects.create(**{**defaults, **fields})
    Rendering.objects.create(edition=edition, look=current_look(), **drawn)
    for byline in article.bylines.select_related("person"):
        EditionByline.objects.create(
            edition=edition,
            person=byline.person,
            role=byline.role,
            name=byline.person.name,
            position=byline.position,
            first_published_at=edition.first_published_at,
        )
    return edition


def make_quote(
    edition: Edition, *, speaker: Person | None = None, words: str = "We are ready.", **fields: Any
) -> EditionQuote:
    """A confirmed quote of an edition, at the desk and as published."""
    position = edition.quotes.count()
    quote = Quote.objects.create(
        article=edition.article,
        words=words,
        settled_words=words,
        speaker=speaker,
        status="confirmed",
        settled_at=edition.published_at,
        position=position,
    )
    defaults: dict[str, Any] = {
        "edition": edition,
        "quote": quote,
        "public_id": quote.public_id,
        "position": position,
        "words": words,
        "speaker": speaker,
        "speaker_name": speaker.name if speaker else "",
        "kind": "direct",
        "block": "p-aaaaaaaa",
        "context": f"“{words}”",
        "first_published_at": edition.first_published_at,
    }
    return EditionQuote.objects.create(**{**defaults, **fields})


def later(**amount: float) -> datetime:
    """A moment after NOON."""
    return NOON + timedelta(**amount)
