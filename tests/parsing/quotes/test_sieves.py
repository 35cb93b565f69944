import pytest

from articles.parsing.quotes.sieves import claim_for
from tests.parsing.quotes.reading_of import quote_after


@pytest.mark.parametrize(
    ("text", "rule", "cue", "subject"),
    [
        ("“It ended,” said Deputy Chief Gus Petty.", "quote, verb, subject", "said", "Deputy Chief Gus Petty"),
        ("“It ended,” Petty said.", "quote, subject, verb", "said", "Petty"),
        ("“It ended,” Petty, who is 11, later said.", "quote, subject, verb", "said", "Petty"),
        ("“It ended?” Petty asked.", "quote, subject, verb", "asked", "Petty"),
        ("“It ended.” Petty said on Sunday.", "quote, subject, verb", "said", "Petty"),
        ("“It ended,” according to Petty.", "quote, according to", "according to", "Petty"),
        ("“It ended,” is how Petty put it.", "quote, is how", "put", "Petty"),
        ("“It ended” — guard Cam Newt", "quote, dash, name", None, "guard Cam Newt"),
        ("Petty told the Commons: “It ended.”", "subject, verb, quote", "told", "Petty"),
        ("Petty called the end “It ended badly.”", "subject, verb, quote", "called", "Petty"),
        ("Petty left, saying it was “It ended.”", "subject, verb, quote", "saying", "Petty"),
        ("According to Petty, “It ended.”", "according to, quote", "according to", "Petty"),
        ("In the words of Petty, “It ended.”", "in the words of, quote", "in the words of", "Petty"),
        ("Dave Petty was shorter: “It ended.”", "subject, colon, quote", None, "Dave Petty"),
        ("It was “It ended badly” to him, Dave Petty said.", "part of a sentence, subject, verb", "said", "Dave Petty"),
    ],
)
def test_each_way_to_attribute(text, rule, cue, subject):
    reading, at = quote_after(text, "It ended")
    claim = claim_for(reading, at)

    assert (claim.rule, claim.cue_words) == (rule, cue)
    assert reading.words(claim.subject.first, claim.subject.last) == subject


def test_the_next_sentence_is_no_attribution():
    reading, at = quote_after("“It ended.” Petty said that the report would follow.", "It ended")

    assert claim_for(reading, at) is None


def test_a_noun_that_could_be_a_verb_is_none():
    reading, at = quote_after("Ann Dea accused him in a Facebook post of “It ended.”", "It ended")

    assert claim_for(reading, at).cue_words == "accused"
