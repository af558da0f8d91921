"""Noting what a signed-in reader has seen."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from comments.models import Thread, Visit
from comments.rules.visits import Marker, Seen, all_read, looked

THREADS_REMEMBERED = 500  # for each person; the one that was visited longest ago makes room


@transaction.atomic
def note_visit(
    *, person: User, thread: Thread, public_seq: int, everything: bool = False, now: datetime
) -> Marker:
    """Remember that `person` had the conversation up to `public_seq` before them; return what is known now.

    `everything`: nothing shall be new any more. A number beyond the last one counts as the last one, and one
    below what was seen already changes nothing but the time. Raises PermissionDenied for somebody who was
    locked out, Thread.DoesNotExist where the page of the thread is not public.
    """
    if not person.is_active:
        raise PermissionDenied
    if not thread.is_visible(now):
        raise Thread.DoesNotExist(thread.pk)
    seen = Seen(min(max(public_seq, 0), thread.last_public_seq), now)
    known = Visit.objects.filter(person=person, thread=thread).first()
    marker = all_read(seen) if everything else looked(known.marker if known else None, seen)
    if known is None:
        first = Visit(person=person, thread=thread, **_columns(marker))
        Visit.objects.bulk_create([first], ignore_conflicts=True)
        Visit.objects.of(person).beyond(THREADS_REMEMBERED).delete()
    else:
        Visit.objects.filter(pk=known.pk, public_seq__lte=marker.latest.public_seq).update(**_columns(marker))
    return marker


def _columns(marker: Marker) -> dict[str, object]:
    return {
        "public_seq": marker.latest.public_seq,
        "at": marker.latest.at,
        "before_seq": marker.before.public_seq,
        "before_at": marker.before.at,
    }
