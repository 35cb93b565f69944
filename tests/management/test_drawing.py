"""The sample newsroom's pictures decode, keep their size and come out the same every time."""

import io

import pytest
from PIL import Image

from articles.management.sample.drawing import SCENES, draw_scene
from articles.management.sample.palettes import PALETTES


def opened(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture))
    image.load()
    return image


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_each_scene_is_a_jpeg_of_the_size_asked_and_fit_for_a_page(scene: str) -> None:
    picture = draw_scene(scene, "dusk")
    image = opened(picture)
    assert (image.format, image.size) == ("JPEG", (1600, 900))
    assert len(picture) < 250_000
    assert len(image.quantize(64).getcolors() or []) > 20, "a scene is more than a plain sheet"


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_the_same_arguments_give_the_same_bytes(scene: str) -> None:
    size = (480, 270)
    assert draw_scene(scene, "rain", size=size, seed=7) == draw_scene(scene, "rain", size=size, seed=7)


def test_every_palette_gives_a_scene_another_light() -> None:
    lights = {draw_scene("ferry", palette, size=(320, 180)) for palette in PALETTES}
    assert len(lights) == len(PALETTES) == 5


def test_another_seed_gives_another_picture() -> None:
    assert draw_scene("harbor", "noon", size=(320, 180), seed=1) != draw_scene(
        "harbor", "noon", size=(320, 180), seed=2
    )


@pytest.mark.parametrize("size", [(600, 600), (1200, 300), (300, 900)])
def test_a_sheet_of_another_shape_is_covered(size: tuple[int, int]) -> None:
    assert opened(draw_scene("stadium", "night", size=size)).size == size


@pytest.mark.parametrize(("scene", "palette", "named"), [("castle", "dawn", "harbor"), ("harbor", "teatime", "dusk")])
def test_an_unknown_scene_or_palette_is_refused_by_name(scene: str, palette: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        draw_scene(scene, palette)
