"""Sealing the log, and looking whether it is what was sealed (M1)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.actions.pulse import pulse
from accounts.models import Pulse
from comments.models import LogEntry, LogSeal
from comments.rules.seals import BEGINNING, COLUMNS, digest_of

logger = logging.getLogger(__name__)

SETTLED = timedelta(hours=1)  # no transaction that took an id before is open any longer
MOST = 10_000  # entries in one range


@dataclass(frozen=True)
class Broken:
    """A range that is not what was sealed, and why in machine words: "changed" or "gap"."""

    seal: LogSeal
    why: str


def seal_log(*, now: datetime) -> int:
    """Seal what was noted an hour ago, then note what came since; return how many ranges were sealed.

    Of two workers at once one does it. The last digest goes into the log of the process as well, so that a
    copy of it stands outside of the database.
    """
    sealed = 0
    for seal in LogSeal.objects.filter(sealed_at=None, noted_at__lte=now - SETTLED):
        sealed += _seal(seal, now)
    _note(now)
    return sealed


def broken_ranges() -> Iterator[Broken]:
    """Compute every sealed range anew; yield those that differ, in order."""
    previous, after = BEGINNING, 0
    for seal in LogSeal.objects.exclude(sealed_at=None).order_by("number").iterator():
        if seal.first_id != after + 1:
            yield Broken(seal, "gap")
        elif seal.digest != digest_of(previous, _rows(seal.first_id, seal.last_id)):
            yield Broken(seal, "changed")
        previous, after = seal.digest, seal.last_id


def _note(now: datetime) -> None:
    """Note what is not in any range yet, if there is something."""
    after = LogSeal.objects.aggregate(last=Max("last_id"))["last"] or 0
    newest = LogEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    if newest <= after:
        return
    number = (LogSeal.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            LogSeal.objects.create(number=number, first_id=after + 1, last_id=newest, noted_at=now)
    except IntegrityError:
        pass  # a range is open already, or another worker was faster


@transaction.atomic
def _seal(seal: LogSeal, now: datetime) -> int:
    """Seal a noted range in pieces of `MOST`; return how many there were, 0 if another worker did it."""
    ends = _ends(seal)
    previous = LogSeal.objects.filter(number=seal.number - 1).values_list("digest", flat=True).first()
    digest, first, count = previous or BEGINNING, seal.first_id, 0
    open_ = LogSeal.objects.filter(pk=seal.pk, sealed_at=None)
    for number, last in enumerate(ends, seal.number):
        rows = list(_rows(first, last))
        digest = digest_of(digest, rows)
        values = {"first_id": first, "last_id": last, "entries": len(rows), "digest": digest}
        if number == seal.number:
            if not open_.update(sealed_at=now, **values):
                return 0
        else:
            LogSeal.objects.create(number=number, noted_at=seal.noted_at, sealed_at=now, **values)
        first, count = last + 1, count + 1
    pulse(Pulse.About.TALK)  # the last digest is public
    logger.info("log.sealed", extra={"range": seal.number + count - 1, "up_to": first - 1, "digest": digest})
    return count


def _ends(seal: LogSeal) -> list[int]:
    """The ids at which the pieces of a noted range end."""
    ids = LogEntry.objects.filter(pk__gte=seal.first_id, pk__lte=seal.last_id).order_by("pk")
    every = list(ids.values_list("pk", flat=True))
    ends = every[MOST - 1 :: MOST]
    return ends if ends and ends[-1] == seal.last_id else [*ends, seal.last_id]


def _rows(first: int, last: int) -> Iterator[tuple[object, ...]]:
    entries = LogEntry.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    return entries.values_list(*COLUMNS).iterator(chunk_size=1000)
