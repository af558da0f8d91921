"""Opening a conversation, and moving it with its page."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.models import Thread


@transaction.atomic
def open_thread(
    *,
    title: str,
    path: str,
    language: str,
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    closes_at: datetime | None = None,
    closed: bool = False,
) -> Thread:
    """Store a new thread for the page at `path`. Without `visible_from` readers see nothing of it yet."""
    return Thread.objects.create(
        title=title,
        path=path,
        language=language,
        visible_from=visible_from,
        visible_until=visible_until,
        closes_at=closes_at,
        closed=closed,
    )


@transaction.atomic
def place_thread(
    *,
    thread: Thread,
    title: str,
    path: str,
    language: str,
    visible_from: datetime | None,
    visible_until: datetime | None,
    hosts: frozenset[int] = frozenset(),
) -> None:
    """Say what the page of `thread` is called now, where it stands, and from when until when it is public.

    `hosts` are the ids of the people who wrote it and may answer as its authors.
    """
    _seat_hosts(thread, hosts)
    present = {
        "title": title,
        "path": path,
        "language": language,
        "visible_from": visible_from,
        "visible_until": visible_until,
    }
    if all(getattr(thread, name) == value for name, value in present.items()):
        return
    advance(thread.pk, version=1)
    Thread.objects.filter(pk=thread.pk).update(**present)
    thread.refresh_from_db()


@transaction.atomic
def seat_hosts(pairs: Iterable[tuple[int, int]]) -> None:
    """Let people answer as authors of pages that are new: pairs of the ids of a thread and a person."""
    seats = Thread.hosts.through
    seats.objects.bulk_create(
        (seats(thread_id=thread_id, user_id=person_id) for thread_id, person_id in pairs),
        ignore_conflicts=True,
    )


def _seat_hosts(thread: Thread, hosts: frozenset[int]) -> None:
    """No page changes: what a host said before stays said in that office."""
    if set(thread.hosts.values_list("pk", flat=True)) != hosts:
        thread.hosts.set(hosts)


@transaction.atomic
def set_thread_rules(
    *, thread: Thread, publication: str, closed: bool, closes_at: datetime | None, actor: Actor
) -> None:
    """Say how this conversation differs from the others: when comments appear, and until when it is open.

    `publication` is a value of `Publication`, empty for the rule of the whole site. Raises PermissionDenied.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    advance(thread.pk, version=1)
    Thread.objects.filter(pk=thread.pk).update(publication=publication, closed=closed, closes_at=closes_at)
    thread.refresh_from_db()
