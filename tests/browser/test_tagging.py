"""The tagging bench by keyboard: how many keys a story takes, what each does, what is said when it does not work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, Route, expect

from articles.editorial import bulk_tagging
from articles.editorial.tagging import refresh_topic_links
from articles.models import Article, NothingFits, Presence, Tagging, Topic
from tests.browser.desk import PASSWORD, assert_no_violations, sign_in
from tests.builders import NOON, later, make_article, make_section, make_topic, make_user
from tests.tables import table_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>The ferry left the harbor at noon, said Celeste Okafor of the Port Authority.</p><p>More words.</p>"


@pytest.fixture
def tagger(desk):
    user = make_user("topic_tagger", username="topic_tagger")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def topics(desk) -> list[Topic]:
    return [Topic.objects.get(name="Ferry"), make_topic("Celeste Okafor", kind="person"), make_topic("Port Authority")]


@pytest.fixture
def stories(topics) -> list[Article]:
    """Three that wait, the newest first, each with three suggestions."""
    found = []
    for number in range(3):
        story = make_article(headline=f"Story {'ABC'[number]}", body=BODY, updated_at=NOON - timedelta(hours=number))
        for topic in topics:
            told = {"reason": f"“{topic}” stands in the text", "rule": "named", "tagged_at": NOON}
            Tagging.objects.create(article=story, topic=topic, status="proposed", **told)
        found.append(story)
    return found


@pytest.fixture
def bench(page: Page, live_server, tagger, stories) -> Page:
    sign_in(page, live_server.url, "topic_tagger")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tagging bench")
    page.wait_for_load_state("load")
    on(page, "Story A")
    return page


def on(page: Page, headline: str) -> None:
    expect(page.locator("#bench-title")).to_have_text(headline)


def said(page: Page, words: str) -> None:
    expect(page.locator("#said")).to_contain_text(words)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def settled(page: Page) -> None:
    """Until every act has been answered."""
    expect(page.locator("#bench[aria-busy]")).to_have_count(0)


def carried(page: Page) -> list[str]:
    return page.locator(".bench-carried li > span").all_inner_texts()


def stands(story: Article, status: str = "chosen") -> set[str]:
    return set(Tagging.objects.filter(article=story, status=status).values_list("topic__name", flat=True))


def test_three_suggestions_taken_and_on_to_the_next_are_four_keys(bench, stories):
    posts: list[Request] = []
    loads: list[str] = []
    bench.on("request", lambda one: posts.append(one) if one.method == "POST" and "/presence/" not in one.url else None)
    bench.on("load", lambda _: loads.append("load"))

    keys = ["1", "2", "3", "n"]
    press(bench, *keys)
    on(bench, "Story B")
    expect(bench.locator("#bench-left")).to_contain_text("2 stories wait · 1 done in this sitting")
    settled(bench)

    assert stands(stories[0]) == {"Ferry", "Celeste Okafor", "Port Authority"}
    assert len(posts) == 3
    assert loads == []
    assert bench.locator("#bench-rows [data-story]:visible").count() == 2

    press(bench, *keys)
    on(bench, "Story C")
    press(bench, *keys)
    expect(bench.locator(".bench-none")).to_contain_text("Every story has its topics")
    settled(bench)
    assert Tagging.objects.filter(status="chosen").count() == 9


def test_a_story_whose_acts_are_still_on_their_way_does_not_come_up_again(bench, stories):
    held: list[Route] = []
    holds = True
    bench.route("**/tag/", lambda route: held.append(route) if holds else route.continue_())

    for headline in ("Story B", "Story C"):
        press(bench, "1", "2", "3", "n")
        on(bench, headline)
    press(bench, "1", "2", "3", "n")
    bench.wait_for_timeout(300)
    on(bench, "Story C")

    # Acts are sent one after the other: the first alone was on its way.
    holds = False
    held.pop().continue_()
    expect(bench.locator(".bench-none")).to_contain_text("Every story has its topics")
    settled(bench)
    assert Tagging.objects.filter(status="chosen").count() == 9


def test_a_suggestion_is_rejected_by_shift_or_x_and_keeps_its_digit(bench, stories):
    press(bench, "Shift+Digit1")
    said(bench, "Taken off: Ferry.")
    press(bench, "x", "2")
    said(bench, "Taken off: Celeste Okafor.")
    press(bench, "3")
    said(bench, "Added: Port Authority.")

    states = [row.get_attribute("data-state") for row in bench.locator(".bench-suggested li").all()]
    assert states == ["refused", "refused", "taken"]
    assert stands(stories[0], "rejected") == {"Ferry", "Celeste Okafor"}
    assert carried(bench) == ["Port Authority"]


def test_z_takes_back_one_act_after_the_other_also_on_the_story_before(bench, stories):
    press(bench, "1", "Shift+Digit2", "n")
    on(bench, "Story B")
    press(bench, "z")
    said(bench, "Taken back: Celeste Okafor is as it was.")
    on(bench, "Story A")
    press(bench, "z")
    said(bench, "Taken back: Ferry is off the story again.")
    press(bench, "z")
    said(bench, "There is nothing to take back.")

    assert stands(stories[0], "proposed") == {"Ferry", "Celeste Okafor", "Port Authority"}
    expect(bench.locator("#bench-left")).to_contain_text("3 stories wait")


def test_a_topic_is_found_by_a_word_of_a_name_and_added_by_enter(bench, stories, topics):
    topics[0].aliases.create(name="Water taxi")
    make_topic("Taxes")
    press(bench, "/")
    bench.keyboard.type("tax")
    expect(bench.locator(".bench-found li")).to_have_count(3)
    expect(bench.locator('.bench-found [aria-selected="true"]')).to_contain_text("Taxes")
    press(bench, "ArrowDown")
    expect(bench.locator('.bench-found [aria-selected="true"]')).to_contain_text("Ferry")
    expect(bench.locator('.bench-found [aria-selected="true"]')).to_contain_text("also called “Water taxi”")
    press(bench, "ArrowUp", "Enter")

    said(bench, "Added: Taxes.")
    expect(bench.locator(".bench-carried")).to_contain_text("Taxes")
    press(bench, "1")
    said(bench, "Added: Ferry.")
    assert stands(stories[0]) == {"Taxes", "Ferry"}


def test_enter_before_the_answer_is_there_takes_what_was_typed(bench, stories):
    press(bench, "/")
    bench.keyboard.type("night")
    press(bench, "Enter")

    said(bench, "Added: Night work.")
    assert stands(stories[0]) == {"Night work"}


def test_a_topic_is_created_after_those_much_like_it_were_shown(bench, stories):
    press(bench, "/")
    bench.keyboard.type("Ferries")
    expect(bench.locator(".bench-found li")).to_have_text("Create “Ferries” a new topic")
    press(bench, "Enter")
    expect(bench.locator("#bench-name")).to_be_focused()
    expect(bench.locator("[data-near-list]")).to_contain_text("Ferry")
    press(bench, "Enter")
    said(bench, "There is one much like it: “Ferry” (the same but for the plural).")
    expect(bench.locator("#bench-name")).to_have_value("Ferries")
    assert not Topic.objects.filter(name="Ferries").exists()

    bench.get_by_label("It is none of those much like it").check()
    bench.get_by_role("button", name="Create and add").click()
    said(bench, "Made and added: Ferries.")
    assert stands(stories[0]) == {"Ferries"}
    press(bench, "z")
    said(bench, "Taken back")
    assert not Topic.objects.filter(name="Ferries").exists()


def test_one_much_like_it_is_taken_instead(bench, stories):
    press(bench, "+")
    bench.keyboard.type("Ferries")
    bench.locator("[data-near-list] button").click()

    said(bench, "Added: Ferry.")
    assert stands(stories[0]) == {"Ferry"}


def test_a_topic_is_taken_off_by_its_letter_or_where_the_focus_is(bench, stories):
    press(bench, "1", "2")
    expect(bench.locator(".bench-carried li")).to_have_count(2)
    press(bench, "r", "b")
    said(bench, "Taken off: Ferry.")
    expect(bench.locator(".bench-carried li")).to_have_count(1)
    bench.get_by_role("button", name="Take off Celeste Okafor").focus()
    press(bench, "Backspace")
    said(bench, "Taken off: Celeste Okafor.")

    assert stands(stories[0]) == set()
    expect(bench.locator("#bench-left")).to_contain_text("3 stories wait")


def test_a_story_that_nothing_fits_is_left_by_one_key_and_had_back_by_one(bench, stories):
    press(bench, "0")
    on(bench, "Story B")
    settled(bench)
    assert NothingFits.objects.get().article == stories[0]
    press(bench, "z")
    on(bench, "Story A")

    assert not NothingFits.objects.exists()
    assert stands(stories[0], "proposed") == {"Ferry", "Celeste Okafor", "Port Authority"}


def test_n_and_p_walk_and_what_was_passed_over_comes_again_at_the_end(bench):
    press(bench, "n")
    on(bench, "Story B")
    press(bench, "j")
    on(bench, "Story C")
    press(bench, "p")
    on(bench, "Story B")
    press(bench, "n")
    on(bench, "Story C")
    press(bench, "n")
    on(bench, "Story A")


def test_an_act_that_does_not_reach_the_newsroom_is_said_and_shown_undone(bench, stories):
    bench.route("**/tag/", lambda route: route.abort())

    press(bench, "1")

    said(bench, "did not reach the newsroom")
    expect(bench.locator('.bench-suggested [data-digit="1"]')).to_have_attribute("data-state", "waits")
    assert carried(bench) == []
    assert stands(stories[0]) == set()


def test_an_act_that_is_refused_is_said_and_shown_undone(bench, stories, topics):
    Topic.objects.filter(pk=topics[0].pk).update(retired=True)

    press(bench, "1")

    said(bench, "The topic “Ferry” is retired")
    expect(bench.locator('.bench-suggested [data-digit="1"]')).to_have_attribute("data-state", "waits")


def test_who_else_has_the_story_open_is_said_and_it_is_passed_over(bench, stories, desk, page, live_server):
    now = timezone.now()
    Presence.objects.create(article=stories[1], user=desk["copy_editor"], since=now, seen_at=now + timedelta(minutes=5))
    page.goto(f"{live_server.url}/admin/tagging/")
    page.wait_for_load_state("load")
    on(page, "Story A")

    press(page, "n")
    on(page, "Story C")
    press(page, "n")
    on(page, "Story A")
    page.locator(".bench-row", has_text="Story B").click()

    on(page, "Story B")
    expect(page.locator("[data-others-line]")).to_contain_text("copy_editor has this story open too.")


def test_a_story_somebody_else_did_meanwhile_does_no_harm(bench, stories, topics):
    Tagging.objects.filter(article=stories[0], topic=topics[0]).update(status="chosen")
    refresh_topic_links([stories[0].pk])

    press(bench, "1")
    said(bench, "Added: Ferry.")
    press(bench, "n")

    on(bench, "Story B")
    assert stands(stories[0]) == {"Ferry"}


def test_no_key_is_taken_while_somebody_types_and_the_keys_are_listed(bench, stories):
    press(bench, "/")
    bench.keyboard.type("1nz0rx")
    expect(bench.locator("#bench-find")).to_have_value("1nz0rx")
    press(bench, "Escape", "Escape", "?")

    expect(bench.locator("#keys")).to_contain_text("On the tagging bench")
    press(bench, "1")
    assert stands(stories[0]) == set()


def test_on_a_phone_every_button_is_large_enough_for_a_thumb(bench, stories):
    bench.set_viewport_size({"width": 375, "height": 800})

    def assert_large() -> None:
        for button in bench.locator("#bench-story button:visible, #bench-story .bench-bar a:visible").all():
            box = button.bounding_box()
            assert box["height"] >= 44, button.inner_text()
            assert box["width"] >= 44, button.inner_text()

    assert_large()
    press(bench, "1")
    said(bench, "Added: Ferry.")
    assert_large()
    bar = bench.locator(".bench-bar").bounding_box()
    assert bar["y"] + bar["height"] <= 801
    bench.locator("[data-go=next]").click()
    on(bench, "Story B")


def test_the_next_story_is_there_before_it_is_asked_for(bench, stories, page):
    with page.expect_response(f"**/tagging/{stories[2].pk}/"):
        press(bench, "n")
    on(bench, "Story B")
    bench.route("**/tagging/**", lambda route: route.abort())

    press(bench, "n")

    on(bench, "Story C")


def test_s_has_topics_suggested_for_a_story_without_any(bench, stories, page, live_server):
    Tagging.objects.filter(article=stories[0]).delete()
    Article.objects.filter(pk=stories[0].pk).update(body_text="The ferry left the harbor.")
    page.goto(f"{live_server.url}/admin/tagging/?story={stories[0].pk}")
    page.wait_for_load_state("load")

    press(page, "s")
    said(page, "1 more suggested.")
    press(page, "1")
    said(page, "Added: Ferry.")

    assert stands(stories[0]) == {"Ferry"}


def test_a_topic_goes_onto_all_that_were_ticked_with_its_progress_and_off_again(bench, page, live_server, monkeypatch):
    monkeypatch.setattr(bulk_tagging, "BATCH", 2)
    for number in range(5):
        make_article(headline=f"More {number}", updated_at=later(hours=number))
    before = table_of(Tagging)
    page.goto(f"{live_server.url}/admin/articles/article/?q=more")
    page.get_by_role("button", name="Topics of those ticked").click()
    said(page, "Tick stories in the list first.")
    page.get_by_label("All on this page").check()
    page.get_by_role("checkbox", name="Choose More 3").uncheck()
    page.get_by_role("button", name="Topics of those ticked").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Topics of 4 stories")
    page.get_by_label("Topic", exact=True).fill("night")
    expect(page.locator(".suggest-list li")).to_have_count(1)
    press(page, "ArrowDown", "Enter")
    page.get_by_role("button", name="Add “Night work” to 4 stories").click()

    expect(page.locator(".bulk-done")).to_have_text("“Night work” is on 4 stories more.")
    assert Tagging.objects.filter(topic__name="Night work", status="chosen").count() == 4
    page.get_by_role("button", name="Undo it").click()
    expect(page.locator(".bulk-done")).to_have_text("4 stories are as before.")
    assert table_of(Tagging) == before


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 375)])
def test_every_screen_of_it_is_accessible_and_fits(page: Page, live_server, tagger, stories, topics, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server.url, "topic_tagger")
    wide = "Hafenmeisterinnungsversammlung" * 6
    section = make_section(name=wide[:30], slug="wide")
    long = make_article(headline=wide, slugline=wide[:100], dek=wide, section=section, body=f"<p>{wide}</p>" * 30)
    tall = make_topic(wide, description="x")
    Tagging.objects.create(article=long, topic=tall, status="proposed", reason=wide, tagged_at=NOON)
    other = make_article(headline="Carries", topics=(tall, topics[0]), updated_at=later(hours=2))
    places = [
        f"?story={long.pk}", f"?story={other.pk}", "", "?what=nothing", "bulk/",
        f"bulk/?story={long.pk}&story={other.pk}&topic={tall.pk}&verb=add",
    ]  # fmt: skip
    for place in places:
        page.goto(f"{live_server.url}/admin/tagging/{place}")
        check(page, place)
    page.goto(f"{live_server.url}/admin/tagging/?story={long.pk}")
    page.wait_for_load_state("load")
    press(page, "/")
    page.keyboard.type("h")
    expect(page.locator(".bench-found li").first).to_be_visible()
    check(page, "find")
    page.goto(f"{live_server.url}/admin/articles/article/")
    check(page, "list")


def check(page: Page, place: str) -> None:
    assert_no_violations(page)
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide == 0, place
