"""Who is named in a story: for an editor who has to say whose words they are."""

from __future__ import annotations

from dataclasses import dataclass

from articles.parsing.quotes.reading import read_story


@dataclass(frozen=True, slots=True)
class Named:
    """A person or an organisation of the story: the fullest form of the name, the role as printed ("" if none)."""

    name: str
    role: str
    is_organisation: bool


def people_of(text: str) -> tuple[Named, ...]:
    """Everybody the story names, in the order they are first named."""
    register = read_story(text).register
    named: dict[str, Named] = {}
    for entity in sorted(register.entities, key=lambda entity: entity.at):
        named.setdefault(entity.name, Named(entity.name, entity.role or "", entity.is_organisation))
    return tuple(named.values())
