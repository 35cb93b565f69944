from articles.parsing.quotes.paragraphs import find_paragraphs


def words(text):
    return [text[start:end] for start, end in find_paragraphs(text)]


def test_blank_lines_part_paragraphs():
    assert words("One.\n\nTwo.\n \t\nThree.") == ["One.", "Two.", "Three."]


def test_every_line_is_a_paragraph_when_the_copy_is_not_wrapped():
    assert words("One is here.\nTwo is here.\r\nThree.") == ["One is here.", "Two is here.", "Three."]


def test_wrapped_lines_are_one_paragraph_until_a_blank_line_or_an_indent():
    text = (
        "The council met on\nMonday and voted to\nclose the bridge for\na year.\n\n"
        "The mayor was not\nthere.\n  He was in\nOhio."
    )

    assert words(text) == [
        "The council met on\nMonday and voted to\nclose the bridge for\na year.",
        "The mayor was not\nthere.",
        "He was in\nOhio.",
    ]


def test_nothing_comes_of_nothing():
    assert words("") == words(" \n\n\t") == []
