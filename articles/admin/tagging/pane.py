"""A story on the bench: its words with the names of topics marked, what is suggested and why, what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import ascii_lowercase
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch
from django.http import Http404, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.admin.story.rows import chips, clock, names_of
from articles.admin.tagging.queue import others_in
from articles.editorial.tagging import RIGHT
from articles.editorial.topic_making import MAKE
from articles.models import Article, Byline, NothingFits, Tagging, Topic, TopicAlias
from articles.models.rights import may, rows_in_reach
from articles.parsing.bodyfacts import read_facts
from articles.parsing.topicmarks import NameMarks

Status = Tagging.Status
MOST_NUMBERED = 9
_STATES = {Status.PROPOSED: "waits", Status.CHOSEN: "taken", Status.REJECTED: "refused"}
_QUOTED = re.compile("“([^”]+)”")
_HEADINGS = frozenset({"h2", "h3"})


@dataclass(frozen=True, slots=True)
class Suggested:
    """A topic suggested for the story: the digit it answers to, why, and what became of it."""

    label: str
    topic: Topic
    why: str
    state: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A topic the story carries, and the letter it is taken off by."""

    label: str
    topic: Topic


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of the story, or a heading in it, with the names of topics marked."""

    is_heading: bool
    html: SafeString


def story_to_tag(user: User, pk: int) -> Article:
    """The story, if this person may see it and tag it; else 404, as of one that is not there."""
    seen = Article.objects.viewable_by(user).filter(rows_in_reach(user, RIGHT))
    bylines = Prefetch("bylines", Byline.objects.select_related("person"))
    article = seen.select_related("section").prefetch_related(bylines).filter(pk=pk).first() if pk < 2**63 else None
    if article is None:
        raise Http404("No such story.")
    return article


def pane_of(article: Article, user: User, at: datetime, numbered: Sequence[int] = ()) -> dict[str, Any]:
    """What the bench shows of a story. `numbered` are the topics that have their digits already, in that order."""
    taggings = {one.topic_id: one for one in article.taggings.select_related("topic").order_by("pk")}
    suggested = _suggested(taggings, numbered)
    chosen = sorted((one.topic for one in taggings.values() if one.status == Status.CHOSEN), key=lambda one: one.name)
    carried = [Carried(ascii_lowercase[n] if n < 26 else "", topic) for n, topic in enumerate(chosen)]
    said = NothingFits.objects.filter(article=article).select_related("said_by").first()
    return {
        "article": article,
        "chips": chips(article, at),
        "by": names_of(article),
        "changed": clock(article.updated_at, at),
        "words": list(_words(article, suggested, carried)),
        "suggested": suggested,
        "numbered": ",".join(str(one.topic.pk) for one in suggested),
        "carried": carried,
        "nothing_fits": said,
        "is_done": bool(carried) or said is not None,
        "is_killed": article.state == Article.State.KILLED,
        "others": others_in([article.pk], user, at).get(article.pk, ""),
        "may_make": may(user, MAKE),
        "kinds": Topic.Kind.choices,
    }


def _suggested(taggings: dict[int, Tagging], numbered: Sequence[int]) -> list[Suggested]:
    """What keeps its digit first, then what waits, best first."""
    kept = [taggings[key] for key in dict.fromkeys(numbered) if key in taggings]
    waiting = [one for key, one in taggings.items() if one.status == Status.PROPOSED and key not in numbered]
    return [
        Suggested(str(n) if n <= MOST_NUMBERED else "", one.topic, one.reason, _STATES[Status(one.status)])
        for n, one in enumerate([*kept, *waiting], start=1)
    ]


def _words(article: Article, suggested: list[Suggested], carried: list[Carried]) -> Iterator[Words]:
    """The body, paragraph by paragraph: each name marked with the digit or letter of its topic."""
    marks = NameMarks(_names(suggested, carried))
    for block in read_facts(article.body).blocks:
        if block.text.strip():
            yield Words(block.tag in _HEADINGS, marked(block.text, marks))


def _names(suggested: list[Suggested], carried: list[Carried]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names and other names of the story's topics, and the words a suggestion gives as its reason."""
    of = {one.topic.pk: (one.label, one.topic.name) for one in carried}
    of |= {one.topic.pk: (one.label, one.topic.name) for one in suggested}
    yield from ((label[1], label) for label in of.values())
    for topic, name in TopicAlias.objects.filter(topic__in=of).values_list("topic", "name") if of else ():
        yield name, of[topic]
    for one in suggested:
        yield from ((words, of[one.topic.pk]) for words in _QUOTED.findall(one.why))


def marked(text: str, marks: NameMarks[tuple[str, str]]) -> SafeString:
    """The text as HTML, its lines kept, with a mark around each name."""
    parts, place = [], 0
    for start, end, (label, name) in marks.find(text):
        parts.append(format_html("{}", text[place:start]))
        parts.append(format_html('<mark data-of="{}" title="{}">{}</mark>', label, name, text[start:end]))
        place = end
    parts.append(format_html("{}", text[place:]))
    return mark_safe("".join(parts).replace("\n", "<br>"))


def name_in(said: QueryDict) -> str:
    """The name of a topic as typed, without the one character PostgreSQL takes nowhere."""
    return said.get("name", "").replace("\0", "").strip()


def numbers_in(said: str) -> list[int]:
    """The keys in a list with commas, at most as many as have digits; what is no number is passed over."""
    found: Iterable[str] = said.split(",")[:20]
    return [int(one) for one in found if one.isascii() and one.isdecimal() and len(one) < 19]
