"""Loading this module registers every admin of the desk with the site."""

from articles.admin import accounts, pictures, records, sections, stories, topics, writers

__all__ = ["accounts", "pictures", "records", "sections", "stories", "topics", "writers"]
