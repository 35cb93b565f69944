"""The cards other sites show for a link: drawn at first need, of what readers see now, and kept."""

from __future__ import annotations

from dataclasses import replace

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Edition, EditionQuote, Image
from articles.models.surrogate_keys import HEADER, SITE, story_key
from articles.press.editions import addressed
from articles.press.renditions.storing import opened
from articles.press.sharing import told
from articles.press.sharing.drawing import ShareCard, draw

# A visitor may keep what its own address names; a cache that others share asks again soon, for a kill to reach it.
CACHE_CONTROL = "public, max-age=60, s-maxage=60"
FOR_EVER = "public, max-age=31536000, s-maxage=60, immutable"
_KEPT_FOR = 30 * 24 * 60 * 60
_STORY = ("headline", "social_headline", "kicker", "first_published_at", "article", "section__name", "lead_image")
_QUOTE = ("words", "speaker_name", "role", "first_published_at", "edition__article", "edition__section__name")
_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


@require_safe
def story_card(request: HttpRequest, path: str, suffix: str) -> HttpResponseBase:
    """The card of the edition readers see now, 404 where they see none: a JPEG with its picture, a PNG without."""
    seen = Edition.objects.visible(timezone.now()).filter(path=f"/{path}/").order_by()
    story = seen.select_related("section", "lead_image").only(*_STORY).first()
    if story is None:
        raise Http404
    image = story.lead_image
    kicker = story.kicker or (story.section.name if story.section else "")
    words = story.social_headline or story.headline
    card = told.story_card(kicker, words, story.first_published_at, addressed(image) if image else None)
    if suffix == "png":
        card = replace(card, picture="")
    if told.card_suffix(card) != suffix:
        raise Http404
    return _answer(request, card, story.article_id, image)


@require_safe
def quote_card(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The card of a quote that can be read now, with speaker and role; 404 for any other."""
    quote = EditionQuote.objects.visible(timezone.now()).filter(public_id=public_id).values(*_QUOTE).first()
    if quote is None:
        raise Http404
    return _answer(request, told.quote_card(quote["edition__section__name"], quote), quote["edition__article"])


def _answer(request: HttpRequest, card: ShareCard, article: int, image: Image | None = None) -> HttpResponseBase:
    """The picture, or 304. What is kept is named by all that is drawn: nothing has to be thrown away."""
    digest = told.card_digest(card)
    etag, is_named = f'"{digest}"', request.GET.get("v") == told.card_mark(card)
    response: HttpResponseBase | None = get_conditional_response(request, etag)
    if response is None:
        drawn, is_whole = _drawn(digest, card, image)
        is_named = is_named and is_whole
        response = HttpResponse(drawn, content_type=_TYPES[told.card_suffix(card)])
    response["ETag"] = etag
    response["Cache-Control"] = FOR_EVER if is_named else CACHE_CONTROL
    response[HEADER] = f"{SITE} {story_key(article)}"
    return response


def _drawn(digest: str, card: ShareCard, image: Image | None) -> tuple[bytes, bool]:
    """The card's file, and whether it has all it should: where the picture's file is gone, it may come back."""
    key = f"share-card-{digest}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        try:
            drawn = _draw(card, image)
        except FileNotFoundError:
            return draw(card), False
        cache.set(key, drawn, _KEPT_FOR)
    return drawn, True


def _draw(card: ShareCard, image: Image | None) -> bytes:
    if not card.picture or image is None:
        return draw(card)
    with opened(image, card.picture) as picture:
        return draw(card, picture)
