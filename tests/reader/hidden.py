"""A hidden story in every way there is, for a test to set beside what readers may see."""

from __future__ import annotations

from datetime import timedelta

from articles.models import Article, Edition, Image, Person, Section, Topic
from tests.builders import NOON, later, make_article, make_edition, make_published, make_quote

SOON = later(days=30)


def hide_stories(
    *,
    section: Section,
    topics: tuple[Topic, ...] = (),
    bylines: tuple[Person, ...] = (),
    speaker: Person | None = None,
    lead_image: Image | None = None,
) -> None:
    """A draft, one scheduled, a superseded edition, one killed and one killed before its hour; all say “hidden”."""
    shared = {"section": section, "topics": topics, "bylines": bylines}
    make_article(headline="hidden draft", lead_image=lead_image, **shared)
    scheduled = make_published(at=SOON, headline="hidden scheduled", **shared)
    live = make_published(headline="hidden superseded", until=later(hours=1), **shared)
    make_edition(live.article, at=later(hours=1), headline="seen now", card="<article>seen now</article>")
    killed = make_published(headline="hidden killed", until=NOON + timedelta(hours=2), **shared)
    void = make_published(at=SOON, headline="hidden void", until=SOON, **shared)
    Article.objects.filter(pk__in=[killed.article_id, void.article_id]).update(state="killed")
    for edition in (scheduled, live, killed, void):
        make_quote(edition, speaker=speaker, words="hidden words", context="hidden context")
    assert not Edition.objects.visible(later(days=1)).filter(headline__startswith="hidden").exists()
