"""Made-up copy to time the quote finder on: stories dense with quotes, and copy that is no story."""

from __future__ import annotations

SIZES = (31_000, 62_000, 125_000, 250_000, 500_000, 1_000_000)
FAMILIES = {
    "prose": "The council met in the long hall on Monday and heard the mayor, who had come late. ",
    "attributed": "“We waited all night,” said Mayor Ann Dea. Nobody came. ",
    "nested marks": "“‘“‘",
    "open marks": "“a ",
    "straight marks": '" ',
    "open paragraphs": "“a\n\n",
    "single marks": "' 'a ",
    "foreign marks": "« a » „b“ ‹c› 「d」 ",
    "capitals": "Alpha Beta Gamma ",
    "one-letter capitals": "A B C ",
    "brackets": "[ ( ",
    "dashes": "— -- - ",
    "apostrophes": "it's 'tis O'Neil’s ",
    "titles": "Mr. Mayor ",
    "commas and verbs": ", said, “a” said, ",
    "pronouns": "He said. They said. ",
    "descriptions": "the mayor of the city, ",
    "owners": "Ann Dea’s lawyer’s ",
    "right to left": "אמר: “לא נעזוב.” ",
    "no width": "“a\u200b” said\u200d Ann\ufeff Dea. ",
    "beyond 16 bits": "“😀 𝔸” said 𝕏. ",
    "broken surrogates": "“\ud83d a” \udc00 ",
}
_PEOPLE = (
    ("Fire Chief", "Gus Finch"),
    ("neighbor", "Ida Moll"),
    ("Councilwoman", "Ruth Oakes"),
    ("economist", "Ivan Kossmu"),
    ("Mayor", "Nora Quist"),
)


def make_story(words: int) -> str:
    """A made-up story of about that many words, with as many quotes a word as a broadcaster's."""
    paragraphs: list[str] = []
    number = 0
    while sum(len(paragraph.split()) for paragraph in paragraphs) < words:
        role, name = _PEOPLE[number % len(_PEOPLE)]
        surname = name.split()[1]
        paragraphs += [
            f"The {number + 3} houses on Chandler Street stood empty for years, and the city heard of it every winter.",
            f"“It was in both rooms before the first truck came,” said {role} {name}. “Nobody slept that night.”",
            f"{surname} said the street had asked for a hydrant “since before I was born,” and pointed at the corner.",
            "“You can’t hear the rain,” she said. “You can’t even hear the trains.”",
        ]
        number += 1
    return "\n\n".join(paragraphs)


def make_body(family: str, size: int) -> str:
    """A body of ``size`` characters, the family's words over and over in one piece."""
    unit = FAMILIES[family]
    return (unit * (size // len(unit) + 1))[:size]
