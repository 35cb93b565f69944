"""What machines read on the pages of people and of quotes, and how other sites link to and embed a quote.

Sources: schema.org 30, ProfilePage and Quotation; WICG Scroll to Text Fragment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote as percent_encoded

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import Person
from articles.press.moments import local
from articles.press.structured import PUBLISHER, absolute, block, breadcrumbs

_TAG = re.compile(r"<[^<>]*>")
# Words of a quote that a text fragment names whole; of longer ones, how many at either end.
_NAMED_WHOLE, _NAMED_ENDS = 10, 4


def standing_alone(words: str) -> str:
    """A quote's words as they read alone: the runs of a split quote, one a line, become one text.

    The comma before “he said” is the sentence's and not the speaker's: it goes at the end, and before a run that
    begins a sentence it is the full stop it stood for. Words already marked for a search keep their marks.
    """
    first, *others = words.split("\n")
    for run in others:
        begins = next((letter for letter in _TAG.sub("", run) if letter.isalnum()), "")
        first = first.removesuffix(",") + "." if first.endswith(",") and begins.isupper() else first
        first = f"{first} {run}"
    return first.removesuffix(",")


def person_data(
    name: str, path: str, title: str, *, is_human: bool, is_staff: bool = False, same_as: Sequence[str] = ()
) -> SafeString:
    """A person's page; an organisation's has no profile of a human. Whoever writes for us works for the newsroom.

    `same_as` are the addresses at which the person is known elsewhere.
    """
    url = absolute(path)
    about: dict[str, Any] = {
        "@type": "Person" if is_human else "Organization",
        "@id": f"{url}#who",
        "name": name,
        "url": url,
    }
    if title and is_human:
        about["jobTitle"] = title
    if is_staff and is_human:
        about["worksFor"] = {"@id": PUBLISHER}
    if same_as:
        about["sameAs"] = list(same_as)
    page = {"@type": "ProfilePage", "@id": url, "url": url, "name": name, "mainEntity": about}
    return mark_safe(block(page, breadcrumbs(("People", absolute("/people/")), (name, url))))


def quote_data(quote: Mapping[str, Any]) -> SafeString:
    """A quote's page: words, speaker, when they were said and published, the story they are part of."""
    url, story = page_of(quote), absolute(quote["edition__path"])
    node: dict[str, Any] = {
        "@type": "Quotation",
        "@id": f"{url}#quote",
        "url": url,
        "text": standing_alone(quote["words"]),
        "datePublished": local(quote["first_published_at"]).isoformat(timespec="seconds"),
        "isPartOf": {
            "@type": "NewsArticle",
            "@id": f"{story}#story",
            "url": story,
            "headline": quote["edition__headline"],
        },
        "publisher": {"@id": PUBLISHER},
    }
    if quote["said_on"]:
        node["dateCreated"] = quote["said_on"].isoformat()
    if quote["speaker_name"]:
        node["creator"] = _creator(quote)
    who = quote["speaker_name"] or "Unnamed speaker"
    return mark_safe(block(node, breadcrumbs(("Quotes", absolute("/quotes/")), (who, url))))


def page_of(quote: Mapping[str, Any]) -> str:
    """The whole address of a quote's page."""
    return absolute(f"/quotes/{quote['public_id']}/")


def place_in_story(quote: Mapping[str, Any]) -> str:
    """The whole address of the words in their story.

    A browser that knows text fragments (WICG Scroll to Text Fragment) marks them there; others go to the anchor. Long
    words, and those parted by “he said”, are named by their first and last few.
    """
    runs = quote["words"].split("\n")
    first, last = runs[0].split(), runs[-1].split()
    if len(runs) == 1 and len(first) <= _NAMED_WHOLE:
        text = _in_fragment(first)
    else:
        text = f"{_in_fragment(first[:_NAMED_ENDS])},{_in_fragment(last[-_NAMED_ENDS:])}"
    return f"{absolute(quote['edition__path'])}#q-{quote['public_id']}:~:text={text}"


def embedded(quote: Mapping[str, Any]) -> str:
    """The quote as HTML for other sites: plain, without script, every part of it a link home or words."""
    who = ", ".join(filter(None, [quote["speaker_name"] or "Unnamed speaker", quote["role"]]))
    url, story = escape(page_of(quote)), escape(f"{absolute(quote['edition__path'])}#q-{quote['public_id']}")
    return (
        f'<blockquote cite="{url}"><p>“{escape(standing_alone(quote["words"]), quote=False)}”</p>'
        f'<footer>— <a href="{url}">{escape(who, quote=False)}</a>, in '
        f'<cite><a href="{story}">{escape(quote["edition__headline"], quote=False)}</a></cite></footer></blockquote>'
    )


def embedded_story(story: Mapping[str, Any]) -> str:
    """A story's headline and dek as HTML for other sites, with a link to it: plain, without script."""
    url, byline = escape(absolute(story["path"])), story["byline"]
    dek = f"<p>{escape(story['dek'], quote=False)}</p>" if story["dek"] else ""
    by = f"{escape(byline, quote=False)}, " if byline else ""
    return (
        f'<blockquote cite="{url}"><p><a href="{url}">{escape(story["headline"], quote=False)}</a></p>{dek}'
        f"<footer>— {by}<cite>{escape(settings.SITE_NAME, quote=False)}</cite></footer></blockquote>"
    )


def marked_context(context: str, words: str) -> SafeString:
    """The paragraph with `<mark>` around each run of the words that stands in it, in their order."""
    pieces, at = [], 0
    for run in words.split("\n"):
        found = context.find(run, at)
        if run and found >= 0:
            pieces += [escape(context[at:found], quote=False), f"<mark>{escape(run, quote=False)}</mark>"]
            at = found + len(run)
    return mark_safe("".join([*pieces, escape(context[at:], quote=False)]))


def _creator(quote: Mapping[str, Any]) -> dict[str, str]:
    """Whose words they are. An organisation has no job; a person is one whose page says nothing else."""
    is_human = quote["speaker__kind"] != Person.Kind.ORGANISATION
    speaker = {"@type": "Person" if is_human else "Organization", "name": quote["speaker_name"]}
    if quote["speaker__slug"]:
        speaker["url"] = absolute(f"/people/{quote['speaker__slug']}/")
    if quote["role"] and is_human:
        speaker["jobTitle"] = quote["role"]
    return speaker


def _in_fragment(words: list[str]) -> str:
    """Words of a text fragment: a bare dash or comma would be syntax there."""
    return percent_encoded(" ".join(words), safe="").replace("-", "%2D")
