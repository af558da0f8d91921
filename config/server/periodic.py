"""What recurs: each with its own pace, done by whichever worker comes first."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from accounts.models import Delivery
from accounts.sessions import SessionStore
from blog.actions.reindexing import is_due, reindex
from comments.actions.drafts import forget_old_drafts
from comments.actions.inbox import forget_entries
from comments.actions.networks import destroy_old_network_keys
from comments.actions.sealing import seal_log
from comments.actions.settling import forget_strangers
from config.limits import forget_old_limits
from config.models import Beat

from .tasks import reap

logger = logging.getLogger("resonanz.worker")

KEPT_TASKS = timedelta(days=14)
KEPT_DELIVERIES = timedelta(days=90)
KEPT_ENTRIES = timedelta(days=400)  # of inboxes
INDEXING = 20.0  # seconds


def forget_old_tasks(now: datetime) -> None:
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_TASKS).delete()


def forget_old_deliveries(now: datetime) -> None:
    """Drop what is left of sent mails: address and kind. A key is not needed any longer by then."""
    Delivery.objects.exclude(state=Delivery.State.OWED).filter(owed_at__lt=now - KEPT_DELIVERIES).delete()


def forget_old_entries(now: datetime) -> None:
    """Empty inboxes of what is more than a year old, read or not."""
    forget_entries(before=now - KEPT_ENTRIES)


def forget_old_sessions(now: datetime) -> None:
    SessionStore.clear_expired()


def forget_networks(now: datetime) -> None:
    """Destroy the keys of the days that are a week old: nobody can tell networks apart any longer (M10)."""
    destroy_old_network_keys(now=now)


def forget_drafts(now: datetime) -> None:
    """Delete the drafts of comments that nobody has touched for two months."""
    forget_old_drafts(now=now)


def forget_reporters(now: datetime) -> None:
    """Forget who reported without an account, half a year after that was decided."""
    forget_strangers(now=now)


def index_what_is_not(now: datetime) -> None:
    """Write the index of the search where it is missing, as after an upgrade: some seconds at a time."""
    if is_due():
        end = time.monotonic() + INDEXING
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
    Recurring("seal-log", timedelta(minutes=10), seal_the_log),
    Recurring("forget-tasks", timedelta(days=1), forget_old_tasks),
    Recurring("forget-deliveries", timedelta(days=1), forget_old_deliveries),
    Recurring("forget-entries", timedelta(days=1), forget_old_entries),
    Recurring("forget-sessions", timedelta(days=1), forget_old_sessions),
    Recurring("forget-limits", timedelta(minutes=10), forget_old_limits),
    Recurring("forget-drafts", timedelta(days=1), forget_drafts),
    Recurring("forget-reporters", timedelta(days=1), forget_reporters),
    Recurring("forget-networks", timedelta(hours=1), forget_networks),
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
