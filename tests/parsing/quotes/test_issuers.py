import pytest

from articles.parsing.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The Dover Police Department wrote online. “Stay away,” the post said.", ["Dover Police Department"]),
        ("Mayor Ann Dea wrote to parents. “Stay away,” the letter said.", ["Ann Dea"]),
        ("Acme Rail Corp. sued. The SEC’s complaint said Acme ran “a very old scheme.”", ["SEC"]),
        ("The Tide Club disagreed. “It leaks,” the group said in a statement.", ["Tide Club"]),
        ("The Tide Club met. It asked for help. “All are welcome,” the tweet said.", ["Tide Club"]),
        ("Mayor Ann Dea lost. “The ban was born of fear,” the ruling said.", [None]),
    ],
)
def test_a_document_speaks_for_whoever_issued_it(text, speakers):
    assert [quote.speaker for quote in find_quotes(text)] == speakers
