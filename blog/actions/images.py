"""Taking pictures into the library (E11)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.rules.picture_files import MAX_BYTES, Picture, PictureRefused, read_picture, reencode
from accounts.rules.roles import Actor, ActorKind
from blog.actions.permission import ask_to_edit
from blog.actions.placing import touch_site
from blog.actions.renditions import make_renditions
from blog.models import Image
from markup.characters import one_line

__all__ = ["PictureRefused", "describe_image", "take_in_image"]

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
    picture = read_picture(file.read(MAX_BYTES + 1), within=LONGEST_SIDE)
    format, ending = _KEPT_AS.get(picture.format, _OTHERS_AS)
    content = reencode(picture, format=format, quality=86)
    sha256 = hashlib.sha256(content).hexdigest()
    if known := Image.objects.filter(sha256=sha256).first():
        return known
    path = default_storage.save(f"images/{now:%Y/%m}/{sha256[:20]}.{ending}", ContentFile(content))
    try:
        return _row(path, picture, words, sha256, actor, now)
    except IntegrityError:  # somebody took in the same picture at the same moment
        default_storage.delete(path)
        return Image.objects.get(sha256=sha256)
    except BaseException:
        default_storage.delete(path)
        raise


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
    Image.objects.filter(pk=image.pk).update(**words, focal_x=focal_x, focal_y=focal_y)
    if (focal_x, focal_y) != (image.focal_x, image.focal_y):
        make_renditions.enqueue(image.pk)
    touch_site()


def _row(
    path: str, picture: Picture, words: dict[str, str], sha256: str, actor: Actor, now: datetime
) -> Image:
    with transaction.atomic():
        image = Image.objects.create(
            file=path,
            width=picture.width,
            height=picture.height,
            sha256=sha256,
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
