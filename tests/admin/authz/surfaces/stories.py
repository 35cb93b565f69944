"""Stories listed, looked at and written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from articles.editorial import nothing_fits, pin_related, tag
from articles.models import Article
from tests.admin.authz.surfaces.kinds import Surface, form, listed, read, say
from tests.admin.authz.world import World, shared
from tests.builders import NOON, make_published, make_topic


def _related(world: World, story: Any, role: str) -> dict[str, Any]:
    """Another story, that readers can see."""
    return {"other": Article.objects.get(path="/2026/01/01/related/").pk}


def _two_pinned(way: str) -> Callable[[World, Any], None]:
    """The other story pinned where it can go that way."""

    def pin(world: World, story: Any) -> None:
        at = timezone.now()
        two = [make_published(at=at, path="/2026/01/01/related/"), make_published(at=at)]
        for edition in reversed(two) if way == "up" else two:
            pin_related(story, edition.article, by=None, at=at)

    return pin


LISTS = [
    listed("story.list", "articles_article_changelist"),
    listed("story.list", "budget", when="undated"),
    listed("story.export", "articles_article_export"),
    listed("story.export", "budget_export", when="undated"),
    listed("search.admin_index", "articles_article_changelist", q="zq"),
    listed("search.admin_index", "suggest_pictures", q="zqdraft"),
    listed("story.view_draft", "articles_quote_changelist"),
    listed("image.view_unpublished", "articles_image_changelist"),
]

LOOKING = [
    *(
        read("story.view_draft", f"articles_article_{name}")
        for name in ("change", "preview", "aside", "names", "roles", "standing")
    ),
    *(read("story.view_history", f"articles_article_{name}") for name in ("history", "compare", "review")),
    Surface("story.view_draft", "articles_article_check", on="draft", asks=form(headline="Typed"), writes=""),
    Surface("story.view_draft", "articles_article_presence", on="draft", writes="articles.Presence"),
    read(
        "image.view_unpublished", "articles_image_change", where=lambda w, s, r: {"object_id": s.lead_image_id}
    ),
]  # fmt: skip

WRITING = [
    Surface("story.edit_draft", "articles_article_change", on="draft", asks=form(dek="A new dek")),
    Surface("story.edit_draft", "articles_article_change", on="review", asks=form(kicker="New")),
    Surface("story.edit_body_field", "articles_article_change", on="draft", asks=form(body="<p>New words.</p>")),
    Surface("story.edit_other_fields_as_tagger", "articles_article_change", on="ready", asks=form(headline="Other")),
    Surface("story.edit_published", "articles_article_change", on="published", asks=form(dek="A new dek")),
    *(
        Surface(action, "articles_article_autosave", on=on, asks=form(dek="Typed"), writes="articles.Autosave")
        for action, on in (("story.edit_draft", "draft"), ("story.edit_published", "published"))
    ),
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
        asks=lambda w, s, r: form(assigned_to=w.people["copy_editor"].pk)(w, s, r),
        ignores="assigned_to",
    ),
]


def _bench(verb: str, on: str = "draft", given: Any = None) -> Surface:
    """A key of the tagging bench."""
    return Surface(
        "story.edit_topics_field",
        "tagging_act",
        on=on,
        verb=verb,
        given=given,
        where=lambda w, s, r: {"pk": s.pk},
        asks=lambda w, s, r: {"topic": w.topic.pk},
    )


BESIDE = [
    *(
        Surface("story.edit_topics_field", "articles_article_tag", on=on, asks=lambda w, s, r: {"topic": w.topic.pk})
        for on in ("draft", "published")
    ),
    Surface(
        "story.edit_topics_field",
        "articles_article_untag",
        on="draft",
        given=lambda w, s: s.taggings.create(topic=w.topic, tagged_at=NOON),
        asks=lambda w, s, r: {"topic": w.topic.pk},
    ),
    read("story.edit_topics_field", "tagging_story", where=lambda w, s, r: {"pk": s.pk}),
    read("story.edit_topics_field", "tagging", asks=lambda w, s, r: {"story": s.pk}, where=lambda *_: {}),
    *(_bench(verb, on=on) for verb in ("tag", "nothing") for on in ("draft", "published")),
    _bench("untag", given=lambda w, s: s.taggings.create(topic=w.topic, tagged_at=NOON)),
    _bench("suggest", given=lambda w, s: make_topic("Alder Street")),
    _bench("again", given=lambda w, s: nothing_fits(s, by=None, at=NOON)),
    Surface(
        "story.edit_topics_field",
        "tagging_undo",
        on="draft",
        given=lambda w, s: tag(s, w.topic, by=None, at=NOON),
        where=lambda *_: {},
        asks=lambda w, s, r: {"act": getattr(s.acts.filter(verb="tag").first(), "pk", 0)},
    ),
    read("story.edit_topics_field", "articles_article_related"),
    *(
        Surface(
            "story.edit_topics_field",
            "articles_article_pin",
            on=on,
            given=lambda w, s: make_published(at=timezone.now(), path="/2026/01/01/related/"),
            asks=_related,
        )
        for on in ("draft", "published")
    ),
    Surface(
        "story.edit_topics_field",
        "articles_article_unpin",
        on="draft",
        given=lambda w, s: pin_related(
            s, make_published(at=timezone.now(), path="/2026/01/01/related/").article, by=None, at=timezone.now()
        ),
        asks=_related,
    ),
    *(
        Surface(
            "story.edit_topics_field",
            f"articles_article_related_{way}",
            on="draft",
            given=_two_pinned(way),
            asks=_related,
        )
        for way in ("up", "down")
    ),
    Surface("comment.internal_read", "articles_article_note", on="draft", asks=say(text="Call the mayor.")),
    read("preview_link.create", "articles_article_previews"),
    Surface(
        "preview_link.create",
        "articles_article_previews",
        on="draft",
        asks=say(label="The lawyer", days="3", confirm="yes"),
    ),
    Surface(
        "preview_link.create",
        "articles_article_revoke",
        on="draft",
        given=lambda w, s: shared(w, s),
        where=lambda w, s, r: {"object_id": s.pk, "pk": getattr(s.preview_links.first(), "pk", 0)},
    ),
]
