"""The sample desk: files each story's raw copy and takes it to its fate, by the acts an editor's screen calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from html import escape
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from articles import editorial
from articles.editorial.checking import EvidenceDraft
from articles.editorial.drafts import DraftByline, draft_of
from articles.management.sample.manifest import copy_of, happened, moment
from articles.models import Article, Edition, Image, Person, Quote, Section, Topic
from articles.models.rights import is_author
from articles.parsing import parse_story

_SUBMITTED = {
    "review", "ready", "scheduled", "embargoed", "published", "corrected", "updated", "killed-after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a story is told with: the accounts by role, and what exists before the first story."""

    accounts: Mapping[str, User]
    sections: Mapping[str, Section]
    topics: Mapping[str, Topic]
    people: Mapping[str, Person]
    now: datetime


# How the first quotes of a story were checked; what comes after them waits in the queue.
_CHECKS = {
    0: (Quote.Verification.RECORDING, EvidenceDraft(note="On the recorder, said twice.", time_code="12:40")),
    1: (Quote.Verification.NOTES, EvidenceDraft(note="Green notebook, page 3.")),
}


def tell(desk: Desk, story: dict[str, Any], picture: Image | None, inset: Image | None = None) -> Article:
    """File a story and take it to the fate the manifest has for it; returns it as it ends."""
    out = happened(story, desk.now)
    filed = out - timedelta(hours=3)
    article = _file(desk, story, picture, inset, at=filed)
    if story["fate"] != "draft":
        _settle_quotes(desk, story, article, at=filed + timedelta(minutes=20))
    for name in story["topics"]:
        editorial.tag(article, desk.topics[name], by=desk.accounts["topic_tagger"], at=filed + timedelta(minutes=40))
    if story["fate"] in _SUBMITTED:
        article = editorial.submit(article, by=desk.accounts["reporter"], at=filed + timedelta(hours=1))
    if story["fate"] in _SUBMITTED - {"review"}:
        article = editorial.approve(article, by=_reader_of(desk, article), at=filed + timedelta(hours=2))
    for number, note in enumerate(story.get("notes", ())):
        by, at = desk.accounts[note["by"]], filed + timedelta(minutes=45 + 10 * number)
        editorial.add_note(article, note["text"], by=by, at=at)
    return _meet_fate(desk, story, article, out)


