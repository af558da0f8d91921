"""What this room keeps for a while only: which rows are over. `manage.py purge` lets them go."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from comments.models import Comment, Draft, InboxEntry, Report
from comments.rules.drafts import KEPT_FOR
from comments.rules.states import State

UNCONFIRMED_KEPT = timedelta(days=2)  # C12
ENTRIES_KEPT = timedelta(days=400)  # of inboxes
STRANGERS_KEPT = timedelta(days=183)  # half a year, as for appeals (DSA Art. 20)


def unconfirmed_comments(now: datetime) -> QuerySet[Comment]:
    """Comments of guests who did not confirm their address in time."""
    return Comment.objects.filter(state=State.UNCONFIRMED, posted_at__lt=now - UNCONFIRMED_KEPT)


def old_drafts(now: datetime) -> QuerySet[Draft]:
    """Drafts that nobody has touched for two months."""
    return Draft.objects.older_than(now - KEPT_FOR)


def old_entries(now: datetime) -> QuerySet[InboxEntry]:
    """Entries of inboxes that are more than a year old, read or not."""
    return InboxEntry.objects.filter(at__lt=now - ENTRIES_KEPT)


def strangers(now: datetime) -> QuerySet[Report]:
    """Reports that still name somebody without an account, although the time to object is over."""
    return Report.objects.filter(decided_at__lt=now - STRANGERS_KEPT).exclude(name="", mail="")


def forget_strangers(reports: QuerySet[Report]) -> int:
    """Blank their names and addresses; what was reported and decided stays. Return how many reports."""
    return reports.update(name="", mail="")
