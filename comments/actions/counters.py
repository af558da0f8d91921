"""The figures of threads and people, kept in step with every move.

Every action that changes a conversation takes the row of its thread first, here, and everything else after
it: so two of them wait for each other instead of blocking each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from accounts.actions.pulse import pulse
from accounts.models import Pulse, Standing
from comments.models import Comment, Thread
from comments.rules import paths

_ADVANCE = """
    UPDATE comments_thread
       SET last_number = last_number + %s, last_public_seq = last_public_seq + %s,
           public_count = public_count + %s, shown_roots = shown_roots + %s, version = version + %s
     WHERE id = %s
 RETURNING last_number, last_public_seq, shown_roots
"""

_CREDIT = """
    UPDATE accounts_standing
       SET public_comments = public_comments + %s, removed_comments = removed_comments + %s
     WHERE user_id = %s
"""


@dataclass(frozen=True)
class Figures:
    """What a thread has given out so far."""

    last_number: int
    last_public_seq: int
    shown_roots: int


def advance(
    thread_id: int,
    *,
    numbers: int = 0,
    public_seqs: int = 0,
    public_count: int = 0,
    shown_roots: int = 0,
    version: int = 0,
) -> Figures:
    """Add to the figures of a thread and return the new ones; holds its row until the transaction ends.

    A new `version` is told to the lists as well, which count comments. Without figures it only takes the row.
    Raises Thread.DoesNotExist.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE, [numbers, public_seqs, public_count, shown_roots, version, thread_id])
        row = cursor.fetchone()
    if row is None:
        raise Thread.DoesNotExist(thread_id)
    if version:
        pulse(Pulse.About.TALK)
    return Figures(*row)


def hold_threads(thread_ids: Iterable[int]) -> None:
    """Take the rows of threads until the transaction ends, in one order: so nobody waits in a circle."""
    for thread_id in sorted(set(thread_ids)):
        advance(thread_id)


def count_above(thread_id: int, path: str, difference: int) -> None:
    """Tell all comments above `path` that so many more public ones stand below them."""
    if difference and (above := paths.ancestors(path)):
        Comment.objects.at(thread_id, above).update(public_below=F("public_below") + difference)


def credit(person_id: int | None, *, public: int, removed: int) -> None:
    """Add to the record of a person; guests have none."""
    if person_id is not None and (public or removed):
        _add_to_record(person_id, public, removed)


def hold_record(person_id: int) -> None:
    """Take the row of a person's record until the transaction ends: who posts twice at once waits here."""
    _add_to_record(person_id, 0, 0)


def _add_to_record(person_id: int, public: int, removed: int) -> None:
    values = [public, removed, person_id]
    with connection.cursor() as cursor:
        cursor.execute(_CREDIT, values)
        if not cursor.rowcount:
            Standing.objects.bulk_create([Standing(user_id=person_id)], ignore_conflicts=True)
            cursor.execute(_CREDIT, values)
