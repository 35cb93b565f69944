"""What is stored, which rows, and facts about one row."""

from articles.models.act import Act
from articles.models.article import Article
from articles.models.autosave import Autosave
from articles.models.byline import Byline
from articles.models.correction import Correction
from articles.models.edition import Edition, EditionByline, EditionImage, EditionQuote
from articles.models.evidence import Evidence
from articles.models.front_page import FrontPage
from articles.models.image import Image
from articles.models.original import Original
from articles.models.person import DistinctPeople, Person, PersonAlias, Role
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.profile import DeskProfile
from articles.models.public_change import PublicChange
from articles.models.quote import Quote
from articles.models.redirect import Redirect
from articles.models.related import Related
from articles.models.rendering import Rendering
from articles.models.search.sqlite import EditionQuoteWords, EditionWords
from articles.models.search.vocabulary import SearchWord, WordsLearned
from articles.models.section import Section
from articles.models.story_note import StoryNote
from articles.models.style_rule import StyleRule
from articles.models.tagging_desk import BulkBatch, BulkTagging, NothingFits
from articles.models.topic import DistinctTopics, Tagging, Topic, TopicAlias, TopicCode, TopicLabel
from articles.models.topic_finding import TopicUse, TopicWord
from articles.models.topic_model import TopicModel
from articles.models.topic_story import TopicStory
from articles.models.topics_asked import TopicsAsked

__all__ = [
    "Act",
    "Article",
    "Autosave",
    "BulkBatch",
    "BulkTagging",
    "Byline",
    "Correction",
    "DeskProfile",
    "DistinctPeople",
    "DistinctTopics",
    "Edition",
    "EditionByline",
    "EditionImage",
    "EditionQuote",
    "EditionQuoteWords",
    "EditionWords",
    "Evidence",
    "FrontPage",
    "Image",
    "NothingFits",
    "Original",
    "Person",
    "PersonAlias",
    "Presence",
    "PreviewLink",
    "PublicChange",
    "Quote",
    "Redirect",
    "Related",
    "Rendering",
    "Role",
    "SearchWord",
    "Section",
    "StoryNote",
    "StyleRule",
    "Tagging",
    "Topic",
    "TopicAlias",
    "TopicCode",
    "TopicLabel",
    "TopicModel",
    "TopicStory",
    "TopicUse",
    "TopicWord",
    "TopicsAsked",
    "WordsLearned",
]
