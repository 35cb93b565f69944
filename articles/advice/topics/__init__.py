"""Which topics a text is about, and why: names found in it, what the archive's stories like it were tagged with."""

from articles.advice.topics.names import Proposal, Vocabulary
from articles.advice.topics.suggesting import Advised, Asked, Suggester, Suggestion

__all__ = ["Advised", "Asked", "Proposal", "Suggester", "Suggestion", "Vocabulary"]
