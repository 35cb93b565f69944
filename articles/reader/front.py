"""The front page: a lead, seconds, what people said, and a river for each section."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.press.front.reading import front_at, front_context
from articles.press.moments import local
from articles.reader.pages import page
from articles.reader.quotes import one_a_story, spoken

_QUOTES, _QUOTES_READ = 3, 40


@require_safe
def front(request: HttpRequest) -> HttpResponseBase:
    """As editors arranged it, filled up with the newest. At most seven queries, however many stories there are."""
    at = timezone.now()
    context = {
        **front_context(front_at(at)),
        "today": local(at).date(),
        "quotes": one_a_story(_newest_quotes(at), _QUOTES),
    }
    return page(request, "articles/front.html", context, title="", description=described())


def described() -> str:
    """What the site is, in a sentence for search engines and cards."""
    return f"{settings.SITE_NAME}: {settings.SITE_TAGLINE}" if settings.SITE_TAGLINE else settings.SITE_NAME


def _newest_quotes(at: datetime) -> QuerySet:
    """The newest quotes, of however many stories. The bound says which index to read."""
    return spoken(at).filter(first_published_at__lte=at).order_by("-first_published_at", "-id")[:_QUOTES_READ]
