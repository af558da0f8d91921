"""Changing and deleting what is in the library of pictures (E11)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.rules.picture_files import PictureRefused
from accounts.rules.roles import Actor
from blog.actions.files import delete_files
from blog.actions.images import Readable, Redrawn, redraw, stored
from blog.actions.permission import ask_to_edit
from blog.actions.placing import touch_site
from blog.actions.renditions import drop_renditions, make_renditions
from blog.models import FormerFile, Image, Page, PostRevision
from blog.querysets import showing

__all__ = ["PictureInUse", "PictureRefused", "delete_image", "replace_file"]


class PictureInUse(Exception):
    """Raised when a picture stands in a post or page, or in an earlier revision that could be restored."""


def replace_file(*, image: Image, file: Readable, actor: Actor, now: datetime) -> None:
    """Give a picture another file: wherever it stands, the new one is shown, and the old one is gone.

    Texts keep the address that they have; it leads to the new file. Renditions follow in a task. The same
    file again changes nothing. Raises PermissionDenied, and PictureRefused also for a file that is another
    picture of the library.
    """
    ask_to_edit(actor)
    drawn = redraw(file)
    known = Image.objects.filter(sha256=drawn.sha256).first()
    if known and known.pk == image.pk:
        return
    if known:
        raise _in_library(known)
    try:
        with stored(drawn, now) as name:
            _put_in_place(image, name, drawn)
    except IntegrityError:
        raise _in_library(Image.objects.get(sha256=drawn.sha256)) from None


@transaction.atomic
def delete_image(*, image: Image, actor: Actor) -> None:
    """Delete a picture that stands nowhere, and its files. Raises PermissionDenied and PictureInUse."""
    ask_to_edit(actor)
    names = image.all_names()
    in_pages = Page.objects.filter(showing("body", names))
    if in_pages.exists() or PostRevision.objects.showing(image, names).exists():
        raise PictureInUse
    drop_renditions(image=image)
    delete_files(image.file.storage, [image.file.name or ""])
    Image.objects.filter(pk=image.pk).delete()


@transaction.atomic
def _put_in_place(image: Image, name: str, drawn: Redrawn) -> None:
    before = Image.objects.get(pk=image.pk).file.name or ""
    FormerFile.objects.create(image=image, name=before)
    Image.objects.filter(pk=image.pk).update(
        file=name, width=drawn.width, height=drawn.height, sha256=drawn.sha256, drawn_as=""
    )
    drop_renditions(image=image)
    delete_files(image.file.storage, [before])
    make_renditions.enqueue(image.pk)
    touch_site()


def _in_library(other: Image) -> PictureRefused:
    return PictureRefused(_("This file is another picture of the library: %(name)s") % {"name": other})
