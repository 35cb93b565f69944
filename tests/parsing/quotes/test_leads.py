"""The description a story opens with belongs to the person it names first, when it names one soon and plainly."""

import pytest

from articles.parsing.quotes import find_quotes


def role_of_the_first_quote(text):
    return find_quotes(text)[0].role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A Dover shop owner is suing the port.\n\nRosa Finch fell.\n\n“It was wet,” Finch said.", "Dover shop owner"),
        ("DOVER (KQTU) — A nurse won.\n\nRosa Finch wept.\n\n“I won,” she said.", "nurse"),
        ("Ruritania’s president on Monday quit.\n\nRosa Finch led for a year.\n\n“I am done,” she said.", "president"),
        ("A Dover woman won.\n\nRosa Finch wept.\n\n“I won,” she said.", None),
        ("A judge froze the sale.\n\nRosa Finch had sued.\n\n“I won,” she said.", None),
        ("Two nurses won.\n\nRosa Finch wept.\n\n“I won,” she said.", None),
        ("A nurse won.\n\nIt was late when Rosa Finch wept.\n\n“I won,” Finch said.", None),
        ("A nurse won.\n\nRosa Finch, her lawyer, wept.\n\n“We won,” Finch said.", "lawyer"),
    ],
)
def test_the_description_a_story_opens_with(text, role):
    assert role_of_the_first_quote(text) == role
