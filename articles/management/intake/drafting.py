"""From a wire's item to a draft of the newsroom's own: its section, its topics, its names, its dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time

from django.utils import timezone

from articles.editorial.drafts import DraftByline, Origin, StoryDraft, hold_for
from articles.editorial.subjects import SubjectIndex
from articles.management.intake.preparing import Prepared
from articles.models import Article, Section
from articles.parsing.markup import body_from_paragraphs
from articles.parsing.names import fold_name, name_slug
from articles.parsing.wire import WireItem, WireSubject, digest_guid

_MEDIA_TYPES = {"text": "text/plain", "ninjs": "application/json"}
_LONGEST_DEK = 500
_LONGEST_NOTE = 2000
_LONGEST_VERSION = 80
_LONGEST_GUID = 400
_MOST_COUNTED = 2000


class Sections:
    """The newsroom's sections by slug and by name, and where a story goes whose own is not known."""

    def __init__(self, fallback: Section | None = None) -> None:
        self.fallback = fallback
        self._known: dict[str, Section] = {}
        for section in Section.objects.all():
            self._known[fold_name(section.name)] = section
            self._known[section.slug] = section

    def of(self, name: str) -> Section | None:
        """The section of that name or slug, else the fallback."""
        named = self._known.get(fold_name(name)) or self._known.get(name_slug(name)) if name else None
        return named or self.fallback


class Drafter:
    """Makes drafts; counts the subjects that no topic stands for."""

    def __init__(self, sections: Sections, index: SubjectIndex, provider: str = "") -> None:
        self.sections, self.index, self.provider = sections, index, provider
        self.unknown: Counter[str] = Counter()

    def origin_of(self, prepared: Prepared) -> Origin:
        """Where the item came from; a guid or version too long for its column is known by its digest."""
        item, raw = _item(prepared), prepared.raw
        return Origin(
            provider=(self.provider or item.provider)[:120],
            guid=item.guid if len(item.guid) <= _LONGEST_GUID else digest_guid(item.guid),
            version=item.version if len(item.version) <= _LONGEST_VERSION else digest_guid(item.version),
            content=raw.content,
            media_type=_MEDIA_TYPES[raw.format],
        )

    def unknown_subjects(self, items: Iterable[Prepared]) -> list[WireSubject]:
        """The subjects of these items that no topic stands for."""
        return [
            subject
            for prepared in items
            for subject in _item(prepared).subjects
            if self.index.topic_of(subject) is None
        ]

    def draft(self, prepared: Prepared, origin: Origin, *, is_published: bool) -> StoryDraft:
        """The item as a draft. As published it needs a line where a byline stands: its provider's name; and a text: a
        flash is a headline alone, and that line was all there was to read.
        """
        item = _item(prepared)
        dek, note = _dek_and_note(item)
        unsigned = is_published and not item.byline
        is_flash = is_published and not item.body_html
        marked = None if is_flash else prepared.marked
        return StoryDraft(
            body=marked.html if marked else body_from_paragraphs((item.headline,) if is_flash else ()),
            marked=marked,
            fields={
                "slugline": item.slugline or name_slug(item.headline or item.guid),
                "headline": item.headline,
                "dek": dek,
                "genre": item.genre.lower() if item.genre.lower() in Article.Genre.values else None,
                "dateline_place": item.dateline.place if item.dateline else "",
                "dateline_source": item.dateline.source if item.dateline else "",
                "embargo_until": item.embargo_until,
                "editors_note": note,
                "hold_reason": hold_for(item.problems)
                or ("Withheld by its provider" if item.status == "withheld" else ""),
                "byline_override": f"From {origin.provider}" if unsigned else "",
            },
            section=self.sections.of(item.section),
            bylines=tuple(DraftByline(name.name[:200]) for name in item.byline if name.name.strip()),
            dateline_date=item.dated,
            topics=self._topics(item),
            origin=origin,
            published_at=item.published_at or _noon(item),
            modified_at=item.version_created,
        )

    def _topics(self, item: WireItem) -> tuple[int, ...]:
        chosen: dict[int, None] = {}
        for subject in item.subjects:
            topic = self.index.topic_of(subject)
            if topic is not None:
                chosen[topic] = None
            elif subject.name in self.unknown or len(self.unknown) < _MOST_COUNTED:
                self.unknown[subject.name] += 1
        return tuple(chosen)


def _item(prepared: Prepared) -> WireItem:
    assert prepared.item is not None  # noqa: S101 (what has a fault is never drafted)
    return prepared.item


def _dek_and_note(item: WireItem) -> tuple[str, str]:
    """A summary too long to be a dek goes to the desk as a note, cut to what a note may hold; the bytes are kept."""
    if len(item.dek) <= _LONGEST_DEK:
        return item.dek, item.editors_note[:_LONGEST_NOTE]
    return "", "\n".join(filter(None, [item.editors_note, f"Summary: {item.dek}"]))[:_LONGEST_NOTE]


def _noon(item: WireItem) -> datetime | None:
    """The moment meant by a date alone: noon of that day, by the site's clock."""
    if item.dated is None:
        return None
    return datetime.combine(item.dated, time(12), timezone.get_default_timezone())
