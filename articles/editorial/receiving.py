"""The act of receiving a newer version of an item filed before: taken while nobody has touched it, kept otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from articles.editorial.drafts import Origin, StoryDraft
from articles.editorial.errors import EditorialError
from articles.editorial.filing import original_of
from articles.editorial.kernel import log, require, write
from articles.editorial.revising import FIELDS, revise
from articles.models import Act, Article, Original
from articles.parsing.markup import without_pictures

# The last thing done to a story that only imports have touched.
_BY_IMPORT = ("file", "receive_version")


@dataclass(slots=True)
class Known:
    """An item filed before: its story and the versions received, each with the digest of its bytes."""

    article_id: int
    versions: dict[str, str] = field(default_factory=dict)


def known_items(origins: Iterable[Origin]) -> dict[tuple[str, str], Known]:
    """Of these items those whose provider and guid were filed before, in one query a provider."""
    guids: dict[str, set[str]] = {}
    for origin in origins:
        guids.setdefault(origin.provider, set()).add(origin.guid)
    known: dict[tuple[str, str], Known] = {}
    for provider, wanted in guids.items():
        rows = Original.objects.filter(provider=provider, guid__in=wanted).order_by("pk")
        for guid, version, digest, article_id in rows.values_list("guid", "version", "digest", "article_id"):
            known.setdefault((provider, guid), Known(article_id)).versions[version] = digest
    return known


def is_newer(version: str, than: Iterable[str]) -> bool:
    """Whether a version follows all of those: as numbers where all are, else what comes later is taken as newer."""
    others = list(than)
    if all(one.isdecimal() for one in (version, *others)):
        return all(int(version) > int(one) for one in others)
    return True


@transaction.atomic
def receive_version(article: Article, draft: StoryDraft, *, by: User | None, at: datetime, is_newest: bool) -> bool:
    """Take a further version of an item into the story it became, or keep its bytes beside it; says whether taken.

    Taken if it is the newest and the story is a draft that nobody at the desk has touched since it was filed. Refuses
    who may not import, and text over its limits.
    """
    require(by, "import.run")
    if draft.origin is None:
        raise EditorialError("A version without an origin is not an import: revise the story.")
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    is_taken = is_newest and article.state == Article.State.DRAFT and _is_untouched(article)
    if is_taken:
        fields = {name: value for name, value in draft.fields.items() if name in FIELDS and value is not None}
        changes = {**fields, "body": without_pictures(draft.body), "dateline_date": draft.dateline_date}
        if draft.section is not None:
            changes["section"] = draft.section
        why = f"version {draft.origin.version} received"
        article = revise(article, changes, bylines=draft.bylines, by=by, at=at, why=why)
        article = _held_as(article, draft.fields.get("hold_reason", ""), by=by, at=at)
    original_of(article, draft.origin, at, taken=is_taken).save()
    verb = "receive_version" if is_taken else "keep_version"
    log(verb, article, by=by, at=at, version=draft.origin.version)
    return is_taken


@transaction.atomic
def receive_withdrawal(article: Article, origin: Origin, *, by: User | None, at: datetime) -> None:
    """The provider takes an item back: its bytes are kept with the story, and an editor decides what to do."""
    require(by, "import.run")
    original_of(article, origin, at, taken=False).save()
    log("receive_withdrawal", article, by=by, at=at, version=origin.version)


def _held_as(article: Article, reason: str, *, by: User | None, at: datetime) -> Article:
    """The story, held where the version received gives a reason for it; a hold there is already stays as it is."""
    if not reason or article.hold_reason:
        return article
    article.hold_reason, article.hold_kind = reason[:300], Article.HoldKind.OTHER
    write(article, by=by, at=at, why=f"hold: {reason}")
    return article


def _is_untouched(article: Article) -> bool:
    newest = Act.objects.filter(article=article).order_by("-pk").first()
    return newest is not None and newest.verb in _BY_IMPORT
