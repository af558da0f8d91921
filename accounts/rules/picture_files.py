"""Pictures from outside: read without harm, written anew without what they hid (E11, A2).

What leaves here was drawn again from pixels, so nothing of the old file survives: no place, no
camera, no script behind the last byte. A vector file is refused because it can carry scripts.
"""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
MAX_UNPACKED = 16_000_000  # pixels of formats that are unpacked whole; a JPEG is shrunk while it is read
LARGEST_PROFILE = 4_000_000  # bytes; those of printing presses have two million
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")

# Pillow only warns between one and two times its limit; here a warning refuses.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_TOO_MANY = _("The picture has too many pixels: a JPEG may have 40 million, any other picture 16 million.")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError, struct.error)


class PictureRefused(Exception):
    """A file that is not taken; `message` says why in the reader's words."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Picture:
    """Pixels that stand upright: `image` is RGB or RGBA and knows nothing of its file.

    `width` and `height` are those of `image`; `format` is what the file really was, e.g. "JPEG".
    """

    image: Image.Image
    width: int
    height: int
    format: str


def read_picture(
    data: bytes,
    *,
    max_bytes: int = MAX_BYTES,
    max_pixels: int = MAX_PIXELS,
    formats: tuple[str, ...] = FORMATS,
    within: int = 4096,
) -> Picture:
    """Return the first frame of the picture in `data`, upright and shrunk into `within` × `within` pixels.

    The size is read from the head of the file, before anything is unpacked. Raises PictureRefused.
    """
    if len(data) > max_bytes:
        raise PictureRefused(
            _("The file is too large: at most %(size)d MB.") % {"size": max_bytes // 1_000_000}
        )
    try:
        with Image.open(BytesIO(data), formats=formats) as image:
            most = max_pixels if image.format == "JPEG" else min(max_pixels, MAX_UNPACKED)
            if image.width * image.height > most:
                raise PictureRefused(_TOO_MANY)
            if not image.width * image.height:
                raise PictureRefused(_("The picture is damaged."))
            if image.format == "PNG":
                _ask_whether_whole(data)
            return _drawn_again(image, within)
    except _BOMB:
        raise PictureRefused(_TOO_MANY) from None
    except UnidentifiedImageError:
        raise PictureRefused(_("This is not a picture in a format that can be shown.")) from None
    except _BROKEN:
        raise PictureRefused(_("The picture is damaged.")) from None


def reencode(
    picture: Picture,
    *,
    size: tuple[int, int] | None = None,
    crop: bool = False,
    format: str = "WEBP",
    quality: int = 82,
) -> bytes:
    """Return the picture as a new file without metadata.

    `size` in pixels: with `crop` the result has exactly that size and shows the middle; without, it fits
    inside and is never enlarged. `format` is "WEBP", "JPEG", "PNG" or "AVIF".
    """
    image = picture.image
    if size and crop:
        image = ImageOps.fit(image, size, Image.Resampling.LANCZOS)
    elif size and (image.width > size[0] or image.height > size[1]):
        image = ImageOps.contain(image, size, Image.Resampling.LANCZOS)
    if format == "JPEG" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    file = BytesIO()
    image.save(file, format, quality=quality)
    return file.getvalue()


def _drawn_again(image: Image.Image, within: int) -> Picture:
    was = image.format or ""
    image.draft("RGB", (within, within))  # a JPEG is unpacked no larger than needed
    orientation = _orientation(image)
    image.load()
    mode = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile", b"")
    drawn = _in_eight_bits(image, mode)
    if drawn.width > within or drawn.height > within:
        drawn = ImageOps.contain(drawn, (within, within), Image.Resampling.LANCZOS)
    if not drawn.width * drawn.height:  # a line of pixels, shrunk to nothing
        raise PictureRefused(_("The picture is damaged."))
    drawn = _in_srgb(drawn, profile, mode)
    turn = _TURNS.get(orientation)
    drawn = drawn.transpose(turn) if turn is not None else drawn
    clean = Image.new(mode, drawn.size)
    clean.paste(drawn)
    return Picture(image=clean, width=clean.width, height=clean.height, format=was)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except (*_BROKEN, TypeError):  # what a camera wrote wrong is no reason to refuse a picture
        return 1


def _ask_whether_whole(data: bytes) -> None:
    """Raise for a PNG with a wrong checksum or without an end; reading alone would not notice."""
    with Image.open(BytesIO(data), formats=("PNG",)) as image:
        image.verify()


def _in_eight_bits(image: Image.Image, mode: str) -> Image.Image:
    """Return the picture in a mode that can be shrunk. Converting 16 bits plainly would leave white paper."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256 + 0).convert("L")
    return image if image.mode in {"RGB", "RGBA", "L", "LA", "CMYK"} else image.convert(mode)


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """Return the picture in the colours of the web: its profile goes, so its colours must not need it."""
    if profile and len(profile) <= LARGEST_PROFILE and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        into = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            source, web = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, source, web, outputMode=into) or image
        except (ImageCms.PyCMSError, *_BROKEN):
            pass  # a profile that says nothing: the colours as they are
    return image if image.mode == mode else image.convert(mode)


# Meaning of the tag "orientation" in Exif 2.3, 4.6.4: how to turn the pixels so that the picture stands.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
