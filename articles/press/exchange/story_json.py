"""A story as plain JSON: the form that the read API documents. Addresses begin with SITE_MARK."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from articles.models import Quote
from articles.press.content import SITE_MARK, Content, Name, Note, Picture, Speech
from articles.press.dateline import dateline, place_in_style
from articles.press.exchange.told import Subject, Told
from articles.press.moments import local
from articles.press.picture import large
from articles.press.structured import absolute
from articles.press.syndicated import syndicated_body


def story_json(told: Told) -> dict[str, Any]:
    """All that the story's page says. What it does not say is null, "" or an empty list, never left out."""
    content = told.content
    return {
        "id": told.article,
        "uri": told.uri,
        "url": absolute(content.path),
        "version": content.number,
        "headline": content.headline,
        "dek": content.dek,
        "kicker": content.kicker,
        "genre": content.genre,
        "language": settings.BRAND.language,
        "section": named(content.section_name, content.section_path),
        "dateline": _dateline(content),
        "byline": content.byline,
        "authors": [_author(name) for name in content.names],
        "first_published": iso(content.first_published_at),
        "updated": iso(max(content.modified_at, content.first_published_at)),
        "word_count": content.word_count,
        "body_html": syndicated_body(content.body, "", "", SITE_MARK, content.pictures),
        "body_text": content.text,
        "picture": _picture(content.picture) if content.picture else None,
        "quotes": [_quote(speech, content) for speech in content.quotes],
        "topics": [topic_json(subject) for subject in told.subjects],
        "corrections": [_correction(note) for note in content.notes],
        "tagline": content.tagline,
        "backstory": content.backstory,
        "digest": told.digest,
        "links": _links(told),
    }


def iso(moment: Any) -> str:
    """A moment in the site's zone, to the second."""
    return local(moment).isoformat(timespec="seconds")


def named(name: str, path: str) -> dict[str, str]:
    """A section, topic or person by name, the last part of its address, and its page."""
    return {"slug": path.rstrip("/").rpartition("/")[2], "name": name, "url": absolute(path)}


def topic_json(subject: Subject) -> dict[str, str]:
    """A topic where a story carries it."""
    return {**named(subject.name, f"/topics/{subject.slug}/"), "code": subject.code}


def speaker_json(name: str, path: str) -> dict[str, Any] | None:
    """Whose words they are; null where nobody is named."""
    if not name:
        return None
    return named(name, path) if path else {"slug": None, "name": name, "url": None}


def _dateline(content: Content) -> dict[str, str] | None:
    """As printed, and its parts."""
    printed = dateline(content.dateline_place, content.dateline_source)
    place = place_in_style(content.dateline_place) if content.dateline_place.strip() else ""
    return {"text": printed, "place": place, "source": content.dateline_source} if printed else None


def _author(name: Name) -> dict[str, str]:
    return {**named(name.name, name.path), "role": name.role, "title": name.title}


def _picture(picture: Picture) -> dict[str, Any]:
    path, width, height = large(picture)
    return {
        "url": absolute(path),
        "width": width,
        "height": height,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
    }


def _quote(speech: Speech, content: Content) -> dict[str, Any]:
    return {
        "id": speech.public_id,
        "url": absolute(speech.path),
        "anchor": f"{absolute(content.path)}#q-{speech.public_id}",
        "words": speech.words.split("\n"),
        "speaker": speaker_json(speech.speaker_name, speech.speaker_path),
        "role": speech.role,
        "said_on": speech.said_on.isoformat() if speech.said_on else None,
        "kind": speech.kind,
        "question": speech.question,
        "checked": checked(speech.verification),
    }


def checked(verification: str) -> str:
    """How a quote was checked, in the words of its page; "" for one that was not."""
    return str(Quote.Verification(verification).label) if verification else ""


def _correction(note: Note) -> dict[str, str]:
    return {"kind": note.kind, "text": note.text, "corrected": iso(note.corrected_at)}


def _links(told: Told) -> dict[str, str]:
    url = absolute(told.content.path)
    return {
        "api": f"{SITE_MARK}/api/v1/stories/{told.article}/",
        "ninjs": f"{url}ninjs.json",
        "quotes": f"{url}quotes.jsonld",
        "versions": f"{url}versions/",
    }
