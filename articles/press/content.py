"""What an edition says, as plain data: all that rendering needs, and nothing it could ask elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

# Where the reader's view puts the story's topics, which are live and no part of an edition.
TOPICS_MARK = "<!--topics-->"
# Where the story's own data in the head says what it is about: the topics again, for machines.
ABOUT_MARK = '"about":"topics",'
# What a story's topics are told to machines by: this, their list, its end.
DATA_BEFORE, DATA_AFTER = '<script type="application/ld+json">{"@context":"https://schema.org","@graph":', "}</script>"
# Where the stories related to it go, which are live too.
RELATED_MARK = "<!--related-->"

# Stands in a stored head for SITE_URL, which is put in when the page is served: a site may move, an edition may not.
SITE_MARK = "https://site.invalid"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a byline: as printed, with the person's page, the role's words ("By") and the title ("" if none)."""

    name: str
    path: str
    role: str
    role_label: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page needs it: words as published, sizes in pixels, upright, of the picture as uploaded.

    Renditions are had at `base`, a path that ends with a slash, by names of which the keys are part; `press.picture`
    puts them together. `image` is what a body names it by.
    """

    base: str
    whole_key: str
    crop_key: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""
    is_transparent: bool = False
    image: int = 0


@dataclass(frozen=True, slots=True)
class Speech:
    """A quote as published: words of all its spans, the speaker's name and page ("" if unnamed), role then held."""

    public_id: str
    words: str
    speaker_name: str
    speaker_path: str
    role: str
    said_on: date | None
    kind: str
    question: str
    verification: str
    block: str
    context: str

    @property
    def path(self) -> str:
        """The quote's own page."""
        return f"/quotes/{self.public_id}/"


@dataclass(frozen=True, slots=True)
class Note:
    """A correction, clarification or retraction shown with the story."""

    kind: str
    label: str
    text: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class Content:
    """An edition's content. The body holds `<q data-quote="ID">` for published quotes only; times are aware."""

    number: int
    change: str
    path: str
    section_name: str
    section_path: str
    headline: str
    seo_headline: str
    social_headline: str
    dek: str
    kicker: str
    genre: str
    genre_label: str
    dateline_place: str
    dateline_source: str
    dateline_date: date | None
    byline: str
    names: tuple[Name, ...]
    tagline: str
    backstory: str
    picture: Picture | None
    # Those of the body, in its order.
    pictures: tuple[Picture, ...]
    body: str
    text: str
    word_count: int
    first_published_at: datetime
    published_at: datetime
    modified_at: datetime
    quotes: tuple[Speech, ...]
    notes: tuple[Note, ...]

    @property
    def genre_shown(self) -> str:
        """The genre's label where readers need it: not on plain news, nor beside a kicker that says the same."""
        is_said = self.kicker.strip().casefold() == self.genre_label.casefold()
        return "" if self.genre == "news" or is_said else self.genre_label


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition rendered once: what goes into the head, the main part with TOPICS_MARK in it, the card of lists."""

    head: str
    page: str
    card: str


def with_live(head: str, page: str, topics: str = "", related: str = "") -> tuple[str, str]:
    """A stored head and page with what is live in their places; without, what is left is the edition alone.

    The topics are links, then the same as data: the links go to the page, the data into what the head says of the
    story, for programs that do not follow names from one piece of data to another.
    """
    links, _, data = topics.partition(DATA_BEFORE)
    about = f'"about":{data.removesuffix(DATA_AFTER)},' if data else ""
    page = page.replace(TOPICS_MARK, links, 1).replace(RELATED_MARK, related, 1)
    return head.replace(ABOUT_MARK, about, 1), page
