"""The cards other sites show for a link: drawn at first need, of what readers see now, and kept."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Edition, EditionQuote
from articles.models.surrogate_keys import HEADER, SITE, story_key
from articles.press.moments import day, local
from articles.press.quotations import standing_alone
from articles.press.share_card import DRAWING, ShareCard, draw

# An address keeps its name when the words change, so a cache that others share has to ask again soon.
CACHE_CONTROL = "public, max-age=60, s-maxage=60"
_KEPT_FOR = 30 * 24 * 60 * 60
_STORY = ("article", "digest", "headline", "social_headline", "kicker", "section__name", "first_published_at")
_QUOTE = ("words", "speaker_name", "role", "first_published_at", "edition__article", "edition__section__name")


@require_safe
def story_card(request: HttpRequest, path: str) -> HttpResponseBase:
    """The card of the edition readers see now; 404 where they see none."""
    story = Edition.objects.visible(timezone.now()).filter(path=f"/{path}/").order_by().values(*_STORY).first()
    if story is None:
        raise Http404
    words = story["social_headline"] or story["headline"]
    card = _card(story["kicker"] or story["section__name"], words, story["first_published_at"])
    return _answer(request, card, story["article"])


@require_safe
def quote_card(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The card of a quote that can be read now, with speaker and role; 404 for any other."""
    quote = EditionQuote.objects.visible(timezone.now()).filter(public_id=public_id).values(*_QUOTE).first()
    if quote is None:
        raise Http404
    who = {"who": quote["speaker_name"] or "Unnamed speaker", "role": quote["role"]}
    words = f"“{standing_alone(quote['words'])}”"
    card = _card(quote["edition__section__name"], words, quote["first_published_at"], **who)
    return _answer(request, card, quote["edition__article"])


def _card(kicker: str, words: str, first: datetime, *, who: str = "", role: str = "") -> ShareCard:
    brand = settings.BRAND
    return ShareCard(kicker, words, who, role, brand.name, day(local(first).date()), brand.accent)


def _answer(request: HttpRequest, card: ShareCard, article: int) -> HttpResponseBase:
    """The picture, or 304. What is kept is named by all that is drawn: nothing has to be thrown away."""
    digest = sha256(f"{DRAWING} {card!r}".encode()).hexdigest()[:32]
    etag = f'"{digest}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag)
    if response is None:
        response = HttpResponse(_drawn(digest, card), content_type="image/png")
    about: dict[str, Any] = {"ETag": etag, "Cache-Control": CACHE_CONTROL, HEADER: f"{SITE} {story_key(article)}"}
    for name, value in about.items():
        response[name] = value
    return response


def _drawn(digest: str, card: ShareCard) -> bytes:
    key = f"share-card-{digest}"
    picture: bytes | None = cache.get(key)
    if picture is None:
        picture = draw(card)
        cache.set(key, picture, _KEPT_FOR)
    return picture
