"""Tables of fields inside a form: every field says what it is."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from articles.models import PersonAlias, TopicAlias
from tests.builders import make_person, make_topic

pytestmark = pytest.mark.django_db


def unnamed(page: str) -> list[str]:
    """Fields of the tables that show and have no name of their own."""
    tables = "".join(re.findall(r"<table.*?</table>", page, re.S))
    fields = re.findall(r"<(?:input|select|textarea)[^>]*>", tables)
    return [field for field in fields if 'type="hidden"' not in field and "aria-label=" not in field]


def test_other_names_of_a_topic_are_named_by_column_and_row(as_):
    topic = make_topic("Ferries")
    for name in ("Boats", "Ships"):
        TopicAlias.objects.create(topic=topic, name=name)

    page = as_("managing_editor").get(reverse("admin:articles_topic_change", args=[topic.pk])).content.decode()

    assert 'aria-label="Name, row 2"' in page
    assert 'aria-label="Delete, row 2"' in page
    assert unnamed(page) == []


def test_other_names_and_roles_of_a_person_are_named(as_):
    person = make_person("Ana Ruiz")
    PersonAlias.objects.create(person=person, name="A. Ruiz")
    person.roles.create(title="Mayor", organisation="City")

    page = as_("managing_editor").get(reverse("admin:articles_person_change", args=[person.pk])).content.decode()

    assert 'aria-label="Organisation, row 1"' in page
    assert unnamed(page) == []
