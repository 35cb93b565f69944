"""Proposals made from the copy: a working headline from the lead, and a slugline."""

from __future__ import annotations

import re

from .names import fold_name

LONGEST_HEADLINE = 300
LONGEST_WORKING_HEADLINE = 90
_SHORTEST_CLAUSE = 30
_SLUGLINE_WORDS = 4
_LEAD_READ = 1_000  # a sentence longer than this is cut within it anyway

_ABBREVIATIONS = (
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bLt)(?<!\bNo)(?<!\bvs)(?<!\bJr)(?<!\bSr)(?<!\bMd)(?<!\bVa)"
    r"(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bCol)(?<!\bSgt)(?<!\bCpl)(?<!\bRev)(?<!\bInc)(?<!\bCo)"
    r"(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\bSept)(?<!\bCalif)(?<!\bAve)(?<!\ba\.m)(?<!\bp\.m)"
)
_SENTENCE_END = re.compile(rf"(?:{_ABBREVIATIONS}\.|[!?])[\"”’')\]]*(?=\s+[\"“‘'(\[]?[^\W_a-z]|$)")
_CLAUSE = re.compile(
    r"(?<=[,;:–—])\s|\s(?=[–—-]\s|\()|\s(?=(?:after|as|while|when|where|who|whom|whose|which|that|because|since|although"
    r"|though|but|amid|following|including|despite|saying|according|unless|until|before|if|and|or)\b)"
)
_RELATIVE = re.compile(r"\s(?:that|which|who|whom|whose|where)\b")
# The noun a relative clause hangs on says nothing without it: "in a case" that would have given …
_DANGLING = re.compile(r"[\s,]+(?:in|of|on|at|for|with|by|from|under|over|into)\s(?:a|an|the|one|some|any)\s[\w’'-]+$")
_STUB_LIST = (
    "a an the of to in on at by for from with without about into over under between through during against and or but"
    " nor as than that which who whom whose where when while if because since so is are was were be been being has have"
    " had do does did will would could should may might must can not no his her its their our your my this these those"
    " after before until amid near more most very also just only both either said says say it he she they we i you"
)
_STUBS = frozenset(_STUB_LIST.split())
_SLUG_STOP_LIST = (
    "new says said say say’s today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday early"
    " late up out off down back there here what how why all some any one two three first last year years week weeks day"
    " days month months people man woman city case them him us me get gets make makes made take takes"
)
_SLUG_STOPS = _STUBS | frozenset(_SLUG_STOP_LIST.split())


def working_headline(lead: str) -> str:
    """A headline proposed from the lead: its first sentence, cut at a clause to at most 90 characters.

    Never ends in a stub word ("of", "the") or punctuation; empty only for a lead without words.
    """
    lead = lead[:_LEAD_READ]
    end = _SENTENCE_END.search(lead)
    sentence = (lead[: end.end()] if end else lead).strip()
    if len(sentence) > LONGEST_WORKING_HEADLINE:
        sentence = _cut(sentence)
    return _trimmed(sentence)


def _cut(sentence: str) -> str:
    within = sentence[: LONGEST_WORKING_HEADLINE + 1]
    places = [match.start() for match in _CLAUSE.finditer(within) if match.start() >= _SHORTEST_CLAUSE]
    for place in reversed(places):
        part = within[:place]
        if _RELATIVE.match(sentence, place):
            part = _DANGLING.sub("", part)
        part = _trimmed(part)
        if len(part) >= _SHORTEST_CLAUSE:
            return part
    return within.rpartition(" ")[0] or within[:LONGEST_WORKING_HEADLINE]


def _trimmed(words: str) -> str:
    parts = words.split()
    while len(parts) > 1 and parts[-1].strip(",;:–—-“”\"'’").casefold() in _STUBS | {""}:
        parts.pop()
    text = " ".join(parts).rstrip(" ,;:–—-")
    if text.endswith(".") and not re.search(r"\b[A-Z]\.$", text):
        text = text.rstrip(".")
    if text.count("“") + text.count("”") == 1 or text.count('"') == 1:
        text = re.sub('[“”"]', "", text)
    return text


def propose_slugline(headline: str, lead: str, place: str) -> str:
    """Two to four significant words of the headline, else of the lead, small and hyphenated: federal-judge-rules-trump.

    The place is put first where the words are too few. Empty only for a story without letters.
    """
    words = _significant(headline)
    if len(words) < 2:
        words = [*words, *(word for word in _significant(lead[:_LEAD_READ]) if word not in words)]
    if len(words) < 2:
        place_words = fold_name(place.partition(",")[0]).split()
        words = [*place_words, *(word for word in words if word not in place_words)]
    if not words:
        spelled = fold_name(f"{headline} {lead[:_LEAD_READ]}").split()
        words = [word for word in spelled if any(map(str.isalnum, word))]
    return "-".join(words[:_SLUGLINE_WORDS])[:80].strip("-")


def _significant(text: str) -> list[str]:
    words = (word for word in fold_name(re.sub(r"['’]s\b", "", text)).split() if any(map(str.isalpha, word)))
    return list(dict.fromkeys(word for word in words if word not in _SLUG_STOPS and len(word) > 1))
