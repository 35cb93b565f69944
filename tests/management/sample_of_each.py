"""The sample newsroom with one story of each fate: all that building it does, in a few of its stories."""

from __future__ import annotations

from typing import Any

from articles.management.sample.manifest import read_manifest


def one_of_each_fate() -> dict[str, Any]:
    manifest = read_manifest()
    fates: dict[str, Any] = {}
    for story in manifest["stories"]:
        fates.setdefault(story["fate"], story)
    return {**manifest, "stories": list(fates.values())}
