"""Pictures as pages, lists and feeds show them. Queries only where it says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from django.conf import settings

from blog.models import Image, Rendition
from blog.rules.renditions import Format, Shape
from markup import Choice, Picture, SafeHTML, picture_addresses, with_pictures, with_plain_pictures

type Pictures = Mapping[str, Picture]

ORDER = [Format.AVIF, Format.WEBP]  # the lightest first; the others are for all
WHOLE_WIDTH = "calc(100vw - 2rem)"  # less the edge of a phone's page (`--edge`)
IN_TEXT = f"(min-width: 41.31rem) 38rem, (min-width: 25rem) 92vw, {WHOLE_WIDTH}"  # `--measure`
MEASURE = 608  # pixels
ABOVE_THE_FOLD = 400  # characters of HTML; before them stand title, lead and by-line


def picture_of(image: Image, shape: Shape = Shape.WHOLE) -> Picture:
    """What templates need to show a picture: no query if its renditions were prefetched.

    Until they are made, a picture is its original file.
    """
    rows = image.shaped(shape)
    by_format = {key: tuple(found) for key, found in groupby(sorted(rows, key=_format), key=_format)}
    choices = tuple(_choice(Format(key), by_format.pop(key)) for key in ORDER if key in by_format)
    plain = next((_choice(Format(key), found) for key, found in by_format.items()), None)
    if shape is Shape.WHOLE or not rows:
        return Picture(image.file.url, image.width, image.height, image.alt, choices, plain)
    largest = rows[-1]
    address = plain.files[-1][0] if plain else largest.file.url
    return Picture(address, largest.width, largest.height, image.alt, choices, plain)


def pictures_in(*texts: SafeHTML) -> Pictures:
    """The pictures of the library that stand in texts, by their address there.

    Two queries for any number of texts and pictures, none for texts without any.
    """
    addresses = {address for text in texts for address in picture_addresses(text)}
    names = {address.removeprefix(settings.MEDIA_URL) for address in addresses}
    if not names:
        return {}
    found = Image.objects.in_files(names).with_renditions(Shape.WHOLE)
    return {
        f"{settings.MEDIA_URL}{name}": picture_of(image)
        for image in found
        for name in (image.file.name, getattr(image, "former_name", None))
        if name in names
    }


def illustrated(text: SafeHTML, pictures: Pictures, *, eager: int = 0) -> SafeHTML:
    """A text with all files of its pictures; the first `eager` ones do not wait until they are near."""
    return with_pictures(text, pictures, sizes=sizes_in_text, eager=eager)


def illustrated_for_feeds(text: SafeHTML, pictures: Pictures) -> SafeHTML:
    """A text with one file of each picture that all programs know; addresses are paths of this site."""
    return with_plain_pictures(text, pictures)


def begins_with_picture(text: SafeHTML) -> bool:
    """Whether a picture stands so far up that readers see it without scrolling."""
    return 0 <= text.find("<img ") < ABOVE_THE_FOLD


def sizes_in_text(width: int) -> str:
    """How wide a picture of `width` pixels is shown in the text of a post."""
    if width >= MEASURE:
        return IN_TEXT
    return f"(min-width: {round(width / 0.92)}px) {width}px, {WHOLE_WIDTH}"


def thumb_of(image: Image) -> Picture:
    """The smallest file of a picture, for the newsroom; the original until there is one."""
    rows = [row for row in image.shaped(Shape.TEASER) if row.format == Format.WEBP]
    if not rows:
        return Picture(image.file.url, image.width, image.height, image.alt)
    return Picture(rows[0].file.url, rows[0].width, rows[0].height, image.alt)


def _format(row: Rendition) -> str:
    return row.format


def _choice(format: Format, rows: Iterable[Rendition]) -> Choice:
    return Choice(format.kind, tuple((row.file.url, row.width) for row in rows))
