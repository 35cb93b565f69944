"""Records apart from stories: filed and pasted ones, topics, sections, people, pictures, accounts, the log."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group

from articles.models import Topic
from tests.admin.authz.surfaces.kinds import Surface, one, say
from tests.admin.authz.world import World, png
from tests.builders import NOON


def _topic(name: str) -> dict[str, Any]:
    parts = [f"{name}-{part}" for name in ("aliases", "codes", "labels") for part in ("TOTAL_FORMS", "INITIAL_FORMS")]
    formset = dict.fromkeys(parts, 0)
    return {"name": name, "kind": "subject", **formset}


def _person(name: str) -> dict[str, Any]:
    parts = [f"{prefix}-{part}" for prefix in ("aliases", "roles") for part in ("TOTAL_FORMS", "INITIAL_FORMS")]
    return {"name": name, "kind": "human", **dict.fromkeys(parts, 0)}


def _picture() -> dict[str, Any]:
    return {"file": png("new"), "title": "New", "alt": "A", "caption": "", "credit": "B", "focal_point": "0.5x0.5"}


def _group(name: str) -> int:
    return Group.objects.get(name=name).pk


def _carried(world: World, story: Any) -> None:
    world.stories["draft", "other"].taggings.create(topic=world.spare_topic, tagged_at=NOON)


def _split(world: World) -> dict[str, Any]:
    return {"story": world.stories["draft", "other"].pk, "name": "A part of it"}


MERGE = "topic.merge_or_delete"
SPARE = one("object_id", lambda w: w.spare_topic.pk)

RECORDS = [
    Surface("story.create", "articles_article_add", asks=lambda *_: {"slugline": "a-new-one", "genre": "news"}),
    Surface("story.create", "articles_article_add", "GET"),
    Surface("story.create", "articles_article_paste", "GET"),
    Surface(
        "story.create",
        "articles_article_autosave_unfiled",
        asks=lambda *_: {"draft_key": "new-abcdefgh", "slugline": "begun"},
        writes="articles.Autosave",
    ),
    Surface("story.create", "budget_add", asks=lambda *_: {"slugline": "a-line", "budget_line": "What it is about"}),
    Surface("author_page.edit_own", "me", "GET"),
    Surface("author_page.edit_own", "me", asks=lambda *_: {"time_zone": "Europe/Paris"}),
    Surface("topic.create_or_edit", "articles_topic_add", asks=lambda *_: _topic("A new topic")),
    Surface(
        "topic.create_or_edit",
        "articles_topic_change",
        where=one("object_id", lambda w: w.topic.pk),
        asks=lambda *_: _topic("Renamed"),
    ),
    Surface(
        "topic.merge_or_delete",
        "articles_topic_delete",
        where=one("object_id", lambda w: w.spare_topic.pk),
        asks=lambda *_: {"post": "yes"},
    ),
    Surface(
        "topic.create_or_edit",
        "tagging_act",
        verb="new",
        where=lambda w, s, r: {"pk": w.stories["draft", "section"].pk},
        asks=lambda *_: {"name": "Lead pipes", "kind": "subject"},
    ),
    *(
        Surface(MERGE, f"articles_topic_{act}_act", where=one("pk", lambda w: w.spare_topic.pk))
        for act in ("retire", "delete")
    ),
    Surface(
        MERGE,
        "articles_topic_return_act",
        where=one("pk", lambda w: w.spare_topic.pk),
        given=lambda w, s: Topic.objects.filter(pk=w.spare_topic.pk).update(retired=True),
    ),
    Surface(MERGE, "articles_topic_care", "GET"),
    Surface(MERGE, "articles_topic_merge", where=SPARE, asks=lambda w, s, r: {"other": w.topic.pk, "keep": w.topic.pk}),
    Surface(MERGE, "articles_topic_split", where=SPARE, given=_carried, asks=lambda w, s, r: _split(w)),
    Surface(MERGE, "articles_topic_apart", asks=lambda w, s, r: {"first": w.topic.pk, "second": w.spare_topic.pk}),
    Surface("topic.create_or_edit", "articles_topic_rename", where=SPARE, asks=lambda *_: {"name": "Called so"}),
    Surface("topic.create_or_edit", "articles_topic_move", where=SPARE, asks=lambda w, s, r: {"below": w.topic.pk}),
    Surface(
        "topic.create_or_edit",
        "articles_topic_check",
        "GET",
        asks=lambda w, s, r: {"topic": w.topic.pk, "name": "Called so"},
    ),
    Surface("section.manage", "articles_section_changelist", "GET"),
    Surface("section.manage", "articles_section_add", asks=lambda *_: {"name": "Sports", "position": 9}),
    Surface(
        "section.manage",
        "articles_section_change",
        where=one("object_id", lambda w: w.elsewhere.pk),
        asks=lambda *_: {"name": "Culture", "position": 2},
    ),
    Surface("speaker.create_or_merge", "articles_person_add", asks=lambda *_: _person("Nina Frost")),
    Surface(
        "speaker.create_or_merge",
        "articles_person_merge",
        where=one("object_id", lambda w: w.speaker.pk),
        asks=lambda w, s, r: {"other": w.writer.pk, "keep": w.writer.pk},
    ),
    Surface("speaker.create_or_merge", "articles_person_duplicates", "GET"),
    Surface(
        "speaker.create_or_merge",
        "articles_person_apart",
        asks=lambda w, s, r: {"first": w.speaker.pk, "second": w.writer.pk},
    ),
    Surface("image.upload", "articles_image_add", asks=lambda *_: _picture()),
    Surface("report.view", "report_quotes", "GET"),
    Surface("topic.create_or_edit", "report_topics", "GET"),
    Surface("user.list", "auth_user_changelist", "GET"),
    Surface("user.create_or_deactivate", "auth_user_add", asks=lambda *_: {"username": "newcomer", "is_active": "on"}),
    Surface(
        "user.create_or_deactivate",
        "auth_user_change",
        where=one("object_id", lambda w: w.people["contributor"].pk),
        asks=lambda *_: {"username": "the-contributor"},
    ),
    Surface("user.create_or_deactivate", "auth_user_link", where=one("pk", lambda w: w.people["contributor"].pk)),
    Surface(
        "user.grant_role",
        "auth_user_change",
        where=one("object_id", lambda w: w.people["reporter"].pk),
        asks=lambda *_: {"username": "the-reporter", "is_active": "on", "groups": _group("copy_editor")},
    ),
    Surface(
        "user.change_own_role",
        "auth_user_change",
        where=lambda w, s, r: {"object_id": w.people[r].pk if r in w.people else 1},
        asks=lambda w, s, r: {"username": f"the-{r}", "is_active": "on", "groups": _group("managing_editor")},
    ),
    Surface("audit.read", "articles_act_changelist", "GET"),
]

# Nobody may: whatever is posted there changes nothing.
_NEVER = {
    "edition.alter": ("edition", "articles_edition"),
    "correction.edit_or_delete_published": ("correction", "articles_correction"),
    "audit.alter": ("act", "articles_act"),
    "story.delete_published": ("article", "articles_article"),
}
NEVER = [
    *(
        Surface(action, f"{name}_{what}", where=lambda w, s, r: {"object_id": 1}, asks=lambda *_: {"post": "yes"})
        for action, (_, name) in _NEVER.items()
        for what in (("delete",) if name == "articles_article" else ("change", "delete"))
    ),
    *(
        Surface(
            "edition.alter", f"articles_{kind}_{what}", where=lambda w, s, r: {"object_id": 1}, asks=say(post="yes")
        )
        for kind in ("quote", "original", "redirect")
        for what in ("change", "delete")
    ),
    *(
        Surface("edition.alter", f"articles_{kind}_add", asks=lambda *_: {"post": "yes"})
        for kind in ("quote", "original", "redirect", "edition", "correction")
    ),
    Surface(
        "audit.alter",
        "articles_stylerule_delete",
        where=one("object_id", lambda w: w.rule.pk),
        asks=lambda *_: {"post": "yes"},
    ),
    Surface("audit.alter", "articles_act_add", asks=lambda *_: {"verb": "publish"}),
    Surface(
        "user.change_other_password",
        "auth_user_delete",
        where=one("object_id", lambda w: w.people["contributor"].pk),
        asks=lambda *_: {"post": "yes"},
    ),
]
