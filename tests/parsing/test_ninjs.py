"""ninjs items of all three versions, and what wires make of them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.markup import body_text
from articles.parsing.ninjs import read_ninjs
from articles.parsing.story import BylineName, Dateline
from articles.parsing.wire import UnreadableItem, WireItem, WireSubject

VERSION_1 = {
    "uri": "urn:example:1",
    "type": "text",
    "version": "2",
    "versioncreated": "2017-09-15T10:00:00+0000",
    "firstcreated": "2017-09-15T09:00:00Z",
    "embargoed": "2017-09-16T06:00:00-04:00",
    "pubstatus": "usable",
    "headline": "Council closes pool",
    "slugline": "pool",
    "byline": "By ANA RUIZ, Staff Writer",
    "description_text": "Neighbors had complained.",
    "body_html": "<h1>Council closes pool</h1><p>ANNAPOLIS, Md. (AP) — <b>The</b> council “voted.”</p><p>###</p>",
    "language": "en",
    "subject": [{"code": "medtop:20000593", "name": "government"}, {"code": "11", "name": "politics", "scheme": "own"}],
    "service": [{"code": "l", "name": "Local"}],
    "genre": [{"code": "Article", "name": "Article"}],
    "ednote": "Updates.",
    "copyrightnotice": "© Example",
    "infosource": [{"name": "Example Agency"}],
}
VERSION_3 = {
    "uri": "urn:example:1",
    "type": "text",
    "version": "2",
    "versionCreated": "2017-09-15T10:00:00Z",
    "firstCreated": "2017-09-15T09:00:00Z",
    "embargoedUntil": "2017-09-16T06:00:00-04:00",
    "pubStatus": "usable",
    "headlines": [
        {"role": "subtitle", "value": "Neighbors had complained."},
        {"role": "main", "value": "Council closes pool"},
    ],
    "slugline": "pool",
    "by": "By ANA RUIZ, Staff Writer",
    "bodies": [
        {"role": "quotes", "contentType": "application/ld+json", "value": "[]"},
        {"role": "text", "contentType": "text/plain", "value": "ANNAPOLIS, Md. (AP) — The council “voted.”"},
        {
            "role": "main",
            "contentType": "text/html",
            "value": "<p>ANNAPOLIS, Md. (AP) — <b>The</b> council “voted.”</p>",
        },
    ],
    "language": "en",
    "subjects": [
        {"name": "government", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000593", "rel": "about"},
        {"name": "politics", "literal": "11", "scheme": "own"},
        {"name": "Local", "rel": "section"},
    ],
    "genres": [{"name": "Article"}],
    "edNote": "Updates.",
    "copyrightNotice": "© Example",
    "infoSources": [{"role": "provider", "name": "Example Agency"}],
    "associations": [{"name": "p", "uri": "urn:p", "type": "picture"}],
}
VERSION_2 = {
    **{key.lower(): value for key, value in VERSION_3.items()},
    "bodies": [{"contenttype": "text/html", "value": VERSION_3["bodies"][2]["value"]}],
}


@pytest.mark.parametrize("item", [VERSION_1, VERSION_2, VERSION_3], ids=["1", "2", "3"])
def test_an_item_of_each_version_is_read_alike(item):
    eastern = timezone(timedelta(hours=-4))

    assert read_ninjs(item) == WireItem(
        provider="Example Agency",
        guid="urn:example:1",
        version="2",
        slugline="pool",
        headline="Council closes pool",
        working_headline="Council closes pool",
        dek="Neighbors had complained.",
        byline=(BylineName("Ana Ruiz", "Staff Writer", "", "ANA RUIZ"),),
        byline_line="By ANA RUIZ, Staff Writer",
        dateline=Dateline("ANNAPOLIS, Md.", "AP", None, "ANNAPOLIS, Md. (AP) —"),
        dated=date(2017, 9, 15),
        body_html="<p><strong>The</strong> council “voted.”</p>",
        language="en",
        subjects=(
            WireSubject("government", "medtop:20000593", "http://cv.iptc.org/newscodes/mediatopic/"),
            WireSubject("politics", "11", "own"),
        ),
        section="Local",
        embargo_until=datetime(2017, 9, 16, 6, tzinfo=eastern),
        status="usable",
        first_created=datetime(2017, 9, 15, 9, tzinfo=UTC),
        version_created=datetime(2017, 9, 15, 10, tzinfo=UTC),
        published_at=datetime(2017, 9, 15, 9, tzinfo=UTC),
        genre="Article",
        editors_note="Updates.",
        copyright="© Example",
    )


def with_fields(**fields):
    return read_ninjs({"uri": "urn:x", "headline": "Pool closes", "body_text": "The council met on Friday.", **fields})


def test_a_plain_body_is_read_as_pasted_copy_is():
    text = "Pool closes\nBy Tom Hale\nBOSTON (AP) — The council met, said Joan Pell.\n\n[Reporter: “Why?”]\n"

    item = with_fields(body_text=text)

    assert body_text(item.body_html) == "The council met, said Joan Pell.\n\n[Reporter: “Why?”]"
    assert (item.byline[0].name, item.dateline.source) == ("Tom Hale", "AP")
    assert [quote.kind for quote in item.quotes] == ["reporter_question"]


def test_a_first_line_is_kept_where_the_headline_came_beside_it():
    item = with_fields(body_text="Rain today\nThe council met on Friday and said nothing at all of the pool.")

    assert item.headline == "Pool closes"
    assert body_text(item.body_html).startswith("Rain today\n\nThe council met")


CUT_LEAD = (
    "Trade friction between the\n"
    "U.S. and Japan has raised fears among many of Asia's exporting\n"
    "nations that the row could do damage, officials said.\n"
    "    They told correspondents in Asian capitals a move against\n"
    "Japan might boost protectionist sentiment.\n"
)


@pytest.mark.parametrize(
    ("body", "first"),
    [
        (CUT_LEAD, "Trade friction between the U.S. and Japan has raised fears among many of Asia's exporting nations"),
        (CUT_LEAD.replace("between the\n", "is up.\n"), "Trade friction is up.\n\nU.S. and Japan"),
        (CUT_LEAD.replace("between the\n", "between the\n\n"), "Trade friction between the\n\nU.S. and Japan"),
        (CUT_LEAD.replace("Trade friction between the", "TRADE FRICTION"), "TRADE FRICTION\n\nU.S. and Japan"),
        ("Trade friction\nrose.", "Trade friction\n\nrose."),
        ("Trade friction", "Trade friction"),
    ],
)
def test_a_lead_whose_dateline_was_cut_off_is_one_paragraph(body, first):
    assert body_text(with_fields(body_text=body).body_html).startswith(first)


def test_bylines_repeated_in_the_body_are_stored_once():
    item = with_fields(
        by="Von Jan Meier, dpa",
        bodies=[{"value": "<p>Von Jan Meier, dpa</p><p>Berlin (dpa) - Der Senat tagt.</p>"}],
    )

    assert (item.byline[0].name, item.byline[0].organisation) == ("Jan Meier", "dpa")
    assert body_text(item.body_html) == "Der Senat tagt."
    assert item.dateline.place == "Berlin"


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"byline": "Ana Ruiz and Tom Hale"}, ["Ana Ruiz", "Tom Hale"]),
        ({"authors": [{"name": "Bo Li", "role": "writer"}, {"code": 5}]}, ["Bo Li"]),
        ({"infoSources": [{"role": "writer", "name": "Ana Ruiz"}], "by": "Ana Ruiz; pictures Bo Li"}, ["Ana Ruiz"]),
        ({"byline": "our own 3 reporters"}, ["our own 3 reporters"]),
        ({"byline": 7.5}, ["7.5"]),
        ({}, []),
    ],
)
def test_the_people_of_the_byline_are_found(fields, names):
    assert [person.name for person in with_fields(**fields).byline] == names


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"located": "Boston"}, "Boston"),
        ({"places": [{"name": "Rome"}, {"name": "Oslo", "rel": "dateline"}]}, "Oslo"),
        ({"dateline": {"located": {"city": "Sydney"}, "source": "AAP", "text": "SYDNEY, Sept 15 AAP -"}}, "SYDNEY"),
        ({"dateline": "2017-09-15"}, None),
        ({}, None),
    ],
)
def test_the_place_is_found_where_the_body_has_none(fields, place):
    dateline = with_fields(**fields).dateline

    assert (dateline and dateline.place) == place


@pytest.mark.parametrize(
    ("located", "place", "body"),
    [
        ("Vesper Falls", "VESPER FALLS", "<p>The council voted.</p>"),
        ("Boston", "Boston", "<p>VESPER FALLS – The council voted.</p>"),
    ],
)
def test_a_place_named_by_the_item_is_not_said_again_by_the_text(located, place, body):
    item = read_ninjs(
        {
            "uri": "urn:1", "type": "text", "headline": "Council votes", "located": located,
            "body_html": "<p>VESPER FALLS – The council voted.</p>",
        }
    )  # fmt: skip

    assert item.dateline is not None
    assert (item.dateline.place, item.body_html) == (place, body)


@pytest.mark.parametrize(
    ("fields", "status", "codes"),
    [
        ({}, "usable", []),
        ({"pubstatus": "withheld"}, "withheld", []),
        ({"pubstatus": "canceled"}, "canceled", []),
        ({"pubStatus": "stat:cancelled"}, "canceled", []),
        ({"pubstatus": "spiked"}, "withheld", ["status-unknown"]),
        ({"embargoed": "tomorrow"}, "withheld", ["embargo-unreadable"]),
        ({"embargoed": "2017-09-16T06:00:00"}, "withheld", ["embargo-unreadable"]),
        ({"embargoed": {"at": 5}}, "withheld", ["embargo-unreadable"]),
        ({"embargoed": None}, "usable", []),
        ({"body_html": "<p>EMBARGOED UNTIL Friday</p><p>It met.</p>"}, "withheld", ["embargo-unreadable"]),
        ({"versioncreated": "2017-09-15T10:00:00"}, "usable", ["time-without-zone"]),
        ({"versioncreated": "yesterday"}, "usable", ["time-unreadable"]),
        ({"firstcreated": "0001-01-01T00:00:00+14:00"}, "usable", ["time-unreadable"]),
        ({"colour": "red"}, "usable", ["unknown-properties"]),
        ({"uri": None}, "usable", ["no-guid"]),
        ({"headline": None}, "usable", ["no-headline"]),
        (
            {"body_html": "<figure><img><figcaption>Pool</figcaption></figure><p>It met.</p>"},
            "usable",
            ["picture-left-out"],
        ),
    ],
)
def test_what_is_amiss_is_told_and_nothing_doubtful_is_usable(fields, status, codes):
    item = with_fields(**fields)

    assert item.status == status
    assert [problem.code for problem in item.problems] == codes


def test_an_embargo_in_the_body_counts_and_the_latest_wins():
    html = "<p>EMBARGO: 2017-09-16T08:00Z</p><p>It met.</p>"

    item = with_fields(body_html=html, embargoed="2017-09-16T06:00:00Z")

    assert item.embargo_until == datetime(2017, 9, 16, 8, tzinfo=UTC)
    assert body_text(item.body_html) == "It met."


def test_a_summary_that_repeats_the_body_is_no_dek():
    assert with_fields(description_text="The council met on").dek == ""
    assert with_fields(abstract="<p>Two &amp; two</p>").dek == "Two & two"


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (None, "This is not a ninjs item: it is not a JSON object."),
        ([VERSION_1], "This is not a ninjs item: it is not a JSON object."),
        ({}, "This is not a story: it has neither a headline nor a body."),
        (
            {"uri": "urn:x", "headline": " ", "bodies": None},
            "This is not a story: it has neither a headline nor a body.",
        ),
        ({"type": "picture", "headline": "Pool"}, "This is not a story: its type is picture."),
        ({"type": "composite", "headline": "Pool"}, "This is not a story: its type is composite."),
    ],
)
def test_what_is_no_story_is_refused_with_a_sentence(item, sentence):
    with pytest.raises(UnreadableItem) as refused:
        read_ninjs(item)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("field", ["body_html", "body_text"])
def test_a_body_over_the_limit_is_refused_with_its_number(field):
    with pytest.raises(UnreadableItem, match=r"1,000,001 characters"):
        read_ninjs({"uri": "urn:x", "headline": "Pool", field: "x" * 1_000_001})


def test_an_item_without_a_uri_is_known_by_its_content():
    first, again, other = (read_ninjs({"headline": words}).guid for words in ("Pool", "Pool", "Park"))

    assert first == again
    assert first != other


def test_a_number_too_long_to_print_is_no_words():
    assert with_fields(version=10**5000, slugline=5).version == ""


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "value", "role", "uri", "code", "rel", "located"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
KEYS = st.sampled_from([*VERSION_1, *VERSION_3, "authors", "keywords", "dateline", "places", "abstract", "title"])


@given(st.dictionaries(KEYS, VALUES, max_size=8))
def test_no_value_of_any_kind_raises(fields):
    item = read_ninjs({**fields, "type": "text", "headline": "Pool"})

    assert item.headline
    assert item.guid
