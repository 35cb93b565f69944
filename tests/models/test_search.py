"""Search finds the same on both databases, and only among the rows it is given."""

from __future__ import annotations

import pytest
from django.db import connection

from articles.models import Edition, EditionQuote, search
from articles.models.search import TooMuchAsked, read_words
from articles.models.search.sqlite import place_of
from tests.builders import (
    NOON,
    later,
    make_article,
    make_edition,
    make_person,
    make_published,
    make_quote,
    make_section,
)

NOW = later(days=30)

STORIES = {
    "ferry": ("Ferry fares to rise", "The council voted 7-2. The mayor’s office said it wasn’t asked."),
    "council": ("Council elects Núñez", "An election followed; the ferries ran. Cross-border co-op, 3.5 percent."),
    "reef": ("Reef study ends", "To be or not to be, the diver said. Read news.example.com/reef and/or ask."),
    "names": ("A long day", "Nothing else stands here."),
    "world": (
        "東京 market opens",
        "Москва слезам не верит. القاهرة تنام. Ångström: naïve façade cost 1,250 euros; O’Malley won 3-0 in a"
        " state-of-the-art hall. Straße, cœur.",
    ),
}

# What is typed, and which stories hold it. Row by row the same on SQLite and PostgreSQL.
ASKED = [
    ("ferry", {"ferry", "council"}),
    ("FERRIES", {"ferry", "council"}),
    ("ferry council", {"ferry", "council"}),
    ("ferry -fares", {"council"}),
    ("ferry −fares", {"council"}),
    ("-ferry", set()),
    ('"council voted"', {"ferry"}),
    ("“council voted”", {"ferry"}),
    ('"voted council"', set()),
    ('ferry -"council voted"', {"council"}),
    ('"to be or not to be"', {"reef"}),
    ("nunez", {"council"}),
    ("NÚÑEZ", {"council"}),
    ("Nu\u0301n\u0303ez", {"council"}),
    ("elected", {"council"}),
    ("mayor's", {"ferry"}),
    ("mayor’s", {"ferry"}),
    ("co-op", {"council"}),
    ("cooperate", set()),
    ("cross border", {"council"}),
    ("coun*", {"ferry", "council"}),
    ("c*", set()),
    ("3.5", {"council"}),
    ("7-2", {"ferry"}),
    ("example", {"reef"}),
    ("ask or", {"reef"}),
    ("pemberton", {"names"}),
    ("the", {"ferry", "council", "reef", "world"}),
    ("", set()),
    ("???", set()),
    ("AND", {"reef"}),
    ("NOT ferry", set()),
    ("(ferry", {"ferry", "council"}),
    ('fer"ry', set()),
    ("'ferry'", {"ferry", "council"}),
    ("ferry \\", {"ferry", "council"}),
    ("headline:ferry", set()),
    ("ferry & fares", {"ferry"}),
    ("!ferry", {"ferry", "council"}),
    ("%s %% {0}", set()),
    ("ferry\x00", {"ferry", "council"}),
    ("東京", {"world"}),
    ("京都", set()),
    ("東*", set()),
    ("москва", {"world"}),
    ("МОСКВА слезам", {"world"}),
    ('"слезам не верит"', {"world"}),
    ("القاهرة", {"world"}),
    ("القاهرة -москва", set()),
    ("angstrom", {"world"}),
    ("naive facade", {"world"}),
    ("façade", {"world"}),
    ("o'malley", {"world"}),
    ("O’Malley", {"world"}),
    ("omalley", set()),
    ("malley", {"world"}),
    ("1,250", {"world"}),
    ("1250", set()),
    ("3-0", {"world"}),
    ("state-of-the-art", {"world"}),
    ("art state", {"world"}),
    ('"art state"', set()),
    ("market OR ferry", set()),
    ("NEAR ferry", set()),
    ("NEAR(ferry fares)", set()),
    ("ferry AND council", set()),
    ("ferry* fare*", {"ferry"}),
    ("fer* -coun*", set()),
    ("^ferry", {"ferry", "council"}),
    ("ferry:", {"ferry", "council"}),
    ("{headline} : ferry", set()),
    ('"ferry', {"ferry", "council"}),
    ('"" ferry', {"ferry", "council"}),
    ('-"" ferry', {"ferry", "council"}),
    ("--ferry market", {"world"}),
    ("ferry -", {"ferry", "council"}),
    ("«council voted»", {"ferry"}),
    ("„council voted“", {"ferry"}),
    ("elections", {"council"}),
    ("voting", {"ferry"}),
    ("*", set()),
    ("**ferry**", {"ferry", "council"}),
    ("ferry | market", set()),
    ("ferry <-> fares", {"ferry"}),
    ("ferry:* & !fares", {"ferry"}),
    ("a b c d e f g h i j k l", set()),
]


