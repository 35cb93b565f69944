"""Commands as the shell runs them: what they print, what they complain of, and whether they failed."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed and complained of; `failure` is its last sentence when it failed."""

    out: str
    complaints: str
    failure: str = ""

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def run(command: str, *arguments: Any) -> Ran:
    out, complaints = io.StringIO(), io.StringIO()
    failure = ""
    try:
        call_command(command, *map(str, arguments), stdout=out, stderr=complaints)
    except CommandError as error:
        failure = str(error)
    return Ran(out.getvalue(), complaints.getvalue(), failure)


def feed_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(content))))


def ninjs(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A ninjs 3 item that says something; a field given as None is left out."""
    item = {
        "uri": f"urn:test:{number}",
        "version": "1",
        "type": "text",
        "pubStatus": "usable",
        "firstCreated": "2019-05-06T14:30:00+00:00",
        "versionCreated": "2019-05-07T09:00:00+00:00",
        "headlines": [{"role": "main", "value": f"Council opens ferry slip number {number}"}],
        "slugline": f"ferry-slip-{number}",
        "by": "By Nora Whitcombe",
        "infoSources": [{"name": "Bay Wire", "role": "provider"}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "value": "<p>PORT ELLORY – The council opened the slip on Monday.</p>"
                "<p>“We waited nine years for this boat,” said Mayor Ines Calder.</p>",
            }
        ],
        **fields,
    }
    return {name: value for name, value in item.items() if value is not None}


def write_lines(path: Path, *items: object) -> Path:
    path.write_text("".join(f"{json.dumps(item)}\n" for item in items), encoding="utf-8")
    return path


COPY = """Bridge to close for nine weeks

By Ana Ruiz

SALTMERE, Md. (Bay Wire) – The city will close the Alder Street bridge for repairs, officials said.

“The deck is tired, and so are the people who drive over it,” said Public Works Director Lena Marsh.
"""
