"""What is stored, which rows, and facts about one row."""

from articles.models.act import Act
from articles.models.article import Article
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.edition import Edition, EditionByline, EditionQuote
from articles.models.evidence import Evidence
from articles.models.image import Image
from articles.models.original import Original
from articles.models.person import DistinctPeople, Person, PersonAlias, Role
from articles.models.quote import Quote
from articles.models.redirect import Redirect
from articles.models.search.sqlite import EditionQuoteWords, EditionWords
from articles.models.section import Section
from articles.models.topic import Tagging, Topic, TopicAlias

__all__ = [
    "Act",
    "Article",
    "Byline",
    "Correction",
    "DistinctPeople",
    "Edition",
    "EditionByline",
    "EditionQuote",
    "EditionQuoteWords",
    "EditionWords",
    "Evidence",
    "Image",
    "Original",
    "Person",
    "PersonAlias",
    "Quote",
    "Redirect",
    "Role",
    "Section",
    "Tagging",
    "Topic",
    "TopicAlias",
]
