"""The sample newsroom's house style: a few rules of its own, owned by its copy editor."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User

from articles.editorial import set_style_rule
from articles.models import StyleRule

# Pattern, reason, what to write instead, whether capitals count.
RULES = (
    ("utiliz*|utilis*", "The short word says the same.", "use", False),
    ("prior to", "Two words for one.", "before", False),
    ("in order to", "Two words too many.", "to", False),
    ("at this point in time", "Five words for one.", "now", False),
    ("per cent", "One word in our pages.", "percent", False),
    ("e-mail", "No hyphen since the desk’s meeting of spring.", "email", False),
    ("passed away|passed on", "We write plainly of death.", "died", False),
    ("City officials", "Say which: the office or the name.", "", False),
    ("Town Hall", "Port Amity is a city; its hall is City Hall.", "City Hall", True),
    ("very unique|most unique", "Unique knows no degrees.", "unique", False),
    ("first annual", "Nothing is annual the first time.", "first", False),
    ("residents", "Where a person is meant, say who; “people” does for the rest.", "people", False),
)


def make_style_rules(*, by: User, at: datetime) -> list[StyleRule]:
    """The rules, in force."""
    fields = ("pattern", "reason", "suggestion", "matches_case")
    return [set_style_rule(None, {**dict(zip(fields, row, strict=True)), "owner": by}, by=by, at=at) for row in RULES]
