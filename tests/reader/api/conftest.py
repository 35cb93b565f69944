"""A small newsroom for the API: one story with everything, others around it, and one nobody may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from articles.models import Correction, Edition, Role
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
    make_topic,
)
from tests.once import taken_back


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(later(days=1), tick=False):
        yield


@pytest.fixture(scope="module")
def ferry_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Edition]:
    with taken_back(django_db_blocker):
        yield _ferry()


@pytest.fixture
def ferry(ferry_once, db, settings) -> Edition:
    settings.SITE_URL = "https://news.example"
    return Edition.objects.get(pk=ferry_once.pk)


def _ferry() -> Edition:
    local = make_section(name="Local", slug="local", description="The city")
    transport = make_topic("Transport", slug="transport", code="medtop:20000337")
    fares = make_topic("Fares", slug="fares", parent=transport)
    ana, tom = make_person("Ana Ruiz", slug="ana-ruiz", title="Reporter"), make_person("Tom Hale", slug="tom-hale")
    Role.objects.create(person=tom, title="Mayor", organisation="City", start=NOON.date())
    article = make_article(
        headline="Ferry fares rise", dek="By a dollar", section=local, path="/2026/03/04/ferry/", state="published",
        publish_at=NOON, first_published_at=NOON, topics=(fares, transport), bylines=(ana,), backstory="We rode it.",
    )  # fmt: skip
    words = {"byline": "Ana Ruiz", "dateline_place": "BALTIMORE", "dateline_source": "WJZ", "backstory": "We rode it."}
    first = make_edition(article, until=later(hours=1), **words)
    edition = make_edition(article, at=later(hours=1), change="correction", first_published_at=NOON, **words)
    Correction.objects.create(
        article=article, before=first, after=edition, text="It was a dollar.", corrected_at=later(hours=1)
    )
    make_quote(edition, speaker=tom, role="Mayor", said_on=NOON.date(), question="Why?", verification="recording")
    make_quote(edition, words="Nobody asked us.")
    for n in range(24):
        make_published(headline=f"Other {n}", at=later(minutes=-n - 1), section=local, topics=(fares,))
    hidden = make_published(
        headline="Hidden headline", at=later(days=9), section=make_section(name="Hidden section", in_nav=False),
        topics=(make_topic("Hidden topic", slug="hidden-topic"),), bylines=(make_person("Hidden Writer"),),
    )  # fmt: skip
    make_quote(hidden, speaker=make_person("Hidden Speaker"), words="Hidden words.")
    return edition
