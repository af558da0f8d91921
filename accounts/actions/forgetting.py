"""What this room keeps for a while only: which rows are over. `manage.py purge` lets them go."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet

from accounts.actions.exporting import KEPT as EXPORTS_KEPT
from accounts.models import DeadAddress, Delivery, Export, User

UNCONFIRMED_KEPT = timedelta(days=14)
DELIVERIES_KEPT = timedelta(days=90)
REFUSALS_KEPT = timedelta(days=90)  # of addresses that nobody here has any longer
SEEN_BEFORE = timedelta(days=1)  # a session that begins just now may not be written yet


def unconfirmed_people(now: datetime) -> QuerySet[User]:
    """Accounts that nobody ever came into: no address of theirs was confirmed, and nothing hangs on them.

    Whoever was brought by an import or has a role is none of these.
    """
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(addresses.filter(verified=False)),
        ~Exists(addresses.filter(verified=True)),
        date_joined__lt=now - UNCONFIRMED_KEPT,
        last_login=None,
        is_staff=False,
        is_superuser=False,
        foreign_id=None,
        comments=None,
        bylines=None,
    )


def ended_sessions(now: datetime) -> QuerySet[Session]:
    """Sessions whose time is over."""
    return Session.objects.filter(expire_date__lt=now)


def notes_of_ended_sessions(now: datetime) -> QuerySet[UserSession]:
    """What was noted of the browser and the network of sessions that are no more."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(alive), last_seen_at__lt=now - SEEN_BEFORE)


def settled_mails(now: datetime) -> QuerySet[Delivery]:
    """What is left of mails that were sent or given up: address and kind."""
    return Delivery.objects.exclude(state=Delivery.State.OWED).filter(owed_at__lt=now - DELIVERIES_KEPT)


def refusals_of_nobody(now: datetime) -> QuerySet[DeadAddress]:
    """Addresses that refused mails and belong to no account."""
    owners = EmailAddress.objects.filter(email=OuterRef("address"))
    return DeadAddress.objects.filter(~Exists(owners), since__lt=now - REFUSALS_KEPT)


def old_exports(now: datetime) -> QuerySet[Export]:
    """Archives of people that can be fetched no longer, and orders that nobody carried out."""
    return Export.objects.filter(ordered_at__lt=now - EXPORTS_KEPT).exclude(written_at__gt=now - EXPORTS_KEPT)
