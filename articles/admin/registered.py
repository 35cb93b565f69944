"""Loading this module registers every admin of the desk with the site."""

from articles.admin import accounts, pictures, records, sections, style_rules, topics
from articles.admin.people import writers
from articles.admin.story import listing

__all__ = ["accounts", "listing", "pictures", "records", "sections", "style_rules", "topics", "writers"]
