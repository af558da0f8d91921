"""Leaving: asked for, undone within seven days, and begun by the worker after that (A5)."""

from __future__ import annotations

import logging
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from accounts.actions.deliveries import owe_mail
from accounts.actions.pulse import pulse
from accounts.actions.roles import LastAdministrator, ask_for_another_administrator
from accounts.models import Leaving, Pulse, User
from accounts.rules.leaving import REASONS, WAIT, Choice
from accounts.rules.roles import Actor

__all__ = ["BadToken", "LastAdministrator", "LeavesAlready", "TooLate", "leaving_by", "start_leaving",
           "undo_leaving"]  # fmt: skip

logger = logging.getLogger(__name__)

_SIGNER = Signer(salt="accounts.leaving")


class BadToken(Exception):
    """Nobody was given this token, or what it undoes is over."""


class LeavesAlready(Exception):
    """The person asked before, and has not undone it."""


class TooLate(Exception):
    """The seven days are over and the worker is at it, or it was undone before."""


@transaction.atomic
def start_leaving(
    *,
    person: User,
    choice: Choice,
    takes_name: bool = False,
    actor: Actor,
    reason: str = "",
    now: datetime,
) -> Leaving:
    """Note that `person` goes in seven days, and write them how to undo it.

    From now on nothing new is said from the account, and its roles rest; what was said stays as it is.
    `takes_name`: from the by-lines of own posts as well. `reason` is a word of `REASONS`, for an
    administrator who starts it. Raises PermissionDenied, LastAdministrator and LeavesAlready.
    """
    is_own = actor.person_id == person.pk
    if not (is_own or (actor.may_appoint and reason in dict(REASONS))):
        raise PermissionDenied
    if not person.is_active:
        raise PermissionDenied
    if person.is_superuser:
        ask_for_another_administrator(person)
    leaving = Leaving(
        person=person,
        choice=choice,
        takes_name=takes_name,
        by_id=None if is_own else actor.person_id,
        reason="" if is_own else reason,
        asked_at=now,
        due_at=now + WAIT,
    )
    try:
        with transaction.atomic():
            leaving.save(force_insert=True)
    except IntegrityError:
        raise LeavesAlready from None
    User.objects.filter(pk=person.pk).update(leaving_at=leaving.due_at)
    person.leaving_at = leaving.due_at
    pulse(Pulse.About.SITE)  # the roles rest, and so does the badge on the page about the person
    _write_about(leaving, now)
    logger.info(
        "person.leaving", extra={"person": person.pk, "by": actor.person_id or actor.name, "reason": reason}
    )
    return leaving


@transaction.atomic
def undo_leaving(*, leaving: Leaving, now: datetime) -> None:
    """Let everything be as it was. Of this and the worker that begins one comes first. Raises TooLate."""
    if not Leaving.objects.can_be_undone().filter(pk=leaving.pk).update(undone_at=now):
        raise TooLate
    User.objects.filter(leavings=leaving.pk).update(leaving_at=None)
    pulse(Pulse.About.SITE)
    logger.info("person.stays", extra={"person": leaving.person_id})


def link_to_undo(leaving: Leaving, language: str) -> str:
    """Return the whole address of the page that undoes it without a sign-in."""
    with translation.override(language):
        return f"{settings.SITE_URL}{reverse('accounts:stay', args=[_SIGNER.sign(str(leaving.pk))])}"


def leaving_by(token: str) -> Leaving:
    """Return what the link of a mail undoes. Raises BadToken."""
    try:
        pk = int(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        raise BadToken from None
    found = Leaving.objects.filter(pk=pk, person__isnull=False).select_related("person").first()
    if found is None:
        raise BadToken
    return found


def _write_about(leaving: Leaving, now: datetime) -> None:
    """Write to every confirmed address: whoever holds one of them may be the only one who notices."""
    person = leaving.person
    assert person is not None  # noqa: S101  # tells the type: it was asked for just now
    addresses = set(EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True))
    for number, address in enumerate(sorted(addresses)):
        owe_mail(
            key=f"leaving:{leaving.pk}:{number}",
            kind="leaving",
            to=address,
            person=person,
            template="mail/leaving.txt",
            context={"leaving": leaving, "link": link_to_undo(leaving, person.language)},
            language=person.language,
            now=now,
        )
