"""Acts on how a quote is known: its words checked against what was really said, the evidence kept, or taken back."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.editorial.errors import EditorialError, NotAllowed, WrongState
from articles.editorial.kernel import log, require
from articles.editorial.quoting import lock_quote, write_quote
from articles.models import Evidence, Quote
from articles.models.rights import is_author

MOST_BYTES = 25 * 1024 * 1024
LONGEST_NOTE = 4000
_TIME_CODE = re.compile(r"\d{1,6}|(?:\d{1,3}:)?[0-5]?\d:[0-5]\d")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f/\\]")


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """What an editor hands in with a check; any of it may be missing."""

    note: str = ""
    link: str = ""
    time_code: str = ""
    file_name: str = ""
    content: bytes = b""

    def __bool__(self) -> bool:
        return any((self.note.strip(), self.link.strip(), self.time_code.strip(), self.content))


@transaction.atomic
def verify_quote(
    quote: Quote, *, how: Quote.Verification, by: User | None, at: datetime, evidence: EvidenceDraft | None = None
) -> Quote:
    """The words were checked against notes, a recording, a transcript or a written statement; evidence is kept.

    Refuses a quote that is not confirmed, one whose words have drifted since it was, evidence that cannot be kept, and,
    where the newsroom wants a second person (VERIFY_SECOND_PERSON), who confirmed the quote or wrote the story.
    """
    require(by, "quote.edit", quote.article)
    quote = lock_quote(quote)
    if quote.status != Quote.Status.CONFIRMED:
        raise WrongState("Confirm the quote before you verify it.")
    if quote.has_drifted:
        raise WrongState("The words have changed since the quote was confirmed: say that it changed, or restore them.")
    if not how:
        raise EditorialError("Say what the words were checked against.")
    _require_second_person(quote, by)
    if evidence:
        _keep(quote, evidence, by=by, at=at)
    quote.verification, quote.verified_by, quote.verified_at = how, by, at
    return write_quote(quote, "verify_quote", by=by, at=at, how=str(how))


@transaction.atomic
def add_evidence(quote: Quote, evidence: EvidenceDraft, *, by: User | None, at: datetime) -> Evidence:
    """Keep a further piece of evidence with a quote. Refuses who may not edit it, and what cannot be kept."""
    require(by, "quote.edit", quote.article)
    quote = lock_quote(quote)
    kept = _keep(quote, evidence, by=by, at=at)
    # What it is stands with the quote alone: the log is read by more people than may see it.
    log("add_evidence", quote.article, by=by, at=at, subject=quote, quote=quote.public_id, evidence=kept.pk)
    return kept


@transaction.atomic
def withdraw_verification(quote: Quote, *, reason: str, by: User | None, at: datetime) -> Quote:
    """The words turn out not to be checked after all: unverified again, with the reason. The evidence stays."""
    require(by, "quote.edit", quote.article)
    quote = lock_quote(quote)
    if not quote.verification:
        raise WrongState("This quote is not verified.")
    if not reason.strip():
        raise EditorialError("Say why the quote is not verified after all.")
    quote.verification, quote.verified_by, quote.verified_at = Quote.Verification.UNVERIFIED, None, None
    return write_quote(quote, "withdraw_verification", by=by, at=at, reason=reason.strip()[:500])


def _require_second_person(quote: Quote, by: User | None) -> None:
    if not settings.VERIFY_SECOND_PERSON or by is None:
        return
    if by.pk == quote.settled_by_id or is_author(by, quote.article):
        raise NotAllowed("You confirmed this quote or wrote the story: a second person has to verify it.")


def _keep(quote: Quote, draft: EvidenceDraft, *, by: User | None, at: datetime) -> Evidence:
    if not draft:
        raise EditorialError("Give a note, a link, a time code or a file.")
    if len(draft.content) > MOST_BYTES:
        raise EditorialError(f"The file has {len(draft.content):,} bytes; at most {MOST_BYTES:,} can be kept.")
    if len(draft.note) > LONGEST_NOTE:
        raise EditorialError(
            f"The note cannot be kept: it has {len(draft.note):,} characters of at most {LONGEST_NOTE:,}."
        )
    time_code = draft.time_code.strip()
    if time_code and not _TIME_CODE.fullmatch(time_code):
        raise EditorialError("Give the time code in seconds or as 1:32 or 1:02:03.")
    kept = Evidence(
        quote=quote,
        note=draft.note.strip(),
        link=draft.link.strip(),
        time_code=time_code,
        file_name=_UNPRINTABLE.sub("", draft.file_name)[-200:] if draft.content else "",
        size=len(draft.content),
        digest=hashlib.sha256(draft.content).hexdigest() if draft.content else "",
        content=draft.content,
        added_by=by,
        added_at=at,
    )
    try:
        kept.clean_fields(exclude=["quote", "added_by", "content"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        hint = "A link begins with http:// or https://." if field == "link" else messages[0]
        raise EditorialError(f"The {field.replace('_', ' ')} cannot be kept: {hint}") from error
    kept.save()
    return kept
