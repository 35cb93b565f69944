"""ninjs, IPTC's news in JSON, versions 1 to 3: one item as a dict, told apart by the keys it has.

Version 1 has flat small-letter names (``body_html``, ``headline``, ``subject``), 2 and 3 have lists of objects
(``bodies``, ``headlines``, ``subjects``), 3 in camelCase. Real wires mix them, so names are read in small letters and
each field is looked for in every place that one of the versions, or Superdesk, puts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from .bylines import find_byline, read_byline
from .copychecks import limited
from .headlines import propose_slugline
from .jsonfields import first_of, moment_of, name_of, objects_of, of_role, small_keys, words_of
from .markup import BodyTooLong, body_text
from .names import fold_name
from .story import BylineName, Dateline, Problem
from .wire import CANCELED, USABLE, WITHHELD, UnreadableItem, WireItem, WireSubject, digest_guid, status_under_embargo
from .wirebody import WireBody, looks_like_html, proposed_headline, read_html_body, read_plain_body

_STORY_TYPES = frozenset({"", "text", "article", "story", "news"})
_BODY_ROLES = ("main", "body", "html", "html5", "xhtml", "text", "richhtml5", "")
_OTHER_ROLES = frozenset({"quotes", "corrections", "summary", "caption", "teaser"})
_KNOWN_LIST = (
    "uri guid type mimetype representationtype profile version firstcreated versioncreated contentcreated embargoed"
    " embargoeduntil pubstatus urgency copyrightholder copyrightnotice usageterms ednote language person people"
    " organisation organisations place places subject subjects event events object objects infosource infosources title"
    " byline by headline headlines slugline located charcount wordcount renditions associations altids trustindicator"
    " trustindicators $standard standard genre genres expires rightsinfo digitalsourcetype bodies descriptions authors"
    " service source keywords priority dateline abstract firstpublished evolvedfrom readtime annotations extra"
    " products contentexpired subtitle attachments subscribers ancestors description_text"
)
_KNOWN = frozenset(_KNOWN_LIST.split())
_KNOWN_PREFIXES = ("body_", "headline_", "description_")
_MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
_MEDIA_TOPIC = re.compile(r"(?:newscodes/mediatopic/|medtop:)(\d+)", re.IGNORECASE)


def read_ninjs(item: object) -> WireItem:
    """One ninjs item as a story from outside. Raises UnreadableItem for what is no story; all else is a problem."""
    if not isinstance(item, Mapping):
        raise UnreadableItem("This is not a ninjs item: it is not a JSON object.")
    keys = small_keys(item)
    kind = words_of(keys.get("type")).lower()
    if kind not in _STORY_TYPES:
        raise UnreadableItem(f"This is not a story: its type is {kind[:40]}.")
    problems: list[Problem] = []
    headline = of_role(keys, "headlines", ("main", "headline", "")) or first_of(keys, "headline", "title")
    body = _body(keys, headline)
    status = _status(keys, problems)
    if not headline and not body.html and status != CANCELED:
        raise UnreadableItem("This is not a story: it has neither a headline nor a body.")
    return _item(keys, headline, body, status, problems)


def _item(keys: dict, headline: str, body: WireBody, status: str, problems: list[Problem]) -> WireItem:
    headline = headline or body.headline
    embargo = _embargo(keys, body, problems)
    first_created, version_created = (
        moment_of(keys, "firstcreated", problems),
        moment_of(keys, "versioncreated", problems),
    )
    published = moment_of(keys, "firstpublished", problems) or first_created or version_created
    dateline = body.dateline or _dateline(keys)
    byline, line = _byline(keys, body, problems)
    guid, version = _identity(keys, f"{headline}\n{body.html}", problems)
    proposed = proposed_headline(body)
    _check_keys(keys, headline, problems)
    known = [problem for problem in body.problems if not (published and problem.code == "date-without-year")]
    found = limited([*problems, *known])
    place = dateline.place if dateline else ""
    return WireItem(
        provider=_provider(keys),
        guid=guid,
        version=version,
        slugline=first_of(keys, "slugline")[:80] or propose_slugline(headline or proposed, body.lead, place),
        headline=headline,
        working_headline=headline or proposed,
        dek=_dek(keys, body),
        byline=byline,
        byline_line=line,
        dateline=dateline,
        dated=(dateline.dated if dateline else None) or (published.date() if published else None),
        body_html=body.html,
        quotes=body.quotes,
        language=first_of(keys, "language"),
        subjects=tuple(_subjects(keys)),
        section=_section(keys),
        embargo_until=embargo,
        status=status_under_embargo(status, found),
        first_created=first_created,
        version_created=version_created,
        published_at=published,
        genre=name_of(next(objects_of(keys, "genre", "genres"), {})),
        editors_note="\n".join(filter(None, [first_of(keys, "ednote"), *body.notes])),
        copyright=first_of(keys, "copyrightnotice", "copyrightholder"),
        problems=found,
    )


def _body(keys: dict, headline: str) -> WireBody:
    """The body that says most: HTML before plain text, by its role where there are several."""
    html = [text for is_html, text in _bodies(keys) if is_html]
    plain = [text for is_html, text in _bodies(keys) if not is_html]
    dateline = _dateline(keys)
    try:
        for text in html[:1]:
            return read_html_body(text, headline, dateline.place if dateline else "")
        for text in plain[:1]:
            return read_plain_body(text, headline)
    except BodyTooLong as error:
        raise UnreadableItem(str(error)) from error
    return WireBody()


def _bodies(keys: dict) -> Iterator[tuple[bool, str]]:
    listed = []
    for part in objects_of(keys, "bodies"):
        role, kind = words_of(part.get("role")).lower(), words_of(part.get("contenttype")).lower()
        text = part.get("value")
        if not isinstance(text, str) or not text.strip() or role in _OTHER_ROLES or kind.endswith(("/xml", "json")):
            continue
        is_html = "html" in kind or (not kind.startswith("text/plain") and looks_like_html(text))
        listed.append((_BODY_ROLES.index(role) if role in _BODY_ROLES else len(_BODY_ROLES), is_html, text))
    yield from ((is_html, text) for _, is_html, text in sorted(listed, key=lambda body: body[0]))
    flat = [key for key in keys if key.startswith("body_") and isinstance(keys[key], str) and keys[key].strip()]
    for key in sorted(flat, key=lambda key: (key not in ("body_html", "body_xhtml", "body_text"), key)):
        yield "html" in key or looks_like_html(keys[key]), keys[key]


def _status(keys: dict, problems: list[Problem]) -> str:
    status = first_of(keys, "pubstatus").lower().removeprefix("stat:") or USABLE
    status = {"cancelled": CANCELED, "withhold": WITHHELD}.get(status, status)
    if status in (USABLE, WITHHELD, CANCELED):
        return status
    problems.append(Problem("status-unknown", "The item's status is not known; it is withheld.", status))
    return WITHHELD


def _embargo(keys: dict, body: WireBody, problems: list[Problem]) -> datetime | None:
    """The latest embargo of item and body; one that cannot be read, or has no zone, is a problem."""
    found = [body.embargo_until]
    for name in ("embargoed", "embargoeduntil"):
        said = keys.get(name)
        if said in (None, "", False):
            continue
        doubts: list[Problem] = []
        moment = moment_of(keys, name, doubts)
        if moment is None or doubts:
            message = "The item has an embargo that cannot be read; set the embargo by hand."
            problems.append(Problem("embargo-unreadable", message, words_of(said)[:100]))
        else:
            found.append(moment)
    return max(filter(None, found), default=None)


def _dateline(keys: dict) -> Dateline | None:
    given = keys.get("dateline")
    if isinstance(given, Mapping):  # Superdesk
        given = small_keys(given)
        located = given.get("located")
        place = first_of(small_keys(located), "city", "name") if isinstance(located, Mapping) else ""
        if place:
            return Dateline(place.upper(), words_of(given.get("source")))
    places = [name_of(part) for part in objects_of(keys, "places", "place") if words_of(part.get("rel")) == "dateline"]
    place = next(filter(None, places), "") or words_of(keys.get("located"))
    return Dateline(place) if place else None


def _byline(keys: dict, body: WireBody, problems: list[Problem]) -> tuple[tuple[BylineName, ...], str]:
    """The people of the byline line, else the authors or writers, else those of the body's own line."""
    line = first_of(keys, "by", "byline")
    people = (find_byline(line) or read_byline(line)) if line else ()
    if not people:
        sources = objects_of(keys, "infosources", "infosource")
        writers = [part for part in sources if words_of(part.get("role")) == "writer"]
        names = [words_of(part.get("name")) for part in [*objects_of(keys, "authors"), *writers]]
        people = tuple(BylineName(name, printed=name) for name in names if name)
    if line and not people:
        problems.append(Problem("byline-unclear", "The byline's names cannot be told apart; check it.", line[:200]))
        people = (BylineName(line[:200], printed=line[:200]),)
    return (people, line) if people else (body.byline, body.byline_line)


