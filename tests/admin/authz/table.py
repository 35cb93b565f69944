"""Who may do what, cell by cell: what the newsroom promises, written down apart from the code that keeps it.

A: any object. O: own ones. S: those of one's sections, and own ones. -: refused. The columns are `COLUMNS`.
"""

from __future__ import annotations

from articles.models.rights import ROLES

COLUMNS = ("anonymous", *ROLES)

_TABLE = """
public.read_published                    A A A A A A A A
public.read_unpublished                  - - - - - - - -
public.read_retracted_body               - - - - - - - -
public.read_past_edition                 A A A A A A A A
public.read_corrections_log              A A A A A A A A
admin.sign_in                            - A A A A A A A
admin.see_recent_actions_of_others       - - - - A - A A
story.list                               - O O A A A A -
story.view_draft                         - O O A A A A -
story.view_restricted                    - O O - S - A -
story.create                             - A A A A - A -
story.edit_draft                         - O O A S - A -
story.edit_when_locked_by_other          - - - - - - - -
story.break_lock                         - - - - S - A -
story.edit_published                     - - - A S - A -
story.edit_body_field                    - O O A S - A -
story.edit_topics_field                  - O O A S A A -
story.edit_other_fields_as_tagger        - O O A S - A -
story.submit_for_edit                    - O O O O - A -
story.approve_copy                       - - - A S - A -
story.publish                            - - - - S - A -
story.publish_own_without_second_person  - - - - - - - -
story.schedule                           - - - - S - A -
story.set_or_lift_embargo                - - - - S - A -
story.unpublish                          - - - - S - A -
story.retract                            - - - - - - A -
story.delete_draft                       - O O O S - A -
story.delete_published                   - - - - - - - -
story.view_history                       - O O A S A A -
story.revert_to_edition                  - O O A S - A -
story.copy                               - O O A S - A -
story.reassign_author                    - - - - S - A -
story.export                             - - - A S - A -
edition.alter                            - - - - - - - -
correction.create                        - - - A S - A -
correction.edit_or_delete_published      - - - - - - - -
quote.edit                               - O O A S - A -
quote.confirm_speaker                    - O O A S A A -
speaker.create_or_merge                  - - - A A A A -
topic.create_or_edit                     - - - - A A A -
topic.merge_or_delete                    - - - - A A A -
section.manage                           - - - - - - A A
author_page.edit_own                     - A A A A A A A
author_page.edit_other                   - - - - S - A A
image.upload                             - A A A A - A -
image.view_unpublished                   - O O A A A A -
image.edit_or_delete_other               - - - A S - A -
import.run                               - - A A A - A -
import.url_fetch                         - - - - - - A A
comment.internal_read                    - O O A S A A -
workflow.assign                          - - - - S - A -
preview_link.create                      - O O A S - A -
preview_link.use_expired_or_revoked      - - - - - - - -
search.admin_index                       - O O A A A A -
report.view                              - - - - S - A A
user.list                                - - - - - - A A
user.create_or_deactivate                - - - - - - - A
user.change_own_password                 - A A A A A A A
user.change_other_password               - - - - - - - -
user.change_own_role                     - - - - - - - -
user.grant_role                          - - - - - - - A
user.view_password_hash                  - - - - - - - -
role.edit_permissions                    - - - - - - - A
setting.edit                             - - - - - - - A
audit.read                               - - - - - - A A
audit.alter                              - - - - - - - -
backup.download                          - - - - - - - A
cache.purge                              - - - - S - A A
feed.token_create                        - - - - - - A A
api.write_without_csrf_or_token          - - - - - - - -
admin.bulk_action_on_foreign_rows        - - - - - - - -
admin.get_changes_state                  - - - - - - - -
account.disabled_user_does_anything      - - - - - - - -
story.hold                               - - - A S - A -
story.lift_legal_hold                    - - - - - - A -
front_page.arrange                       - - - - A - A -
style_rule.edit                          - - - A A - A -
"""

CELLS: dict[str, dict[str, str]] = {
    action: dict(zip(COLUMNS, cells, strict=True))
    for action, *cells in (line.split() for line in _TABLE.strip().splitlines())
}


def allowed(action: str, role: str, place: str) -> bool:
    """Whether the promise lets this role do it to an object that stands so: other, own, section, or restricted_ one."""
    restricted, _, where = place.rpartition("_")
    if restricted and not _reaches(CELLS["story.view_restricted"][role], where):
        return False
    return _reaches(CELLS[action][role], where)


def _reaches(cell: str, where: str) -> bool:
    return cell == "A" or (cell in "OS" and where == "own") or (cell == "S" and where == "section")
