"""Writing to moderators when something waits too long: one mail a day, without a word of a reader (M4)."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from accounts.actions.deliveries import unwritten
from accounts.actions.people import addresses_of
from accounts.models import Delivery, User
from comments.alerts import Pile, piles
from comments.inbox import settings_of
from comments.models import Discussion
from comments.rules.notices import Mail, Topic

logger = logging.getLogger(__name__)

ALERT = "moderation_alert"  # the kind of these mails; `alert_letters.py` writes them
APART = timedelta(days=1)  # one mail and the next to the same person


def owe_alerts(now: datetime) -> int:
    """Owe a mail to each moderator who wants one, if something waits too long; return how many.

    Called again and again, by several workers too: a person gets no second one within a day.
    """
    if not too_long(now):
        return 0
    people = {person.pk: person for person in User.moderators()}
    lately = Delivery.objects.filter(kind=ALERT, person__in=people, owed_at__gt=now - APART)
    told = set(lately.values_list("person", flat=True))
    wanted, addresses = settings_of(people), addresses_of(people)
    owed = [
        _delivery(people[pk], address, now)
        for pk, address in addresses.items()
        if pk not in told and wanted[pk][Topic.ALERTS].mail is not Mail.NEVER
    ]
    Delivery.objects.bulk_create(owed, ignore_conflicts=True)
    if owed:
        logger.info("moderation.alert", extra={"mails": len(owed)})
    return len(owed)


def too_long(now: datetime) -> list[Pile]:
    """Return all that waits, if any of it waits too long by the rules of the site; else nothing."""
    hours = Discussion.load().alert_after_hours
    if hours is None:
        return []
    found = piles()
    limit = timedelta(hours=hours)
    return found if any(pile.waits_longer_than(limit, now) for pile in found) else []


def _delivery(person: User, address: str, now: datetime) -> Delivery:
    key = f"{ALERT}:{person.pk}:{now.astimezone(UTC):%Y-%m-%d}"
    return unwritten(key=key, kind=ALERT, to=address, person=person, now=now)
