"""People who get mails, and the worker's way from what happened to what arrives."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage

from accounts.actions.deliveries import send_delivery
from accounts.models import Delivery, User
from comments.actions.mailing import owe_letters
from comments.actions.spreading import spread
from comments.models import Follow, Thread
from tests.builders import NOW, a_person

LATER = NOW + timedelta(minutes=5)


def a_mailed_person(name: str | None = None, **fields: object) -> User:
    """A member with a confirmed address, who is addressed in English unless said otherwise."""
    person = a_person(name, **{"language": "en"} | fields)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def a_mailed_follower(thread: Thread, name: str | None = None, **fields: object) -> User:
    person = a_mailed_person(name, **fields)
    Follow.objects.create(thread=thread, person=person, since=NOW - timedelta(days=1))
    return person


def tell_and_owe(now: datetime = LATER) -> None:
    """What the worker does before it sends."""
    while spread(now):
        pass
    while owe_letters(now):
        pass


def send_all(now: datetime = LATER) -> list[EmailMessage]:
    """Send what is owed at this moment; return the mails that went out in this call."""
    before = len(mail.outbox)
    for delivery in Delivery.objects.filter(state="owed", not_before__lte=now).order_by("pk"):
        send_delivery(delivery, now)
    return mail.outbox[before:]


def mails(now: datetime = LATER) -> list[EmailMessage]:
    tell_and_owe(now)
    return send_all(now)
