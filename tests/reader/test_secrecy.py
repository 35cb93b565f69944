"""Nothing hidden shows, at any address the resolver knows; and a hidden address answers like one that never was.

Every hidden story carries a mark in each of its fields and names (`qzx` and its state), and the word “lighthouse”, so
that searches find it if anything does.
"""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from articles.models import Article, Edition, EditionQuote, PreviewLink, Quote, Tagging, Topic, TopicAlias
from articles.models.preview_link import digest_of_token
from articles.reader.cursor import write_cursor
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_quote,
    make_section,
    make_topic,
    make_user,
)
from tests.once import taken_back

NOW = later(days=3)
SOON = later(days=3, hours=6)
MARK = b"qzx"
# How the slugs end that stand on a hidden story, by the place their pages and feeds lie in.
ENDS = {
    "topics/": ("topic", "above", "below", "other-name"),
    "people/": ("writer", "speaker"),
    "sections/": ("section",),
}
DESK_ONLY = {
    "draft": {"state": "draft"},
    "review": {"state": "review"},
    "ready": {"state": "ready"},
    "embargoed": {"state": "ready", "embargo_until": SOON},
    "held": {"state": "ready", "hold_reason": "qzxheld waits for the lawyer"},
    "restricted": {"state": "draft", "restricted": True},
}


def plant(mark: str, **fields) -> Article:
    """A story of the desk with the mark in every field, and people, topic and section that stand on it alone."""
    at = fields.pop("at", NOON)
    article = make_article(
        slugline=f"{mark}-slugline",
        url_slug=f"{mark}-story",
        headline=f"Lighthouse {mark} headline",
        seo_headline=f"{mark} seo",
        social_headline=f"{mark} social",
        dek=f"Lighthouse {mark} dek",
        kicker=f"{mark} kicker",
        body=f"<p>Lighthouse {mark} body.</p>",
        dateline_place=f"{mark} place",
        tagline=f"{mark} tagline",
        backstory=f"{mark} backstory",
        editors_note=f"{mark} note",
        path=f"/{at:%Y/%m/%d}/{mark}-story/",
        section=make_section(name=f"{mark} section", slug=f"{mark}-section", in_nav=False),
        topics=topics_of(mark),
        bylines=(make_person(f"{mark} writer", slug=f"{mark}-writer"),),
        **fields,
    )
    speaker = make_person(f"{mark} speaker", slug=f"{mark}-speaker")
    Quote.objects.create(article=article, words=f"Lighthouse {mark} proposed", speaker=speaker, position=0)
    return article


def topics_of(mark: str) -> tuple[Topic, ...]:
    """A topic with one above it that nothing else stands below, and one below a topic that readers know."""
    above, known = make_topic(f"{mark} above", slug=f"{mark}-above"), Topic.objects.filter(slug="harbor").first()
    topic = make_topic(f"{mark} topic", slug=f"{mark}-topic", parent=above)
    TopicAlias.objects.create(topic=topic, name=f"{mark} other name")
    return topic, make_topic(f"{mark} below", slug=f"{mark}-below", parent=known)


def release(article: Article, mark: str, *, at: datetime, until: datetime = Edition.FOREVER, **fields) -> Edition:
    """An edition of the story with the mark in everything readers would be shown, and a quote."""
    words = {
        "headline": f"Lighthouse {mark} headline",
        "dek": f"{mark} dek",
        "kicker": f"{mark} kicker",
        "text": f"Lighthouse {mark} text",
        "body": f"<p>Lighthouse {mark} body</p>",
        "names": f"{mark} writer",
        "byline": f"{mark} writer",
        "head": f"<title>{mark} head</title>",
        "page": f"<h1>{mark} page</h1>",
        "card": f"<article>{mark} card</article>",
    }
    edition = make_edition(article, at=at, until=until, **{**words, **fields})
    speaker = make_person(f"{mark} speaker", slug=f"{mark}-{edition.pk}-speaker")
    make_quote(edition, speaker=speaker, words=f"Lighthouse {mark} words", role=f"{mark} role", context=f"{mark} said")
    return edition


def scheduled_story(mark: str, **fields) -> Edition:
    article = plant(mark, state="published", publish_at=SOON, first_published_at=SOON, at=SOON, **fields)
    Tagging.objects.filter(article=article).update(first_published_at=SOON)
    return release(article, mark, at=SOON, embargo_until=fields.get("embargo_until"))


