"""Stories, quotes, people, topics and sections as the read API lists them. Addresses begin with SITE_MARK."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from articles.models.elsewhere import read_elsewhere
from articles.press.content import SITE_MARK
from articles.press.exchange.story_json import checked, iso, named, speaker_json, topic_json
from articles.press.exchange.told import Subject
from articles.press.quotations import page_of, place_in_story, standing_alone
from articles.press.structured import absolute

_API = f"{SITE_MARK}/api/v1"


def story_summary(row: Mapping[str, Any], authors: Iterable[Any], topics: Iterable[Any]) -> dict[str, Any]:
    """A story in a list; its own address of the API has all the rest."""
    return {
        "id": row["article"],
        "url": absolute(row["path"]),
        "api": f"{_API}/stories/{row['article']}/",
        "version": row["number"],
        "headline": row["headline"],
        "dek": row["dek"],
        "kicker": row["kicker"],
        "genre": row["genre"],
        "section": named(row["section__name"], f"/sections/{row['section__slug']}/"),
        "byline": row["byline"],
        "authors": [
            {**named(name, f"/people/{slug}/"), "role": role, "title": title} for _, name, slug, role, title in authors
        ],
        "topics": [topic_json(Subject(*topic)) for topic in topics],
        "first_published": iso(row["first_published_at"]),
        "updated": iso(max(row["modified_at"], row["first_published_at"])),
        "word_count": row["word_count"],
    }


def quote_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A quote: whose words, in which role, in answer to what, and the story it stands in."""
    slug = row["speaker__slug"]
    return {
        "id": row["public_id"],
        "url": page_of(row),
        "api": f"{_API}/quotes/{row['public_id']}/",
        "words": standing_alone(row["words"]),
        "speaker": speaker_json(row["speaker_name"], f"/people/{slug}/" if slug else ""),
        "role": row["role"],
        "said_on": row["said_on"].isoformat() if row["said_on"] else None,
        "kind": row["kind"],
        "question": row["question"],
        "checked": checked(row["verification"]),
        "context": row["context"],
        "first_published": iso(row["first_published_at"]),
        "story": {
            "id": row["edition__article"],
            "headline": row["edition__headline"],
            "url": absolute(row["edition__path"]),
            "api": f"{_API}/stories/{row['edition__article']}/",
            "place": place_in_story(row),
        },
    }


def person_summary(row: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody who writes here or is quoted."""
    return {
        **named(row["name"], f"/people/{row['slug']}/"),
        "api": f"{_API}/people/{row['slug']}/",
        "kind": row["kind"],
        "title": row["title"],
        "bio": row["bio"],
        "same_as": [href for href, _ in read_elsewhere(row["elsewhere"])],
        "writes_for_us": row["is_staff_writer"],
        "stories": f"{_API}/stories/?person={row['slug']}",
        "quotes": f"{_API}/quotes/?speaker={row['slug']}",
    }


def topic_summary(row: Mapping[str, Any]) -> dict[str, Any]:
    """A subject of the newsroom's vocabulary."""
    return {
        **named(row["name"], f"/topics/{row['slug']}/"),
        "api": f"{_API}/topics/{row['slug']}/",
        "kind": row["kind"],
        "description": row["description"],
        "code": row["code"],
        "stories": f"{_API}/stories/?topic={row['slug']}",
    }


def section_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A part of the site."""
    return {
        **named(row["name"], f"/sections/{row['slug']}/"),
        "api": f"{_API}/sections/{row['slug']}/",
        "description": row["description"],
        "stories": f"{_API}/stories/?section={row['slug']}",
    }
