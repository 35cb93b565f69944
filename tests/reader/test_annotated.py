"""A story's quotes as Web Annotations: those that can be read, where they stand, whose they are."""

from __future__ import annotations

import pytest

from articles.models import Edition
from tests.builders import later, make_edition, make_person, make_published, make_quote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("next_day")]

STORY = "/2026/03/04/ferry/"


@pytest.fixture(autouse=True)
def site(settings) -> None:
    settings.SITE_URL = "https://news.example"


def test_each_quote_is_an_annotation_of_every_place_where_its_words_are(client):
    theo = make_person("Theo Lindqvist")
    told = make_quote(
        make_published(path=STORY), speaker=theo, role="captain", words="Pay,\nor wait.",
        context="“Pay,” he said, “or wait.”",
    )  # fmt: skip

    response = client.get(f"{STORY}quotes.jsonld")

    def place(anchor: str, **words: str) -> dict:
        fragment = {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3236", "value": anchor}
        return {
            "source": f"https://news.example{STORY}",
            "selector": [fragment, {"type": "TextQuoteSelector", **words}],
        }

    assert response["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
    assert response.json() == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"https://news.example{STORY}quotes.jsonld",
        "type": "AnnotationPage",
        "items": [
            {
                "id": f"https://news.example/quotes/{told.public_id}/#annotation",
                "type": "Annotation",
                "motivation": "identifying",
                "body": {
                    "type": "TextualBody",
                    "value": "Theo Lindqvist, captain",
                    "format": "text/plain",
                    "purpose": "identifying",
                },
                "target": [
                    place(f"q-{told.public_id}", exact="Pay,", prefix="“", suffix="” he said, “or wait.”"),
                    place(f"q-{told.public_id}-2", exact="or wait.", prefix="“Pay,” he said, “", suffix="”"),
                ],
            }
        ],
    }


def test_only_the_edition_readers_see_is_told_and_a_visitor_who_has_it_gets_304(client):
    first = make_published(path=STORY, until=later(hours=1))
    make_quote(first, words="Taken out.")
    now = make_edition(first.article, at=later(hours=1), until=later(days=9), path=STORY)
    make_quote(now, words="Seen.")
    make_quote(make_edition(first.article, at=later(days=9), path=STORY), words="To come.")

    response = client.get(f"{STORY}quotes.jsonld")
    again = client.get(f"{STORY}quotes.jsonld", headers={"If-None-Match": response["ETag"]})

    told = [item["target"][0]["selector"][1]["exact"] for item in response.json()["items"]]
    assert (told, again.status_code) == (["Seen."], 304)


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"at": later(days=9)}, 404), ({"until": later(hours=1)}, 410), ({"until": Edition.FOREVER}, 200)],
)
def test_it_answers_as_the_story_does(client, fields, status):
    make_quote(make_published(path=STORY, **fields))

    assert [client.get(address).status_code for address in (STORY, f"{STORY}quotes.jsonld")] == [status, status]
