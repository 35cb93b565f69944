"""An archive to try imports on: N invented ninjs items of about 300 words, one a line, the same on every run.

python -m tests.benchmarks.make_archive 20000 > archive.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from tests.benchmarks import archive_words as words

_BEGINS = datetime(2011, 1, 3, 9, 0, tzinfo=UTC)
_PARAGRAPHS = 15


def make_items(count: int, *, version: int = 1) -> Iterator[dict[str, Any]]:
    """Items 1 to `count`. Every fifth is ninjs 1, every fifth after that ninjs 2, the others ninjs 3."""
    for number in range(1, count + 1):
        story = make_story(number)
        write = {0: _ninjs_1, 1: _ninjs_2}.get(number % 5, _ninjs_3)
        yield write(number, story, str(version))


def make_story(number: int) -> dict[str, Any]:
    """What an item says, drawn from its number alone."""
    draw = random.Random(number)
    body, matter, verdict = draw.choice(words.BODIES), draw.choice(words.MATTERS), draw.choice(words.VERDICTS)
    place = draw.choice(words.PLACES)
    return {
        "headline": f"{body.capitalize()} {verdict} {matter}",
        "slugline": f"{body.replace(' ', '-')}-{number}",
        "place": place,
        "by": sorted(draw.sample(words.WRITERS, draw.choice((1, 1, 1, 2)))),
        "at": _BEGINS + timedelta(hours=7 * number % 120_000, minutes=number % 60),
        "subjects": draw.sample(words.SUBJECTS, 3),
        "section": draw.choice(words.SECTIONS),
        "paragraphs": list(_paragraphs(draw, place, body, matter, verdict)),
    }


def _paragraphs(draw: random.Random, place: str, body: str, matter: str, verdict: str) -> Iterator[str]:
    yield f"{place} – The {body} {verdict} {matter} on Tuesday after a debate that ran past midnight and into the rain."
    plain = draw.sample(words.PLAIN, len(words.PLAIN))
    sayings = draw.sample(words.SAID, 3)
    for place_in_story in range(1, _PARAGRAPHS):
        if place_in_story in (3, 6, 9):
            yield from _speech(draw, sayings[place_in_story // 3 - 1])
        else:
            yield plain.pop().format(
                price=draw.randint(11, 480), year=draw.randint(1988, 2010), low=draw.randint(3, 40)
            )


def _speech(draw: random.Random, saying: str) -> Iterator[str]:
    name, role = f"{draw.choice(words.FIRST)} {draw.choice(words.LAST)}", draw.choice(words.ROLES)
    head, _, tail = saying.partition(" and ") if draw.random() < 0.4 else (saying, "", "")
    if tail:
        yield f"“{head},” said {role} {name}. “And {tail}.”"
    else:
        yield f"“{head},” said {name}, {role} for the last {draw.randint(2, 19)} years."


def _html(story: dict[str, Any]) -> str:
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in story["paragraphs"])


def _ninjs_1(number: int, story: dict[str, Any], version: str) -> dict[str, Any]:
    return {
        "uri": f"urn:archive:{number}",
        "type": "text",
        "version": version,
        "versioncreated": story["at"].isoformat(),
        "firstcreated": story["at"].isoformat(),
        "pubstatus": "usable",
        "language": "en",
        "headline": story["headline"],
        "slugline": story["slugline"],
        "byline": "By " + " and ".join(story["by"]),
        "located": story["place"].partition(",")[0].title(),
        "infosource": [{"name": "Archive Wire"}],
        "body_html": _html(story),
        "subject": [
            *({"name": name, **({"code": code} if code else {})} for code, name in story["subjects"]),
            {"name": story["section"], "rel": "section"},
        ],
        "genre": [{"name": "Article"}],
    }


def _ninjs_2(number: int, story: dict[str, Any], version: str) -> dict[str, Any]:
    item = _ninjs_3(number, story, version)
    item["versioncreated"], item["firstcreated"] = item.pop("versionCreated"), item.pop("firstCreated")
    item["pubstatus"], item["infosources"] = item.pop("pubStatus"), item.pop("infoSources")
    for body in item["bodies"]:
        body["contenttype"] = body.pop("contentType")
    return item


def _ninjs_3(number: int, story: dict[str, Any], version: str) -> dict[str, Any]:
    return {
        "uri": f"urn:archive:{number}",
        "standard": {"name": "ninjs", "version": "3.1"},
        "type": "text",
        "version": version,
        "versionCreated": story["at"].isoformat(),
        "firstCreated": story["at"].isoformat(),
        "pubStatus": "usable",
        "language": "en",
        "headlines": [{"role": "main", "value": story["headline"]}],
        "slugline": story["slugline"],
        "by": "By " + " and ".join(story["by"]),
        "located": story["place"].partition(",")[0].title(),
        "infoSources": [{"name": "Archive Wire", "role": "provider"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": _html(story)}],
        "subjects": [
            *({"name": name, **({"uri": code} if code else {}), "rel": "about"} for code, name in story["subjects"]),
            {"name": story["section"], "rel": "section"},
        ],
    }


def main() -> None:
    """Print the items."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--version", type=int, default=1, help="the version the items carry")
    options = parser.parse_args()
    for item in make_items(options.count, version=options.version):
        sys.stdout.write(json.dumps(item, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
