"""Give and take roles (A6)."""

import logging
from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions.pulse import pulse
from accounts.models import Pulse, RoleChange, User
from accounts.rules.roles import Actor, Role

logger = logging.getLogger(__name__)


class LastAdministrator(Exception):
    """The role of the last active administrator cannot be taken: nobody could give it back."""


@transaction.atomic
def grant_role(*, person: User, role: Role, actor: Actor, now: datetime) -> None:
    """Give a person a role; giving it twice changes nothing. Raises PermissionDenied."""
    _may(actor)
    if role in _roles(person):
        return
    if role is Role.ADMINISTRATOR:
        User.objects.filter(pk=person.pk).update(is_superuser=True)
    else:
        person.groups.add(Group.objects.get_or_create(name=role.value)[0])
    _settle(person, role, actor, now, granted=True)


@transaction.atomic
def revoke_role(*, person: User, role: Role, actor: Actor, now: datetime) -> None:
    """Take a role from a person; taking what is not there changes nothing.

    Raises PermissionDenied and LastAdministrator.
    """
    _may(actor)
    if role not in _roles(person):
        return
    if role is Role.ADMINISTRATOR:
        ask_for_another_administrator(person)
        User.objects.filter(pk=person.pk).update(is_superuser=False)
    else:
        person.groups.remove(*person.groups.filter(name=role.value))
    _settle(person, role, actor, now, granted=False)


def ask_for_another_administrator(person: User) -> None:
    """Raise LastAdministrator unless somebody else is one, and stays one until this transaction is over.

    So of two who go at the same moment the second is told.
    """
    present = User.objects.filter(is_superuser=True, is_active=True, leaving_at=None).order_by("pk")
    if not set(present.select_for_update().values_list("pk", flat=True)) - {person.pk}:
        raise LastAdministrator


def _may(actor: Actor) -> None:
    if not actor.may_appoint:
        raise PermissionDenied


def _roles(person: User) -> frozenset[Role]:
    """What the database says now, not what was remembered; roles that rest are there again one day."""
    person.refresh_from_db(fields=["is_superuser", "is_active", "leaving_at"])
    person.__dict__.pop("roles", None)
    return person.given_roles() if person.is_active else frozenset()


def _settle(person: User, role: Role, actor: Actor, now: datetime, *, granted: bool) -> None:
    person.is_staff = bool(_roles(person))
    User.objects.filter(pk=person.pk).update(is_staff=person.is_staff)
    pulse(Pulse.About.SITE)  # a badge stands beside everything that a person wrote
    RoleChange.objects.create(
        person=person,
        role=role.value,
        granted=granted,
        by_id=actor.person_id,
        by_name=actor.name,
        changed_at=now,
    )
    logger.info(
        "role.granted" if granted else "role.revoked",
        extra={"person": person.pk, "role": role.value, "by": actor.person_id or actor.name},
    )
