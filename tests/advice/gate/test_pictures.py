"""Alternative text that describes nothing."""

from __future__ import annotations

import pytest

from articles.advice.gate import pictures
from articles.models import Image
from tests.advice.gate.sheets import copy, found


@pytest.mark.parametrize(
    ("alt", "codes"),
    [
        ("IMG_2041.jpg", ["alt-file-name"]),
        ("bridge-final-2.JPEG", ["alt-file-name"]),
        ("DSC 0012", ["alt-file-name"]),
        ("photo", ["alt-file-name"]),
        ("20260304_1", ["alt-file-name"]),
        ("Image of a bridge", ["alt-image-of"]),
        ("A photo of two boats", ["alt-image-of"]),
        ("Two boats at the slip", []),
        ("Photographers wait for the mayor", []),
        ("", []),
    ],
)
def test_a_file_name_or_a_mere_announcement_is_no_description(alt, codes):
    assert [f.code for f in found(pictures.alt_describes_nothing, copy(lead_image=Image(alt=alt)))] == codes


def test_no_picture_no_finding():
    assert found(pictures.alt_describes_nothing, copy(lead_image=None)) == []
