"""Which files of a picture are made (E11)."""

from io import BytesIO

import PIL.Image
import pytest

from blog.rules.renditions import Focus, Format, Shape, Wanted, crop_box, drawn, is_see_through, wanted


def sizes(width, height, shape, format=Format.WEBP, see_through=False):
    found = wanted(width, height, see_through=see_through)
    return [(each.width, each.height) for each in found if (each.shape, each.format) == (shape, format)]


def formats(width, height, see_through, shape=Shape.WHOLE):
    found = wanted(width, height, see_through=see_through)
    return {each.format for each in found if each.shape == shape}


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (2560, 1280, [(640, 320), (960, 480), (1280, 640)]),
        (1000, 500, [(640, 320), (960, 480)]),  # its own width is too near
        (800, 400, [(640, 320), (800, 400)]),
        (60, 40, [(60, 40)]),
        (1, 1, [(1, 1)]),
        (2560, 1, [(640, 1), (960, 1), (1280, 1)]),
    ],
)
def test_no_rendition_is_larger_than_its_picture(width, height, expected):
    assert sizes(width, height, Shape.WHOLE) == expected


def test_a_teaser_is_half_as_wide_again_as_it_is_high():
    assert sizes(1600, 1600, Shape.TEASER) == [(320, 213), (640, 427), (960, 640)]


def test_the_newest_format_is_for_pictures_that_are_large_enough():
    assert formats(960, 400, False) == {Format.AVIF, Format.WEBP, Format.JPEG}
    assert formats(959, 400, False) == {Format.WEBP, Format.JPEG}


def test_what_can_be_seen_through_stays_without_loss():
    assert formats(2000, 1000, True) == {Format.WEBP, Format.PNG}


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        (Focus(), (150, 0, 450, 200)),
        (Focus(0, 0), (0, 0, 300, 200)),
        (Focus(100, 100), (300, 0, 600, 200)),
        (Focus(30, 50), (30, 0, 330, 200)),
    ],
)
def test_the_focal_point_lies_in_the_middle_as_far_as_the_picture_allows(focus, box):
    assert crop_box(600, 200, Shape.TEASER, focus) == box


def test_a_name_tells_the_focal_point_of_what_is_cropped_only():
    whole, teaser = (Wanted(shape, Format.WEBP, 640, 427) for shape in (Shape.WHOLE, Shape.TEASER))

    assert whole.name("ab", Focus(1, 2)) == whole.name("ab", Focus(9, 9)) == "renditions/ab/1-640.webp"
    assert teaser.name("ab", Focus(1, 2)) == "renditions/ab/1-teaser-1-2-640.webp"


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_every_format_is_written_in_its_size(format, mode):
    picture = PIL.Image.new(mode, (900, 600), "teal")

    content = drawn(picture, Wanted(Shape.TEASER, format, 320, 213), Focus())

    with PIL.Image.open(BytesIO(content)) as image:
        assert image.size == (320, 213)
        assert image.get_format_mimetype() == format.kind


def test_what_was_seen_through_stays_so_where_the_format_allows():
    picture = PIL.Image.new("RGBA", (100, 100), (255, 0, 0, 128))

    seen = {}
    for format in (Format.WEBP, Format.PNG, Format.JPEG):
        with PIL.Image.open(BytesIO(drawn(picture, Wanted(Shape.WHOLE, format, 50, 50), Focus()))) as image:
            seen[format] = image.convert("RGBA").getpixel((25, 25))

    assert seen[Format.PNG] == seen[Format.WEBP] == (255, 0, 0, 128)
    assert seen[Format.JPEG][3] == 255
    assert seen[Format.JPEG][1] > 100  # on white paper


def test_a_cropped_picture_shows_what_lies_around_its_focal_point():
    picture = PIL.Image.new("RGB", (900, 200), "black")
    picture.paste("white", (0, 0, 300, 200))

    content = drawn(picture, Wanted(Shape.TEASER, Format.PNG, 300, 200), Focus(0, 50))

    with PIL.Image.open(BytesIO(content)) as image:
        assert image.getextrema() == ((255, 255),) * 3


def test_an_alpha_channel_that_hides_nothing_is_not_seen_through():
    assert not is_see_through(PIL.Image.new("RGBA", (2, 2), (1, 2, 3, 255)))
    assert is_see_through(PIL.Image.new("RGBA", (2, 2), (1, 2, 3, 254)))
