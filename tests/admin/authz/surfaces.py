"""Every address of the desk and what it lets whom do: a line a surface.

To add an address: one `Surface(action, url name, …)` in the list it belongs to below. The action must stand in
`table.py`; the url name is that of the resolver, without `admin:`; the walk in `test_matrix.py` does the rest, and
`test_addresses.py` fails on an address named nowhere here. An address every account may use goes into `OF_EVERYBODY`,
one that only passes on or shows a form that is posted to a surface named here into `ALSO`; readers' addresses into
`READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group

from articles.models import Article
from tests.admin.authz.world import World, mark_of, png
from tests.admin.conftest import form_of

Data = Callable[[World, Article | None, str], dict[str, Any]]


def nothing(world: World, story: Article | None, role: str) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Surface:
    """A way to do it: `on` is the state of the story it is tried on ("" where it is about none).

    `asks` gives the data, `where` the parts of the address. `ignores` names the columns that are left as they are and
    logged where the rest of the form is this person's to save. `shows` means a list: the rows it shows are what counts.
    """

    action: str
    name: str
    method: str = "POST"
    on: str = ""
    asks: Data = nothing
    where: Callable[[World, Article | None, str], dict[str, Any]] | None = None
    ignores: str = ""
    shows: bool = False

    def __str__(self) -> str:
        return f"{self.action}:{self.method}:{self.name}:{self.on or self.ignores}"

    def kwargs(self, world: World, story: Article | None, role: str) -> dict[str, Any]:
        if self.where is not None:
            return self.where(world, story, role)
        return {"object_id": story.pk} if story is not None and not self.shows else {}


def form(**changes: Any) -> Data:
    return lambda world, story, role: form_of(story, **changes)  # type: ignore[arg-type]


def say(**asked: Any) -> Data:
    return lambda world, story, role: {**asked, **({"version": story.version} if story else {})}


def verb(name: str) -> Callable[..., dict[str, Any]]:
    return lambda world, story, role: {"object_id": story.pk, "verb": name}


def quote(name: str, which: int = 0) -> Callable[..., dict[str, Any]]:
    return lambda world, story, role: {
        "object_id": story.pk,
        "public_id": story.quotes.order_by("pk")[which].public_id,
        "verb": name,
    }


def _read(action: str, name: str, on: str = "draft", **more: Any) -> Surface:
    return Surface(action, name, "GET", on, **more)


def _act(action: str, name: str, on: str, **asked: Any) -> Surface:
    return Surface(action, "articles_article_act", on=on, where=verb(name), asks=say(**asked))


def _list(action: str, name: str, **asked: Any) -> Surface:
    return Surface(action, name, "GET", "draft", asks=lambda *_: asked, shows=True)


def _one(kind: str, pk: Callable[[World], int]) -> Callable[..., dict[str, Any]]:
    return lambda world, story, role: {kind: pk(world)}


CORRECTED = "The bridge closes for nine weeks, not eight."

_PAGES = ("change", "preview", "aside", "names", "roles")

STORIES = [
    _list("story.list", "articles_article_changelist"),
    _list("search.admin_index", "articles_article_changelist", q="zq"),
    _list("search.admin_index", "suggest_pictures", q="zqdraft"),
    _list("story.view_draft", "articles_quote_changelist"),
    *(
        _read("story.view_draft", f"articles_article_{name}")
        for name in ("change", "preview", "aside", "names", "roles")
    ),
    _read("story.view_history", "articles_article_history"),
    Surface("story.edit_draft", "articles_article_change", on="draft", asks=form(dek="A new dek")),
    Surface("story.edit_draft", "articles_article_change", on="review", asks=form(kicker="New")),
    Surface("story.edit_body_field", "articles_article_change", on="draft", asks=form(body="<p>New words.</p>")),
    Surface("story.edit_other_fields_as_tagger", "articles_article_change", on="ready", asks=form(headline="Other")),
    Surface("story.edit_published", "articles_article_change", on="published", asks=form(dek="A new dek")),
    Surface("story.edit_topics_field", "articles_article_tag", on="draft", asks=lambda w, s, r: {"topic": w.topic.pk}),
    Surface(
        "story.edit_topics_field", "articles_article_tag", on="published", asks=lambda w, s, r: {"topic": w.topic.pk}
    ),
    _act("story.submit_for_edit", "submit", "draft"),
    _act("story.approve_copy", "approve", "review"),
    _act("story.approve_copy", "send-back", "review", reason="Who pays?"),
    _act("story.publish", "publish", "ready"),
    _act("story.publish", "publish", "published"),
    _act("story.publish", "publish-minor", "published"),
    _act("story.schedule", "schedule", "ready", when="2046-05-01T06:00"),
    _act("correction.create", "correct", "published", kind="correction", text=CORRECTED),
    _act("story.retract", "retract", "published", reason="It was not so."),
    _act("story.unpublish", "kill", "published", reason="It was not so."),
    _act("story.delete_draft", "kill", "draft", reason="It came to nothing."),
    _act("story.hold", "hold", "ready", reason="The lawyer reads it"),
    _act("story.hold", "release", "hold"),
    Surface(
        "story.set_or_lift_embargo",
        "articles_article_change",
        on="draft",
        asks=form(embargo_until="2046-05-01T06:00"),
        ignores="embargo_until",
    ),
    Surface(
        "workflow.assign",
        "articles_article_change",
        on="draft",
        asks=lambda w, s, r: form_of(s, assigned_to=w.people["copy_editor"].pk),  # type: ignore[arg-type]
        ignores="assigned_to",
    ),
    Surface("quote.confirm_speaker", "articles_article_quote", on="draft", where=quote("confirm")),
    Surface("quote.confirm_speaker", "articles_article_quote", on="draft", where=quote("dismiss")),
    Surface(
        "quote.confirm_speaker",
        "articles_article_quote",
        on="draft",
        where=quote("attribute"),
        asks=say(speaker="Somebody Else", role="witness"),
    ),
    Surface("quote.confirm_speaker", "articles_article_quotes", on="draft"),
    Surface(
        "quote.edit",
        "articles_article_quote",
        on="draft",
        where=quote("verify", 1),
        asks=say(how="notes", note="x"),
    ),
    Surface(
        "quote.edit",
        "articles_article_evidence",
        "GET",
        on="draft",
        where=lambda w, s, r: {"object_id": s.pk, "pk": s.quotes.order_by("pk")[0].evidence.get().pk},  # type: ignore
    ),
    _list("quote.edit", "articles_quote_unverified"),
    Surface(
        "image.view_unpublished",
        "articles_image_change",
        "GET",
        "draft",
        where=lambda w, s, r: {"object_id": s.lead_image_id},  # type: ignore[union-attr]
    ),
    _list("image.view_unpublished", "articles_image_changelist"),
    _read(
        "story.view_draft",
        "articles_quote_change",
        where=lambda w, s, r: {"object_id": s.quotes.order_by("pk")[0].pk},  # type: ignore[union-attr]
    ),
]

# About no story: "own" and "section" are told apart by the object itself, where it matters.
OTHERS = [
    Surface("story.create", "articles_article_add", asks=lambda *_: {"slugline": "a-new-one", "genre": "news"}),
    Surface("story.create", "articles_article_add", "GET"),
    Surface("story.create", "articles_article_paste", "GET"),
    Surface("topic.create_or_edit", "articles_topic_add", asks=lambda *_: _topic("A new topic")),
    Surface(
        "topic.create_or_edit",
        "articles_topic_change",
        where=_one("object_id", lambda w: w.topic.pk),
        asks=lambda *_: _topic("Renamed"),
    ),
    Surface(
        "topic.merge_or_delete",
        "articles_topic_delete",
        where=_one("object_id", lambda w: w.spare_topic.pk),
        asks=lambda *_: {"post": "yes"},
    ),
    Surface("section.manage", "articles_section_changelist", "GET"),
    Surface("section.manage", "articles_section_add", asks=lambda *_: {"name": "Sports", "position": 9}),
    Surface(
        "section.manage",
        "articles_section_change",
        where=_one("object_id", lambda w: w.elsewhere.pk),
        asks=lambda *_: {"name": "Culture", "position": 2},
    ),
    Surface("speaker.create_or_merge", "articles_person_add", asks=lambda *_: _person("Nina Frost")),
    Surface(
        "speaker.create_or_merge",
        "articles_person_merge",
        where=_one("object_id", lambda w: w.speaker.pk),
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
    Surface("user.list", "auth_user_changelist", "GET"),
    Surface("user.create_or_deactivate", "auth_user_add", asks=lambda *_: {"username": "newcomer", "is_active": "on"}),
    Surface(
        "user.create_or_deactivate",
        "auth_user_change",
        where=_one("object_id", lambda w: w.people["contributor"].pk),
        asks=lambda *_: {"username": "the-contributor"},
    ),
    Surface("user.create_or_deactivate", "auth_user_link", where=_one("pk", lambda w: w.people["contributor"].pk)),
    Surface(
        "user.grant_role",
        "auth_user_change",
        where=_one("object_id", lambda w: w.people["reporter"].pk),
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
    Surface("audit.alter", "articles_act_add", asks=lambda *_: {"verb": "publish"}),
    Surface(
        "user.change_other_password",
        "auth_user_delete",
        where=_one("object_id", lambda w: w.people["contributor"].pk),
        asks=lambda *_: {"post": "yes"},
    ),
]

# What each account finds in its own hands, and the door.
OF_EVERYBODY = {
    "index": "admin.sign_in",
    "login": "admin.sign_in",
    "logout": "admin.sign_in",
    "set_password": "user.change_own_password",
    "password_change": "user.change_own_password",
    "password_change_done": "user.change_own_password",
    "suggest_people": "search.admin_index",
    "articles_person_changelist": "author_page.edit_own",
    "articles_person_change": "author_page.edit_own",
}
# Further addresses of an action whose surface is named above, or Django's own that lead nowhere.
ALSO = {
    "articles_article_untag": "story.edit_topics_field",
    "articles_person_undo": "speaker.create_or_merge",
    "articles_topic_changelist": "story.list",
    "suggest_topics": "story.edit_topics_field",
    "articles_image_delete": "image.edit_or_delete_other",
    "articles_section_delete": "section.manage",
    "articles_person_delete": "speaker.create_or_merge",
    "articles_edition_changelist": "story.view_draft",
    "articles_correction_changelist": "story.view_draft",
    "articles_original_changelist": "story.view_draft",
    "articles_original_bytes": "story.view_draft",
    "articles_redirect_changelist": "section.manage",
    "autocomplete": "user.list",
    "jsi18n": "admin.sign_in",
    "app_list": "admin.sign_in",
    **{
        f"articles_{kind}_history": "story.view_history"
        for kind in (
            "image",
            "quote",
            "edition",
            "correction",
            "original",
            "redirect",
            "act",
            "section",
            "topic",
            "person",
        )
    },
    "auth_user_history": "user.list",
}
READERS = {
    "public.read_published": {
        *("front", "story-detail", "story-quotes", "section-detail", "topic-list", "topic-detail", "person-list"),
        *("person-detail", "said-on-topic", "search", "quote-search", "quote-detail", "archive-index", "archive-month"),
        *("archive-day", "front-feed", "section-feed", "topic-feed", "person-feed", "sitemap-index", "story-sitemap"),
        *("section-sitemap", "topic-sitemap", "person-sitemap", "news-sitemap", "oembed", "robots", "health"),
        *("security", "media-file"),
    },
    "public.read_past_edition": {"version-list", "version-detail"},
    "public.read_corrections_log": {"correction-list", "corrections-feed"},
}
# Actions that no address of this product does: words no address may hold until it is a surface above.
NO_SURFACE = {
    "story.break_lock": "lock",
    "story.copy": "copy",
    "story.export": "export",
    "story.revert_to_edition": "revert",
    "story.reassign_author": "reassign",
    "story.lift_legal_hold": "lift",
    "comment.internal_read": "comment",
    "preview_link.create": "share",
    "preview_link.use_expired_or_revoked": "shared",
    "front_page.arrange": "front-page",
    "style_rule.edit": "style",
    "import.run": "import",
    "import.url_fetch": "fetch",
    "backup.download": "backup",
    "cache.purge": "purge",
    "feed.token_create": "token_create",
    "setting.edit": "setting",
    "role.edit_permissions": "group",
}
# Actions proved by a test of their own, named after them.
APART = {
    "public.read_unpublished",
    "public.read_retracted_body",
    "admin.see_recent_actions_of_others",
    "story.view_restricted",
    "story.edit_when_locked_by_other",
    "story.publish_own_without_second_person",
    "author_page.edit_own",
    "author_page.edit_other",
    "image.edit_or_delete_other",
    "user.change_own_password",
    "user.view_password_hash",
    "api.write_without_csrf_or_token",
    "admin.bulk_action_on_foreign_rows",
    "admin.get_changes_state",
    "account.disabled_user_does_anything",
}


def _topic(name: str) -> dict[str, Any]:
    formset = {f"aliases-{part}": 0 for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {"name": name, "kind": "subject", **formset}


def _person(name: str) -> dict[str, Any]:
    parts = [f"{prefix}-{part}" for prefix in ("aliases", "roles") for part in ("TOTAL_FORMS", "INITIAL_FORMS")]
    return {"name": name, "kind": "human", **dict.fromkeys(parts, 0)}


def _picture() -> dict[str, Any]:
    return {"file": png("new"), "title": "New", "alt": "A", "caption": "", "credit": "B", "focal_point": "0.5x0.5"}


def _group(name: str) -> int:
    return Group.objects.get(name=name).pk


def marks(surface: Surface, place: str) -> str:
    return mark_of(surface.on, place)


if settings.SECOND_FACTOR:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    def _with_a_factor(world: World, story: Article | None, role: str) -> dict[str, Any]:
        TOTP.activate(world.people["contributor"], generate_totp_secret())
        return {}

    OTHERS.append(
        Surface(
            "user.create_or_deactivate",
            "second_factor_take_off",
            where=_one("pk", lambda w: w.people["contributor"].pk),
            asks=_with_a_factor,
        )
    )
    OF_EVERYBODY |= {
        "second_factor_code": "admin.sign_in",
        **dict.fromkeys(
            ("second_factor", *(f"second_factor_{page}" for page in ("begin", "app", "off", "codes"))),
            "user.change_own_password",
        ),
    }
