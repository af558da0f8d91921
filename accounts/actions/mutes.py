"""Stop hearing a person, and hear them again (A4)."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import Mute, User

MOST_MUTED = 200  # people whom one person can mute; more is a case for the moderators


Follow = Callable[[User], None]
FOLLOWING: list[Follow] = []


class MuteRefused(Exception):
    """This cannot be muted."""


class MutesThemselves(MuteRefused):
    """Nobody mutes themselves."""


class TooManyMuted(MuteRefused):
    """The person has muted as many people as one can."""


def after_muting(follow: Follow) -> Follow:
    """Let a function bring up to date what else depends on whom a person hears, in the same transaction."""
    FOLLOWING.append(follow)
    return follow


@transaction.atomic
def mute(*, person: User, other: User, now: datetime) -> None:
    """Let `person` meet the words of `other` no more; doing so twice changes nothing.

    Nobody is told, nothing is logged, and no page changes but those of `person`. Whoever answers for the
    house is heard all the same in that office. Raises MutesThemselves and TooManyMuted.
    """
    if person.pk == other.pk:
        raise MutesThemselves
    _hold(person)
    mutes = Mute.objects.filter(person=person)
    if not mutes.filter(muted=other).exists() and mutes.count() >= MOST_MUTED:
        raise TooManyMuted
    Mute.objects.bulk_create([Mute(person=person, muted=other, since=now)], ignore_conflicts=True)
    _follow(person)


@transaction.atomic
def unmute(*, person: User, other: User) -> None:
    """Let `person` meet the words of `other` again; without a mute nothing happens."""
    Mute.objects.filter(person=person, muted=other).delete()
    _follow(person)


def _hold(person: User) -> None:
    """Take the row of a person until the transaction ends: who mutes several at once waits here."""
    User.objects.filter(pk=person.pk).update(unread=F("unread"))


def _follow(person: User) -> None:
    for follow in FOLLOWING:
        follow(person)
