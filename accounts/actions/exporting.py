"""An archive with everything about one person: ordered, written by the worker, gone after a week (A5)."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from secrets import token_urlsafe
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.tasks import task
from django.template import Context, Engine
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.timezone import localtime

from accounts.actions.deliveries import owe_mail
from accounts.actions.people import addresses_of
from accounts.models import Community, Export, User
from accounts.models.export import private_files
from accounts.personal import Part, parts
from accounts.rules.archive import as_json
from accounts.rules.zones import ZONES

logger = logging.getLogger(__name__)

FOLDER = "exports"
KEPT = timedelta(days=7)
GIVEN_UP = timedelta(days=1)  # an order that no worker has carried out until then
MOST_A_DAY = 3
PIECE = 65536  # bytes of a file that are copied at once

_PAGES = {
    "page": "accounts:export",
    "password_reset_url": "account_reset_password",
    "sessions_url": "usersessions_list",
}


class ExportUnderWay(Exception):
    """The person has ordered an archive that is not written yet."""


class TooManyExports(Exception):
    """The person has ordered as many archives as one can on one day."""


@transaction.atomic
def order_export(*, person: User, now: datetime) -> Export:
    """Order an archive of everything about `person`. Raises ExportUnderWay and TooManyExports."""
    theirs = Export.objects.filter(person=person)
    theirs.filter(written_at=None, ordered_at__lt=now - GIVEN_UP).delete()
    if theirs.filter(ordered_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooManyExports
    try:
        with transaction.atomic():
            export = Export.objects.create(person=person, ordered_at=now)
    except IntegrityError:
        raise ExportUnderWay from None
    write_export.enqueue(export.pk)
    logger.info("export.ordered", extra={"export": export.pk})
    return export


@task
def write_export(export_id: int) -> None:
    """Carry out an order. Twice is the same as once."""
    carry_out(export_id, now=timezone.now())


def carry_out(export_id: int, *, now: datetime) -> None:
    """Write the archive, tell its person, and drop the one before. What nobody waits for is not written."""
    export = Export.objects.filter(pk=export_id, written_at=None).select_related("person").first()
    if export is None or not export.person.is_active:
        return
    with TemporaryFile() as file:
        write_archive(file, export.person, now=now)
        size = file.tell()
        file.seek(0)
        name = private_files().save(f"{FOLDER}/{token_urlsafe(32)}.zip", File(file))
    with transaction.atomic():
        mine = Export.objects.filter(pk=export.pk, written_at=None)
        if not mine.update(file=name, bytes=size, written_at=now):
            private_files().delete(name)  # another worker was faster, or the person has left
            return
        _drop_files(Export.objects.filter(person=export.person).exclude(pk=export.pk))
        _tell(export, now)
    logger.info("export.written", extra={"export": export.pk, "bytes": size})


def _tell(export: Export, now: datetime) -> None:
    """One mail without the archive: it would lie in mail boxes for ever."""
    person = export.person
    address = addresses_of([person.pk]).get(person.pk)
    if address is None:
        return
    with translation.override(person.language):
        pages = {name: f"{settings.SITE_URL}{reverse(view)}" for name, view in _PAGES.items()}
    owe_mail(
        key=f"export:{export.pk}",
        kind="export",
        to=address,
        person=person,
        template="mail/export.txt",
        context=pages | {"until": localtime(now + KEPT, _zone(person))},
        language=person.language,
        now=now,
    )


def _zone(person: User) -> ZoneInfo:
    return ZoneInfo(person.time_zone if person.time_zone in ZONES else settings.TIME_ZONE)


def write_archive(file: IO[bytes], person: User, *, now: datetime) -> None:
    """Write a ZIP of one JSON file for each part, the files of the person, and a page that explains them.

    Memory does not grow with what there is to write.
    """
    with translation.override(person.language), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(person, now))
        for part in parts():
            with archive.open(f"{part.name}.json", "w", force_zip64=True) as target:
                for piece in as_json(part.export(person)):
                    target.write(piece)
            for name, pieces in _files_of(part, person):
                with archive.open(name, "w", force_zip64=True) as target:
                    for piece in pieces:
                        target.write(piece)


def _readme(person: User, now: datetime) -> str:
    context = {
        "person": person,
        "community": Community.load(),
        "site_url": settings.SITE_URL,
        "parts": parts(),
    }
    template = Engine.get_default().get_template("accounts/export_readme.txt")
    with timezone.override(_zone(person)):
        return template.render(Context(context | {"now": now}, autoescape=False))


def _files_of(part: Part, person: User) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of a part that are there; one that is missing on the disk stops nobody."""
    for name, stored in part.files(person) if part.files else ():
        if stored.name and stored.storage.exists(stored.name):
            with stored.open("rb") as opened:
                yield name, opened.chunks(PIECE)


def readable_export(person: User, *, now: datetime) -> Export | None:
    """Return the archive that the person can fetch at `now`, if there is one."""
    written = Export.objects.filter(person=person, written_at__gt=now - KEPT).exclude(file="")
    return written.order_by("-written_at").first()


def pending_export(person: User, *, now: datetime) -> Export | None:
    """Return the order that is still to be carried out, if there is one."""
    return Export.objects.filter(person=person, written_at=None, ordered_at__gte=now - GIVEN_UP).first()


def _drop_files(exports: QuerySet[Export]) -> None:
    """Delete files as soon as their rows are safely without them: a file cannot be rolled back."""
    names = [name for name in exports.exclude(file="").values_list("file", flat=True) if name]
    exports.exclude(file="").update(file="")
    transaction.on_commit(lambda: _delete(names))


def _delete(names: list[str]) -> None:
    for name in names:
        private_files().delete(name)


@transaction.atomic
def drop_exports(exports: QuerySet[Export]) -> int:
    """Delete archives, files and rows, in the transaction of whoever asks; return how many rows."""
    _drop_files(exports)
    return exports.delete()[0]
