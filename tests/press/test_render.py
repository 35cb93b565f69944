"""An edition rendered: head, page and card."""

from __future__ import annotations

import html
import json
import re
from dataclasses import fields

import pytest

from articles.press.content import RELATED_MARK, SITE_MARK, TOPICS_MARK
from articles.press.render import render, shortened
from tests.press.contents import ANA, FERRY, LU, TOM, later, make_content, make_note, make_speech

URL = f"{SITE_MARK}/2026/03/04/ferry-fares/"
QUOTED = '<p id="p-aaaaaaaa">“<q data-quote="abcdefgh23">We are ready,</q>” Quintero said.</p>'


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).strip()


def story_in(head: str) -> dict:
    script = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    assert script
    return json.loads(script[1])["@graph"][0]


def test_the_page_goes_from_kicker_to_headline_to_dek_to_byline_to_words():
    page = render(make_content(kicker="Harbor", tagline="Reach us.")).page

    assert text_of(page) == (
        "Local Harbor Ferry fares to rise The first increase in 11 years."
        " By Ana Ruiz , City Hall reporter , and Tom Hale Published March 4, 2026, noon EST Mail this story"
        " BALTIMORE (WJZ) – Fares rise. Reach us."
        " How to check this story Versions"
        " This is version 1 of the story, published March 4, 2026, noon EST . Every version readers saw"
    )
    assert '<p id="p-aaaaaaaa"><span class="dateline">BALTIMORE (WJZ) – </span>Fares rise.</p>' in page
    assert page.count(TOPICS_MARK) == 1
    assert page.count(RELATED_MARK) == 1
    assert page.index(TOPICS_MARK) < page.index(RELATED_MARK)


def test_updated_stands_only_where_readers_were_told_of_a_change():
    assert "Updated" not in render(make_content(published_at=later(hours=2))).page
    assert "Updated <time" in render(make_content(modified_at=later(hours=2))).page


@pytest.mark.parametrize(
    ("change", "said"),
    [("update", "Updated"), ("correction", "Corrected"), ("clarification", "Clarified"), ("retraction", "Retracted")],
)
def test_a_change_is_called_what_it_was(change, said):
    own = render(make_content(change=change, modified_at=later(hours=2), published_at=later(hours=2))).page
    earlier = render(make_content(change="minor", modified_at=later(hours=2), published_at=later(hours=4))).page

    assert f'<span class="changed">{said} <time' in own
    assert '<span class="changed">Updated <time' in earlier


def test_why_a_story_was_retracted_is_said_once_and_from_no_place():
    why = make_note("We could not stand it up.", kind="retraction", label="Retraction")
    page = render(make_content(change="retraction", body="<p>We could not stand it up.</p>", notes=(why,))).page

    assert page.count("We could not stand it up.") == 1
    assert "dateline" not in page


def test_a_story_is_sent_by_mail_with_its_headline_and_whole_address():
    page = render(make_content(headline='Fares & "tolls": +75¢?')).page

    assert f'href="mailto:?subject=Fares%20%26%20%22tolls%22%3A%20%2B75%C2%A2%3F&amp;body={URL}"' in page


def test_a_story_of_no_section_has_no_link_that_leads_nowhere():
    assert 'href=""' not in render(make_content(section_name="", section_path="")).page


def test_of_somebody_quoted_often_three_quotes_are_listed_and_the_others_on_demand():
    ids = [f"abcdefgh{n}" for n in "2345"]
    body = "".join(f'<p id="p-{one}">“<q data-quote="{one}">Word {one}.</q>”</p>' for one in ids)

    page = render(make_content(body=body, quotes=tuple(make_speech(one) for one in ids))).page

    at_once, further = page.split("<details>")
    assert [f'href="#q-{one}"' in at_once for one in ids] == [True, True, True, False]
    assert "<summary>1 more</summary>" in further
    assert f'href="#q-{ids[3]}"' in further


def test_the_genre_is_named_unless_it_is_news():
    assert '<span class="genre">' not in render(make_content()).page
    assert '<span class="genre">Opinion</span>' in render(make_content(genre="opinion", genre_label="Opinion")).page


