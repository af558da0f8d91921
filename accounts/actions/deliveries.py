"""Mail to one person: owed in the transaction that owes it, sent later by the worker."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.utils import translation

from accounts.models import Community, Delivery, User
from accounts.rules.backoff import wait_after
from accounts.rules.letters import Letter, one_line, read_letter

logger = logging.getLogger(__name__)

# While one worker sends, the others leave the row alone for this long; then it counts as died on the way.
LEASE = timedelta(minutes=2)


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
            "html": _html(letter, language),
            "headers": {one_line(name): one_line(value) for name, value in (headers or {}).items()},
            "language": language,
            "owed_at": now,
            "not_before": not_before or now,
        },
    )[0]


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
    """Send one owed mail and blank its texts; return whether it went out now.

    Two workers with the same row: one sends, the other returns False. A failure is remembered without
    words of the mail, and the row waits for its next try or is given up.
    """
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.OWED, attempts=delivery.attempts, not_before__lte=now
    ).update(attempts=delivery.attempts + 1, not_before=now + LEASE)
    if not mine:
        return False
    delivery.attempts += 1
    try:
        _message(delivery).send()
    except Exception as problem:  # a mail server can fail in any way; the row must survive all of them
        _failed(delivery, problem, now)
        return False
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.SENT, sent_at=now, text="", html="", headers={}, problem=""
    )
    logger.info("mail.sent", extra={"delivery": delivery.pk, "kind": delivery.kind})
    return True


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


def _html(letter: Letter, language: str) -> str:
    return (
        Engine.get_default()
        .get_template("mail/frame.html")
        .render(Context({"letter": letter, "language": language, "community": Community.load()}))
    )


def _message(delivery: Delivery) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        delivery.subject,
        delivery.text,
        settings.DEFAULT_FROM_EMAIL,
        [delivery.to],
        # One row, one id: a mail that went out twice after a crash is shown once by most readers.
        headers={
            "Message-ID": f"<delivery-{delivery.pk}-{delivery.owed_at.timestamp():.0f}@{settings.SITE_HOST}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": delivery.language,
            **delivery.headers,
        },
    )
    if delivery.html:
        message.attach_alternative(delivery.html, "text/html")
    return message
