"""Which organisation "the company" means."""

import pytest

from articles.parsing.quotes import find_quotes


def speakers(text):
    return [quote.speaker for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Dea worked at Meadow Lane Care. “It is false,” the company said.", ["Meadow Lane Care"]),
        ("Shares fell at noon. Acme Foods cut jobs. The company said it was “sorry to do it.”", ["Acme Foods"]),
        ("“It is wrong,” the company said.", [None]),
    ],
)
def test_the_company(text, expected):
    assert speakers(text) == expected


def test_the_company_is_rather_the_one_called_so_before_than_one_named_in_passing():
    text = (
        "Acme Foods cut jobs. “We regret it,” the company said.\n\n"
        "Ann Dea left in May after investor Kestrel Bell Partners bought shares. Her friends wept.\n\n"
        "“I was tired,” she said. “I slept.” Nobody called.\n\nIn a filing, the company said it was “weighing a sale.”"
    )

    assert speakers(text)[-1] == "Acme Foods"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The City of Dover said it was “the best lunch we had.”", "City of Dover"),
        ("In a post, the Coast Guard warned boaters, calling a vest “the cheapest help there is.”", "Coast Guard"),
        ("Tom Holt met Finch & Moll. “It is late,” he said.", "Tom Holt"),
    ],
)
def test_bodies_that_look_like_places_and_people(text, expected):
    assert speakers(text) == [expected]