def test_the_table_is_long_enough_to_mean_something():
    assert len({typed for typed, _ in ASKED}) == len(ASKED) >= 80


@pytest.fixture
def shelf(db) -> dict[int, str]:
    section = make_section()
    return {
        make_edition(
            make_article(headline=headline, section=section),
            text=text,
            names="Ada Pemberton" if key == "names" else "",
            at=later(days=day),
        ).pk: key
        for day, (key, (headline, text)) in enumerate(STORIES.items())
    }


@pytest.mark.parametrize(("typed", "expected"), ASKED, ids=[typed for typed, _ in ASKED])
def test_words_find_the_same_stories_on_both_databases(shelf, typed, expected):
    rows, words = Edition.objects.visible(NOW), read_words(typed)

    newest = search.newest(rows, words, limit=9)

    assert {shelf[pk] for pk in newest} == expected
    assert newest == sorted(newest, reverse=True)
    assert set(search.best(rows, words)) == set(newest) == set(search.newest(rows, words, few=True, limit=9))


def test_a_headline_outranks_a_text(shelf):
    best = search.best(Edition.objects.visible(NOW), read_words("ferry"))

    assert [shelf[pk] for pk in best] == ["ferry", "council"]


def test_only_rows_given_are_found(shelf):
    article = Edition.objects.get(headline="Ferry fares to rise").article
    Edition.objects.filter(article=article).update(superseded_at=later(hours=1))
    changed = make_edition(article, headline="Tram fares to rise", text="Nothing.", at=later(hours=1))
    scheduled = make_published(headline="Ferry sinks", at=later(days=60))

    def found(at):
        return search.newest(Edition.objects.visible(at), read_words("ferry"), limit=9)

    assert found(NOON) == [pk for pk, key in shelf.items() if key == "ferry"]
    assert changed.pk not in found(NOW)
    assert [shelf[pk] for pk in found(NOW)] == ["council"]
    assert found(later(days=60))[0] == scheduled.pk


