"""Opening a conversation, and moving it with its page."""

from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.log import entry_about_rules
from comments.models import LogNote, Thread
from comments.rules.thread_rules import LOCK, Change, ThreadRules, changes


class StaleRules(Exception):
    """Somebody else changed the rules of the conversation since they were loaded."""


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


def rules_of(thread: Thread) -> ThreadRules:
    """Return how a conversation differs from the site, as it was loaded."""
    return ThreadRules(**{each.name: getattr(thread, each.name) for each in fields(ThreadRules)})


@transaction.atomic
def set_thread_rules(*, thread: Thread, rules: ThreadRules, actor: Actor, now: datetime) -> None:
    """Say how this conversation differs from the others; each difference is a line of the log.

    What `thread` was loaded with must still be true. Raises PermissionDenied and StaleRules.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    loaded = rules_of(thread)
    rules = rules if rules.closed else replace(rules, closed_words="")
    different = changes(loaded, rules)
    if not different:
        return
    advance(thread.pk, version=1)
    if not Thread.objects.filter(pk=thread.pk, **asdict(loaded)).update(**asdict(rules)):
        raise StaleRules
    for change in different:
        _log(thread, change, rules.closed_words, actor, now)
    thread.refresh_from_db()


def _log(thread: Thread, change: Change, words: str, actor: Actor, now: datetime) -> None:
    """What was said to the readers stands beside the line, where it can be erased."""
    entry = entry_about_rules(
        change.move, thread_id=thread.pk, was=change.was, becomes=change.becomes, actor=actor, now=now
    )
    entry.save(force_insert=True)
    if change.move == LOCK and words:
        LogNote.objects.create(entry_id=entry.pk, text=words)
