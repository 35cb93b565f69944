"""Addresses for programs: feeds, sitemaps, robots.txt and the like."""

from __future__ import annotations

from django.urls import path, register_converter

from articles.reader import feeds, machines, oembed, sitemaps, story_forms
from articles.reader.feed_formats import FORMATS
from articles.reader.kept import kept


class FeedForm:
    """The last part of a feed's address: one of the forms feeds have."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Month:
    """A year and a month in an address."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> tuple[int, int]:
        return int(value[:4]), int(value[5:])

    def to_url(self, value: tuple[int, int]) -> str:
        return f"{value[0]:04}-{value[1]:02}"


register_converter(FeedForm, "feed_form")
register_converter(Month, "month")

urlpatterns = [
    path("feed.<feed_form:form>", kept(feeds.front_feed), name="front-feed"),
    path("sections/<slug:slug>/feed.<feed_form:form>", kept(feeds.section_feed), name="section-feed"),
    path("sections/<slug:slug>/ninjs.json", story_forms.section_as_ninjs, name="section-ninjs"),
    path("topics/<slug:slug>/feed.<feed_form:form>", kept(feeds.topic_feed), name="topic-feed"),
    path("people/<slug:slug>/feed.<feed_form:form>", kept(feeds.person_feed), name="person-feed"),
    path("people/<slug:slug>/quotes/feed.<feed_form:form>", kept(feeds.said_feed), name="said-feed"),
    path("quotes/feed.<feed_form:form>", kept(feeds.quotes_feed), name="quotes-feed"),
    path("search/feed.<feed_form:form>", feeds.search_feed, name="search-feed"),
    path("corrections/feed.<feed_form:form>", kept(feeds.corrections_feed), name="corrections-feed"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap-index"),
    path("sitemap-stories-<month:month>.xml", sitemaps.story_sitemap, name="story-sitemap"),
    path("sitemap-sections.xml", sitemaps.section_sitemap, name="section-sitemap"),
    path("sitemap-topics-<int:number>.xml", sitemaps.topic_sitemap, name="topic-sitemap"),
    path("sitemap-people-<int:number>.xml", sitemaps.person_sitemap, name="person-sitemap"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news-sitemap"),
    path("oembed", oembed.oembed, name="oembed"),
    path("robots.txt", machines.robots, name="robots"),
    path("healthz", machines.health, name="health"),
    path(".well-known/security.txt", machines.security, name="security"),
    path(".well-known/tdmrep.json", machines.text_mining, name="text-mining"),
    path("trust.txt", machines.trust, name="trust"),
    path(".well-known/trust.txt", machines.trust, name="trust-well-known"),
    path("ads.txt", machines.ads, name="ads"),
    path("llms.txt", machines.llms, name="llms"),
]
