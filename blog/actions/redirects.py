"""Remembering at which addresses things stood before (E12)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from blog.addresses import path_of, stands_at
from blog.models import Redirect
from blog.models.redirect import TARGETS, Target
from blog.rules.old_addresses import Kind, digest_of, normal_address, place_of, without_language


class OldAddressRefused(Exception):
    """Raised for an address that cannot be remembered: it is none, or it is too long."""


class OldAddressReserved(OldAddressRefused):
    """Raised for an address that the site needs itself, such as `/admin/` or an archive."""


class OldAddressAnswers(OldAddressRefused):
    """Raised for an address at which something stands today: it would never lead on."""


@transaction.atomic
def remember_address(*, old: str, target: Target, now: datetime) -> None:
    """Let an old address (path, with its query where that is the address) lead to `target` from now on.

    A host in front is left out, a language in front is kept. Doing it again changes nothing; the latest
    target wins. Raises OldAddressRefused, OldAddressReserved and OldAddressAnswers.
    """
    address = normal_address(old)
    if not address:
        raise OldAddressRefused(old)
    ask_for_old_address(address)
    leads_to = dict.fromkeys(TARGETS.values()) | {TARGETS[type(target)]: target}
    known = Redirect.objects.filter(digest=digest_of(address), **leads_to)
    if not known.exists():
        Redirect.objects.update_or_create(
            digest=digest_of(address), defaults={**leads_to, "old": address, "remembered_at": now}
        )


def ask_for_old_address(address: str) -> None:
    """Raise OldAddressReserved or OldAddressAnswers if a normal address is not free to be an old one."""
    if address == "/":
        raise OldAddressReserved(address)
    path, _, query = address.partition("?")
    if path == "/":
        return
    place = place_of(without_language(path))
    if place.kind in {Kind.RESERVED, Kind.ARCHIVE, Kind.FRONT}:
        raise OldAddressReserved(address)
    if not query and stands_at(place):
        raise OldAddressAnswers(address)


def lead_on(*, was: str, target: Target, now: datetime) -> None:
    """After `target` got another address, let the one that it had lead there.

    What leads from its new address to itself is forgotten; what led elsewhere stays for the day on which the
    address is free again. An address that the site needs itself by now is not remembered.
    """
    with suppress(OldAddressRefused):
        remember_address(old=was, target=target, now=now)
    own = digest_of(normal_address(path_of(target)))
    Redirect.objects.filter(digest=own, **{TARGETS[type(target)]: target}).delete()
