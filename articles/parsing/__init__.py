"""Characters in, plain frozen data out. Knows no Django; bad copy gives problems, never an exception."""

from .quotes import find_quotes
from .story import BylineName, Dateline, FoundQuote, ParsedStory, Problem
from .storyparser import parse_story

__all__ = ["BylineName", "Dateline", "FoundQuote", "ParsedStory", "Problem", "find_quotes", "parse_story"]