def test_corrections_stand_before_the_words_and_in_the_structured_data():
    rendered = render(make_content(notes=(make_note("It was <Tuesday>.\nNot Monday."),)))

    assert rendered.page.index("It was &lt;Tuesday&gt;.<br>Not Monday.") < rendered.page.index("Fares rise.")
    assert story_in(rendered.head)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "It was <Tuesday>.\nNot Monday.",
            "datePublished": "2026-03-04T12:00:00-05:00",
        }
    ]


def test_people_quoted_are_listed_once_each_with_the_places_of_their_words():
    body = QUOTED + '<p>“<q data-quote="zzzzzzzz22">Not me,</q>” he said. “<q data-quote="abcdefgh24">Go.</q>”</p>'
    quotes = (
        make_speech(),
        make_speech("zzzzzzzz22", speaker_name="", speaker_path="", role="a passenger"),
        make_speech("abcdefgh24"),
    )

    page = render(make_content(body=body, quotes=quotes)).page

    assert page.count('href="/people/marisol-quintero/"') == 1
    assert '<li><a href="#q-abcdefgh23">We are ready</a></li><li><a href="#q-abcdefgh24">Go.</a></li>' in page
    assert '<span>Unnamed speaker</span> <span class="role">a passenger</span>' in page


def test_structured_data_says_what_the_page_says():
    content = make_content(body=QUOTED, quotes=(make_speech(),), picture=FERRY, backstory="We rode it.", number=3)

    story = story_in(render(content).head)

    assert story["@type"] == ["NewsArticle", "ReportageNewsArticle"]
    assert (story["url"], story["headline"], story["dateline"]) == (URL, "Ferry fares to rise", "BALTIMORE (WJZ)")
    assert story["author"] == [
        {"@type": "Person", "name": "Ana Ruiz", "url": f"{SITE_MARK}{ANA.path}", "jobTitle": "City Hall reporter"},
        {"@type": "Person", "name": "Tom Hale", "url": f"{SITE_MARK}{TOM.path}"},
    ]
    assert story["hasPart"] == [
        {
            "@type": "Quotation",
            "@id": f"{URL}#q-abcdefgh23",
            "text": "We are ready,",
            "creator": {
                "@type": "Person",
                "name": "Marisol Quintero",
                "url": f"{SITE_MARK}/people/marisol-quintero/",
                "jobTitle": "Councilwoman",
            },
            "url": f"{SITE_MARK}/quotes/abcdefgh23/",
        }
    ]
    assert (story["version"], story["backstory"], [image["width"] for image in story["image"]]) == (
        "3",
        "We rode it.",
        [1600, 1280, 1280, 960],
    )
    assert story["archivedAt"] == f"{URL}versions/3/"
    assert story["locationCreated"] == {"@type": "Place", "name": "BALTIMORE"}
    assert (story["alternativeHeadline"], story["inLanguage"]) == ("The first increase in 11 years.", "en")


def test_whoever_did_something_else_than_write_is_told_with_the_role():
    story = story_in(render(make_content(names=(ANA, LU))).head)

    assert [author["name"] for author in story["author"]] == ["Ana Ruiz"]
    assert story["contributor"] == [
        {
            "@type": "Role",
            "roleName": "photographer",
            "contributor": {"@type": "Person", "name": "Lu Chen", "url": f"{SITE_MARK}{LU.path}"},
        }
    ]


def test_what_an_article_does_not_have_is_not_told():
    bare = make_content(dek="", dateline_place="", dateline_source="", names=(), byline="")

    story = story_in(render(bare).head)

    assert not story.keys() & {"alternativeHeadline", "dateline", "locationCreated", "contributor", "hasPart"}
    assert story["image"]["url"].startswith(f"{URL}card.png?v=")


