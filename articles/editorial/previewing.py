"""Acts on preview links: by one, a person without an account reads one story before it is out, and for a time."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.errors import EditorialError, WrongState
from articles.editorial.kernel import log, require
from articles.models import Article, PreviewLink
from articles.models.preview_link import digest_of_token

USUAL_DAYS, MOST_DAYS = 3, 7
# 256 bits: nobody guesses one.
TOKEN_BYTES = 32


@transaction.atomic
def make_preview_link(
    article: Article,
    *,
    label: str,
    by: User,
    at: datetime,
    days: int = USUAL_DAYS,
    confirm_embargo: bool = False,
) -> tuple[PreviewLink, str]:
    """Make a link to the story; returns it with its token, which is told this once and kept nowhere.

    It ends after `days`, when it is revoked, when the story is published or killed, and with its maker's account or
    right to share the story. Refuses who may not share the story, a link for nobody, more than 7 days, a killed story,
    and one under embargo or restricted unless that is confirmed; what is so confirmed is what the link covers.
    """
    require(by, "preview_link.create", article)
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    label, embargoed = " ".join(label.split())[:120], article.is_embargoed(at)
    _refuse(article, label, days, embargoed=embargoed, confirmed=confirm_embargo)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PreviewLink.objects.create(
        article=article,
        token_digest=digest_of_token(token),
        label=label,
        covers_embargo=embargoed,
        covers_restricted=article.restricted,
        created_by=by,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    covers = {"embargo": embargoed, "restricted": article.restricted}
    log("make_preview_link", article, by=by, at=at, link=link.pk, label=label, days=days, covers=covers)
    return link, token


def _refuse(article: Article, label: str, days: int, *, embargoed: bool, confirmed: bool) -> None:
    if article.state == Article.State.KILLED:
        raise WrongState(f"“{article}” is killed: there is nothing to preview.")
    if not label:
        raise EditorialError("Say for whom the link is.")
    if not 1 <= days <= MOST_DAYS:
        raise EditorialError(f"A preview link lasts from 1 to {MOST_DAYS} days.")
    if (embargoed or article.restricted) and not confirmed:
        what = "under embargo" if embargoed else "restricted"
        raise EditorialError(f"The story is {what}: confirm that whoever has the link may read it.")


@transaction.atomic
def revoke_preview_link(link: PreviewLink, *, by: User | None, at: datetime) -> PreviewLink:
    """Take a link back: from now on its address is like none. Refuses who may not share the story, and twice."""
    require(by, "preview_link.create", link.article)
    current = PreviewLink.objects.select_for_update(of=("self",)).select_related("article").get(pk=link.pk)
    if current.revoked_at is not None:
        raise WrongState("This link is taken back already.")
    current.revoked_at, current.revoked_by = at, by
    current.save(update_fields=["revoked_at", "revoked_by"])
    log("revoke_preview_link", current.article, by=by, at=at, link=current.pk, label=current.label)
    return current
