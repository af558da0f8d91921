"""Making the smaller files of a picture, in a task: nobody waits for them (E11)."""

from __future__ import annotations

import logging

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.tasks import task
from PIL.Image import Image as Pixels

from accounts.rules.picture_files import MAX_BYTES, PictureRefused, read_picture
from blog.actions.files import delete_files, put_file
from blog.actions.placing import touch_site
from blog.models import Image, Rendition
from blog.rules.renditions import Wanted, drawn, is_see_through, wanted

logger = logging.getLogger("resonanz.pictures")

LATER = -10
"""Mails and whatever somebody waits for come first."""


class FileMissing(Exception):
    """Raised when the file of a picture is not in the media folder, or is no picture."""


class PictureChanged(Exception):
    """Raised when a picture went or got another file while its renditions were made."""


@task(priority=LATER)
def make_renditions(image_id: int) -> None:
    """Make what is missing of the renditions of a picture; one that is gone meanwhile needs none."""
    image = Image.objects.filter(pk=image_id).first()
    if image is None:
        return
    try:
        draw_renditions(image=image)
    except FileMissing:  # trying again would not help; `rerender --pictures` tells
        logger.error("picture.file_missing", extra={"image": image_id})
    except PictureChanged:
        logger.info("picture.changed", extra={"image": image_id})


def draw_renditions(*, image: Image) -> int:
    """Make the renditions that a picture lacks and return how many; an interrupted run goes on where it was.

    One file at a time is drawn and its row written, each in a transaction of its own. What belongs to an
    earlier focal point or recipe goes, and pages that show the picture get another name. Raises FileMissing
    and PictureChanged.
    """
    rows = list(image.renditions.all())
    has = {row.name for row in rows if row.file.storage.exists(row.name)}
    if image.drawn_as == image.recipe and len(has) == len(rows) > 0:
        return 0
    pixels = _pixels(image)
    see_through = is_see_through(pixels)
    names, made = set(), 0
    for want in wanted(pixels.width, pixels.height, see_through=see_through):
        name = want.name(image.key, image.focus)
        names.add(name)
        if name not in has:
            _store(image, want, name, drawn(pixels, want, image.focus))
            made += 1
    _finish(image, names)
    return made


def drop_renditions(*, image: Image) -> None:
    """Forget all renditions of a picture; their files go when the transaction is safe."""
    _drop(image.renditions.all())


def _pixels(image: Image) -> Pixels:
    try:
        with image.file.open() as file:
            return read_picture(file.read(MAX_BYTES + 1)).image
    except (OSError, PictureRefused) as problem:
        raise FileMissing from problem


def _store(image: Image, want: Wanted, name: str, content: bytes) -> None:
    storage = image.file.storage
    stored = put_file(storage, name, content)
    rows = Rendition.objects.filter(image=image, shape=want.shape, format=want.format, width=want.width)
    try:
        with transaction.atomic():
            _ask_whether_unchanged(image)
            delete_files(storage, list(rows.exclude(file=stored).values_list("file", flat=True)))
            rows.delete()
            Rendition.objects.create(
                image=image,
                shape=want.shape,
                format=want.format,
                width=want.width,
                height=want.height,
                file=stored,
                bytes=len(content),
            )
    except (IntegrityError, PictureChanged):
        storage.delete(stored)
        raise PictureChanged from None


@transaction.atomic
def _finish(image: Image, names: set[str]) -> None:
    _ask_whether_unchanged(image)
    _drop(image.renditions.exclude(file__in=names))
    Image.objects.filter(pk=image.pk).update(drawn_as=image.recipe)
    image.drawn_as = image.recipe
    touch_site()


def _ask_whether_unchanged(image: Image) -> None:
    same = Image.objects.filter(
        pk=image.pk, sha256=image.sha256, focal_x=image.focal_x, focal_y=image.focal_y
    )
    if not same.exists():
        raise PictureChanged


def _drop(rows: QuerySet[Rendition]) -> None:
    dropped = list(rows)
    if dropped:
        delete_files(dropped[0].file.storage, [row.name for row in dropped])
        Rendition.objects.filter(pk__in=[row.pk for row in dropped]).delete()
