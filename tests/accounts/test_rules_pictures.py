"""Pictures from outside are read without harm and written without what they hid."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from accounts.rules.picture_files import MAX_PIXELS, MAX_UNPACKED, PictureRefused, read_picture, reencode

pytestmark = pytest.mark.usefixtures("in_english")


def a_file(format: str, size=(60, 40), mode="RGB", **options) -> bytes:
    file = BytesIO()
    Image.new(mode, size, "teal").save(file, format, **options)
    return file.getvalue()


def a_png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that promise a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


SPEED = {"AVIF": {"speed": 10}, "WEBP": {"method": 0}}


def swapped_profile() -> bytes:
    """The profile of the web with the columns of red and blue exchanged."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"####", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"####", b"bXYZ", 1)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_every_common_format_is_read_for_what_it_is(format):
    picture = read_picture(a_file(format))

    assert (picture.format, picture.width, picture.height) == (format, 60, 40)


@pytest.mark.parametrize("size", [(30_000, 30_000), (8_000, 7_000), (MAX_PIXELS // 1000 + 1, 1000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(PictureRefused) as refusal:
        read_picture(a_png_that_claims(*size))

    assert str(refusal.value.message).startswith("The picture has too many pixels: ")


@pytest.mark.parametrize("format", ["PNG", "GIF", "WEBP", "AVIF"])
def test_what_is_unpacked_whole_may_have_fewer_pixels(format):
    with pytest.raises(PictureRefused):
        read_picture(a_file(format, size=(MAX_UNPACKED // 1000 + 1, 1000), **SPEED.get(format, {})))


def test_a_jpeg_is_shrunk_while_it_is_read():
    picture = read_picture(a_file("JPEG", size=(MAX_UNPACKED // 1000 + 1, 1000)), within=1000)

    assert picture.width == 1000


@pytest.mark.parametrize("at", [-6, -10])
def test_a_png_with_a_wrong_end_is_damaged(at):
    whole = a_file("PNG")

    with pytest.raises(PictureRefused):
        read_picture(whole[:at] + bytes(-at))


def test_sixteen_bits_become_eight_and_not_white():
    file = BytesIO()
    picture = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 0x8000, 0xFFFF)):
        picture.putpixel((x, 0), value)
    picture.save(file, "PNG")

    image = read_picture(file.getvalue()).image

    assert [image.getpixel((x, 0)) for x in range(3)] == [(0, 0, 0), (128, 128, 128), (255, 255, 255)]


def test_inks_become_light():
    image = read_picture(a_file("JPEG", mode="CMYK")).image

    assert image.mode == "RGB"


def test_colours_of_another_profile_stay_what_they_were():
    """A profile with red and blue exchanged stands for any wide one: the file is teal, and means olive."""
    image = read_picture(a_file("PNG", icc_profile=swapped_profile())).image

    red, green, blue = image.getpixel((0, 0))
    assert (red > 100, green > 100, blue < 60) == (True, True, True)


@pytest.mark.parametrize("profile", [b"junk" * 99, b"\0" * 128])
def test_a_profile_that_says_nothing_changes_nothing(profile):
    assert read_picture(a_file("PNG", icc_profile=profile)).image.getpixel((0, 0)) == (0, 128, 128)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_moment_stays(format):
    file = BytesIO()
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    frames[0].save(file, format, save_all=True, append_images=frames[1:], duration=100)

    red, green, blue = read_picture(file.getvalue()).image.convert("RGB").getpixel((30, 20))

    assert (red > 240, green < 16, blue < 16) == (True, True, True)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"",
        b"II*\x00" + bytes(100),
    ],
)
def test_what_is_no_picture_is_refused_with_words(data):
    with pytest.raises(PictureRefused) as refusal:
        read_picture(data)

    assert str(refusal.value.message) == "This is not a picture in a format that can be shown."


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_file_cut_in_half_is_refused_and_breaks_nothing(format):
    noise = BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(noise, format)

    with pytest.raises(PictureRefused):
        read_picture(noise.getvalue()[: len(noise.getvalue()) // 2])


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(PictureRefused):
        read_picture(a_file("PNG"), max_bytes=50)


def test_a_format_that_was_not_asked_for_is_refused():
    with pytest.raises(PictureRefused):
        read_picture(a_file("GIF"), formats=("JPEG", "PNG", "WEBP"))


def test_the_picture_stands_upright_and_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif.get_ifd(0x8825)[1] = "N"
    data = a_file("JPEG", exif=exif)

    again = Image.open(BytesIO(reencode(read_picture(data))))

    assert again.size == (40, 60)
    assert dict(again.getexif()) == {}
    assert b"Exif" not in reencode(read_picture(data))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_undone_as_pillow_would(orientation):
    image = Image.effect_noise((20, 10), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = BytesIO()
    image.save(file, "PNG", exif=exif)

    picture = read_picture(file.getvalue())

    assert picture.width == (20 if orientation < 5 else 10)


def test_what_was_hidden_behind_the_last_byte_is_gone():
    data = a_file("GIF") + b"<script>alert(1)</script>"

    assert b"script" not in reencode(read_picture(data))


def test_a_large_picture_is_shrunk_and_a_small_one_never_enlarged():
    large = reencode(read_picture(a_file("PNG", size=(3000, 1500))), size=(960, 960))
    small = reencode(read_picture(a_file("PNG", size=(60, 40))), size=(960, 960))

    assert Image.open(BytesIO(large)).size == (960, 480)
    assert Image.open(BytesIO(small)).size == (60, 40)


def test_a_cropped_picture_has_exactly_the_wanted_size():
    data = reencode(read_picture(a_file("PNG", size=(500, 100))), size=(192, 192), crop=True)

    assert Image.open(BytesIO(data)).size == (192, 192)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_every_kind_of_pixel_becomes_colour(mode):
    picture = read_picture(a_file("PNG", mode=mode) if mode != "I;16" else a_grey_deep_file(mode))

    assert picture.image.mode in {"RGB", "RGBA"}


def a_grey_deep_file(mode: str) -> bytes:
    file = BytesIO()
    Image.new(mode, (10, 10), 3000).save(file, "PNG")
    return file.getvalue()


def test_transparency_stands_on_white_where_the_format_has_none():
    clear = a_file("PNG", mode="RGBA")
    data = reencode(read_picture(clear), format="JPEG")

    assert Image.open(BytesIO(data)).format == "JPEG"
