"""The picture by which other sites announce a post: 1200 × 630 pixels, title in our type (R9)."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import astuple, dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont

from blog.rules.renditions import Focus
from blog.rules.setting import set_in_lines

WIDTH, HEIGHT = 1200, 630
MOST_BYTES = 100_000
RECIPE = 1
"""Rises when the same words would give another picture; it is part of the names, which are kept for ever."""

PAPER, INK, SOFT, ACCENT, RULE = "#fbfaf6", "#1d1c1a", "#57534b", "#0b5d66", "#dcd8cc"
EDGE = 72  # pixels around everything
BESIDE = 420  # pixels that a cover takes on the right
SIZES = range(84, 43, -4)
LEADING = 1.16
_FONTS = Path(__file__).parents[1] / "fonts"
_FILES = ("literata-latin-600.woff", "literata-latin-ext-600.woff")


MIDDLE = Focus()


@dataclass(frozen=True)
class Card:
    """What stands on a card. `of` is the lasting id of what it announces, `cover` names its pixels."""

    of: str
    title: str
    site: str
    kicker: str = ""
    cover: str = ""
    focus: Focus = MIDDLE

    @property
    def name(self) -> str:
        """Where it is stored: the same name always means the same card."""
        said = repr((RECIPE, *astuple(self))).encode("utf-8", "replace")
        digest = hashlib.sha256(said).hexdigest()
        return f"cards/{digest[:2]}/{digest[2:26]}.{'jpg' if self.cover else 'png'}"


def speaks_our_letters(words: str) -> bool:
    """Whether our type has nearly all letters of a title; signs such as emoji may be left out."""
    letters = [each for each in unicodedata.normalize("NFC", words) if unicodedata.category(each)[0] == "L"]
    return bool(letters) and sum(map(_has, letters)) >= 0.9 * len(letters)


def drawn(card: Card, cover: PIL.Image.Image | None = None) -> bytes:
    """Return the card as PNG, or as JPEG beside a cover; in any case at most 100 kB."""
    sheet = PIL.Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = PIL.ImageDraw.Draw(sheet)
    width = WIDTH - 2 * EDGE
    if cover is not None:
        sheet.paste(_cropped(cover, card.focus), (WIDTH - BESIDE, 0))
        width -= BESIDE - EDGE + 48
    _mark(pen, EDGE, EDGE - 4)
    _write(pen, (EDGE + 64, EDGE), _within(card.site, 34, width - 64), 34, ACCENT)
    top = EDGE + 84
    size, lines = set_in_lines(
        _spoken(card.title),
        measure=_length,
        width=width,
        height=HEIGHT - top - EDGE - (70 if card.kicker else 0),
        sizes=SIZES,
        leading=LEADING,
    )
    for number, line in enumerate(lines):
        _write(pen, (EDGE, top + number * size * LEADING), line, size, INK)
    if card.kicker:
        pen.line((EDGE, HEIGHT - EDGE - 52, EDGE + width, HEIGHT - EDGE - 52), fill=RULE, width=2)
        _write(pen, (EDGE, HEIGHT - EDGE - 34), _within(card.kicker, 30, width), 30, SOFT)
    return _as_jpeg(sheet) if cover is not None else _as_png(sheet)


def _cropped(cover: PIL.Image.Image, focus: Focus) -> PIL.Image.Image:
    """The part around the focal point, as tall as the card."""
    scale = max(BESIDE / cover.width, HEIGHT / cover.height)
    wide, high = BESIDE / scale, HEIGHT / scale
    left = max(min(cover.width * focus.x / 100 - wide / 2, cover.width - wide), 0)
    top = max(min(cover.height * focus.y / 100 - high / 2, cover.height - high), 0)
    box = (left, top, min(left + wide, cover.width), min(top + high, cover.height))
    small = cover.resize((BESIDE, HEIGHT), PIL.Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    if small.mode == "RGB":
        return small
    ground = PIL.Image.new("RGB", small.size, PAPER)
    ground.paste(small, mask=small.convert("RGBA").getchannel("A"))
    return ground


def _mark(pen: PIL.ImageDraw.ImageDraw, left: float, top: float) -> None:
    """The sign of the house: a point and three waves that go out from it."""
    middle = top + 26
    pen.circle((left + 6, middle), 5, fill=ACCENT)
    for radius in (18, 33, 48):
        box = (left + 6 - radius, middle - radius, left + 6 + radius, middle + radius)
        pen.arc(box, -36, 36, fill=ACCENT, width=5)


def _write(
    pen: PIL.ImageDraw.ImageDraw, place: tuple[float, float], words: str, size: int, colour: str
) -> None:
    left, top = place
    for font, run in _runs(words, size):
        pen.text((left, top + size), run, font=font, fill=colour, anchor="ls")
        left += font.getlength(run)


def _length(words: str, size: int) -> float:
    return sum(font.getlength(run) for font, run in _runs(words, size))


def _within(words: str, size: int, width: int) -> str:
    """The words on one line, cut if they must be."""
    return set_in_lines(
        _spoken(words), measure=_length, width=width, height=size * 2, sizes=[size], leading=LEADING
    )[1][0]


def _spoken(words: str) -> str:
    """The words as far as our type has them, spaces single."""
    known = (each for each in unicodedata.normalize("NFC", words) if each.isspace() or _has(each))
    return " ".join("".join(known).split())


def _runs(words: str, size: int) -> list[tuple[PIL.ImageFont.FreeTypeFont, str]]:
    """Cut a line where another of our files has the letters."""
    runs: list[tuple[int, str]] = []
    for each in words:
        file = _file_with(each) or 0
        if runs and runs[-1][0] == file:
            runs[-1] = (file, runs[-1][1] + each)
        else:
            runs.append((file, each))
    return [(_font(file, size), run) for file, run in runs]


def _has(character: str) -> bool:
    return _file_with(character) is not None


@cache
def _file_with(character: str) -> int | None:
    """The first of our files that draws this character as something else than the box for all others."""
    if character == " ":
        return 0
    for file in range(len(_FILES)):
        font = _font(file, 40)
        if _pixels(font, character) != _pixels(font, "\uffff") and font.getlength(character):
            return file
    return None


def _pixels(font: PIL.ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


@cache
def _font(file: int, size: int) -> PIL.ImageFont.FreeTypeFont:
    return PIL.ImageFont.truetype(_FONTS / _FILES[file], size, layout_engine=PIL.ImageFont.Layout.BASIC)


def _as_png(sheet: PIL.Image.Image) -> bytes:
    file = BytesIO()
    sheet.quantize(32, dither=PIL.Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _as_jpeg(sheet: PIL.Image.Image) -> bytes:
    for quality in (84, 74, 62, 48, 30, 12):
        file = BytesIO()
        sheet.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()
