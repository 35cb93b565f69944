"""An archive for the desk's benchmarks: stories in every state, written in bulk, and one to work on, through the acts.

Import it once Django is set up.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.editorial import approve, confirm_quote, file_story, submit
from articles.editorial.drafts import DraftByline, StoryDraft
from articles.models import Article, Byline, Person, Quote, Section, Tagging, Topic
from articles.models.body import CleanBody
from articles.models.rights import ROLES
from articles.parsing.markup import body_from_paragraphs
from tests.benchmarks import archive_words as words
from tests.benchmarks.make_archive import make_story

BATCH = 1_000
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
# Of a hundred stories: what a desk of some years has in hand, and what it has killed.
_STATES = ["draft"] * 3 + ["review"] * 2 + ["ready"] + ["killed"] * 2


def fill(stories: int) -> None:
    """Accounts, sections, topics, people and this many stories, each with a byline, a topic and two quotes."""
    for role in ROLES:
        user = User.objects.create(username=role, first_name=role.title(), is_staff=True)
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    sections = [
        Section.objects.create(name=name, slug=f"section-{n}", position=n) for n, name in enumerate(words.SECTIONS)
    ]
    sections[0].editors.add(User.objects.get(username="section_editor"))
    topics = Topic.objects.bulk_create(
        Topic(name=name, folded_name=name.lower(), slug=f"topic-{n}") for n, (_, name) in enumerate(words.SUBJECTS)
    )
    people = Person.objects.bulk_create(
        Person(name=name, folded_name=name.lower(), slug=f"writer-{n}", is_staff_writer=True)
        for n, name in enumerate(words.WRITERS)
    )
    started = time.perf_counter()
    for first in range(0, stories, BATCH):
        _write(range(first, min(first + BATCH, stories)), sections, topics, people)
        print(f"\r{first:,} stories, {first / (time.perf_counter() - started):,.0f}/s ", end="", file=sys.stderr)
    print(file=sys.stderr)


@transaction.atomic
def _write(numbers: range, sections: list[Section], topics: list[Topic], people: list[Person]) -> None:
    editors = list(User.objects.filter(username__in=("reporter", "copy_editor")))
    articles = Article.objects.bulk_create(_article(n, sections, editors) for n in numbers)
    Byline.objects.bulk_create(Byline(article=each, person=people[each.pk % len(people)]) for each in articles)
    Tagging.objects.bulk_create(
        Tagging(
            article=each,
            topic=topics[each.pk % len(topics)],
            tagged_at=NOW,
            first_published_at=each.first_published_at,
        )
        for each in articles
        if each.pk % 50
    )
    Quote.objects.bulk_create(
        Quote(article=each, words=f"Words {each.pk} {n}", position=n, block="p-aaaaaaaa", **_settled(each))
        for each in articles
        for n in (0, 1)
    )


def _article(number: int, sections: list[Section], editors: list[User]) -> Article:
    story = make_story(number)
    text = "\n\n".join(story["paragraphs"])
    state = _STATES[number % 100] if number % 100 < len(_STATES) else "published"
    at = NOW - timedelta(minutes=30 * number)
    shown = {"publish_at": at, "first_published_at": at, "path": f"/{at:%Y/%m/%d}/story-{number}/"}
    return Article(
        slugline=story["slugline"],
        headline=story["headline"],
        body=CleanBody(body_from_paragraphs(story["paragraphs"])),
        body_text=text,
        word_count=len(text.split()),
        section=sections[number % len(sections)],
        state=state,
        assigned_to=editors[1] if number % 40 == 0 else None,
        created_by=editors[0],
        updated_by=editors[0],
        created_at=at,
        updated_at=at,
        **(shown if state == "published" else {}),
    )


def _settled(article: Article) -> dict[str, Any]:
    """Quotes of what is with readers are settled; of what is in hand every other waits."""
    waits = article.state != "published" and article.pk % 2
    return {"status": "proposed"} if waits else {"status": "confirmed", "settled_at": NOW}


def long_story(number: int) -> Article:
    """A story of 800 words with ten quotes, all confirmed, with two authors, filed by the reporter."""
    by, section = User.objects.get(username="reporter"), Section.objects.order_by("position")[0]
    draft = StoryDraft(
        body_from_paragraphs(_paragraphs(number)),
        {"slugline": f"bench-{number}", "headline": f"The council narrows its plan for the night bus, {number}"},
        section=section,
        bylines=(DraftByline(words.WRITERS[0]), DraftByline(words.WRITERS[1])),
    )
    article = file_story(draft, by=by, at=NOW)
    for quote in article.quotes.all():
        confirm_quote(quote, by=by, at=NOW)
    return Article.objects.get(pk=article.pk)


def _paragraphs(number: int) -> list[str]:
    found: list[str] = []
    quotes = count = 0
    for of in range(number * 10, number * 10 + 10):
        for paragraph in make_story(of)["paragraphs"]:
            is_quote = paragraph.startswith("“")
            if paragraph in found or (is_quote and quotes == 10) or (not is_quote and count > 610):
                continue
            found.append(paragraph)
            quotes += is_quote
            count += 0 if is_quote else len(paragraph.split())
    return found


def ready_story(number: int) -> Article:
    """The same, handed in and approved by a second person."""
    article = long_story(number)
    submitted = submit(article, by=User.objects.get(username="reporter"), at=NOW)
    return approve(submitted, by=User.objects.get(username="copy_editor"), at=NOW)


def reworded(article: Article, number: int) -> str:
    """The body with a word of its first paragraph changed."""
    head, _, tail = article.body.partition("</p>")
    return f"{head} Once more {number}.</p>{tail}"
