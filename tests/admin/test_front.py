"""The front page at the desk: who may, what is shown, what each step does, and that looking changes nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editorial.front_releases import release_front
from articles.editorial.fronting import current_front, mark_of, place, show_until, take_off
from articles.models import Act, Article, FrontPage
from tests.builders import NOON, later, make_article, make_edition, make_published, make_quote, make_section, make_user

pytestmark = pytest.mark.django_db

FRONT = "/admin/front/"
SCREENS = (FRONT, f"{FRONT}stories/", f"{FRONT}preview/", f"{FRONT}released/")
STEPS = (
    *("place", "move", "up", "down", "pin", "unpin", "remove", "until"),
    *("undo", "release", "discard", "undo-release", "restore"),
)


@pytest.fixture(autouse=True)
def next_day():
    with time_machine.travel(later(days=1), tick=False):
        yield


@pytest.fixture
def live(section) -> list[Article]:
    """Five live stories, the newest first."""
    return [
        make_published(at=NOON - timedelta(hours=n), section=section, headline=f"Live {n}").article for n in range(5)
    ]


def seen() -> str:
    return mark_of(current_front(later(days=1)))


def step(client, verb: str, **asked: Any):
    return client.post(f"{FRONT}act/{verb}/", {"seen": seen(), **asked}, headers={"X-Desk": "panel"})


def put(story: Article, zone: str = "seconds", **fields: Any) -> None:
    place(story, zone=zone, position=99, seen=seen(), by=None, at=later(days=1), **fields)


def release() -> FrontPage:
    return release_front(seen=seen(), by=None, at=later(days=1))


def drawn(page: str) -> dict[str, list[str]]:
    """Headlines as the board shows them by zone: [filled by itself], !not on the page."""
    found = {}
    for zone, rest in re.findall(r'data-zone="([\w-]+)"(.*?)</section>', page, re.DOTALL):
        rows = re.findall(
            r'<li class="front-row( front-auto)?( front-idle)?".*?front-head">(?:<a[^>]*>)?([^<]*)', rest, re.DOTALL
        )
        found[zone] = [f"[{name}]" if auto else f"!{name}" if idle else name for auto, idle, name in rows]
    return found


@pytest.mark.parametrize("role", ["contributor", "reporter", "copy_editor", "topic_tagger", "administrator"])
def test_who_may_not_arrange_sees_and_changes_nothing(as_, live, role):
    client = as_(role)
    put(live[0])
    before = list(FrontPage.objects.values()), Act.objects.count()

    answers = {client.get(screen).status_code for screen in SCREENS}
    answers |= {step(client, verb, story=live[0].pk, zone="lead").status_code for verb in STEPS}

    assert answers == {403}
    assert (list(FrontPage.objects.values()), Act.objects.count()) == before
    assert "Front page" not in client.get("/admin/").content.decode().split("</nav>")[0]


def test_looking_changes_nothing_and_a_step_is_never_looked_at(as_, live):
    client = as_("section_editor")
    put(live[0])
    before = list(FrontPage.objects.values()), Act.objects.count()

    assert {client.get(screen).status_code for screen in SCREENS} == {200}
    assert {client.get(f"{FRONT}act/{verb}/").status_code for verb in STEPS} == {405}
    assert (list(FrontPage.objects.values()), Act.objects.count()) == before


def test_the_board_looks_like_the_page(as_, section, live):
    put(live[3], "lead")
    put(live[0], f"section-{section.pk}", pinned=True)
    coming = make_article(headline="Coming", section=section)
    put(coming)

    page = as_("managing_editor").get(FRONT).content.decode()

    assert drawn(page) == {
        "lead": ["Live 3"],
        "seconds": ["[Live 1]", "[Live 2]", "[Live 4]", "!Coming"],
        f"section-{section.pk}": ["Live 0"],
    }
    assert "Shows once it is published" in page
    assert "“Live 3” moves from Seconds 3 to Lead 1" in page


def test_what_a_release_changes_is_told_once_a_story(as_, live):
    put(live[4], "lead")
    release()
    put(live[0], "seconds", pinned=True)
    put(make_article(headline="Coming"), "lead")
    take_off(live[4].pk, seen=seen(), by=None, at=later(days=1))

    page = as_("managing_editor").get(FRONT).content.decode()

    assert re.findall(r"<li>([^<]*)</li>", page.split('class="front-changes"')[1].split("</ul>")[0]) == [
        "“Live 1” moves from Seconds 2 to Lead 1",
        "“Live 4” moves from Lead 1 to Seconds 4",
        "“Live 0” is placed by hand",
        "“Coming” is placed by hand",
    ]


def test_the_board_says_why_a_placed_story_stands_nowhere(as_, section, live):
    for story in live[:4]:
        put(story, "lead")
    retracted = make_published(section=section, headline="Taken back", until=later(hours=2))
    put(retracted.article)
    show_until(live[2].pk, until=later(days=1, hours=1), seen=seen(), by=None, at=later(days=1))
    make_edition(retracted.article, at=later(hours=2), change="retraction")
    Article.objects.filter(pk=live[3].pk).update(state="killed")
    for edition in live[3].editions.all():
        type(edition).objects.filter(pk=edition.pk).update(superseded_at=later(hours=3))

    with time_machine.travel(later(days=1, hours=2), tick=False):
        page = as_("managing_editor").get(FRONT).content.decode()

    assert drawn(page)["lead"] == ["Live 0", "!Live 1", "!Live 2", "!Live 3"]
    assert re.findall(r"chip-busy\">([^<]*)<", page) == [
        "No place left here: it may stand further down",
        "Its time has run out",
        "Killed: it is gone from the page",
        "Retracted: it is gone from the page",
    ]


def test_steps_by_script_answer_with_the_board_as_it_then_stands(as_, live):
    client = as_("section_editor")
    number = live[4].pk

    answer = step(client, "place", story=number, zone="lead")
    assert drawn(answer.content.decode())["lead"] == ["Live 4"]
    assert "Placed: Live 4." in answer.content.decode()
    step(client, "place", spot=f"{live[3].pk} 0 seconds")
    step(client, "down", story=number)
    step(client, "pin", story=live[3].pk)
    step(client, "until", story=number, until="2026-03-06T08:00")
    step(client, "up", story=live[3].pk)
    answer = step(client, "up", story=live[3].pk)

    rows = FrontPage.objects.draft().get().slots
    assert [(row["zone"], row["article"], row["pinned"]) for row in rows] == [
        ("seconds", number, True),
        ("lead", live[3].pk, True),
    ]
    assert rows[0]["until"] == "2026-03-06T13:00:00+00:00"
    assert drawn(answer.content.decode())["lead"] == ["Live 3"]
    step(client, "move", story=number, zone="lead", position=0)
    step(client, "remove", story=live[3].pk)
    assert [row["article"] for row in FrontPage.objects.draft().get().slots] == [number]
    assert "The last change is taken back" in step(client, "undo").content.decode()
    assert len(FrontPage.objects.draft().get().slots) == 2


def test_steps_by_plain_forms_come_back_to_the_screen(as_, live):
    client = as_("section_editor")

    answer = client.post(f"{FRONT}act/place/", {"q": "zebra", "zone": "lead", "seen": seen()}, follow=True)
    assert answer.redirect_chain == [(FRONT, 302)]
    assert "No story has" in answer.content.decode()
    make_published(headline="Only one")
    answer = client.post(f"{FRONT}act/place/", {"q": "only", "zone": "lead", "seen": seen()}, follow=True)

    assert "Placed: Only one." in answer.content.decode()
    several = client.post(f"{FRONT}act/place/", {"q": "story", "zone": "lead", "seen": seen()}, follow=True)
    assert "Several stories have these words" in several.content.decode()


@pytest.mark.parametrize(
    ("verb", "asked", "said"),
    [
        ("place", {"story": "999999", "zone": "lead"}, "There is no such story."),
        ("place", {"story": "nonsense", "zone": "lead"}, "There is no such story."),
        ("place", {"zone": "lead"}, "Say which story"),
        ("up", {"story": "999999"}, "no slot on the front page"),
        ("move", {"story": "", "zone": "lead", "position": "x"}, "no slot on the front page"),
        ("until", {"story": "1", "until": "2026-03-08T02:30"}, "doesn&#x27;t exist"),
        ("until", {"story": "1", "until": "soon"}, "Enter a valid date/time"),
        ("restore", {"front": "999999"}, "There is no such front page."),
        ("confirm", {}, "knows no such step"),
    ],
)
def test_a_refusal_is_a_sentence_and_changes_nothing(as_, live, verb, asked, said):
    answer = step(as_("managing_editor"), verb, **asked)

    assert answer.status_code == 422
    text = answer.content.decode()
    assert said in text or said.replace("doesn&#x27;t exist", "may not exist") in text
    assert not FrontPage.objects.exists()


def test_a_stale_step_is_refused_with_the_board_as_it_stands(as_, live):
    put(live[0])
    old = seen()
    put(live[1])

    answer = step(as_("managing_editor"), "remove", story=live[0].pk, seen=old)

    assert answer.status_code == 409
    assert "changed the front page since you looked" in answer.content.decode()
    assert len(FrontPage.objects.draft().get().slots) == 2


def test_a_release_reaches_readers_and_is_undone_and_restored(as_, client, live):
    desk = as_("managing_editor")
    step(desk, "place", story=live[4].pk, zone="lead")
    assert "Live 4" not in client.get("/").content.decode().split("seconds")[0]

    page = step(desk, "release").content.decode()
    assert "Live 4" in client.get("/").content.decode().split('class="seconds"')[0]
    first = FrontPage.objects.get()
    assert f'name="front" value="{first.pk}"' in page
    step(desk, "undo-release", front=first.pk)
    assert "Live 4" not in client.get("/").content.decode().split('class="seconds"')[0]
    history = desk.get(f"{FRONT}released/").content.decode()
    assert "Undid the one of" in history
    assert history.count("Readers have it") == 1
    step(desk, "restore", front=first.pk)

    assert "Live 4" in client.get("/").content.decode().split('class="seconds"')[0]


def test_the_preview_shows_the_draft_and_what_is_due_then(as_, client, section, live):
    coming = make_published(at=later(days=2), section=section, headline="Coming")
    put(coming.article, "lead")
    desk = as_("managing_editor")

    now = desk.get(f"{FRONT}preview/")
    then = desk.get(f"{FRONT}preview/", {"at": "2026-03-06T12:00"}).content.decode()

    assert "Coming" not in now.content.decode()
    assert "noindex" in now.content.decode()
    assert "no-store" in now["Cache-Control"]
    assert "Coming" in then.split('class="seconds"')[0]
    assert "6 March 2026, 12:00 EST" in then
    assert "Coming" not in client.get("/").content.decode()
    assert client.get(f"{FRONT}preview/").status_code == 302
    wrong = desk.get(f"{FRONT}preview/", {"at": "2026-03-08T02:30"}, follow=True)
    assert wrong.redirect_chain == [(FRONT, 302)]


def test_the_preview_has_the_quotes_of_then_and_no_others(as_, section, live):
    said = make_quote(live[0].editions.get(), words="Said already.")
    coming = make_published(at=later(days=2), section=section, headline="Coming")
    make_quote(coming, words="Said tomorrow.")
    secret = make_published(at=later(days=2), section=make_section(), headline="Secret", restricted=True)
    make_quote(secret, words="qzxsecret words.")
    desk, editor = as_("managing_editor"), as_("section_editor")

    now = desk.get(f"{FRONT}preview/").content.decode()
    then = desk.get(f"{FRONT}preview/", {"at": "2026-03-07T12:00"}).content.decode()
    theirs = editor.get(f"{FRONT}preview/", {"at": "2026-03-07T12:00"}).content.decode()

    assert f"/quotes/{said.public_id}/" in now
    assert "Said tomorrow" not in now
    assert "Said tomorrow" in then
    assert "qzxsecret" in then
    assert "qzxsecret" not in theirs
    assert "Said tomorrow" in theirs


def test_a_restricted_story_is_named_to_who_may_view_it_alone(as_, section, live):
    secret = make_published(
        at=later(days=2), section=make_section(in_nav=False), headline="qzxsecret", restricted=True
    ).article
    Article.objects.filter(pk=secret.pk).update(slugline="qzxslug")
    put(secret, "lead")
    chief, editor = as_("managing_editor"), as_("section_editor")
    addresses = [*SCREENS, f"{FRONT}preview/?at=2026-03-07T12:00"]

    assert "qzxsecret" in chief.get(addresses[-1]).content.decode()
    assert "qzxslug" in chief.get(FRONT).content.decode()
    release()
    for address in addresses:
        assert "qzx" not in editor.get(address).content.decode(), address
    assert "A story you may not view" in editor.get(FRONT).content.decode()
    answer = step(editor, "pin", story=secret.pk)
    assert "qzx" not in answer.content.decode()
    assert step(editor, "place", story=secret.pk, zone="lead").status_code == 422


def test_stories_are_offered_newest_first_by_words(as_, section):
    make_article(slugline="harbor-storm", headline="Storm", updated_at=NOON)
    make_article(slugline="harbor-calm", headline="Calm", updated_at=later(hours=1))
    make_article(slugline="harbor-dead", state="killed", updated_at=later(hours=2))

    def offered(typed: str) -> list[str]:
        answer = as_("managing_editor").get(f"{FRONT}stories/", {"q": typed})
        return [row["text"] for row in answer.json()["results"]]

    assert offered("harbor") == ["Calm", "Storm"]
    assert offered("") == ["Calm", "Storm"]
    assert offered("storm harbor") == ["Storm"]


def test_the_screens_cost_the_same_for_few_and_many(as_, section):
    client = as_("managing_editor")
    client.get(FRONT)

    def grow(number: int) -> dict[str, int]:
        for _ in range(number):
            put(make_published(section=section).article)
            put(make_article(section=section), f"section-{section.pk}")
        release()
        put(make_article(section=section), "lead")
        costs = {}
        for screen in SCREENS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(screen).status_code == 200
            costs[screen] = len(queries)
        return costs

    few = grow(2)
    make_user("reporter")
    assert grow(12) == few
    assert max(few.values()) <= 16
