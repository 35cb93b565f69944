"""Who may do what: one table of actions and roles, and the questions asked of it.

A role is a group. A cell says on which objects: every one (allow), those the person wrote, is named author of or is
assigned to (own), or those of the person's sections besides own ones (section). What is not in the table is denied.
A superuser is break-glass: everything is allowed, and every act done so says so in the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q

if TYPE_CHECKING:
    from articles.models.article import Article

ROLES = (
    "contributor",
    "reporter",
    "copy_editor",
    "section_editor",
    "topic_tagger",
    "managing_editor",
    "administrator",
)

_WORD = {"A": "allow", "O": "own", "S": "section", "-": "deny"}

# Columns: the roles, in their order.
_TABLE = """
admin.see_recent_actions_of_others  - - - A - A A
story.list                          O O A A A A -
story.view_draft                    O O A A A A -
story.view_restricted               O O - S - A -
story.create                        A A A A - A -
story.edit_draft                    O O A S - A -
story.edit_published                - - A S - A -
story.edit_body_field               O O A S - A -
story.edit_topics_field             O O A S A A -
story.submit_for_edit               O O O O - A -
story.approve_copy                  - - A S - A -
story.publish                       - - - S - A -
story.schedule                      - - - S - A -
story.set_or_lift_embargo           - - - S - A -
story.unpublish                     - - - S - A -
story.retract                       - - - - - A -
story.hold                          - - A S - A -
story.lift_legal_hold               - - - - - A -
story.delete_draft                  O O O S - A -
story.view_history                  O O A S A A -
story.revert_to_edition             O O A S - A -
story.copy                          O O A S - A -
story.export                        - - A S - A -
story.reassign_author               - - - S - A -
correction.create                   - - A S - A -
quote.edit                          O O A S - A -
quote.confirm_speaker               O O A S A A -
speaker.create_or_merge             - - A A A A -
topic.create_or_edit                - - - A A A -
topic.merge_or_delete               - - - A A A -
section.manage                      - - - - - A A
author_page.edit_own                A A A A A A A
author_page.edit_other              - - - S - A A
image.upload                        A A A A - A -
image.view_unpublished              O O A A A A -
image.edit_or_delete_other          - - A S - A -
import.run                          - A A A - A -
comment.internal_read               O O A S A A -
workflow.assign                     - - - S - A -
preview_link.create                 O O A S - A -
front_page.arrange                  - - - A - A -
style_rule.edit                     - - A A - A -
report.view                         - - - S - A A
user.list                           - - - - - A A
user.create_or_deactivate           - - - - - - A
user.grant_role                     - - - - - - A
audit.read                          - - - - - A A
"""

RIGHTS: dict[str, dict[str, str]] = {
    action: dict(zip(ROLES, (_WORD[cell] for cell in cells), strict=True))
    for action, *cells in (line.split() for line in _TABLE.strip().splitlines())
}

Someone = User | AnonymousUser


def roles_of(user: Someone) -> frozenset[str]:
    """The roles a person holds, read once an object: a person's groups that bear a role's name."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    known: frozenset[str] | None = getattr(user, "_newsroom_roles", None)
    if known is None:
        known = frozenset(user.groups.values_list("name", flat=True)) & frozenset(ROLES)
        user._newsroom_roles = known  # type: ignore[attr-defined, union-attr]
    return known


def sections_of(user: Someone) -> frozenset[int]:
    """Ids of the sections whose desk a person sits at, read once an object."""
    known: frozenset[int] | None = getattr(user, "_newsroom_sections", None)
    if known is None:
        known = frozenset(user.sections.values_list("pk", flat=True))  # type: ignore[attr-defined, union-attr]
        user._newsroom_sections = known  # type: ignore[attr-defined, union-attr]
    return known


def reach(user: Someone, action: str) -> set[str]:
    """How far a person's roles carry for an action: some of allow, section, own; empty when denied."""
    if action not in RIGHTS:
        raise KeyError(f"No action named {action!r} in the table of rights.")
    if user.is_active and getattr(user, "is_superuser", False):
        return {"allow"}
    return {RIGHTS[action][role] for role in roles_of(user)} - {"deny"}


def may(user: Someone, action: str, article: Article | None = None) -> bool:
    """Whether a person may do this, to this story where one is given.

    Without a story a cell of own or section counts as yes: some object may be in reach. A restricted story asks the
    right to view restricted stories besides.
    """
    how_far = reach(user, action)
    if article is None or not how_far:
        return bool(how_far)
    if article.restricted and action != "story.view_restricted" and not may(user, "story.view_restricted", article):
        return False
    if "allow" in how_far:
        return True
    if "section" in how_far and article.section_id in sections_of(user):
        return True
    return is_own(user, article)


def is_author(user: Someone, article: Article) -> bool:
    """Whether a person entered the story or is named in its byline: who the two-person rule means."""
    if user.pk is None:
        return False
    if user.pk == article.created_by_id:
        return True
    if "bylines" in getattr(article, "_prefetched_objects_cache", {}):  # screens ask often; acts lock a fresh row
        return any(byline.person.user_id == user.pk for byline in article.bylines.all())
    return article.pk is not None and article.bylines.filter(person__user=user.pk).exists()


def is_own(user: Someone, article: Article) -> bool:
    """Whether a person is the author of a story, or is assigned to it."""
    return user.pk is not None and (user.pk == article.assigned_to_id or is_author(user, article))


def rows_in_reach(user: Someone, action: str) -> Q:
    """The same question for lists: a condition on articles that holds for those a person may do this to.

    It joins nothing, so that no row comes twice and a list is read in the order of its index.
    """
    bylines = apps.get_model("articles", "Byline")._default_manager.filter(person__user=user.pk)
    own = Q(created_by=user.pk) | Q(assigned_to=user.pk) | Q(pk__in=bylines.values("article"))
    return _rows(user, action, own) & (Q(restricted=False) | _rows(user, "story.view_restricted", own))


def _rows(user: Someone, action: str, own: Q) -> Q:
    how_far = reach(user, action)
    if "allow" in how_far:
        return ~Q(pk__in=[])  # every row; an empty Q would vanish from an "or"
    if "section" in how_far:
        return own | Q(section__in=sections_of(user))
    return own if how_far else Q(pk__in=[])


def facts_about(user: Any) -> dict[str, bool]:
    """What the log notes of a person's standing: break-glass use of a superuser account."""
    return {"break_glass": True} if getattr(user, "is_superuser", False) else {}
