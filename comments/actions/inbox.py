"""Reading what one was told, and counting what is unread."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.actions.mutes import after_muting
from accounts.models import User
from comments.models import InboxEntry


def count_unread(people: Iterable[int]) -> None:
    """Write beside each of these people how many of their entries are unread, as it is now."""
    unread = InboxEntry.objects.unread().filter(person=OuterRef("pk")).order_by().values("person")
    count = Coalesce(Subquery(unread.annotate(count=Count("pk")).values("count")), 0)
    User.objects.filter(pk__in=list(people)).update(unread=count)


@after_muting
def count_without_muted(person: User) -> None:
    """Count again what is unread once somebody is muted or heard again."""
    count_unread([person.pk])


@transaction.atomic
def mark_read(*, person: User, up_to: int, now: datetime) -> int:
    """Mark all entries up to and with this id as read, and return how many; newer ones were not seen yet."""
    seen = InboxEntry.objects.of(person).unread().filter(pk__lte=up_to).update(read_at=now)
    count_unread([person.pk])
    return seen


@transaction.atomic
def mark_entry_read(*, person: User, entry: int, now: datetime) -> None:
    """Mark one entry as read; that of somebody else is left alone."""
    InboxEntry.objects.of(person).unread().filter(pk=entry).update(read_at=now)
    count_unread([person.pk])


@transaction.atomic
def drop_entries(entries: QuerySet[InboxEntry]) -> int:
    """Delete what was told, and count again for those who never read it; return how many entries."""
    people = set(entries.filter(read_at=None).values_list("person", flat=True))
    gone = entries.delete()[0]
    count_unread(people)
    return gone
