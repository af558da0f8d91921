"""The day's key: made when it is first needed, destroyed a week later (M10)."""

import secrets
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet

from comments.models import Comment, CommentVersion, NetworkKey
from comments.rules.networks import DAYS_A_KEY_LIVES, network_hash, network_of


def key_day(now: datetime) -> date:
    """Return the day whose key holds at `now`."""
    return now.astimezone(UTC).date()


def hashed_network(address: str, now: datetime, key: bytes | None = None) -> tuple[str, date | None]:
    """Return the hash of the network of `address` and the day of its key; ("", None) for no address.

    `key` is that of the day, for whoever has asked already.
    """
    network = network_of(address)
    if not network:
        return "", None
    day = key_day(now)
    if key is None:
        row, _ = NetworkKey.objects.get_or_create(day=day, defaults={"key": secrets.token_bytes(32)})
        key = bytes(row.key)
    return network_hash(network, key), day


def old_network_keys(now: datetime) -> QuerySet[NetworkKey]:
    """The keys older than seven days."""
    return NetworkKey.objects.filter(day__lt=_last_day(now))


def _last_day(now: datetime) -> date:
    return now.astimezone(UTC).date() - timedelta(days=DAYS_A_KEY_LIVES)


def destroy_old_network_keys(*, now: datetime) -> int:
    """Destroy the keys older than seven days, and the hashes made with them; return how many keys."""
    last_day = _last_day(now)
    for texts in (Comment, CommentVersion):
        # The index of networks knows only comments that have one.
        known = texts.objects.exclude(network_hash="")
        known.filter(network_day__lt=last_day).update(network_hash="", network_day=None)
    return old_network_keys(now).delete()[0]