def _identity(keys: dict, content: str, problems: list[Problem]) -> tuple[str, str]:
    guid = first_of(keys, "uri", "guid")
    if not guid:
        problems.append(Problem("no-guid", "The item has no uri; it is known by the digest of its content."))
        guid = digest_guid(content)
    return guid, first_of(keys, "version")


def _provider(keys: dict) -> str:
    """Who sent the item: the provider among its sources, else its source, copyright holder or the uri's host."""
    sources = list(objects_of(keys, "infosources", "infosource"))
    named = next((name_of(part) for part in sources if words_of(part.get("role")) in ("provider", "")), "")
    uri = first_of(keys, "uri", "guid")
    try:
        host = urlsplit(uri).hostname or ""
    except ValueError:
        host = ""
    return named or first_of(keys, "source", "copyrightholder") or host.removeprefix("www.") or "ninjs"


def _dek(keys: dict, body: WireBody) -> str:
    """The second headline or summary, as words; not one that only repeats how the body begins."""
    dek = of_role(keys, "headlines", ("subtitle", "subheadline", "dek"))
    if not dek:
        summary = of_role(keys, "descriptions", ("summary", "text", "main", "")) or first_of(
            keys, "abstract", "subtitle", "description_text", "description_html"
        )
        dek = body_text(summary).replace("\n", " ") if "<" in summary or "&" in summary else summary
    begins = fold_name(dek)[:60]
    return "" if begins and begins in fold_name(body.text_begins) else dek


