"""Stopping mails by the link in them: exactly what the link says, without signing in (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from comments.actions.following import follow, unfollow
from comments.actions.noticing import set_mail
from comments.inbox import settings_of
from comments.models import Follow, Thread
from comments.rules.notices import Mail, Topic

_SIGNER = Signer(salt="comments.unsubscribe")
_UNDO = Signer(salt="comments.unsubscribe.undo")


class BadToken(Exception):
    """Nobody was given this token."""


@dataclass(frozen=True)
class Scope:
    """What a link stops: `what` is "thread", "topic" or "digest"; `of` says which."""

    person_id: int
    what: str
    of: str

    @classmethod
    def thread(cls, person_id: int, thread_id: int) -> Self:
        return cls(person_id, "thread", str(thread_id))

    @classmethod
    def topic(cls, person_id: int, topic: Topic) -> Self:
        return cls(person_id, "topic", topic)

    @classmethod
    def digest(cls, person_id: int, mail: Mail) -> Self:
        return cls(person_id, "digest", mail)


def token_of(scope: Scope) -> str:
    """Return the token of a link. It never expires: old mails are read late."""
    return _SIGNER.sign(f"{scope.person_id}.{scope.what}.{scope.of}")


def address_of(scope: Scope) -> str:
    """Return the whole address, in the language that is spoken now."""
    return f"{settings.SITE_URL}{reverse('comments:unsubscribe', args=[token_of(scope)])}"


def scope_of(token: str) -> Scope:
    """Raises BadToken."""
    try:
        person, what, of = _SIGNER.unsign(token).split(".")
    except (BadSignature, ValueError):
        raise BadToken from None
    return Scope(int(person), what, of)


@transaction.atomic
def stop(scope: Scope) -> str:
    """Stop these mails and nothing else. Return a word that undoes it, empty if nothing was there to stop."""
    person = User.objects.filter(pk=scope.person_id).first()
    if person is None:
        return ""
    if scope.what == "thread":
        changed = ["thread"] if unfollow(person=person, thread_id=int(scope.of)) else []
    else:
        was = {topic: setting.mail for topic, setting in settings_of([person.pk])[person.pk].items()}
        affected = [topic for topic, mail in was.items() if _is_stopped_by(scope, topic, mail)]
        for topic in affected:
            set_mail(person=person, topic=topic, mail=Mail.NEVER)
        changed = [f"{topic}={was[topic]}" for topic in affected]
    return _UNDO.sign(f"{token_of(scope)}|{','.join(changed)}") if changed else ""


def _is_stopped_by(scope: Scope, topic: Topic, mail: Mail) -> bool:
    if mail is Mail.NEVER:
        return False
    return scope.of == (topic if scope.what == "topic" else mail)


@transaction.atomic
def undo(scope: Scope, word: str, *, now: datetime) -> None:
    """Bring back what `stop` stopped. Raises BadToken for a word that belongs to another link."""
    try:
        token, _bar, changed = _UNDO.unsign(word).rpartition("|")
    except BadSignature:
        raise BadToken from None
    person = User.objects.filter(pk=scope.person_id).first()
    if token != token_of(scope) or person is None:
        raise BadToken
    for change in changed.split(","):
        topic, _equals, mail = change.partition("=")
        if change == "thread":
            thread = Thread.objects.filter(pk=int(scope.of)).first()
            if thread:
                follow(person=person, thread=thread, now=now)
        elif topic in set(Topic):
            set_mail(person=person, topic=Topic(topic), mail=Mail(mail))


def is_stopped(scope: Scope) -> bool:
    """Whether these mails do not come anyway."""
    if scope.what == "thread":
        return not Follow.objects.filter(person=scope.person_id, thread=int(scope.of)).exists()
    wanted = settings_of([scope.person_id])[scope.person_id]
    return not any(_is_stopped_by(scope, topic, setting.mail) for topic, setting in wanted.items())
