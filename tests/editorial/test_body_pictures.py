"""Pictures in the body of a story: who may put them there, what readers are told, where they are noted."""

from __future__ import annotations

import pytest

from articles.advice.gate import Copy
from articles.advice.gate.findings import Sheet
from articles.advice.gate.pictures import unexplained
from articles.editorial import file_story, revise
from articles.editorial.drafts import Origin, StoryDraft
from articles.editorial.freezing import Release, freeze, read_copy, store
from articles.models import Edition, EditionImage, Image
from articles.press.renewing import read_contents
from articles.press.syndicated import syndicated_body
from tests.builders import NOON, later, make_article, make_section, make_user

pytestmark = pytest.mark.django_db


def make_picture(**fields) -> Image:
    return Image.objects.create(
        title="Ferry", file=f"pictures/{Image.objects.count():032x}.jpg", width=1600, height=900, alt="A ferry",
        credit="Lu Chen", **fields,
    )  # fmt: skip


def figure(image: Image, caption: str = "") -> str:
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image="{image.pk}" id="p-aaaaaaaa">{words}</figure>'


def body(image: Image, caption: str = "") -> str:
    return f"<p>One.</p>{figure(image, caption)}<p>Two.</p>"


def test_a_story_s_pictures_are_noted_with_its_body(roles):
    image, editor = make_picture(), make_user("managing_editor")
    article = make_article(body="<p>One.</p>")

    revised = revise(article, {"body": body(image)}, by=editor, at=NOON)
    assert list(revised.body_images.all()) == [image]

    emptied = revise(revised, {"body": "<p>One.</p>"}, by=editor, at=later(minutes=1))
    assert not emptied.body_images.exists()


def test_nobody_shows_a_picture_they_may_not_see_by_guessing_its_number(roles):
    theirs = make_picture()
    make_article(lead_image=theirs, restricted=True)
    user = make_user("reporter")
    article = make_article(body="<p>One.</p>", created_by=user)

    revised = revise(article, {"body": f"{body(theirs)}<figure data-image='999'></figure>"}, by=user, at=NOON)

    assert "figure" not in revised.body
    assert not revised.body_images.exists()


def test_a_picture_another_put_there_stays(roles):
    theirs = make_picture()
    make_article(lead_image=theirs, restricted=True)
    user = make_user("reporter")
    article = revise(make_article(body="<p>One.</p>", created_by=user), {"body": body(theirs)}, by=None, at=NOON)

    revised = revise(article, {"body": f"{article.body}<p>Three.</p>"}, by=user, at=later(minutes=1))

    assert [image.pk for image in revised.body_images.all()] == [theirs.pk]


def test_a_wire_s_copy_names_no_picture_of_ours(roles):
    image = make_picture()
    filed = file_story(StoryDraft(body=body(image), fields={"slugline": "ferry"}), by=None, at=NOON)
    origin = Origin("wire", "urn:1", "1", b"x", "text/plain")
    wired = file_story(StoryDraft(body=body(image), fields={"slugline": "ferry"}, origin=origin), by=None, at=NOON)

    assert list(filed.body_images.all()) == [image]
    assert "figure" not in wired.body


def release(article) -> Edition:
    frozen = freeze(read_copy(article), Release(NOON, Edition.Change.UPDATE, NOON, "/2026/03/04/ferry/", None))
    store([frozen])
    return frozen.edition


def test_readers_are_told_the_picture_as_it_was(roles):
    image = make_picture(caption="The Kestrel.", creator="Lu Chen", copyright_notice="© 2026")
    article = revise(
        make_article(body="<p>One.</p>", lead_image=image, section=make_section()),
        {"body": body(image, "In fog.")},
        by=None,
        at=NOON,
    )

    edition = release(article)
    Image.objects.update(caption="Another", alt="Another", credit="Another")

    told = EditionImage.objects.filter(edition=edition).values_list(
        "position", "caption", "creator", "copyright_notice"
    )
    assert list(told) == [(0, "The Kestrel.", "Lu Chen", "© 2026"), (1, "In fog.", "Lu Chen", "© 2026")]
    page = edition.rendering.page
    assert page.count("<picture>") == 2
    assert 'id="p-aaaaaaaa"' in page
    assert '<span class="caption">In fog.</span> <span class="credit">Lu Chen</span>' in page
    assert page.count('fetchpriority="high"') == page.count('loading="lazy"') == 1
    assert read_contents([edition.pk])[edition.pk].pictures[0].alt == "A ferry"
    assert "figure" not in syndicated_body(edition.body, "", "", "https://x.example")


def test_a_picture_deleted_since_leaves_no_place(roles):
    image = make_picture()
    article = revise(make_article(body="<p>One.</p>", section=make_section()), {"body": body(image)}, by=None, at=NOON)
    image.delete()

    edition = release(article)

    assert not edition.images.exists()
    assert "figure" not in edition.rendering.page


def test_the_gate_asks_of_them_what_it_asks_of_the_lead(roles):
    image = make_picture()
    Image.objects.update(alt="", credit="")
    article = make_article(body=body(image))

    found = list(unexplained(Sheet(Copy(article, [], []), NOON)))

    assert [(finding.code, finding.where) for finding in found] == [
        ("no-alt", "p-aaaaaaaa"),
        ("no-credit", "p-aaaaaaaa"),
    ]
