"""House style at the desk: who reads, who writes, what a try shows; and the act behind it."""

from __future__ import annotations

import pytest

from articles.editorial import EditorialError, NotAllowed, file_story, kill, set_style_rule
from articles.models import Act, StyleRule
from articles.models.rights import ROLES
from tests.admin.test_queries import counted
from tests.admin.test_walk import rows
from tests.builders import NOON, later, make_user
from tests.editorial.stories import story_draft

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/stylerule/"
TRY = f"{LIST}try/"
WRITERS = {"copy_editor", "section_editor", "managing_editor"}
READERS = WRITERS | {"contributor", "reporter", "topic_tagger"}


@pytest.fixture
def rule(desk) -> StyleRule:
    fields = {"pattern": "prior to", "reason": "Two words for one.", "suggestion": "before"}
    return set_style_rule(None, {**fields, "owner": desk["copy_editor"]}, by=desk["copy_editor"], at=NOON)


def posted(**fields):
    return {"pattern": "utiliz*", "reason": "Long.", "suggestion": "use", "active": "on", "owner": "", **fields}


def test_the_bar_leads_there_only_who_may_edit(as_, desk):
    seen = {role for role in ROLES if LIST in as_(role).get("/admin/").content.decode()}

    assert seen == WRITERS


def test_who_sees_stories_reads_and_who_may_writes(as_, rule):
    change = f"{LIST}{rule.pk}/change/"

    assert {role for role in ROLES if as_(role).get(LIST).status_code == 200} == READERS
    assert {role for role in ROLES if as_(role).get(change).status_code == 200} == READERS
    assert {role for role in ROLES if as_(role).get(f"{LIST}add/").status_code == 200} == WRITERS
    assert {role for role in ROLES if as_(role).post(TRY, {"pattern": "a bc"}).status_code == 200} == WRITERS


@pytest.mark.parametrize("role", sorted(set(ROLES) - WRITERS))
def test_nobody_else_writes(as_, rule, role):
    client, before = as_(role), rows()

    for address in (f"{LIST}add/", f"{LIST}{rule.pk}/change/", f"{LIST}{rule.pk}/delete/", TRY):
        assert client.post(address, posted()).status_code == 403, address

    assert rows() == before


def test_a_rule_is_added_with_its_history_and_a_line_in_the_log(as_, desk):
    as_("copy_editor").post(f"{LIST}add/", posted(owner=desk["copy_editor"].pk, pattern="  utiliz*  "))

    rule = StyleRule.objects.get()
    assert (rule.pattern, rule.suggestion, rule.active, rule.owner) == ("utiliz*", "use", True, desk["copy_editor"])
    assert rule.history.get().history_user == desk["copy_editor"]
    assert Act.objects.values_list("verb", "subject", "by_name").get() == ("add_style_rule", "utiliz*", "copy_editor")


def test_a_rule_is_changed_and_put_out_of_force_and_its_history_shown(as_, rule):
    client = as_("section_editor")

    client.post(f"{LIST}{rule.pk}/change/", posted(pattern="prior to", suggestion="ahead of", active=""))

    rule.refresh_from_db()
    assert (rule.suggestion, rule.active, rule.history.count()) == ("ahead of", False, 2)
    page = client.get(f"{LIST}{rule.pk}/change/").content.decode()
    assert "not in force" in page
    assert "→ before" in page
    assert Act.objects.filter(verb="change_style_rule").count() == 1


@pytest.mark.parametrize("pattern", ["", "*", "a|", "x*y"])
def test_words_that_cannot_be_looked_for_are_refused_on_the_form(as_, desk, pattern):
    answer = as_("copy_editor").post(f"{LIST}add/", posted(pattern=pattern))

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["pattern"]
    assert not StyleRule.objects.exists()


def test_the_same_words_twice_are_refused(as_, rule):
    answer = as_("copy_editor").post(f"{LIST}add/", posted(pattern="prior  to"))

    assert answer.status_code == 200
    assert StyleRule.objects.count() == 1


def test_no_rule_is_deleted(as_, rule):
    assert as_("managing_editor").post(f"{LIST}{rule.pk}/delete/", {"post": "yes"}).status_code == 403
    assert StyleRule.objects.exists()


def test_a_try_shows_the_newest_stories_this_person_may_open_and_saves_nothing(as_, desk, section):
    open_to = file_story(story_draft(section, headline="Bridge to close"), by=desk["reporter"], at=NOON)
    secret = file_story(story_draft(None, slugline="secret", restricted=True), by=desk["managing_editor"], at=NOON)
    gone = file_story(story_draft(section, slugline="gone"), by=desk["reporter"], at=later(hours=1))
    kill(gone, reason="Wrong", by=desk["managing_editor"], at=later(hours=1))
    client, before = as_("copy_editor"), rows()

    answer = client.post(TRY, {"pattern": "bridge|shuttle", "words": "A bridge too far", "reason": ""})

    assert [(one.article.pk, len(one.found)) for one in answer.context["stories"]] == [(open_to.pk, 3)]
    assert (answer.context["number"], len(answer.context["in_words"])) == (4, 1)
    assert "secret" not in answer.content.decode()
    assert rows() == before
    assert as_("managing_editor").post(TRY, {"pattern": "bridge"}).context["stories"][0].article.pk == secret.pk


def test_a_try_says_what_is_wrong_with_the_words(as_, desk):
    answer = as_("copy_editor").post(TRY, {"pattern": "a|"}, headers={"X-Desk": "tried"})

    assert "Each alternative needs a word" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_lists_and_tries_cost_the_same_for_few_and_many(as_, desk, section, rule):
    client = as_("copy_editor")
    few = [counted(client, "get", LIST)[0], counted(client, "post", TRY, {"pattern": "bridge"})[0]]
    for n in range(40):
        fields = {"pattern": f"word {n}", "reason": "Long", "owner": make_user("copy_editor")}
        set_style_rule(None, fields, by=None, at=NOON)
        file_story(story_draft(section, slugline=f"alder-{n}"), by=desk["reporter"], at=NOON)

    assert [counted(client, "get", LIST)[0], counted(client, "post", TRY, {"pattern": "bridge"})[0]] == few


class TestTheAct:
    def test_who_may_not_is_refused(self, desk, rule):
        before = rows()

        with pytest.raises(NotAllowed):
            set_style_rule(rule, {"active": False}, by=desk["reporter"], at=NOON)

        assert rows() == before

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"pattern": "*"}, "stands at the end of a word"),
            ({"reason": "  "}, "Say why"),
            ({"pattern": "prior to"}, "already"),
            ({"colour": "red"}, "has no colour"),
        ],
    )
    def test_what_makes_no_rule_is_refused(self, desk, rule, fields, said):
        before = rows()

        with pytest.raises(EditorialError, match=said):
            set_style_rule(
                None, {"pattern": "in order to", "reason": "Long", **fields}, by=desk["copy_editor"], at=NOON
            )

        assert rows() == before

    def test_no_change_is_no_line(self, desk, rule):
        set_style_rule(rule, {"suggestion": " before "}, by=desk["copy_editor"], at=NOON)

        assert (rule.history.count(), Act.objects.count()) == (1, 1)
