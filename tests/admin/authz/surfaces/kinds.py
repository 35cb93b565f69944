"""What a surface is, and the short ways to say one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from articles.models import Article
from tests.admin.authz.world import World
from tests.admin.conftest import form_of

Data = Callable[[World, Any, str], dict[str, Any]]
Given = Callable[[World, Any], object]
ACT = "articles.Act"


def nothing(world: World, story: Article | None, role: str) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Surface:
    """A way to do it: `on` is the state of the story it is tried on ("" where it is about none).

    `given` brings about what it is done to, before; `asks` gives the data, `where` the parts of the address, `verb`
    the one that names the step. `writes` is the model that has to change when it is done, "" where nothing may.
    `ignores` names the columns that are left as they are and logged where the rest of the form is this person's to
    save. `shows` means a list: the rows it shows are what counts.
    """

    action: str
    name: str
    method: str = "POST"
    on: str = ""
    asks: Data = nothing
    where: Data | None = None
    verb: str = ""
    given: Given | None = None
    writes: str = ACT
    ignores: str = ""
    shows: bool = False

    def __str__(self) -> str:
        return f"{self.action}:{self.method}:{self.name}:{self.verb or self.ignores}:{self.on}"

    def kwargs(self, world: World, story: Article | None, role: str) -> dict[str, Any]:
        step = {"verb": self.verb} if self.verb else {}
        if self.where is not None:
            return {**self.where(world, story, role), **step}
        return {"object_id": story.pk, **step} if story is not None and not self.shows else step


def form(**changes: Any) -> Data:
    """The story's form as it was opened, but for the changes."""
    return lambda world, story, role: form_of(story, **changes)


def say(**asked: Any) -> Data:
    """These words, with the version of the story, if it is about one."""
    return lambda world, story, role: {**asked, **({"version": story.version} if story else {})}


def one(kind: str, pk: Callable[[World], int]) -> Data:
    """The address of one row of the world."""
    return lambda world, story, role: {kind: pk(world)}


def read(action: str, name: str, on: str = "draft", **more: Any) -> Surface:
    return Surface(action, name, "GET", on, **more)


def listed(action: str, name: str, on: str = "draft", *, method: str = "GET", **asked: Any) -> Surface:
    return Surface(action, name, method, on, asks=lambda *_: asked, shows=True)
