"""What is done with the quotes of a story."""

from __future__ import annotations

from typing import Any

from articles.models import Quote
from tests.admin.authz.surfaces.kinds import Data, Given, Surface, listed, read, say
from tests.admin.authz.world import World, png
from tests.builders import NOON


def _quote(which: int = 0) -> Data:
    return lambda world, story, role: {
        "object_id": story.pk,
        "public_id": story.quotes.order_by("pk")[which].public_id,
    }


def _first_is(**fields: Any) -> Given:
    return lambda world, story: Quote.objects.filter(pk=story.quotes.order_by("pk")[0].pk).update(**fields)


def _act(action: str, verb: str, which: int = 0, given: Given | None = None, **asked: Any) -> Surface:
    return Surface(
        action, "articles_article_quote", on="draft", verb=verb, where=_quote(which), given=given, asks=say(**asked)
    )


def _drifted(world: World, story: Any) -> None:
    """Somebody confirmed other words than the story has now."""
    words = story.quotes.order_by("pk")[0].words
    _first_is(status="confirmed", settled_words=f"Quite {words}", settled_at=NOON)(world, story)


QUOTES = [
    _act("quote.confirm_speaker", "confirm"),
    _act("quote.confirm_speaker", "dismiss"),
    _act("quote.confirm_speaker", "bring-back", given=_first_is(status="dismissed", settled_at=NOON)),
    _act("quote.confirm_speaker", "attribute", speaker="Somebody Else", role="witness"),
    Surface("quote.confirm_speaker", "articles_article_quotes", on="draft"),
    _act("quote.edit", "accept", given=_drifted),
    _act("quote.edit", "restore", given=_drifted),
    _act("quote.edit", "verify", 1, how="notes", note="x"),
    _act("quote.edit", "unverify", 1, given=lambda w, s: _verified(s), reason="The notes are another's."),
    Surface(
        "quote.edit",
        "articles_article_quote",
        on="draft",
        verb="evidence",
        where=_quote(),
        asks=lambda *_: {"file": png("page")},
    ),
    read(
        "quote.edit",
        "articles_article_evidence",
        where=lambda w, s, r: {"object_id": s.pk, "pk": s.quotes.order_by("pk")[0].evidence.get().pk},
    ),
    listed("quote.edit", "articles_quote_unverified", "published", reach="front"),
    read(
        "story.view_draft",
        "articles_quote_change",
        where=lambda w, s, r: {"object_id": s.quotes.order_by("pk")[0].pk},
    ),
]


def _verified(story: Any) -> None:
    which = story.quotes.order_by("pk")[1].pk
    Quote.objects.filter(pk=which).update(verification="notes", verified_at=NOON)
