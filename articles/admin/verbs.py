"""The verbs of the log as a person would say them."""

from __future__ import annotations

_SAID = {
    "accept_wording": "took the new words of the quote",
    "add_passkey": "added a passkey to",
    "add": "added",
    "add_evidence": "kept evidence for the quote",
    "add_note": "wrote a note on",
    "approve": "approved",
    "approve_release": "approved the release of",
    "attach_speaker": "set the speaker of",
    "change": "changed",
    "confirm_quote": "confirmed the quote",
    "copy_story": "made a copy:",
    "correct": "corrected",
    "create_person": "added",
    "delete": "deleted",
    "describe_oneself": "changed the page of",
    "dismiss_quote": "dismissed the quote",
    "file": "filed",
    "front_discard": "threw away the draft of the",
    "front_move": "moved on the front page",
    "front_pin": "pinned on the front page",
    "front_place": "placed on the front page",
    "front_release": "released the",
    "front_remove": "took off the front page",
    "front_restore": "restored an earlier",
    "front_undo_change": "took back a change of the front page:",
    "front_undo_release": "undid the release of the",
    "front_unpin": "unpinned on the front page",
    "front_until": "set the time on the front page of",
    "hold": "held",
    "keep_apart": "kept apart",
    "kill": "killed",
    "make_sign_in_link": "made a sign-in link for",
    "make_preview_link": "made a preview link to",
    "merge_people": "merged",
    "propose_again": "brought back the quote",
    "propose_release": "asked to release",
    "publish": "published",
    "release": "released the hold on",
    "retract": "retracted",
    "renew_recovery_codes": "made new recovery codes for",
    "restore_version": "brought back a version of",
    "restore_draft": "had back the draft",
    "restore_wording": "restored the words of the quote",
    "revise": "edited",
    "revoke_preview_link": "took back a preview link to",
    "schedule": "scheduled",
    "remove_passkey": "removed a passkey of",
    "second_factor_off": "switched off the second factor of",
    "second_factor_on": "switched on the second factor of",
    "send_back": "sent back",
    "set_profile": "changed the settings of",
    "submit": "submitted",
    "take_off_second_factor": "took off the lost second factor of",
    "tag": "put a topic on the story:",
    "undo_merge": "undid the merge of",
    "unschedule": "unscheduled",
    "untag": "took a topic off the story:",
    "use_recovery_code": "signed in with a recovery code:",
    "verify_quote": "verified the quote",
    "withdraw_verification": "took back the verification of the quote",
}


def said(verb: str) -> str:
    """What was done, in the past tense: the verb itself in words where it has no saying of its own."""
    first, _, rest = verb.partition("_")
    if verb in _SAID:
        return _SAID[verb]
    return f"{_SAID[first]} the {rest.replace('_', ' ')}" if first in _SAID and rest else verb.replace("_", " ")
