from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.models import Article
from articles.models.rights import RIGHTS, ROLES, may
from tests.builders import make_article, make_person, make_section, make_user

STORY_ACTIONS = sorted(action for action in RIGHTS if action.startswith(("story.", "quote.", "correction.")))


def expected(cell: str, *, own: bool, in_section: bool) -> bool:
    return cell == "allow" or (cell in {"own", "section"} and own) or (cell == "section" and in_section)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_every_cell_holds_for_own_other_and_section_stories(role):
    section = make_section()
    user = make_user(role, sections=(section,))
    stories = {
        (True, False): make_article(created_by=user),
        (False, False): make_article(section=make_section()),
        (False, True): make_article(section=section),
    }

    for action in STORY_ACTIONS:
        for (own, in_section), article in stories.items():
            want = expected(RIGHTS[action][role], own=own, in_section=in_section)
            assert may(user, action, article) is want, (action, own, in_section)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_a_restricted_story_is_for_those_who_may_see_restricted_ones(role):
    section = make_section()
    user = make_user(role, sections=(section,))
    elsewhere, here = (
        make_article(restricted=True, section=make_section()),
        make_article(restricted=True, section=section),
    )

    for article in (elsewhere, here):
        sees = expected(RIGHTS["story.view_restricted"][role], own=False, in_section=article is here)
        assert may(user, "story.view_draft", article) is (sees and RIGHTS["story.view_draft"][role] != "deny")
        assert (article in Article.objects.viewable_by(user)) is may(user, "story.view_draft", article)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.django_db
def test_a_list_shows_exactly_the_stories_a_person_may_open(role):
    section = make_section()
    user = make_user(role, sections=(section,))
    named = make_article(bylines=(make_person(user=user),))
    stories = [
        named,
        make_article(created_by=user),
        make_article(assigned_to=user),
        make_article(section=section),
        make_article(),
        make_article(restricted=True),
        make_article(restricted=True, created_by=user),
        make_article(restricted=True, section=section),
    ]

    listed = set(Article.objects.viewable_by(user))

    assert listed == {article for article in stories if may(user, "story.view_draft", article)}


@pytest.mark.django_db
def test_being_named_or_assigned_makes_a_story_ones_own():
    user = make_user("reporter")

    assert may(user, "story.edit_draft", make_article(assigned_to=user))
    assert may(user, "story.edit_draft", make_article(bylines=(make_person(user=user),)))
    assert not may(user, "story.edit_draft", make_article(bylines=(make_person(),)))


@pytest.mark.django_db
def test_nobody_without_a_role_may_do_anything():
    article = make_article()
    inactive = make_user("managing_editor", is_active=False)

    for user in (AnonymousUser(), make_user(), inactive):
        assert not any(may(user, action, article) for action in RIGHTS)


@pytest.mark.django_db
def test_one_person_may_hold_several_roles():
    user = make_user("topic_tagger")
    assert not may(user, "story.create")
    user.groups.add(*make_user("reporter").groups.all())

    user = type(user).objects.get(pk=user.pk)

    assert may(user, "story.create")
    assert may(user, "topic.merge_or_delete")


@pytest.mark.django_db
def test_an_action_nobody_wrote_down_is_an_error_not_a_yes():
    with pytest.raises(KeyError, match="No action named"):
        may(make_user("managing_editor"), "story.teleport")