@pytest.fixture(scope="module")
def newsroom_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    with taken_back(django_db_blocker):
        with time_machine.travel(NOW, tick=False):
            built = _newsroom()
        yield built


@pytest.fixture
def newsroom(newsroom_once, db) -> dict[str, str]:
    return newsroom_once


def _newsroom() -> dict[str, str]:
    """One live story, and a hidden one in every way to be hidden; the paths of those that readers must not find."""
    live = make_article(
        headline="Lighthouse opens",
        section=make_section(name="Local", slug="local"),
        topics=(make_topic("Harbor", slug="harbor"),),
        bylines=(make_person("Ana Ruiz", slug="ana-ruiz"),),
        state="published",
        publish_at=NOON,
        first_published_at=NOON,
        path="/2026/03/04/lighthouse-opens/",
    )
    Tagging.objects.filter(article=live).update(first_published_at=NOON)
    release(live, "qzxsuperseded", at=NOON, until=later(hours=2))
    opened = make_edition(live, at=later(hours=2), until=SOON, headline="Lighthouse opens", text="Lighthouse opens.")
    make_quote(opened, speaker=make_person("Tom Hale", slug="tom-hale"), words="The lighthouse is open.")
    release(live, "qzxupdate", at=SOON)
    make_topic("qzxproposed topic", slug="qzxproposed-topic").taggings.create(
        article=live, status="proposed", tagged_at=NOON, first_published_at=NOON
    )
    Article.objects.filter(pk=live.pk).update(headline="qzxworkingcopy", body="<p>qzxworkingcopy</p>", dek="qzxworking")

    paths = {state: plant(f"qzx{state}", **fields).path for state, fields in DESK_ONLY.items()}
    paths["scheduled"] = scheduled_story("qzxscheduled").path
    paths["released at its embargo"] = scheduled_story("qzxembargo", embargo_until=SOON).path
    void = release(plant("qzxvoid", state="killed"), "qzxvoid", at=SOON, until=SOON)
    paths["killed before publication"] = void.path
    killed = plant("qzxkilled", state="killed", first_published_at=NOON)
    release(killed, "qzxkilled", at=NOON, until=later(hours=1))
    return paths


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def leaves(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every address of the resolver as (format, names of its parts)."""
    for pattern in resolver.url_patterns:
        for written, parts in normalize(pattern.pattern.regex.pattern)[:1]:
            if isinstance(pattern, URLResolver):
                yield from ((prefix + written + rest, [*parts, *more]) for rest, more in leaves(pattern))
            else:
                assert isinstance(pattern, URLPattern)
                yield prefix + written, parts


def fillings() -> dict[str, list[str]]:
    """What each part of an address is filled in with: all that is hidden, and what is public."""
    ends = itertools.chain(*ENDS.values())
    marks = [
        f"qzx{state}" for state in (*DESK_ONLY, "scheduled", "embargo", "void", "killed", "proposed", "superseded")
    ]
    slugs = [f"{mark}-{end}" for mark, end in itertools.product(marks, ends)]
    days = sorted({NOON, NOW, SOON, later(days=4)})
    articles = list(Article.objects.all())
    return {
        "slug": [*slugs, "local", "harbor", "ana-ruiz", "tom-hale"],
        "topic": [*(f"{mark}-{end}" for mark in marks for end in ("topic", "above", "below")), "harbor"],
        "path": [article.path.strip("/") for article in articles],
        "number": ["1", "2", "3"],
        "article_id": [str(article.pk) for article in articles],
        "public_id": list(Quote.objects.values_list("public_id", flat=True)),
        "form": ["rss", "atom", "json"],
        "year": ["2026"],
        "month": [*{f"{day:%m}" for day in days}, "2026-03"],
        "day_of_month": [f"{day:%d}" for day in days],
        "name": ["pictures/qzx.jpg", "renditions/qzx/16x9-320-0123456789ab.jpg"],
        # Links that have ended, one a reason; nobody has the token of one that has not.
        "preview_token": ended_links(),
        "stem": ["qzx"],
        "rendition": ["16x9-320-0123456789ab.jpg"],
        "ground": ["light", "dark"],
        "suffix": ["svg", "png"],
        # The desk's own.
        "object_id": [str(article.pk) for article in articles[:2]],
        "content_type_id": ["1"],
        "app_label": ["articles"],
        "url": ["nowhere/"],
        "uidb64": ["MQ"],
        "token": ["set-password"],
        "pk": [str(article.pk) for article in articles[:2]],
        "verb": ["publish", "confirm"],
    }


def ended_links() -> list[str]:
    """Tokens of preview links to hidden stories that have expired, were taken back, and were never confirmed."""
    tokens = []
    maker = User.objects.filter(username="maker").first() or make_user("managing_editor", username="maker")
    embargoed = Article.objects.get(slugline="qzxembargoed-slugline")
    draft = Article.objects.get(slugline="qzxdraft-slugline")
    for article, days, revoked_at in ((draft, 1, None), (draft, 9, NOW), (embargoed, 9, None)):
        tokens.append(secrets.token_urlsafe(32))
        PreviewLink.objects.create(
            article=article,
            token_digest=digest_of_token(tokens[-1]),
            label="qzx guest",
            created_by=maker,
            created_at=NOON,
            expires_at=NOON + timedelta(days=days),
            revoked_at=revoked_at,
        )
    return tokens


def addresses() -> Iterator[str]:
    """Every address there is to visit; those of lists that the public knows with each of the questions."""
    known = fillings()
    hidden = {
        value for part in ("slug", "topic", "path", "public_id") for value in known[part] if value.startswith("qzx")
    }
    for written, parts in leaves(get_resolver()):
        unknown = set(parts) - set(known)
        assert not unknown, f"Say in fillings() what {unknown} of /{written} may be, so that this test can visit it."
        for values in itertools.product(*(known[part] for part in parts)):
            filled = dict(zip(parts, values, strict=True))
            if not could_be(written, filled, hidden):
                continue
            address = "/" + written % filled
            is_list = address.endswith("/") and not written.startswith("admin") and hidden.isdisjoint(values)
            yield from (address + question for question in (questions() if is_list else [""]))
    for public_id in known["public_id"]:
        yield from (f"/oembed?format={form}&url={settings.SITE_URL}/quotes/{public_id}/" for form in ("json", "xml"))
    yield from (f"/oembed?url={settings.SITE_URL}/{path}/" for path in known["path"])


def could_be(written: str, filled: dict[str, str], hidden: set[str]) -> bool:
    """Whether there could be anything at the address: no topic lies among people, and no speaker of one hidden story
    spoke on the topic of another."""
    ends = next((ends for place, ends in ENDS.items() if place in written), ("",))
    slug = filled.get("slug", "")
    marks = {value.partition("-")[0] for value in filled.values() if value in hidden}
    return (slug not in hidden or slug.endswith(ends)) and len(marks) < 2


def questions() -> list[str]:
    """Queries for every list: plain, by a word that all hidden stories hold, from a moment to come."""
    return [
        "",
        "?q=lighthouse",
        "?q=lighthouse&sort=relevance",
        "?q=qz*",
        f"?before={write_cursor(NOW + timedelta(days=9), 10**6)}",
        f"?show=quotes&before={write_cursor(NOW + timedelta(days=9), 10**6)}",
    ]


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def told(response) -> bytes:
    """All that an answer says, in lower case, but for the address that was asked for."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    said = headers.encode() + b"\n\n" + body_of(response)
    asked = response.wsgi_request.get_full_path().encode()
    return said.replace(asked, b"").lower()


def test_no_address_of_the_site_tells_of_a_hidden_story(client, newsroom):
    visited, leaks = 0, []
    for address in addresses():
        response = client.get(address)
        visited += 1
        assert response.status_code in {200, 301, 302, 400, 404, 405, 410}, address
        if MARK in told(response) and not is_version_readers_saw(address):
            leaks.append(address)

    assert leaks == []
    assert visited > 1000


def is_version_readers_saw(address: str) -> bool:
    """A superseded edition stands in the story's list of versions and on the pages of its own quotes, by design and
    there alone."""
    former = {f"/quotes/{public_id}/" for public_id in words_readers_saw()}
    return address.startswith("/2026/03/04/lighthouse-opens/versions/") or address.partition("?")[0] in former


def words_readers_saw() -> set[str]:
    """Ids of quotes of a live story's superseded edition."""
    seen = EditionQuote.objects.filter(edition__headline="Lighthouse qzxsuperseded headline")
    return set(seen.values_list("public_id", flat=True))


def test_words_a_live_story_no_longer_has_are_told_as_such_and_of_nothing_to_come(client, newsroom):
    (public_id,) = words_readers_saw()

    page = told(client.get(f"/quotes/{public_id}/"))

    assert b"no longer part of the story" in page
    assert b"noindex" in page
    assert b"qzxupdate" not in page
    assert b"qzxworking" not in page


def test_versions_show_what_readers_saw_and_nothing_to_come(client, newsroom):
    versions = "/2026/03/04/lighthouse-opens/versions/"

    pages = {path: told(client.get(path)) for path in (versions, f"{versions}1/", f"{versions}2/", f"{versions}3/")}

    assert b"qzxsuperseded" in pages[versions]
    assert b"qzxsuperseded" in pages[f"{versions}1/"]
    for page in pages.values():
        assert b"qzxupdate" not in page
        assert b"qzxworking" not in page
    assert client.get(f"{versions}3/").status_code == 404


ASKINGS = [
    ("get", "", {}),
    ("get", "?x=1", {}),
    ("get", "versions/", {}),
    ("get", "versions/1/", {}),
    ("get", "quotes.jsonld", {}),
    ("get", "card.png", {}),
    ("get", "card.jpg?v=0123456789ab", {}),
    ("get", "story.json", {}),
    ("get", "ninjs.json", {}),
    ("get", "timemap/", {}),
    ("get", "timegate/", {"Accept-Datetime": "Wed, 04 Mar 2026 18:00:00 GMT"}),
    ("options", "story.json", {}),
    ("get", "feed.rss", {}),
    ("head", "", {}),
    ("post", "", {}),
    ("options", "", {}),
    ("get", "", {"If-None-Match": "*"}),
    ("get", "", {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}),
    ("get", "", {"Accept": "application/json"}),
    ("get", "../", {}),
]


def answer(client, method: str, path: str, headers: dict[str, str]) -> tuple[int, list[tuple[str, str]], bytes]:
    response = getattr(client, method)(path, headers=headers)
    return response.status_code, sorted(item for item in response.items() if item[0] != "Date"), body_of(response)


@pytest.mark.parametrize(("method", "rest", "headers"), ASKINGS)
def test_a_hidden_story_answers_like_one_that_never_was(client, newsroom, method, rest, headers):
    never = {path: f"{path[:12]}never-was-here/" for path in newsroom.values()}

    for state, path in newsroom.items():
        assert answer(client, method, path + rest, headers) == answer(client, method, never[path] + rest, headers), (
            state
        )


def test_without_its_last_slash_a_hidden_story_leads_where_one_that_never_was_does(client, newsroom):
    for path in newsroom.values():
        hidden, never = client.get(path[:-1]), client.get("/2026/03/04/never-was-here")
        assert (hidden.status_code, hidden.content) == (never.status_code, never.content)
        assert hidden.get("Location") in {None, path}


@pytest.mark.parametrize("place", ["topics", "people", "sections"])
@pytest.mark.parametrize("rest", ["", "feed.json", "?before=0-1", "?show=quotes"])
def test_what_stands_on_hidden_stories_alone_answers_like_what_never_was(client, newsroom, place, rest):
    known = [slug for slug in fillings()["slug"] if slug.startswith("qzx") and "superseded" not in slug]
    never = answer(client, "get", f"/{place}/never-was/{rest}", {})

    assert never[0] == 404
    for slug in known:
        assert answer(client, "get", f"/{place}/{slug}/{rest}", {}) == never, slug


def test_what_is_hidden_answers_the_api_like_what_never_was(client, newsroom):
    never = answer(client, "get", "/api/v1/stories/987654321/", {})
    shown = set(Edition.objects.visible(NOW).values_list("article", flat=True))

    hidden = Article.objects.exclude(pk__in=shown)
    assert hidden.count() > len(DESK_ONLY)
    for article in hidden:
        assert answer(client, "get", f"/api/v1/stories/{article.pk}/", {}) == never
    slugs = [slug for slug in fillings()["slug"] if slug.startswith("qzx") and "superseded" not in slug]
    for place, slug in itertools.product(("people", "topics", "sections"), slugs):
        assert answer(client, "get", f"/api/v1/{place}/{slug}/", {}) == never
    for public_id in Quote.objects.filter(article__in=hidden).values_list("public_id", flat=True):
        assert answer(client, "get", f"/api/v1/quotes/{public_id}/", {}) == never


def test_a_hidden_quote_answers_like_one_that_never_was(client, newsroom):
    never = answer(client, "get", "/quotes/zzzzzzzzzz/", {})
    live = {
        quote for edition in Edition.objects.visible(NOW) for quote in edition.quotes.values_list("quote", flat=True)
    }

    hidden = Quote.objects.exclude(pk__in=live).exclude(public_id__in=words_readers_saw())
    assert hidden.count() > len(DESK_ONLY)
    for quote in hidden:
        assert answer(client, "get", f"/quotes/{quote.public_id}/", {}) == never


def test_a_story_taken_away_says_that_and_nothing_else(client, newsroom):
    response = client.get("/2026/03/04/qzxkilled-story/")

    assert response.status_code == 410
    assert MARK not in told(response)


SURFACES = [
    "/",
    "/feed.rss",
    "/feed.atom",
    "/feed.json",
    "/search/?q=lighthouse",
    "/search/?q=lighthouse&sort=relevance",
    "/search/?section=qzxscheduled-section",
    "/search/?q=qzxscheduled&topic=qzxscheduled-topic&person=qzxscheduled-writer",
    "/quotes/",
    "/quotes/?q=lighthouse",
    "/sections/qzxscheduled-section/",
    "/sections/qzxscheduled-section/feed.json",
    "/topics/",
    "/topics/qzxscheduled-topic/",
    "/topics/qzxscheduled-topic/feed.rss",
    "/topics/qzxscheduled-topic/?year=2026&section=qzxscheduled-section&genre=news",
    "/topics/qzxscheduled-above/",
    "/topics/qzxscheduled-above/feed.json",
    "/topics/harbor/",
    "/topics/harbor/?year=2026&month=3",
    "/topics/harbor/feed.atom",
    "/search/?topic=harbor",
    "/quotes/?topic=qzxscheduled-above",
    "/people/",
    "/people/qzxscheduled-writer/",
    "/people/qzxscheduled-writer/feed.atom",
    "/archive/2026/03/07/",
    "/sitemap-stories-2026-03.xml",
    "/sitemap-sections.xml",
    "/sitemap-topics-1.xml",
    "/sitemap-people-1.xml",
    "/news-sitemap.xml",
    "/2026/03/07/qzxscheduled-story/",
    "/2026/03/07/qzxscheduled-story/story.json",
    "/2026/03/07/qzxscheduled-story/ninjs.json",
    "/2026/03/07/qzxscheduled-story/timemap/",
    "/sections/qzxscheduled-section/ninjs.json",
    "/api/v1/stories/",
    "/api/v1/stories/?q=lighthouse",
    "/api/v1/stories/?topic=qzxscheduled-topic&person=qzxscheduled-writer",
    "/api/v1/quotes/",
    "/api/v1/people/",
    "/api/v1/people/qzxscheduled-writer/",
    "/api/v1/topics/",
    "/api/v1/topics/qzxscheduled-topic/",
    "/api/v1/sections/",
    "/api/v1/sections/qzxscheduled-section/",
]


def test_a_scheduled_story_appears_everywhere_at_its_moment(client, newsroom):
    def shown() -> set[str]:
        # A search that is refused (400) repeats what was asked, and tells nothing.
        answers = {path: client.get(path) for path in SURFACES}
        return {
            path for path, answer in answers.items() if answer.status_code == 200 and b"qzxscheduled" in told(answer)
        }

    with time_machine.travel(SOON - timedelta(microseconds=1), tick=False):
        before = shown()
    with time_machine.travel(SOON, tick=False):
        at_its_moment = shown()

    assert before == set()
    assert at_its_moment == set(SURFACES)


def test_a_scheduled_update_takes_the_place_of_the_words_before_at_its_moment(client, newsroom):
    story = "/2026/03/04/lighthouse-opens/"
    found = "/search/?q=opens"

    before = told(client.get(story)), told(client.get(found))
    with time_machine.travel(SOON, tick=False):
        after = told(client.get(story)), told(client.get(found))

    assert [b"lighthouse opens" in page for page in before] == [True, True]
    assert b"qzxupdate" in after[0]
    assert b"lighthouse opens" not in after[1]
