"""Addresses that refuse mails: no more are sent there until their owner confirms them again."""

import logging
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from accounts.models import DeadAddress, Delivery, User
from accounts.rules.bounces import read_bounce
from accounts.rules.delivery_ids import delivery_of

logger = logging.getLogger(__name__)

_SIGNER = Signer(salt="accounts.address")


class BadToken(Exception):
    """Nobody was given this token, or its address is nobody's any more."""


def mark_dead(address: str, *, status: str, now: datetime) -> None:
    """Send nothing to this address any more that was not asked for just then. Once is enough."""
    DeadAddress.objects.get_or_create(address=address.lower(), defaults={"status": status, "since": now})
    logger.info("mail.address_dead", extra={"status": status})


def is_dead(address: str) -> bool:
    return DeadAddress.objects.filter(address=address.lower()).exists()


def dead_address_of(person: User) -> DeadAddress | None:
    """Return what is known of the person's main address if it refuses mails."""
    mine = EmailAddress.objects.filter(user=person, primary=True).values("email")
    return DeadAddress.objects.filter(address__in=mine).first()


def link_to_revive(person: User, dead: DeadAddress) -> str:
    """Return the whole address of the page that proves that a mail arrived."""
    token = _SIGNER.sign_object([person.pk, dead.address, dead.pk])
    with override(person.language):
        return f"{settings.SITE_URL}{reverse('accounts:address', args=[token])}"


@transaction.atomic
def revive_by(token: str) -> None:
    """Send to the address of this token again; a second time changes nothing. Raises BadToken."""
    try:
        person, address, dead = _SIGNER.unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        raise BadToken from None
    if not EmailAddress.objects.filter(user=person, email__iexact=address).exists():
        raise BadToken
    DeadAddress.objects.filter(pk=dead, address=address).delete()


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
