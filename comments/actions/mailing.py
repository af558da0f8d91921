"""Owing mails about what people were told: at once, or gathered for a morning."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.actions.deliveries import unwritten
from accounts.actions.people import addresses_of
from accounts.models import Delivery, User
from comments.actions.spreading import TakenByAnother
from comments.models import InboxEntry
from comments.rules.notices import Mail

NOTICE, DIGEST = "comment_notice", "comment_digest"
ENTRIES_AT_ONCE = 200

Owed = list[tuple[Delivery, list[InboxEntry]]]


def owe_letters(now: datetime) -> bool:
    """Owe the mails that are due, some hundred entries in one transaction; return whether there were any.

    Each entry comes into one mail, or into none where its person has no confirmed address. The rows hold no
    words: those are found when the mail is sent (`letters.py`). Who dies here leaves everything due.
    """
    due = InboxEntry.objects.filter(mail_due__lte=now)
    if not due.exists():
        return False
    try:
        with transaction.atomic():
            entries = list(due.order_by("mail_due", "id")[:ENTRIES_AT_ONCE])
            _owe(_whole_digests(entries, now), now)
    except (TakenByAnother, IntegrityError):
        pass  # another worker owes them
    return True


def _whole_digests(entries: list[InboxEntry], now: datetime) -> list[InboxEntry]:
    """The same entries and the rest of the digests that they begin."""
    digests = {entry.person_id for entry in entries if entry.mail != Mail.AT_ONCE}
    due = InboxEntry.objects.filter(mail_due__lte=now)
    rest = due.filter(person__in=digests, mail__in=[Mail.DAILY, Mail.WEEKLY])
    found = {entry.pk: entry for entry in [*entries, *(rest if digests else [])]}
    return [found[pk] for pk in sorted(found)]


def _owe(entries: list[InboxEntry], now: datetime) -> None:
    """Raises TakenByAnother, or IntegrityError for the same reason."""
    ids = [entry.pk for entry in entries]
    if InboxEntry.objects.filter(pk__in=ids, mail_due__isnull=False).update(mail_due=None) != len(ids):
        raise TakenByAnother
    owed = _gathered(entries, now)
    Delivery.objects.bulk_create(delivery for delivery, _together in owed)
    for delivery, together in owed:
        for entry in together:
            entry.delivery_id = delivery.pk
    InboxEntry.objects.bulk_update([each for _delivery, group in owed for each in group], ["delivery"])


def _gathered(entries: Iterable[InboxEntry], now: datetime) -> Owed:
    """One delivery for each entry that is mailed at once, and one for all others of a person and pace."""
    groups = defaultdict(list)
    for entry in entries:
        alone = entry.pk if entry.mail == Mail.AT_ONCE else 0
        groups[entry.person_id, entry.mail, alone].append(entry)
    people = User.objects.in_bulk({entry.person_id for entry in entries})
    addresses = addresses_of(people)
    return [
        (_delivery(people[person], addresses[person], mail, group[0], now), group)
        for (person, mail, _alone), group in groups.items()
        if person in addresses
    ]


def _delivery(person: User, address: str, mail: str, first: InboxEntry, now: datetime) -> Delivery:
    kind = NOTICE if mail == Mail.AT_ONCE else DIGEST
    return unwritten(key=f"{kind}:{mail}:{first.pk}", kind=kind, to=address, person=person, now=now)
