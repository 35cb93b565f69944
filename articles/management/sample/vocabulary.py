"""The sample newsroom's sections, topics and people, each with its line in the history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from articles.models import Person, PersonAlias, Role, Section, Topic, TopicAlias
from articles.parsing.names import name_slug


def make_sections(manifest: dict[str, Any]) -> dict[str, Section]:
    """Sections by slug, in the order of the navigation."""
    return {
        row["slug"]: Section.objects.create(
            name=row["name"], slug=row["slug"], description=row["description"], position=row["order"]
        )
        for row in manifest["sections"]
    }


def make_topics(manifest: dict[str, Any]) -> dict[str, Topic]:
    """Topics by name; a parent stands before its children in the manifest."""
    topics: dict[str, Topic] = {}
    for row in manifest["topics"]:
        topic = Topic(
            name=row["name"],
            slug=name_slug(row["name"]),
            kind=row["kind"],
            parent=topics[row["parent"]] if row["parent"] else None,
            description=row["description"] or "",
        )
        topic.save()
        topics[topic.name] = topic
    for row in manifest["topics"]:
        for alias in row["aliases"]:
            TopicAlias(topic=topics[row["name"]], name=alias).save()
    return topics


def make_people(manifest: dict[str, Any]) -> dict[str, Person]:
    """Staff and speakers by name, with their other names and the roles they held."""
    people: dict[str, Person] = {}
    for row in manifest["staff"]:
        people[row["name"]] = _person(row["name"], title=row["title"] or "", bio=row["bio"] or "", is_staff_writer=True)
    for row in manifest["speakers"]:
        kind = Person.Kind.ORGANISATION if row["kind"] == "organisation" else Person.Kind.HUMAN
        person = people.get(row["name"]) or _person(row["name"], kind=kind)
        people[row["name"]] = person
        for alias in row["aliases"]:
            PersonAlias(person=person, name=alias).save()
        for role in row["roles"]:
            Role(
                person=person,
                title=role["title"],
                organisation=role["organisation"] or "",
                start=role["start"] and datetime.fromisoformat(role["start"]).date(),
                end=role["end"] and datetime.fromisoformat(role["end"]).date(),
            ).save()
    return people


def _person(name: str, **fields: Any) -> Person:
    person = Person(name=name, slug=name_slug(name), **fields)
    person.save()
    return person
