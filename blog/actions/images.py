"""Taking pictures into the library (E11)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.rules.picture_files import MAX_BYTES, PictureRefused, read_picture, reencode
from accounts.rules.roles import Actor, ActorKind
from blog.actions.cards import order_cards
from blog.actions.permission import ask_to_edit
from blog.actions.placing import touch_site
from blog.actions.renditions import make_renditions
from blog.models import FormerFile, Image
from markup.characters import one_line

__all__ = ["PictureRefused", "Redrawn", "describe_image", "redraw", "stored", "take_in_image"]

LONGEST_SIDE = 2560  # pixels
# What a file becomes: formats that every reader's program shows, drawings without loss.
_KEPT_AS = {"JPEG": ("JPEG", "jpg"), "PNG": ("PNG", "png"), "GIF": ("PNG", "png")}
_OTHERS_AS = ("WEBP", "webp")


class Readable(Protocol):
    """An open file, or an upload."""

    def read(self, size: int, /) -> bytes: ...


def take_in_image(
    *,
    file: Readable,
    alt: str,
    caption: str = "",
    credit: str = "",
    licence: str = "",
    actor: Actor,
    now: datetime,
) -> Image:
    """Draw a picture anew, at most 2,560 pixels a side, and store it under a name of ours.

    The same pixels again return the picture that is there already, with its own words. Raises
    PermissionDenied, and PictureRefused for bombs, vector files, disguised ones, and, unless the system moves
    it in, for a picture without alternative text; then nothing is stored. Its renditions follow in a task.
    """
    ask_to_edit(actor)
    words = _words(actor, alt=alt, caption=caption, credit=credit, licence=licence)
    drawn = redraw(file)
    if known := Image.objects.filter(sha256=drawn.sha256).first():
        return known
    with stored(drawn, now) as name:
        try:
            return _row(name, drawn, words, actor, now)
        except IntegrityError:  # somebody took in the same picture at the same moment
            default_storage.delete(name)
            return Image.objects.get(sha256=drawn.sha256)


@transaction.atomic
def describe_image(
    *,
    image: Image,
    alt: str,
    caption: str = "",
    credit: str = "",
    licence: str = "",
    focal_x: int = 50,
    focal_y: int = 50,
    actor: Actor,
) -> None:
    """Write what a picture shows, who made it, and which point must stay visible (percent).

    Raises PermissionDenied, and PictureRefused without alternative text.
    """
    ask_to_edit(actor)
    words = _words(actor, alt=alt, caption=caption, credit=credit, licence=licence)
    there = Image.objects.filter(pk=image.pk, focal_x=focal_x, focal_y=focal_y).exists()
    Image.objects.filter(pk=image.pk).update(**words, focal_x=focal_x, focal_y=focal_y)
    if not there:
        make_renditions.enqueue(image.pk)
        order_cards.enqueue(cover=image.pk)
    touch_site()


@dataclass(frozen=True)
class Redrawn:
    """A picture as it is stored: `ending` is that of its name."""

    width: int
    height: int
    content: bytes
    ending: str
    sha256: str


def redraw(file: Readable) -> Redrawn:
    """Draw a picture anew. Raises PictureRefused."""
    picture = read_picture(file.read(MAX_BYTES + 1), within=LONGEST_SIDE)
    format, ending = _KEPT_AS.get(picture.format, _OTHERS_AS)
    content = reencode(picture, format=format, quality=86)
    return Redrawn(picture.width, picture.height, content, ending, hashlib.sha256(content).hexdigest())


@contextmanager
def stored(drawn: Redrawn, now: datetime) -> Iterator[str]:
    """Write a picture under a name that no other ever had; it goes again when the block fails."""
    names = [f"images/{now:%Y/%m}/{drawn.sha256[at : at + 20]}.{drawn.ending}" for at in (0, 20, 40)]
    former = set(FormerFile.objects.filter(name__in=names).values_list("name", flat=True))
    free = next((name for name in names if name not in former), names[0])
    name = default_storage.save(free, ContentFile(drawn.content))
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise


@transaction.atomic
def _row(name: str, drawn: Redrawn, words: dict[str, str], actor: Actor, now: datetime) -> Image:
    image = Image.objects.create(
        file=name,
        width=drawn.width,
        height=drawn.height,
        sha256=drawn.sha256,
        uploaded_by_id=actor.person_id,
        uploaded_at=now,
        **words,
    )
    make_renditions.enqueue(image.pk)
    return image


def _words(actor: Actor, **words: str) -> dict[str, str]:
    tidy = {name: one_line(text) for name, text in words.items()}
    if not any(letter.isprintable() and not letter.isspace() for letter in tidy["alt"]):
        if actor.kind is not ActorKind.SYSTEM:
            raise PictureRefused(_("Say what the picture shows, for people who do not see it."))
        tidy["alt"] = ""
    return tidy
