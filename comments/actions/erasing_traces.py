"""What somebody who leaves did besides speaking, and what others wrote about them (A5)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from accounts.actions.batches import change_some, delete_some, take_out_name
from accounts.models import User
from accounts.rules.leaving import Choice
from comments.models import (
    Appeal,
    Case,
    CaseNote,
    Claim,
    Draft,
    Follow,
    InboxEntry,
    LogEntry,
    LogNote,
    NoticeSetting,
    Reaction,
    Report,
    Ruling,
    SecondOpinion,
    Sweep,
    Visit,
)

_THEIRS: tuple[type[Any], ...] = (Draft, Visit, Follow, NoticeSetting, InboxEntry, Sweep, Claim)
_WORDS: dict[type[Any], tuple[str, ...]] = {
    LogNote: ("text",),
    CaseNote: ("text",),
    SecondOpinion: ("question", "words"),
    Case: ("statement",),
    Appeal: ("text", "answer"),
    Report: ("text",),
}


def erase_traces(person: User, choice: Choice, now: datetime) -> bool:
    """Delete what is theirs alone, and leave what counts for others without a person; one batch of it."""
    return (
        any(delete_some(model._default_manager.filter(person=person)) for model in _THEIRS)
        or delete_some(Ruling.objects.filter(by=person))
        or change_some(Reaction.objects.filter(person=person), person=None)
        or change_some(Report.objects.filter(reporter=person), reporter=None, text="", language="")
        or change_some(_reports_as_stranger(person), name="", mail="", text="", language="")
        or delete_some(_notes_about(person))
        or any(take_out_name(person, model, fields) for model, fields in _WORDS.items())
    )


def _reports_as_stranger(person: User) -> QuerySet[Report]:
    """Made before they had an account, or without signing in."""
    theirs = Q(pk__in=[])
    for mail in EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True):
        theirs |= Q(mail__iexact=mail)
    return Report.objects.filter(theirs)


def _notes_about(person: User) -> QuerySet[LogNote]:
    """What moderators noted beside measures about the person."""
    entries = LogEntry.objects.filter(person_id=person.pk, comment_id=None)
    return LogNote.objects.filter(entry_id__in=entries.values("pk"))