@pytest.mark.parametrize(
    ("genre", "kind"),
    [
        ("opinion", ["NewsArticle", "OpinionNewsArticle"]),
        ("analysis", ["NewsArticle", "AnalysisNewsArticle"]),
        ("feature", "NewsArticle"),
        ("sponsored", "AdvertiserContentArticle"),
    ],
)
def test_the_genre_decides_what_kind_of_article_machines_are_told_of(genre, kind):
    story = story_in(render(make_content(genre=genre, genre_label=genre.title())).head)

    assert story["@type"] == kind
    assert ("dateline" in story) == (genre != "sponsored")


def test_a_story_by_nobody_is_by_the_newsroom():
    story = story_in(render(make_content(names=(), byline="From staff reports")).head)

    assert story["author"] == [{"@type": "NewsMediaOrganization", "@id": f"{SITE_MARK}/#publisher"}]


def test_the_head_names_the_page_for_readers_engines_and_networks():
    head = render(make_content(seo_headline="Fares", social_headline="Ouch", picture=FERRY)).head

    assert head.startswith("<title>Fares</title>")
    assert f'<link rel="canonical" href="{URL}">' in head
    assert '<meta property="og:title" content="Ouch">' in head
    assert re.search(rf'<meta property="og:image" content="{URL}card\.jpg\?v=[0-9a-f]{{12}}">', head)
    assert '<meta property="article:published_time" content="2026-03-04T12:00:00-05:00">' in head
    assert '<meta name="description" content="The first increase in 11 years.">' in head


def test_a_picture_has_its_sizes_before_it_is_loaded():
    rendered = render(make_content(picture=FERRY))

    steps = [f"/media/renditions/ferry/whole-{w}-0123456789ab.{{}} {w}w" for w in (320, 640, 960, 1280, 1600)]
    for suffix in ("avif", "webp", "jpg"):
        assert f'srcset="{", ".join(steps).format(*[suffix] * 5)}"' in rendered.page
    assert rendered.page.index("image/avif") < rendered.page.index("image/webp") < rendered.page.index("<img")
    assert 'fetchpriority="high"' in rendered.page
    assert 'width="1600" height="1000" alt="A ferry at the slip"' in rendered.page
    assert '<span class="caption">The Kestrel.</span> <span class="credit">Lu Chen</span>' in rendered.page
    assert 'width="1280" height="720" alt=""' in rendered.card


def test_the_card_tells_the_story_in_a_list():
    card = render(make_content(names=(ANA, TOM, LU))).card

    assert text_of(card) == (
        "Local Ferry fares to rise The first increase in 11 years. By Ana Ruiz and Tom Hale March 4, 2026"
    )
    assert card.count("<a ") == 1


def test_markup_in_any_field_is_shown_and_not_obeyed():
    evil = '"><script>alert(1)</script>'
    words = {
        field.name: evil
        for field in fields(make_content())
        if field.type == "str" and field.name not in {"path", "section_path", "body", "change", "genre"}
    }
    names = (ANA.__class__(evil, "/people/x/", "writer", evil, evil),)
    quotes = (make_speech(speaker_name=evil, role=evil, words=evil, context=evil, question=evil),)
    picture = FERRY.__class__("/s/", "k", "k", 10, 10, evil, evil, evil)

    rendered = render(
        make_content(
            **words, names=names, quotes=quotes, picture=picture, notes=(make_note(evil, label=evil),), body=QUOTED
        )
    )

    for piece in (rendered.head.replace('<script type="application/ld+json">', ""), rendered.page, rendered.card):
        assert "<script" not in piece
        assert "alert(1)" in piece


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("one two three four", "one two…"),
        ("One, two, three", "One, two…"),
        ("Abcdefghijklmnop", "Abcdefghij…"),
        ("  a \n b ", "a b"),
    ],
)
def test_a_text_is_cut_between_words(text, short):
    assert shortened(text, 10) == short


def test_a_story_without_a_picture_is_shown_by_its_card_elsewhere():
    head = render(make_content(picture=None, social_headline="Ouch")).head

    assert re.search(rf'<meta property="og:image" content="{URL}card\.png\?v=[0-9a-f]{{12}}">', head)
    assert '<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">' in head
    assert '<meta property="og:image:alt" content="Ouch">' in head
    assert '<meta name="twitter:card" content="summary_large_image">' in head
