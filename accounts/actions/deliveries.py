"""Mail to one person: owed in the transaction that owes it, sent later by the worker."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import Policy
from email.policy import default as default_policy
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.utils import translation

from accounts.actions.bounces import is_dead, mark_dead
from accounts.models import Community, Delivery, User
from accounts.rules.backoff import wait_after
from accounts.rules.bounces import refusal_of
from accounts.rules.delivery_ids import message_id
from accounts.rules.heads import WholeLinks
from accounts.rules.letters import Letter, one_line, read_letter

logger = logging.getLogger(__name__)

# While one worker sends, the others leave the row alone for this long; then it counts as died on the way.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Written:
    """A mail in words, for one address; `headers` come on top of those that every mail has."""

    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str] = field(default_factory=dict)


class _Mail(EmailMultiAlternatives):
    """A mail whose links in the head stay whole."""

    def message(self, *, policy: Policy | None = None) -> EmailMessage:
        return super().message(policy=WholeLinks(linesep=(policy or default_policy).linesep))


Writer = Callable[[Delivery, datetime], Written | None]
WRITERS: dict[str, Writer] = {}


def writes(kind: str) -> Callable[[Writer], Writer]:
    """Let a function write the mails of this kind while they are sent, and drop those it returns None for.

    So a mail says what is true at that moment, and its row holds no words.
    """

    def register(writer: Writer) -> Writer:
        WRITERS[kind] = writer
        return writer

    return register


def owe_mail(  # what a mail is made of, each by its name
    *,
    key: str,
    kind: str,
    to: str,
    person: User | None,
    template: str,
    context: dict[str, Any],
    language: str,
    now: datetime,
    headers: dict[str, str] | None = None,
    not_before: datetime | None = None,
) -> Delivery:
    """Write down one mail that is owed; nothing is sent here. The same key again returns the first one.

    `template` is the path of a text template: its first line is the subject, the rest the plain text, from
    which the HTML is made. It is rendered in `language` and may use `person`, `formal` (whether the person
    wants to be addressed formally), `community` and `site_url` besides `context`.
    """
    letter = write_letter(template, person=person, context=context, language=language)
    return Delivery.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "person": person,
            "subject": letter.subject,
            "text": letter.text,
            "html": html_of(letter, language),
            "headers": {one_line(name): one_line(value) for name, value in (headers or {}).items()},
            "language": language,
            "owed_at": now,
            "not_before": not_before or now,
        },
    )[0]


def unwritten(*, key: str, kind: str, to: str, person: User, now: datetime) -> Delivery:
    """Return a mail of a kind that has a writer, without words. It is not stored yet."""
    return Delivery(
        key=key,
        kind=kind,
        to=to,
        person=person,
        subject="",
        text="",
        language=person.language,
        owed_at=now,
        not_before=now,
    )


def write_letter(template: str, *, person: User | None, context: dict[str, Any], language: str) -> Letter:
    """Return the mail in words. Plain text is not escaped; the HTML is made from it and escapes it."""
    known = {
        "person": person,
        "formal": person is not None and person.address_form == User.AddressForm.FORMAL,
        "community": Community.load(),
        "site_url": settings.SITE_URL,
    }
    with translation.override(language):
        written = (
            Engine.get_default().get_template(template).render(Context(known | context, autoescape=False))
        )
    return read_letter(written, site_url=settings.SITE_URL)


def send_delivery(delivery: Delivery, now: datetime) -> bool:
    """Send one owed mail and blank its texts; return whether the row is settled now.

    Settled is also what nobody is to get any longer, and what its address refuses for good. Two workers with
    the same row: one sends, the other returns False. A failure is remembered without words of the mail, and
    the row waits for its next try or is given up.
    """
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.OWED, attempts=delivery.attempts, not_before__lte=now
    ).update(attempts=delivery.attempts + 1, not_before=now + LEASE)
    if not mine:
        return False
    delivery.attempts += 1
    try:
        written = _written(delivery, now)
        if written is None:
            _settle(delivery, Delivery.State.DROPPED)
            return True
        _message(delivery, written).send()
    except SMTPRecipientsRefused as problem:
        return _refused(delivery, problem, now)
    except Exception as problem:  # a mail server can fail in any way; the row must survive all of them
        _failed(delivery, problem, now)
        return False
    _settle(delivery, Delivery.State.SENT, sent_at=now, to=written.to)
    return True


def _written(delivery: Delivery, now: datetime) -> Written | None:
    """The words of the mail; None where nobody is to get it any longer."""
    writer = WRITERS.get(delivery.kind)
    if writer is None:
        return Written(delivery.to, delivery.subject, delivery.text, delivery.html, delivery.headers)
    written = writer(delivery, now)
    return None if written is None or is_dead(written.to) else written


def _settle(delivery: Delivery, state: Delivery.State, **changes: Any) -> None:
    blank: dict[str, Any] = {"text": "", "html": "", "headers": {}, "problem": ""}
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **blank | changes)
    logger.info("mail.settled", extra={"delivery": delivery.pk, "kind": delivery.kind, "state": str(state)})


def _refused(delivery: Delivery, problem: SMTPRecipientsRefused, now: datetime) -> bool:
    """The server did not take the address: for good, or for now."""
    for address, (code, words) in problem.recipients.items():
        if status := refusal_of(code, words):
            mark_dead(address, status=status, now=now)
            _settle(delivery, Delivery.State.FAILED, problem=f"refused {status}")
            return True
    _failed(delivery, problem, now)
    return False


def _failed(delivery: Delivery, problem: Exception, now: datetime) -> None:
    wait = wait_after(delivery.attempts)
    changes: dict[str, Any] = {"problem": type(problem).__name__}
    if wait is None:
        changes |= {"state": Delivery.State.FAILED, "text": "", "html": ""}
    else:
        changes |= {"not_before": now + wait}
    Delivery.objects.filter(pk=delivery.pk).update(**changes)
    logger.warning(
        "mail.failed",
        extra={"delivery": delivery.pk, "kind": delivery.kind, "problem": type(problem).__name__},
    )


def html_of(letter: Letter, language: str) -> str:
    """Return the same mail as HTML."""
    return (
        Engine.get_default()
        .get_template("mail/frame.html")
        .render(Context({"letter": letter, "language": language, "community": Community.load()}))
    )


def _message(delivery: Delivery, written: Written) -> _Mail:
    message = _Mail(
        written.subject,
        written.text,
        settings.DEFAULT_FROM_EMAIL,
        [written.to],
        # One row, one id: a mail that went out twice after a crash is shown once by most readers.
        headers={
            "Message-ID": message_id(delivery.pk),
            "Auto-Submitted": "auto-generated",
            "Content-Language": delivery.language,
            **written.headers,
        },
    )
    if written.html:
        message.attach_alternative(written.html, "text/html")
    return message
