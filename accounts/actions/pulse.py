"""Letting every page know that something changed which more than one page shows."""

from __future__ import annotations

import secrets

from django.db import DEFAULT_DB_ALIAS, transaction

from accounts.models import Pulse

_BEAT = """
    UPDATE accounts_pulse SET count = count + 1
     WHERE id = (SELECT id FROM accounts_pulse WHERE about = %s ORDER BY id LIMIT 1 {free})
"""


class OutsideOfTransaction(Exception):
    """A page must change in the same moment as what it shows."""


def pulse(about: Pulse.About) -> None:
    """Raise a number together with the change that is being made. Waits for nobody and holds nobody up.

    It takes any row that nobody else holds and makes one where all are held, so transactions that change
    different things never meet here, whatever else they hold and in whichever order. A new row begins at a
    number of its own: the sum of an emptied table is none that was there before.
    Raises OutsideOfTransaction.
    """
    connection = transaction.get_connection(DEFAULT_DB_ALIAS)
    if not connection.in_atomic_block:
        raise OutsideOfTransaction
    skips = connection.features.has_select_for_update_skip_locked
    with connection.cursor() as cursor:
        cursor.execute(_BEAT.format(free="FOR UPDATE SKIP LOCKED" if skips else ""), [about.value])
        found = cursor.rowcount
    if not found:
        Pulse.objects.create(about=about, count=secrets.randbelow(2**40))