def _subjects(keys: dict) -> Iterator[WireSubject]:
    seen = set()
    for part in objects_of(keys, "subject", "subjects", "keywords"):
        if words_of(part.get("rel")) == "section":
            continue
        subject = _subject(part)
        if subject.name and (subject.name, subject.code) not in seen:
            seen.add((subject.name, subject.code))
            yield subject


def _subject(part: dict) -> WireSubject:
    uri = first_of(part, "uri", "qcode")
    code = first_of(part, "code", "literal")
    topic = _MEDIA_TOPIC.search(uri) or _MEDIA_TOPIC.search(code)
    if topic:
        return WireSubject(name_of(part), f"medtop:{topic[1]}", _MEDIA_TOPICS)
    scheme, _, last = uri.rstrip("/").rpartition("/")
    return WireSubject(name_of(part), code or last, words_of(part.get("scheme")) or scheme)


def _section(keys: dict) -> str:
    related = (part for part in objects_of(keys, "subjects", "subject", "genres") if part.get("rel") == "section")
    return next(filter(None, map(name_of, [*related, *objects_of(keys, "service")])), "")


def _check_keys(keys: dict, headline: str, problems: list[Problem]) -> None:
    unknown = sorted(key for key in keys if key not in _KNOWN and not key.startswith(_KNOWN_PREFIXES))
    if unknown:
        message = "The item has properties that ninjs does not know; they were left out."
        problems.append(Problem("unknown-properties", message, ", ".join(unknown)[:300]))
    if not headline:
        problems.append(Problem("no-headline", "The item has no headline; one is proposed from its lead."))
