"""Quotes in a story: who said which words, in which role, in answer to what.

A pipeline of small stages over plain data, each tested alone, in this order:

``paragraphs`` and ``marks`` find the quoted runs; ``tokens`` and ``sentences`` read the words around them;
``names``, ``register``, ``roles``, ``role_heads`` and ``leads`` learn the people of the story; ``mentions`` finds
where they are spoken of; ``subjects`` and ``subjects_left`` find who does the speaking on either side of a verb,
``reach`` how far they look, ``claims``, ``claimed`` and ``issuers`` who stands behind a claim or a document;
the ``sieves`` read each attribution; ``speech`` leaves out titles, nicknames and scare quotes;
``focus``, ``weights`` and ``bodies`` say whom a pronoun or a description means; ``speakers`` walks the story once and
names each speaker; ``utterances`` joins runs and gives those without attribution to whoever is speaking;
``questions`` knows the reporters' questions; ``finder`` joins them all; ``people`` lists whom a story names.

No stage raises on bad copy, and none alters a word.
"""

from articles.parsing.quotes.finder import find_quotes
from articles.parsing.quotes.people import Named, people_of

__all__ = ["Named", "find_quotes", "people_of"]
