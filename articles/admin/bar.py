"""The bar at the top of every desk page: the daily places in a row, the others below "More"."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from articles.models.rights import may

# What the bar leads to, the daily ones first: name, address, and the rights of which one is needed.
_PLACES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Desk", "index", ()),
    ("Budget", "budget", ("story.list",)),
    ("Stories", "articles_article_changelist", ("story.list",)),
    ("Paste a story", "articles_article_paste", ("story.create",)),
    ("Front page", "front_page", ("front_page.arrange",)),
    ("Quotes", "articles_quote_changelist", ("story.list",)),
    ("Topics", "articles_topic_changelist", ("topic.create_or_edit", "story.list")),
    ("Tagging", "tagging", ("story.edit_topics_field",)),
    ("People", "articles_person_changelist", ("story.list", "author_page.edit_other")),
    ("Pictures", "articles_image_changelist", ("image.view_unpublished",)),
    ("House style", "articles_stylerule_changelist", ("style_rule.edit",)),
    ("Reports", "report_quotes", ("report.view",)),
    ("Sections", "articles_section_changelist", ("section.manage",)),
    ("Accounts", "auth_user_changelist", ("user.list",)),
    ("Log", "articles_act_changelist", ("audit.read",)),
)
# So many fit a row; where a person has more places, the first of them stay in it.
_FIT, _DAILY = 8, 7


class Place(NamedTuple):
    """Where the bar leads: its name, its address, whether one is there."""

    label: str
    url: str
    is_here: bool


def bar_of(request: HttpRequest) -> dict[str, Any]:
    """The places in the row and those below "More", for whoever asks."""
    allowed = [
        (label, reverse(f"admin:{name}"))
        for label, name, rights in _PLACES
        if not rights or any(may(request.user, right) for right in rights)
    ]
    here = max((url for _, url in allowed if request.path.startswith(url)), key=len, default="")
    places = [Place(label, url, url == here) for label, url in allowed]
    row = len(places) if len(places) <= _FIT else _DAILY
    return {"places": places[:row], "more_places": places[row:], "here": here}