def plan_of(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What the manifest plans of a story: hour, budget line, length; nothing where it plans nothing."""
    plan = row.get("plan") or {}
    return {
        "planned_at": moment(plan["planned"], now) if plan.get("planned") else None,
        "budget_line": plan.get("budget_line"),
        "planned_length": plan.get("length"),
    }


def add_lines(desk: Desk, lines: Sequence[dict[str, Any]]) -> None:
    """Stories still to be written: a line on the budget each, some given to a desk person."""
    for row in lines:
        by = desk.accounts[row["by"]]
        cells = {name: value for name, value in plan_of({"plan": row}, desk.now).items() if value is not None}
        names, section = (DraftByline(person=by.person),), desk.sections[row["section"]]  # type: ignore[attr-defined]
        at = desk.now - timedelta(hours=1)
        line = editorial.add_line(row["slugline"], cells, bylines=names, section=section, by=by, at=at)
        if row["desk"]:
            given = {"assigned_to": desk.accounts[row["desk"]]}
            editorial.plan_story(line, given, by=desk.accounts["managing_editor"], at=at + timedelta(minutes=10))


def _file(desk: Desk, story: dict[str, Any], picture: Image | None, inset: Image | None, *, at: datetime) -> Article:
    embargo = {"embargo_until": moment(story["embargo"], desk.now)} if "embargo" in story else {}
    draft = draft_of(parse_story(copy_of(story)), **embargo)
    fields = {
        **draft.fields,
        **{name: story[name] for name in ("slugline", "seo_headline", "dek", "kicker", "genre", "url_slug")},
        "headline": story["headline"] or draft.fields["headline"],
        "lead_image": picture,
        **plan_of(story, desk.now),
    }
    draft = replace(
        draft,
        body=_with_picture(draft.body, inset) if inset else draft.body,
        fields={name: value for name, value in fields.items() if value is not None},
        section=desk.sections[story["section"]],
        bylines=tuple(DraftByline(person=desk.people[name]) for name in story["bylines"]),
        dateline_date=draft.dateline_date or timezone.localtime(at).date(),
    )
    return editorial.file_story(draft, by=desk.accounts["reporter"], at=at)


def _with_picture(body: str, picture: Image) -> str:
    """The body with the picture after its third paragraph."""
    *first, rest = body.split("</p>", 3)
    return "".join(f"{paragraph}</p>" for paragraph in first) + f'<figure data-image="{picture.pk}"></figure>{rest}'


def _settle_quotes(desk: Desk, story: dict[str, Any], article: Article, *, at: datetime) -> None:
    """Confirm the quotes the manifest names with the speakers it gives; dismiss what else was proposed."""
    by = desk.accounts["copy_editor"]
    for quote in article.quotes.in_place():
        said = next((row for row in story["quotes"] if quote.words.startswith(row["words"])), None)
        if said is None:
            editorial.dismiss_quote(quote, by=by, at=at)
        elif said["speaker"] or said["role"]:
            _confirm(quote, desk.people.get(said["speaker"]), said["role"] or "", by=by, at=at)


def _confirm(quote: Quote, speaker: Person | None, role: str, *, by: User, at: datetime) -> None:
    if quote.speaker != speaker or quote.role_printed != role:
        quote = editorial.attach_speaker(quote, person=speaker, role=role, by=by, at=at)
    quote = editorial.confirm_quote(quote, by=by, at=at)
    if quote.position in _CHECKS:
        how, evidence = _CHECKS[quote.position]
        editorial.verify_quote(quote, how=how, by=by, at=at, evidence=evidence)


def _reader_of(desk: Desk, article: Article) -> User:
    """Who approves: the section's editor, else the managing editor; never somebody who wrote the story."""
    section_editor = desk.accounts["section_editor"]
    candidates = [section_editor] if article.section in section_editor.sections.all() else []
    candidates += [desk.accounts["managing_editor"], desk.accounts["copy_editor"]]
    return next(user for user in candidates if not is_author(user, article))


def _meet_fate(desk: Desk, story: dict[str, Any], article: Article, out: datetime) -> Article:
    fate, chief = story["fate"], desk.accounts["managing_editor"]
    if fate == "scheduled":
        editorial.schedule(article, when=moment(story["scheduled"], desk.now), by=chief, at=desk.now)
    elif fate == "killed":
        editorial.kill(article, reason=story["kill"]["reason"], by=chief, at=out)
    elif fate in {"published", "corrected", "updated", "killed-after"}:
        editorial.publish(article, by=chief, at=out)
    article.refresh_from_db()
    if fate in {"corrected", "updated"}:
        _change(desk, story, article)
    elif fate == "killed-after":
        reason, at = story["kill"]["reason"], moment(story["kill"], desk.now)
        editorial.kill(article, reason=reason, by=chief, at=at)
    article.refresh_from_db()
    return article


def _change(desk: Desk, story: dict[str, Any], article: Article) -> None:
    """Change a live story's words as the manifest says, and release that as an update or a correction."""
    change = story.get("correction") or story["update"]
    at = moment(change, desk.now)
    was, now = (escape(change[name], quote=False) for name in ("was", "now"))
    body = article.body.replace(was, now)
    article = editorial.revise(article, {"body": body}, by=desk.accounts["copy_editor"], at=at)
    chief = desk.accounts["managing_editor"]
    if "correction" in story:
        editorial.correct(article, text=change["text"], by=chief, at=at)
    else:
        editorial.publish(article, by=chief, at=at, change=Edition.Change.UPDATE)
