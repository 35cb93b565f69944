"""A story's conversation at the desk: its notes, and the reasons it was sent back, held or killed, in one thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from articles.admin.verbs import said
from articles.models import Article
from articles.models.profile import account_name
from articles.models.rights import may

# Acts whose reason is part of the conversation.
_REASONED = ("send_back", "hold", "release", "retract", "kill")
_MOST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the thread: who, when, the words; `did` where an act said them and no note."""

    who: str
    at: datetime
    text: str
    did: str = ""


def thread_of(article: Article, user: User) -> list[Said] | None:
    """The thread, the oldest first; None for who may not read the desk's notes on this story. Two queries."""
    if not may(user, "comment.internal_read", article):
        return None
    notes = article.notes.select_related("by").order_by("-at", "-pk")[:_MOST]
    acts = article.acts.filter(verb__in=_REASONED).select_related("by").order_by("-pk")[:_MOST]
    entries = [Said(account_name(note.by) if note.by else note.by_name, note.at, note.text) for note in notes]
    entries += [
        Said(account_name(act.by) if act.by else act.by_name, act.at, str(act.detail.get("reason", "")), said(act.verb))
        for act in acts
    ]
    return sorted(entries, key=lambda entry: entry.at)
