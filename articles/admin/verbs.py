"""The verbs of the log as a person would say them."""

from __future__ import annotations

_SAID = {
    "accept_wording": "took the new words of the quote",
    "add": "added",
    "add_evidence": "kept evidence for the quote",
    "approve": "approved",
    "attach_speaker": "set the speaker of",
    "change": "changed",
    "confirm_quote": "confirmed the quote",
    "correct": "corrected",
    "create_person": "added",
    "delete": "deleted",
    "dismiss_quote": "dismissed the quote",
    "file": "filed",
    "hold": "held",
    "keep_apart": "kept apart",
    "kill": "killed",
    "make_sign_in_link": "made a sign-in link for",
    "merge_people": "merged",
    "propose_again": "brought back the quote",
    "publish": "published",
    "release": "released the hold on",
    "retract": "retracted",
    "restore_draft": "had back the draft",
    "restore_wording": "restored the words of the quote",
    "revise": "edited",
    "schedule": "scheduled",
    "send_back": "sent back",
    "submit": "submitted",
    "tag": "put a topic on the story:",
    "undo_merge": "undid the merge of",
    "unschedule": "unscheduled",
    "untag": "took a topic off the story:",
    "verify_quote": "verified the quote",
    "withdraw_verification": "took back the verification of the quote",
}


def said(verb: str) -> str:
    """What was done, in the past tense: the verb itself in words where it has no saying of its own."""
    first, _, rest = verb.partition("_")
    if verb in _SAID:
        return _SAID[verb]
    return f"{_SAID[first]} the {rest.replace('_', ' ')}" if first in _SAID and rest else verb.replace("_", " ")
