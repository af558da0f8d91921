"""Erasing people whose seven days are over: part by part, batch by batch, by whichever worker comes (A5).

Each batch is a transaction of its own and finds by itself what is left, so whoever dies here leaves work and
no damage: the next one goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.actions.gone_names import keep_from_others
from accounts.actions.pulse import pulse
from accounts.models import Leaving, Pulse, User
from accounts.personal import parts
from accounts.rules.leaving import Choice

logger = logging.getLogger(__name__)


def erase_due(*, now: datetime, may_go_on: Callable[[], bool] = lambda: True) -> int:
    """Erase everybody whose time has come; return how many are gone. `may_go_on` is asked after each batch.

    One whose erasure fails holds up nobody else, and is tried again the next time.
    """
    gone = 0
    for leaving in Leaving.objects.due(now).select_related("person"):
        if not may_go_on():
            break
        try:
            gone += _begun(leaving, now) and _erased(leaving, now, may_go_on)
        except Exception:
            logger.exception("person.erasure_failed", extra={"leaving": leaving.pk})
    return gone


def _begun(leaving: Leaving, now: datetime) -> bool:
    """Close the account for good, unless its person was faster and stays."""
    if leaving.started_at is not None:
        return True
    if leaving.person is None:
        return False
    with transaction.atomic():
        if not Leaving.objects.can_be_undone().filter(pk=leaving.pk).update(started_at=now):
            return False
        person = User.objects.filter(pk=leaving.person.pk)
        person.update(is_active=False, is_staff=False, is_superuser=False, password=make_password(None))
        pulse(Pulse.About.SITE)
    return True


def _erased(leaving: Leaving, now: datetime, may_go_on: Callable[[], bool]) -> bool:
    """Erase what each room keeps, the upper ones first, and the account at the end; False: not yet."""
    person, choice = leaving.person, Choice(leaving.choice)
    if person is not None:
        for part in reversed(parts()):
            while part.erase is not None and part.erase(person, choice, now):
                if not may_go_on():
                    return False
        _take_leave(leaving, person, now)
        logger.info("person.erased", extra={"leaving": leaving.pk})
    return True


@transaction.atomic
def _take_leave(leaving: Leaving, person: User, now: datetime) -> None:
    keep_from_others(person, now=now)
    person.delete()
    Leaving.objects.filter(pk=leaving.pk).update(done_at=now, by=None)
    pulse(Pulse.About.SITE)
