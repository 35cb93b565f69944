"""Addresses of the read API."""

from __future__ import annotations

from django.urls import path, re_path

from articles.reader.api import described, names, stories

urlpatterns = [
    path("api/", described.api_page, name="api"),
    path("api/openapi.json", described.openapi, name="api-description"),
    path("api/v1/stories/", stories.story_list, name="api-stories"),
    re_path(r"^api/v1/stories/(?P<article_id>[1-9][0-9]{0,17})/$", stories.story, name="api-story"),
    path("api/v1/quotes/", stories.quote_list, name="api-quotes"),
    path("api/v1/quotes/<slug:public_id>/", stories.quote, name="api-quote"),
    path("api/v1/people/", names.person_list, name="api-people"),
    path("api/v1/people/<slug:slug>/", names.person, name="api-person"),
    path("api/v1/topics/", names.topic_list, name="api-topics"),
    path("api/v1/topics/<slug:slug>/", names.topic, name="api-topic"),
    path("api/v1/sections/", names.section_list, name="api-sections"),
    path("api/v1/sections/<slug:slug>/", names.section, name="api-section"),
]
