"""What must not show: stories the public may not see, the addresses they would have, the words that betray them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from articles.editorial.paths import path_for
from articles.models import Article, Edition, Image, PreviewLink
from articles.press.renditions.names import renditions_of
from articles.press.renditions.storing import source_of

EMBEDS = ("json", "xml")
# Pixels: every shape and format of a picture is asked for at this width.
SMALLEST = 320
# What there is below a story's own address.
BELOW = (
    "versions/",
    "versions/1/",
    "quotes.jsonld",
    "card.png",
    "card.jpg",
    "story.json",
    "ninjs.json",
    "timemap/",
    "timegate/",
)
# Shorter words could stand anywhere by chance.
_SHORTEST_MARK = 15
_WORDS = ("headline", "seo_headline", "social_headline", "dek")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of a story nobody outside may see: addresses of its own, and words that show that a page knows of it.

    `is_gone`: readers saw it and it was taken away, so that its addresses may say so.
    """

    story: Article
    addresses: tuple[str, ...]
    marks: tuple[str, ...]
    is_gone: bool = False

    def marks_in(self, content: str) -> list[str]:
        """Which of its marks stand in a page, a feed or a script, however written there."""
        return [mark for mark in self.marks if any(form in content for form in _forms(mark))]


def hidden_stories(at: datetime, limit: int) -> list[Hidden]:
    """The stories changed last that no edition shows at that moment, at most so many."""
    stories = Article.objects.exclude(pk__in=shown(at).values("article")).order_by("-updated_at", "-pk")[:limit]
    return [
        _hidden(story, at)
        for story in stories.select_related("lead_image").prefetch_related("quotes", "editions", "body_images")
    ]


def hidden_changes(at: datetime, limit: int) -> list[Hidden]:
    """Of live stories what is not out, editions to come and the working copy: those changed last, at most so many."""
    live = Article.objects.filter(pk__in=shown(at).values("article")).order_by("-updated_at", "-pk")[:limit]
    read = live.select_related("lead_image").prefetch_related("quotes", "editions", "body_images")
    return [change for change in (_hidden_of_live(story, at) for story in read) if change.addresses or change.marks]


def shown(at: datetime) -> QuerySet[Edition]:
    """The rule of what is public, written a second time on purpose: an attack must not trust what it attacks."""
    return Edition.objects.filter(published_at__lte=at, superseded_at__gt=at)


def ended_links(at: datetime, limit: int) -> QuerySet[PreviewLink]:
    """Preview links that must show nothing, by a second writing of the rule, the newest first, at most so many."""
    out = Edition.objects.filter(published_at__lte=at, superseded_at__gt=F("published_at")).values("article")
    embargoed = Q(article__embargo_until__gt=at, covers_embargo=False)
    restricted = Q(article__restricted=True, covers_restricted=False)
    ended = Q(expires_at__lte=at) | Q(revoked_at__lte=at) | Q(article__state=Article.State.KILLED)
    unmade = Q(created_by=None) | Q(created_by__is_active=False)
    never_out = Q(article__first_published_at=None) | Q(article__first_published_at__gt=F("created_at"))
    return PreviewLink.objects.filter(
        ended | unmade | embargoed | restricted | (Q(article__in=out) & never_out)
    ).order_by("-pk")[:limit]


def _hidden(story: Article, at: datetime) -> Hidden:
    editions = list(story.editions.all())
    paths = {path for path in (story.path, *(edition.path for edition in editions)) if path}
    if story.headline or story.url_slug:
        paths.add(path_for(story, story.first_published_at or story.publish_at or story.embargo_until or at))
    quotes = [quote.public_id for quote in story.quotes.all()]
    own = [
        address for path in sorted(paths) for address in (path, *(f"{path}{below}" for below in BELOW), *_embeds(path))
    ]
    own.append(reverse("articles:api-story", args=[story.pk]))
    own += [*_of_quotes(quotes), *_of_pictures(story, at)]
    words = _not_shown([story, *editions], at)
    return Hidden(story, tuple(own), (*words, *sorted(paths), *quotes), story.was_seen_by_readers(at))


def _hidden_of_live(story: Article, at: datetime) -> Hidden:
    """Editions to come have no page, and no word that no edition readers saw has shows anywhere."""
    editions = list(story.editions.all())
    seen = [one for one in editions if one.published_at <= at and one.superseded_at > one.published_at]
    unseen = [one for one in editions if one not in seen]
    known = {getattr(one, name) for one in seen for name in _WORDS}
    words = [word for word in _not_shown([story, *unseen], at) if word not in known]
    told = set(Edition.objects.filter(pk__in=[one.pk for one in seen]).values_list("quotes__public_id", flat=True))
    quotes = [quote.public_id for quote in story.quotes.all() if quote.public_id not in told]
    own = [f"{story.path}versions/{one.number}/" for one in unseen]
    return Hidden(story, (*own, *_of_quotes(quotes), *_of_pictures(story, at)), (*words, *quotes))


def _not_shown(copies: Sequence[Article | Edition], at: datetime) -> list[str]:
    """Headlines and deks long enough to betray a story, that stand in nothing readers see now."""
    words = {getattr(copy, name) for copy in copies for name in _WORDS}
    words = {word for word in words if len(word) >= _SHORTEST_MARK}
    if not words:
        return []
    anywhere = Q(*((f"{name}__in", words) for name in _WORDS), _connector=Q.OR)
    public = {word for row in shown(at).filter(anywhere).values_list(*_WORDS) for word in row}
    return sorted(words - public)


def _of_quotes(public_ids: Iterable[str]) -> list[str]:
    found = []
    for public_id in public_ids:
        page = reverse("articles:quote-detail", args=[public_id])
        found += [page, f"{page}card.png", reverse("articles:api-quote", args=[public_id]), *_embeds(page)]
    return found


def _embeds(page: str) -> list[str]:
    """Where another site would ask for what it embeds of a page."""
    asked = ({"format": form, "url": f"{settings.SITE_URL}{page}"} for form in EMBEDS)
    return [f"{reverse('articles:oembed')}?{urlencode(question)}" for question in asked]


def _of_pictures(story: Article, at: datetime) -> list[str]:
    images = [*([story.lead_image] if story.lead_image else []), *story.body_images.all()]
    return [address for image in images for address in _of_picture(image, at)]


def _of_picture(image: Image, at: datetime) -> list[str]:
    """The files of a picture that no story readers see bears: as uploaded, and its renditions of one width."""
    if not settings.MEDIA_URL.startswith("/") or _is_shown(image, at):
        return []
    names = [one.name for one in renditions_of(source_of(image)) if one.width <= SMALLEST]
    return [f"{settings.MEDIA_URL}{name}" for name in (image.file.name, *names)]


def _is_shown(image: Image, at: datetime) -> bool:
    now = shown(at)
    return now.filter(lead_image=image).exists() or now.filter(images__image=image).exists()


def _forms(mark: str) -> set[str]:
    return {
        mark,
        escape(mark),
        escape(mark, quote=False),
        json.dumps(mark)[1:-1],
        json.dumps(mark, ensure_ascii=False)[1:-1],
    }
