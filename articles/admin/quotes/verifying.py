"""Verifying a quote at the desk: what its form calls, and the evidence's files, for who may edit the quote."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from articles import editorial
from articles.admin.permissions import who
from articles.admin.story.page import story_or_404
from articles.editorial import EditorialError
from articles.editorial.checking import MOST_BYTES, EvidenceDraft
from articles.models import Evidence, Quote
from articles.models.rights import may


def verify(quote: Quote, asked: QueryDict, files: Any, by: User, at: datetime) -> str:
    """Verify as the form says, with the evidence in it."""
    how = asked.get("how", "")
    if how not in Quote.Verification.values:
        raise EditorialError("Say what the words were checked against.")
    evidence = _draft(asked, files)
    quote = editorial.verify_quote(quote, how=Quote.Verification(how), by=by, at=at, evidence=evidence or None)
    return f"{quote.get_verification_display()}."


def add(quote: Quote, asked: QueryDict, files: Any, by: User, at: datetime) -> str:
    """Keep a further piece of evidence."""
    editorial.add_evidence(quote, _draft(asked, files), by=by, at=at)
    return "The evidence is kept."


def withdraw(quote: Quote, asked: QueryDict, files: Any, by: User, at: datetime) -> str:
    """Not verified after all."""
    editorial.withdraw_verification(quote, reason=asked.get("reason", ""), by=by, at=at)
    return "Unverified again."


@require_safe
def evidence_file(request: HttpRequest, object_id: str, pk: int) -> HttpResponse:
    """The file as it was handed in: to be kept on a disk, never shown by the browser itself."""
    article = story_or_404(who(request), object_id)
    kept = Evidence.objects.filter(pk=pk, quote__article=article).exclude(digest="").first()
    if kept is None or not may(who(request), "quote.edit", article):
        raise Http404("No such evidence.")
    name = kept.file_name.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
    headers = {
        "Content-Disposition": f'attachment; filename="{name or "evidence"}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(kept.content), content_type="application/octet-stream", headers=headers)


def _draft(asked: QueryDict, files: Any) -> EvidenceDraft:
    upload = files.get("file")
    if upload is not None and upload.size > MOST_BYTES:
        raise EditorialError(f"The file has {upload.size:,} bytes; at most {MOST_BYTES:,} can be kept.")
    return EvidenceDraft(
        note=asked.get("note", ""),
        link=asked.get("link", ""),
        time_code=asked.get("time-code", ""),
        file_name=upload.name if upload else "",
        content=upload.read() if upload else b"",
    )
