"""What recurs: each with its own pace, done by whichever worker comes first."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from blog.actions.reindexing import is_due, reindex
from comments.actions.alerts import owe_alerts
from comments.actions.sealing import seal_log
from config.limits import forget_old_limits
from config.models import Beat

from .purging import PURGES, Purge
from .tasks import reap

logger = logging.getLogger("resonanz.worker")

AT_ONCE = 20.0  # seconds that one thing may take before mails and tasks have their turn


def purging(purge: Purge) -> Callable[[datetime], None]:
    """Let go what is over, for some seconds; what is left then is due again with the next tick."""

    def work(now: datetime) -> None:
        end = time.monotonic() + AT_ONCE
        gone = purge.work(now, lambda: time.monotonic() < end)
        if gone:
            logger.info("purged", extra={"what": purge.name, "gone": gone})
        if time.monotonic() >= end:
            Beat.objects.filter(name=_beat_of(purge)).update(at=now - purge.every)

    return work


def _beat_of(purge: Purge) -> str:
    return f"purge-{purge.name}"


def index_what_is_not(now: datetime) -> None:
    """Write the index of the search where it is missing, as after an upgrade: some seconds at a time."""
    if is_due():
        end = time.monotonic() + AT_ONCE
        reindex(may_go_on=lambda: time.monotonic() < end)


def seal_the_log(now: datetime) -> None:
    """Seal what was decided more than an hour ago, so that a change of it can be found (M1)."""
    seal_log(now=now)


@dataclass(frozen=True)
class Recurring:
    name: str
    every: timedelta
    work: Callable[[datetime], object]


RECURRING = (
    Recurring("reap", timedelta(minutes=1), reap),
    Recurring("index", timedelta(minutes=1), index_what_is_not),
    Recurring("alert-moderators", timedelta(minutes=10), owe_alerts),
    Recurring("seal-log", timedelta(minutes=10), seal_the_log),
    Recurring("forget-limits", timedelta(minutes=10), forget_old_limits),
    *(Recurring(_beat_of(each), each.every, purging(each)) for each in PURGES),
)


def take_turn(name: str, every: timedelta, now: datetime) -> bool:
    """Whether it is time and this worker is the one: of several that ask at once, one gets True."""
    if Beat.objects.filter(name=name, at__lte=now - every).update(at=now):
        return True
    return Beat.objects.get_or_create(name=name, defaults={"at": now})[1]


def tick(now: datetime, recurring: tuple[Recurring, ...] = RECURRING) -> None:
    """Give a sign of life and do what is due. One that fails leaves the others their turn."""
    Beat.objects.update_or_create(name=Beat.WORKER, defaults={"at": now})
    for each in recurring:
        if not take_turn(each.name, each.every, now):
            continue
        try:
            each.work(now)
        except Exception:
            logger.exception("recurring.failed", extra={"recurring": each.name})
