"""Words an editor marks as a quote in the text become a proposal at the next save."""

from __future__ import annotations

import pytest

from articles.editorial import dismiss_quote, file_story, revise
from articles.models import Quote
from articles.parsing.markup import quote_spans
from tests.builders import NOON
from tests.editorial.stories import story_draft


@pytest.fixture
def article(section, reporter):
    return file_story(story_draft(section), by=reporter, at=NOON)


def marked(body: str, words: str, mark: str) -> str:
    assert words in body
    return body.replace(words, f'<q data-quote="{mark}">{words}</q>', 1)


def test_words_marked_by_hand_become_a_proposed_quote_with_an_id_of_its_own(article, reporter):
    body = marked(article.body, "asked for a shuttle", "new-abc123")

    saved = revise(article, {"body": body}, by=reporter, at=NOON)

    quote = saved.quotes.get(rule="marked by hand")
    assert (quote.words, quote.status, quote.speaker_name) == ("asked for a shuttle", "proposed", "")
    assert quote.public_id in {span.quote_id for span in quote_spans(saved.body)}
    assert "new-abc123" not in saved.body


def test_the_finder_says_whose_words_were_marked_where_it_can(article, reporter):
    quote = article.quotes.get(words__startswith="Nobody walks")
    dismiss_quote(quote, by=reporter, at=NOON)
    body = article.body.replace(quote.public_id, "new-abc123")

    saved = revise(article, {"body": body}, by=reporter, at=NOON)

    again = saved.quotes.get(rule="marked by hand")
    assert (again.words, again.speaker_name) == ("Nobody walks half a mile for a haircut", "Omar Field")
    assert saved.quotes.get(pk=quote.pk).status == Quote.Status.DISMISSED


def test_an_id_of_no_known_shape_is_taken_off_and_the_words_stay(article, reporter):
    body = marked(article.body, "asked for a shuttle", "somebody-elses")

    saved = revise(article, {"body": body}, by=reporter, at=NOON)

    assert "somebody-elses" not in saved.body
    assert not saved.quotes.filter(rule="marked by hand").exists()
    assert "asked for a shuttle" in saved.body_text
