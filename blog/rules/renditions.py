"""Which files of a picture are made, which part of it they show, and how they are written (E11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

import PIL.Image

RECIPE = 1
"""Rises when the same picture would give other files; it is part of their names, which are kept for ever."""

MODERN_FROM = 960  # pixels: pictures of at least this width get AVIF, which takes longest to write
NEAR = 1.15  # a width that exceeds the one before by less is not worth a file


class Shape(StrEnum):
    """Which part of a picture is shown: all of it, or what lies around its focal point."""

    WHOLE = "whole"
    TEASER = "teaser"


class Format(StrEnum):
    """How a file is written; the value is the ending of its name."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"
    PNG = "png"

    @property
    def kind(self) -> str:
        """The media type."""
        return "image/jpeg" if self is Format.JPEG else f"image/{self.value}"


# Widths in pixels. Text is 608 wide at most (`--measure`): once, on denser screens, and twice as dense.
# Teasers stand at 88 to 400 pixels, on a tablet at the whole width.
WIDTHS: dict[Shape, tuple[int, ...]] = {
    Shape.WHOLE: (640, 960, 1280),
    Shape.TEASER: (320, 640, 960),
}
RATIOS: dict[Shape, float] = {Shape.TEASER: 3 / 2}


@dataclass(frozen=True)
class Focus:
    """The point that stays visible, in percent from the left and from the top."""

    x: int = 50
    y: int = 50


@dataclass(frozen=True)
class Wanted:
    """One file to make: `width` × `height` pixels of `shape`, written as `format`."""

    shape: Shape
    format: Format
    width: int
    height: int

    def name(self, key: str, focus: Focus) -> str:
        """Where it is stored. The same name always means the same pixels."""
        part = "" if self.shape is Shape.WHOLE else f"{self.shape}-{focus.x}-{focus.y}-"
        return f"renditions/{key}/{RECIPE}-{part}{self.width}.{self.format}"


def recipe(focus: Focus) -> str:
    """What the renditions of a picture hang on, apart from its pixels."""
    return f"{RECIPE}-{focus.x}-{focus.y}"


def wanted(width: int, height: int, *, see_through: bool) -> Iterator[Wanted]:
    """Yield every rendition of a picture of this size, none larger than the picture.

    What can be seen through stays without loss: WebP and PNG.
    """
    for shape, widths in WIDTHS.items():
        left, top, right, bottom = crop_box(width, height, shape, Focus())
        most, ratio = right - left, (right - left) / (bottom - top)
        for each in _within(widths, most):
            for format in _formats(width, see_through):
                yield Wanted(shape, format, each, max(1, round(each / ratio)))


def crop_box(width: int, height: int, shape: Shape, focus: Focus) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the largest part of this shape around the focal point."""
    ratio = RATIOS.get(shape, width / height)
    wide, high = min(width, max(1, round(height * ratio))), min(height, max(1, round(width / ratio)))
    left = _placed(width, wide, focus.x)
    top = _placed(height, high, focus.y)
    return left, top, left + wide, top + high


def drawn(picture: PIL.Image.Image, want: Wanted, focus: Focus) -> bytes:
    """Return the file that is wanted of `picture` (RGB or RGBA)."""
    box = crop_box(picture.width, picture.height, want.shape, focus)
    size = (want.width, want.height)
    small = picture.resize(size, PIL.Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    return written(small, want.format)


def written(picture: PIL.Image.Image, format: Format) -> bytes:
    """Return the picture as a file. Qualities were chosen by eye on photographs and drawings."""
    see_through = is_see_through(picture)
    if format in (Format.JPEG, Format.AVIF) or not see_through:
        picture = on_paper(picture)
    file = BytesIO()
    match format:
        case Format.AVIF:
            picture.save(file, "AVIF", quality=55, speed=8, max_threads=1)
        case Format.WEBP if see_through:
            picture.save(file, "WEBP", lossless=True, method=2)
        case Format.WEBP:
            picture.save(file, "WEBP", quality=78, method=4)
        case Format.JPEG:
            picture.save(file, "JPEG", quality=80, optimize=True, progressive=True)
        case Format.PNG:
            picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def is_see_through(picture: PIL.Image.Image) -> bool:
    """Whether anything behind the picture would be seen."""
    return picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] != 255


def on_paper(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Return the picture as RGB, on white where it can be seen through."""
    if picture.mode == "RGB":
        return picture
    paper = PIL.Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _within(widths: tuple[int, ...], most: int) -> list[int]:
    """The widths that the picture has, and its own where that is less than the largest."""
    smaller = [each for each in widths if each <= most]
    if most < widths[-1] and (not smaller or most > smaller[-1] * NEAR):
        smaller.append(most)
    return smaller


def _formats(width: int, see_through: bool) -> tuple[Format, ...]:
    if see_through:
        return (Format.WEBP, Format.PNG)
    modern = (Format.AVIF,) if width >= MODERN_FROM else ()
    return (*modern, Format.WEBP, Format.JPEG)


def _placed(whole: int, part: int, percent: int) -> int:
    """Where a part begins so that the point at `percent` of the whole lies in its middle, if it can."""
    return min(max(round(whole * percent / 100 - part / 2), 0), whole - part)
