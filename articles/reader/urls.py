"""Public addresses."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import path, re_path

from articles.reader import (
    annotated,
    archive,
    brand,
    corrections,
    lists,
    media,
    memento,
    people,
    person,
    quotes,
    said,
    search,
    share_cards,
    stories,
    story_forms,
)
from articles.reader.api.urls import urlpatterns as for_programs
from articles.reader.front import front
from articles.reader.kept import kept
from articles.reader.machine_urls import urlpatterns as for_machines
from articles.reader.topics.detail import topic_detail
from articles.reader.topics.index import topic_list

_STORY = r"^(?P<path>[0-9]{4}/[0-9]{2}/[0-9]{2}/[-a-zA-Z0-9_]{1,200})/"
_DAY = r"(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day_of_month>[0-9]{2})/"

app_name = "articles"
urlpatterns = [
    path("", kept(front), name="front"),
    re_path(_STORY + r"$", story_forms.by_accept(stories.story_detail), name="story-detail"),
    re_path(_STORY + r"versions/$", kept(stories.version_list), name="version-list"),
    re_path(_STORY + r"versions/(?P<number>[1-9][0-9]{0,5})/$", stories.version_detail, name="version-detail"),
    re_path(_STORY + r"quotes\.jsonld$", kept(annotated.story_quotes), name="story-quotes"),
    re_path(_STORY + r"card\.(?P<suffix>png|jpg)$", share_cards.story_card, name="story-card"),
    re_path(_STORY + r"story\.json$", story_forms.story_as_json, name="story-json"),
    re_path(_STORY + r"ninjs\.json$", story_forms.story_as_ninjs, name="story-ninjs"),
    re_path(_STORY + r"timemap/$", memento.time_map, name="story-timemap"),
    re_path(_STORY + r"timegate/$", memento.time_gate, name="story-timegate"),
    path("sections/", kept(lists.section_list), name="section-list"),
    path("sections/<slug:slug>/", kept(lists.section_detail), name="section-detail"),
    path("topics/", kept(topic_list), name="topic-list"),
    path("topics/<slug:slug>/", kept(topic_detail), name="topic-detail"),
    path("people/", kept(people.person_list), name="person-list"),
    path("people/<slug:slug>/", kept(person.person_detail), name="person-detail"),
    path("people/<slug:slug>/on/<slug:topic>/", kept(said.said_on_topic), name="said-on-topic"),
    path("search/", kept(search.search_stories), name="search"),
    path("quotes/", kept(search.search_quotes), name="quote-search"),
    path("quotes/<slug:public_id>/", kept(quotes.quote_detail), name="quote-detail"),
    path("quotes/<slug:public_id>/card.png", share_cards.quote_card, name="quote-card"),
    path("archive/", kept(archive.archive_index), name="archive-index"),
    re_path(r"^archive/(?P<year>[0-9]{4})/$", kept(archive.archive_year), name="archive-year"),
    re_path(r"^archive/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/$", kept(archive.archive_month), name="archive-month"),
    re_path(rf"^archive/{_DAY}$", kept(archive.archive_day), name="archive-day"),
    path("corrections/", kept(corrections.correction_list), name="correction-list"),
    path("brand.css", brand.brand_style, name="brand-style"),
    re_path(r"^brand/(?P<ground>light|dark)\.(?P<suffix>svg|png)$", brand.brand_logo, name="brand-logo"),
    path("about/<slug:slug>/", brand.about_page, name="about-page"),
    *for_machines,
    *for_programs,
]
# Elsewhere (a bucket of its own) pictures are not ours to serve.
if not urlsplit(settings.MEDIA_URL).netloc:
    urlpatterns.append(path(f"{settings.MEDIA_URL.lstrip('/')}<path:name>", media.media_file, name="media-file"))
# Readers' pages only show: each refuses what is not GET or HEAD with 405 by itself. A token that nobody could have had
# would be asked for first, and answer 403 with words for a form.
for _shown in urlpatterns:
    _shown.callback.csrf_exempt = True  # type: ignore[attr-defined]
