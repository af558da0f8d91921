"""Addresses that refuse mails: no more are sent there until their owner confirms them again."""

import logging
from datetime import datetime

from accounts.models import DeadAddress, Delivery
from accounts.rules.bounces import read_bounce
from accounts.rules.delivery_ids import delivery_of

logger = logging.getLogger(__name__)


def mark_dead(address: str, *, status: str, now: datetime) -> None:
    """Send nothing to this address any more that was not asked for just then. Once is enough."""
    DeadAddress.objects.get_or_create(address=address.lower(), defaults={"status": status, "since": now})
    logger.info("mail.address_dead", extra={"status": status})


def is_dead(address: str) -> bool:
    return DeadAddress.objects.filter(address=address.lower()).exists()


def revive(address: str) -> None:
    """Send there again: its owner has shown that mails arrive."""
    DeadAddress.objects.filter(address=address.lower()).delete()


def take_bounce(source: bytes, *, now: datetime) -> bool:
    """Note that a mail of ours came back for good; return whether `source` proved that.

    `source` is the whole message as a mail server hands it over. Only what carries the id of a mail that we
    sent counts, and it counts for the address that this mail went to, whatever the report says.
    """
    bounce = read_bounce(source)
    pk = delivery_of(bounce.message_id) if bounce else None
    delivery = Delivery.objects.filter(pk=pk).first() if pk else None
    if bounce is None or delivery is None:
        return False
    mark_dead(delivery.to, status=bounce.status, now=now)
    return True