def test_a_search_goes_on_where_the_page_before_ended(db):
    section = make_section()
    editions = [
        make_published(headline=f"Ferry {n}", section=section, at=later(seconds=n // 2, milliseconds=400))
        for n in range(7)
    ]
    rows, words = Edition.objects.visible(NOW), read_words("ferry")

    pages, before = [], None
    while page := search.newest(rows, words, before=before, limit=3):
        pages.append(page)
        last = Edition.objects.get(pk=page[-1])
        before = (last.first_published_at, last.pk)

    assert [pk for page in pages for pk in page] == [edition.pk for edition in reversed(editions)]


def test_a_search_keeps_to_its_days(db):
    days = [make_published(headline="Ferry", at=later(days=n)).pk for n in range(4)]

    found = search.newest(
        Edition.objects.visible(NOW), read_words("ferry"), since=later(days=1), until=later(days=3), limit=9
    )

    assert found == [days[2], days[1]]


def test_each_search_is_one_query(shelf, django_assert_num_queries):
    rows, words = Edition.objects.visible(NOW), read_words("ferry")
    shown = [(edition.first_published_at, edition.pk) for edition in rows]

    for ask in (
        lambda: search.newest(rows, words, limit=9),
        lambda: search.best(rows, words),
        lambda: search.marked(rows, shown, words, column="text"),
    ):
        with django_assert_num_queries(1):
            ask()
    with django_assert_num_queries(0):
        search.newest(rows, read_words("-ferry"), limit=9)
        search.best(rows, read_words(""))
        search.marked(rows, [], words, column="text")


def test_quotes_are_found_by_words_speaker_and_role(db):
    edition = make_published()
    speaker = make_person("Ada Pemberton")
    quote = make_quote(edition, speaker=speaker, words="We are keeping the ferries.", role="Harbor master")
    make_quote(edition, words="Nothing to add.")
    hidden = make_quote(make_published(at=later(days=60)), words="We are keeping the ferries.")

    def found(typed, at=NOW):
        return search.newest(EditionQuote.objects.visible(at), read_words(typed), limit=9)

    assert found("ferry keep") == found("pemberton") == found("harbor") == [quote.pk]
    assert found('"keeping the ferries"', at=later(days=60)) == [hidden.pk, quote.pk]
    assert search.best(EditionQuote.objects.visible(NOW), read_words("ferry")) == [quote.pk]


def test_an_organisation_is_looked_for_in_who_spoke_and_in_the_role_alone(db):
    edition = make_published()
    board = make_person("Harbor Board", kind="organisation")
    spoke = make_quote(edition, speaker=board, words="We regret the delay.", role="")
    belongs = make_quote(edition, speaker=make_person("Ada Moll"), words="No delay.", role="chair of the Harbor Board")
    make_quote(edition, speaker=make_person("Tom Hale"), words="The harbor board is late.", role="rider")

    def found(words, organisation):
        asked = read_words(words).said_for(read_words(organisation))
        rows = EditionQuote.objects.visible(NOW)
        newest, best = search.newest(rows, asked, limit=9), search.best(rows, asked)
        assert sorted(newest) == sorted(best)
        return newest

    assert found("", "harbor board") == found("", '"harbor board"') == found("", "harb*") == [belongs.pk, spoke.pk]
    assert found("regret", "board") == [spoke.pk]
    assert found("delay -regret", "board") == [belongs.pk]
    assert found("", "rider harbor") == found("", "") == []


def test_found_words_are_marked_and_the_rest_escaped(db):
    edition = make_edition(
        make_article(headline="Tags"), text="The ferry & the <script>alert(1)</script> ferries \x02sank\x02."
    )
    quote = make_quote(edition, words="“Ferry” <i>first</i>, then the tram & the bus")

    editions, quotes = Edition.objects.visible(NOW), EditionQuote.objects.visible(NOW)
    excerpt = search.marked(editions, [(NOON, edition.pk)], read_words("ferry"), column="text")[edition.pk]
    words = search.marked(quotes, [(NOON, quote.pk)], read_words("ferry tram"), column="words", whole=True)[quote.pk]

    assert "<mark>ferry</mark> &amp; the" in excerpt
    assert "<script" not in excerpt
    assert excerpt.count("<mark>") == excerpt.count("</mark>") == 2
    assert words.startswith("“<mark>Ferry</mark>” ")
    assert words.endswith(", then the <mark>tram</mark> &amp; the bus")
    assert "<i>" not in words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 201, "at most 200 characters, not 201"),
        ("word " * 13, "at most 12 words, not 13"),
        ("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y", "fall into more than 24"),
    ],
)
def test_too_much_is_refused_with_its_number(typed, sentence):
    with pytest.raises(TooMuchAsked, match=sentence):
        read_words(typed)


def test_a_very_long_text_is_published_and_found_by_its_beginning(db):
    text = " ".join(f"{number:x}z" for number in range(250_000)) + " ending"
    edition = make_edition(make_article(headline="Long"), text=text)

    rows = Edition.objects.visible(NOW)

    assert search.newest(rows, read_words("ffz"), limit=9) == [edition.pk]
    assert search.newest(rows, read_words("ending"), limit=9) == []


@pytest.mark.parametrize("year", [1931, 1970, 2026, 2199])
def test_stories_of_every_age_have_their_place(db, year):
    moment = NOON.replace(year=year, microsecond=999_999)
    edition = make_published(headline="Ferry", at=moment)
    rows, words = Edition.objects.visible(NOON.replace(year=2200)), read_words("ferry")

    assert search.newest(rows, words, limit=9) == [edition.pk]
    assert search.newest(rows, words, before=(moment, edition.pk), limit=9) == []
    assert search.newest(rows, words, before=(moment, edition.pk + 1), limit=9) == [edition.pk]


@pytest.fixture
def sqlite_only(db) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own way of changing tables")


def test_a_table_that_lost_its_triggers_is_searchable_again_after_migrate(sqlite_only):
    """SQLite changes a table by copying it, and drops its triggers without a word; migrate puts them back."""
    before = make_published(headline="Ferry before")
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER articles_edition_is_indexed")
    between = make_published(headline="Ferry between")
    unindexed = search.newest(Edition.objects.visible(NOW), read_words("ferry"), limit=9)

    search.sqlite.install(connection)
    after = make_published(headline="Ferry after")

    found = search.newest(Edition.objects.visible(NOW), read_words("ferry"), limit=9)
    assert unindexed == [before.pk]
    assert found == [after.pk, between.pk, before.pk]


def test_places_are_computed_from_what_is_stored(sqlite_only):
    edition = make_published(headline="Ferry", at=NOON.replace(microsecond=999_999))

    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM articles_edition_words")
        places = [row[0] for row in cursor.fetchall()]

    assert places == [place_of(edition.first_published_at, edition.pk)]
