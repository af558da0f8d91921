"""What is kept for a while only, how long, and how it goes: for `manage.py purge` and for the worker.

docs/privacy.md tells operators the same; a test compares the two.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django_tasks_db.models import DBTaskResult

from accounts.actions import exporting, forgetting, orphans
from accounts.actions.erasing import erase_due
from accounts.actions.gone_names import free_names
from accounts.models import Leaving
from accounts.rules.leaving import NAMES_KEPT, WAIT
from comments.actions import forgetting as of_comments
from comments.actions import inbox, networks, rulings
from comments.rules import casework
from comments.rules.drafts import KEPT_FOR
from comments.rules.networks import DAYS_A_KEY_LIVES

BATCH = 500  # rows that go in one transaction
DAILY = timedelta(days=1)
TASKS_KEPT = timedelta(days=14)

type MayGoOn = Callable[[], bool]
type Doomed = Callable[[datetime], QuerySet]


@dataclass(frozen=True)
class Purge:
    """One kind of thing that goes when it is over.

    `count` says how many would go, `work` lets them go and says how many did; it stops between two batches
    when it may not go on, and goes on from there when it is called again.
    """

    name: str
    kept: timedelta
    count: Callable[[datetime], int]
    work: Callable[[datetime, MayGoOn], int]
    every: timedelta = DAILY


def delete(rows: QuerySet) -> int:
    """Delete rows and what hangs on them; return how many of them, without what hung on them."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def of_rows(name: str, kept: timedelta, doomed: Doomed, drop: Callable[[QuerySet], int] = delete) -> Purge:
    """A purge of rows. What is doomed is asked again in the transaction in which it goes."""

    def work(now: datetime, may_go_on: MayGoOn) -> int:
        gone, last = 0, None
        while may_go_on():
            rest = doomed(now) if last is None else doomed(now).filter(pk__gt=last)
            batch = list(rest.order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not batch:
                break
            with transaction.atomic():
                gone += drop(doomed(now).filter(pk__in=batch))
            last = batch[-1]
        return gone

    return Purge(name, kept, lambda now: doomed(now).count(), work)


def of_files(name: str, files: orphans.Files) -> Purge:
    """A purge of files that no row knows."""
    return Purge(
        name,
        orphans.SETTLED,
        lambda now: sum(1 for _ in orphans.orphans(files, now=now)),
        lambda now, _: orphans.drop_orphans(files, now=now),
    )


def _finished_tasks(now: datetime) -> QuerySet:
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT)


PURGES = (
    of_rows("unconfirmed-people", forgetting.UNCONFIRMED_KEPT, forgetting.unconfirmed_people),
    of_rows("unconfirmed-comments", of_comments.UNCONFIRMED_KEPT, of_comments.unconfirmed_comments),
    of_rows("sessions", timedelta(seconds=settings.SESSION_COOKIE_AGE), forgetting.ended_sessions),
    of_rows("session-notes", forgetting.SEEN_BEFORE, forgetting.notes_of_ended_sessions),
    of_rows("mails", forgetting.DELIVERIES_KEPT, forgetting.settled_mails),
    of_rows("refusals", forgetting.REFUSALS_KEPT, forgetting.refusals_of_nobody),
    of_rows("exports", exporting.KEPT, forgetting.old_exports, exporting.drop_exports),
    of_rows("drafts", KEPT_FOR, of_comments.old_drafts),
    of_rows("inbox", of_comments.ENTRIES_KEPT, of_comments.old_entries, inbox.drop_entries),
    of_rows("reporters", of_comments.STRANGERS_KEPT, of_comments.strangers, of_comments.forget_strangers),
    Purge(
        "networks",
        timedelta(days=DAYS_A_KEY_LIVES),
        lambda now: networks.old_network_keys(now).count(),
        lambda now, _: networks.destroy_old_network_keys(now=now),
        every=timedelta(hours=1),
    ),
    Purge(
        "decisions-to-undo",
        casework.KEPT_FOR,
        lambda now: rulings.old_rulings(now).count(),
        lambda now, _: rulings.forget_rulings(now=now),
    ),
    of_rows("tasks", TASKS_KEPT, _finished_tasks),
    Purge(
        "people-who-left",
        WAIT,
        lambda now: Leaving.objects.due(now).count(),
        lambda now, may_go_on: erase_due(now=now, may_go_on=may_go_on),
        every=timedelta(minutes=1),
    ),
    of_rows("names-of-nobody", NAMES_KEPT, free_names),
    of_files("pictures-of-nobody", orphans.PICTURES),
    of_files("exports-of-nobody", orphans.EXPORTS),
)
