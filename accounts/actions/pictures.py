"""Put up a picture of oneself, and take it down (A2)."""

from datetime import datetime
from secrets import token_hex

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.actions.measures import ask_leave
from accounts.actions.pulse import pulse
from accounts.models import Pulse, User
from accounts.rules.measures import Deed
from accounts.rules.picture_files import read_picture, reencode

SIDE = 192  # pixels: the largest place it is shown at, on a dense screen
MAX_BYTES = 8_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


def put_up_picture(*, person: User, data: bytes, now: datetime) -> None:
    """Draw the uploaded picture again as a square of 192 pixels under a name of ours; drop the one before.

    Raises PictureRefused and UnderMeasure. Called by the person alone; the small square takes a few
    milliseconds.
    """
    ask_leave(person=person, deed=Deed.PICTURE, now=now)
    square = reencode(
        read_picture(data, max_bytes=MAX_BYTES, formats=FORMATS, within=1024), size=(SIDE, SIDE), crop=True
    )
    before = person.picture.name or ""
    name = person.picture.storage.save(f"people/{token_hex(12)}.webp", ContentFile(square))
    _set(person, name, before)


def take_down_picture(*, person: User) -> None:
    """Go back to the drawn figure; the file is gone."""
    _set(person, "", person.picture.name or "")


def _set(person: User, name: str, before: str) -> None:
    storage = person.picture.storage
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(picture=name)
        pulse(Pulse.About.SITE)
        # A file cannot be rolled back, so the old one goes only when the row is safe.
        if before:
            transaction.on_commit(lambda: storage.delete(before))
    person.picture.name = name
