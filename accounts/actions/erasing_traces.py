"""What this room keeps about somebody who leaves, except for the row of the account itself (A5)."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from accounts.actions.batches import delete_some, take_out_name
from accounts.actions.exporting import drop_exports
from accounts.actions.pictures import take_down_picture
from accounts.models import DeadAddress, Delivery, Export, Measure, Mute, User
from accounts.rules.leaving import Choice
from accounts.sessions import SessionStore

CHUNK = 1000  # sessions looked at in one go


def erase_traces(person: User, choice: Choice, now: datetime) -> bool:
    """Delete the next of what is theirs; whatever falls with the account needs no step."""
    return (
        _end_sessions(person)
        or _take_down_picture(person)
        or drop_exports(Export.objects.filter(person=person)) > 0
        or delete_some(Delivery.objects.filter(Q(person=person) | Q(to__in=_addresses(person))))
        or delete_some(DeadAddress.objects.filter(address__in=_addresses(person)))
        or delete_some(Mute.objects.filter(Q(person=person) | Q(muted=person)))
        or delete_some(_done_in_the_admin(person))
        or take_out_name(person, Delivery, ("subject", "text", "html"))
        or take_out_name(person, Measure, ("words", "appeal", "answer"))
        or take_out_name(person, LogEntry, ("object_repr", "change_message"))
    )


def _addresses(person: User) -> set[str]:
    mine = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return {spelling for mail in (*mine, person.email) if mail for spelling in (mail, mail.lower())}


def _end_sessions(person: User) -> bool:
    """End them all: those that are listed, and any that is not."""
    listed = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=listed.values("session_key")).delete()
    listed.delete()
    theirs = [
        session.session_key
        for session in Session.objects.iterator(CHUNK)
        if SessionStore().decode(session.session_data).get(SESSION_KEY) == str(person.pk)
    ]
    return bool(Session.objects.filter(session_key__in=theirs).delete()[0])


def _take_down_picture(person: User) -> bool:
    person.refresh_from_db(fields=["picture"])
    had_one = bool(person.picture)
    if had_one:
        take_down_picture(person=person)
    return had_one


def _done_in_the_admin(person: User) -> QuerySet[LogEntry]:
    """What the person did there, and what was done about them: the rows quote the name."""
    about = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk))
    return LogEntry.objects.filter(Q(user=person) | about)
