"""The acts: one function a verb, the only writers of states, editions and merges.

Each asks for the right, locks, checks version and state, and writes, in one transaction; `by=` is who (None: the
shell), `at=` when. A refusal is an EditorialError whose message an editor can read, and leaves nothing half done.
"""

from articles.editorial.attending import attend, leave
from articles.editorial.autosaving import drop_autosave, keep_autosave
from articles.editorial.budgeting import add_line, plan_story
from articles.editorial.checking import add_evidence, verify_quote, withdraw_verification
from articles.editorial.copying import copy_story
from articles.editorial.errors import Blocked, EditorialError, NotAllowed, StaleVersion, WrongState
from articles.editorial.filing import file_stories, file_story
from articles.editorial.merging import keep_apart, merge_people, undo_merge
from articles.editorial.noting import add_note
from articles.editorial.planning import schedule, unschedule
from articles.editorial.previewing import make_preview_link, revoke_preview_link
from articles.editorial.profiles import describe_oneself, set_profile
from articles.editorial.proposing import approve_release, propose_release
from articles.editorial.publishing import correct, kill, publish, retract
from articles.editorial.quoting import attach_speaker, confirm_quote, dismiss_quote, propose_again
from articles.editorial.relating import move_related, pin_related, unpin_related
from articles.editorial.reverting import restore_version
from articles.editorial.revising import revise
from articles.editorial.rewording import accept_wording, restore_wording
from articles.editorial.styling import set_style_rule
from articles.editorial.tagging import tag, untag
from articles.editorial.tagging_undo import look_again, nothing_fits, undo_tagging
from articles.editorial.topic_making import tag_with_new
from articles.editorial.undeleting import restore_draft
from articles.editorial.workflow import approve, hold, release, send_back, submit

__all__ = [
    "Blocked",
    "EditorialError",
    "NotAllowed",
    "StaleVersion",
    "WrongState",
    "accept_wording",
    "add_evidence",
    "add_line",
    "add_note",
    "approve",
    "approve_release",
    "attach_speaker",
    "attend",
    "confirm_quote",
    "copy_story",
    "correct",
    "describe_oneself",
    "dismiss_quote",
    "drop_autosave",
    "file_stories",
    "file_story",
    "hold",
    "keep_apart",
    "keep_autosave",
    "kill",
    "leave",
    "look_again",
    "make_preview_link",
    "merge_people",
    "move_related",
    "nothing_fits",
    "pin_related",
    "plan_story",
    "propose_again",
    "propose_release",
    "publish",
    "release",
    "restore_draft",
    "restore_version",
    "restore_wording",
    "retract",
    "revise",
    "revoke_preview_link",
    "schedule",
    "send_back",
    "set_profile",
    "set_style_rule",
    "submit",
    "tag",
    "tag_with_new",
    "undo_merge",
    "undo_tagging",
    "unpin_related",
    "unschedule",
    "untag",
    "verify_quote",
    "withdraw_verification",
]
