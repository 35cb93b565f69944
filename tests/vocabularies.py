"""Small vocabulary files in the form of IPTC's export."""

from __future__ import annotations

import json
from typing import Any

_SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"


def concept(digits: str, name: str | dict[str, str], broader: str = "", **fields: Any) -> dict[str, Any]:
    """One concept; a name alone is the English one."""
    names = name if isinstance(name, dict) else {"en-GB": name}
    above = {"broader": [f"{_SCHEME}{broader}"]} if broader else {}
    return {"uri": f"{_SCHEME}{digits}", "qcode": f"medtop:{digits}", "prefLabel": names, **above, **fields}


def vocabulary(*concepts: dict[str, Any]) -> bytes:
    """The file."""
    return json.dumps({"conceptSet": concepts}).encode()
