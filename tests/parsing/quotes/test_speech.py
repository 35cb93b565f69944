import pytest

from articles.parsing.quotes import find_quotes


@pytest.mark.parametrize(
    "text",
    [
        "The choir sang “Carry the River Home” and “Morning at the Mill,” a hymn by pastor Joel Amsel.",
        "Her debut novel, “The Salt Ledger,” won a prize.",
        "Friends called him “Doc.” His wife called him “the Professor.”",
        "The machine was nicknamed “Bertha” by the crew.",
        "The plan, dubbed “Operation Clean Sweep,” began Monday.",
        "Harold “Red” Kimball coached the team.",
        "The word “sustainable” appears 40 times in the report.",
        "Protesters carried signs reading “Save Our School” and “No More Cuts.”",
        "The so-called “doughnut hole” in coverage would close.",
        "The scheme was known to staff as “the gravy train.”",
        "Workers call it “the pit.”",
        "Lawmakers have called it the “bathroom bill.”",
        "He pleaded guilty to “willful” neglect.",
        "“KEEP OUT NOW,” read a banner on the wall.",
        "The minister wanted “may” in the text and said so.",
        "Her team calls the effect “thermal courage.”",
        "The agency uses a “risk-based” approach.",
        "“Meet the Press” host Dana Colt asked him twice.",
    ],
)
def test_titles_nicknames_signs_words_and_scare_quotes_are_left_out(text):
    assert find_quotes(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sen. Nora Quist called the plan “a bridge to nowhere.”", "partial"),
        ("Sen. Nora Quist said she was “thrilled.”", "partial"),
        ("Sen. Nora Quist said the officers “did what they were trained to do.”", "partial"),
        ("Sen. Nora Quist called the probe a “witch hunt” on Monday.", "partial"),
        ("Sen. Nora Quist said it was a “technical correction” asked for by the county.", "partial"),
        ("Sen. Nora Quist said the bid “substantially undervalues” the port.", "partial"),
        ("Sen. Nora Quist said the budget was a “con”.", "partial"),
        ("Sen. Nora Quist called that “rich.”", "partial"),
        ("Sen. Nora Quist posted it with the caption “Told you nothing, and you didn’t ask.”", "partial"),
        ("Sen. Nora Quist replied with one word: “Careful.”", "full"),
        ("Sen. Nora Quist blasted what she called a “rigged process.”", "partial"),
        ("“if it must be,” said Sen. Nora Quist.", "full"),
    ],
)
def test_what_somebody_said_is_kept_with_its_kind(text, kind):
    assert [(quote.speaker, quote.kind) for quote in find_quotes(text)] == [("Nora Quist", kind)]
