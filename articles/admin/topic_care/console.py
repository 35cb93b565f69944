"""The console: topics that want a hand, by what is the matter with them, and the last acts with their undoing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.admin.topic_care.asking import page, require
from articles.admin.verbs import said
from articles.advice.topic_care import lists
from articles.advice.topic_care.alike import alike_topics
from articles.editorial.topics import topic_journal
from articles.models import Article

_ACTS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Tab:
    """A list of the console: its name in the address and on the page, what stands in it, and what if it is empty."""

    slug: str
    label: str
    about: str
    empty: str


TABS = (
    Tab("alike", "Much alike", "Two topics that may be one, the surest first.", "No two topics look like one."),
    Tab(
        "names",
        "Other names",
        "Other names that are nearly another topic’s: whoever types them may get the wrong one.",
        "No other name is nearly another topic’s.",
    ),
    Tab("orphans", "Unused", "No story carries them, and no topic lies below.", "Every topic is in use."),
    Tab("one", "One story", "Topics that a single story carries.", "No topic stands on one story alone."),
    Tab(
        "giants",
        "Very large",
        "On so many stories that they say little: split them, or tag more closely.",
        "No topic is too large.",
    ),
    Tab(
        "retired",
        "Retired, in use",
        "Retired, and still on stories or above topics in use.",
        "No retired topic is in use.",
    ),
    Tab(
        "refused",
        "Never accepted",
        "Proposed again and again, and refused each time: the name may mean something else.",
        "No suggestion is refused each time.",
    ),
    Tab("acts", "Last acts", "What was done to topics, the newest first.", "Nothing yet."),
)


@require_safe
def care(request: HttpRequest) -> HttpResponse:
    """One list at a time; what is asked for wrongly shows the first. At most ten queries."""
    require(request)
    tab = next((tab for tab in TABS if tab.slug == request.GET.get("tab")), TABS[0])
    after = request.GET.get("after", "")[:200].replace("\0", "")
    journal = [
        {"act": act, "said": said(act.verb), "can_undo": can_undo} for act, can_undo in topic_journal(_ACTS_SHOWN)
    ]
    context = {
        "title": "Topics that want a hand",
        "tabs": TABS,
        "tab": tab,
        "journal": journal if tab.slug == "acts" else [],
        "newest": next((line for line in journal[:1] if line["can_undo"]), None),
        "from_here": request.get_full_path(),
        **_listed(request, tab.slug, after),
    }
    return page(request, "care.html", context)


def _listed(request: HttpRequest, slug: str, after: str) -> dict[str, Any]:
    if slug in {"alike", "names"}:
        return {"pairs": alike_topics(by_alias=slug == "names")}
    known: dict[str, Callable[[], lists.Listed]] = {
        "orphans": lambda: lists.orphans(after),
        "one": lambda: lists.with_one_story(Article.objects.viewable_by(who(request)), after),
        "giants": lists.giants,
        "retired": lambda: lists.retired_in_use(after),
        "refused": lists.never_accepted,
    }
    return {"listed": known[slug]()} if slug in known else {}
