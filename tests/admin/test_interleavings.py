"""Some hundred ways two editors' saves of one story may cross: nobody's words are ever written over unseen."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict

from articles.admin.story.conflict import conflict_of
from articles.admin.story.saving import Saving, save_story
from articles.editorial import StaleVersion, file_story, revise
from articles.editorial.drafts import DraftByline, StoryDraft
from articles.models import Article
from tests.admin.conftest import bylines_of, form_of
from tests.builders import NOON, later, make_user

# One save after the other, versions compared in Python; many at one moment: editorial/test_races.py.
pytestmark = [pytest.mark.django_db, pytest.mark.once]

INTERLEAVINGS = 300
BODY = "".join(f'<p id="p-aaaaaaa{key}">Paragraph {key}.</p>' for key in "abcd")


@dataclass
class Editor:
    """Somebody with the story open: the version it was opened at, and what their form holds."""

    user: User
    name: str
    opened: int = 0
    form: dict[str, Any] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)

    def open(self, article: Article) -> None:
        self.opened, self.form, self.typed = article.version, form_of(article), set()

    def type(self, chance: random.Random, word: str) -> None:
        """Change a field, a paragraph or the byline, with a word nobody else has typed."""
        match chance.randrange(8):
            case 0 | 1:
                self.form["headline"] = f"Headline {word}"
            case 2:
                self.form["dek"] = f"Dek {word}"
            case 3:
                self.form |= bylines_of(f"Ada {word}", "Bo Berg")
            case 4:
                self.form["body"] += f"<p>New {word}.</p>"
            case _:
                key = chance.choice("abcd")
                before, start, rest = self.form["body"].partition(f'<p id="p-aaaaaaa{key}">')
                end = rest.partition("</p>")[2]
                self.form["body"] = f"{before}{start}Reworded {word}.</p>{end}" if start else f"{before}<p>{word}</p>"
        self.typed = {word for word in [*self.typed, word] if any(word in str(value) for value in self.form.values())}

    def save(self, article: Article, number: int) -> Saving:
        """By the form."""
        posted = QueryDict(mutable=True)
        posted.update({name: str(value) for name, value in self.form.items()})
        return save_story(Article.objects.get(pk=article.pk), posted, by=self.user, at=later(seconds=number))

    def revise(self, article: Article, number: int) -> Article | StaleVersion:
        """By the act itself, on the story as it was opened."""
        opened = Article.objects.get(pk=article.pk)
        opened.version = self.opened
        changes = {name: self.form[name] for name in ("headline", "dek", "body")}
        names = [self.form[name] for name in ("bylines-0-name", "bylines-1-name") if name in self.form]
        bylines = [DraftByline(name) for name in names] or None
        try:
            return revise(opened, changes, bylines=bylines, by=self.user, at=later(seconds=number))
        except StaleVersion as stale:
            return stale


def standing(article: Article) -> tuple:
    """What is saved of a story: the row, its byline, how many versions."""
    row = Article.objects.values().get(pk=article.pk)
    return row, list(article.bylines.values_list("person__name", "role")), article.history.count()


def said(article: Article, version: int | None = None) -> str:
    """All words of a version; of the newest, the byline's too."""
    row = article.history.get(version=version) if version else Article.objects.get(pk=article.pk)
    names = " ".join(article.bylines.values_list("person__name", flat=True)) if version is None else ""
    return " ".join([row.headline, row.dek, row.body, names])


def test_of_hundreds_of_interleavings_none_writes_over_unseen(roles):
    chance = random.Random(20260304)
    editors = [Editor(make_user("managing_editor"), name) for name in ("ann", "ben")]
    accepted: dict[int, int] = {}
    refused = merged = 0
    article = None
    for number in range(INTERLEAVINGS):
        if article is None or number % 20 == 0:
            if article is not None:
                assert accepted == {version: version - 1 for version in accepted}, "saved on top of what was not opened"
            draft = StoryDraft(BODY, {"slugline": f"story-{number}"}, bylines=(DraftByline("Bo Berg"),))
            article, accepted = file_story(draft, by=None, at=NOON), {}
        for editor in editors:
            if editor.opened == 0 or number % 20 == 0 or chance.random() < 0.7:
                editor.open(Article.objects.get(pk=article.pk))
            editor.type(chance, f"{editor.name}{number}x")
        for editor in chance.sample(editors, 2) if chance.random() < 0.9 else [chance.choice(editors)]:
            before = standing(article)
            saving = editor.save(article, number) if number % 5 == 0 else None
            ended = (saving.saved or saving.newer) if saving else editor.revise(article, number)
            if isinstance(ended, Article) and (saving is None or saving.saved):
                accepted[ended.version] = editor.opened
                assert before[0]["version"] == editor.opened
                assert all(word in said(article) for word in editor.typed)
                editor.open(ended)
                continue
            assert standing(article) == before
            refused += 1
            if saving is not None:
                merged += 1
                _assert_nothing_is_lost(saving, editor, said(article))
            editor.open(Article.objects.get(pk=article.pk))
    assert refused > 0.3 * INTERLEAVINGS
    assert merged > 0.06 * INTERLEAVINGS


def _assert_nothing_is_lost(saving: Saving, mine: Editor, theirs: str) -> None:
    """Each word typed, and each word that stands, is in the merged form or shown as a side of what is contested."""
    page = conflict_of(saving)
    form = page["form"]
    held = " ".join(str(form.data.get(name, "")) for name in form.fields)
    # A form without rows of the byline leaves the byline as it stands.
    left = saving.newer.bylines.values_list("person__name", flat=True)
    names = [row.initial.get("name", "") for row in page["rows"]] if page["rows"] else list(left)
    names += [f"{one.name}: {one.said}" for one in page["byline"].changed] if page["byline"] else []
    shown = f"{page['sides']} {names}"
    assert all(word in held or word in shown for word in mine.typed)
    fresh = {word for word in theirs.replace("<", " ").replace(".", " ").split() if word.startswith(("ann", "ben"))}
    assert all(word in held or word in shown for word in fresh)


@pytest.mark.parametrize("seed", range(3))
def test_every_version_is_in_history_word_for_word(roles, seed):
    """What a later save changed knowingly is still told by the version it was saved as."""
    chance = random.Random(seed)
    editors = [Editor(make_user("managing_editor"), name) for name in ("ann", "ben")]
    draft = StoryDraft(BODY, {"slugline": "story"}, bylines=(DraftByline("Bo Berg"),))
    article = file_story(draft, by=None, at=NOON)
    saved: dict[int, set[str]] = {}
    for number in range(30):
        editor = chance.choice(editors)
        editor.open(Article.objects.get(pk=article.pk))
        editor.type(chance, f"{editor.name}{number}x")
        words = {word for word in editor.typed if not any("Ada" in str(v) for v in editor.form.values())}
        version = editor.save(article, number).saved.version
        saved[version] = words

    assert all(word in said(article, version) for version, words in saved.items() for word in words)
