"""News of comments over a real wire, with the worker killed in the middle: nothing lost, nothing twice."""

import email
import email.policy
import os
import signal
from collections import Counter
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import a_free_port

from .site import Site, wait_until
from .test_processes import children

pytestmark = pytest.mark.services

FOLLOWERS = 25
TALK = f"""
import uuid
from django.utils import timezone
from allauth.account.models import EmailAddress
from accounts.models import Delivery, User
from comments.actions.post import post_comment
from comments.actions.threads import open_thread
from comments.models import Discussion, Follow, NoticeSetting
now = timezone.now()
Discussion.load(); Discussion.objects.update(first_comments_wait=0)
thread = open_thread(title="Störung bei NordTel", path="/2026/03/x/", language="de", visible_from=now,
    visible_until=None, closes_at=None)
for number in range({FOLLOWERS}):
    person = User(username=f"Reader {{number}}", email=f"r{{number}}@example.org", language="en")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    Follow.objects.create(thread=thread, person=person, since=now)
    NoticeSetting.objects.create(person=person, topic="threads", on_site=True, mail="at-once")
author = User(username="Noor", email="noor@example.org"); author.save()
post_comment(thread=thread, author=author, source="Seit gestern wieder.", submission=uuid.uuid4(),
    language="de", seconds_on_form=60, network="192.0.2.7", now=timezone.now())
"""

WAITING = """
import uuid
from datetime import timedelta
from django.contrib.auth.models import Group
from django.utils import timezone
from allauth.account.models import EmailAddress
from accounts.models import User
from comments.actions.post import post_comment
from comments.actions.threads import open_thread
from comments.models import Discussion
long_ago = timezone.now() - timedelta(days=2)
Discussion.load()
thread = open_thread(title="Störung bei NordTel", path="/2026/03/x/", language="de", visible_from=long_ago,
    visible_until=None, closes_at=None)
for name, roles in (("Mo", ["moderator"]), ("Member", [])):
    person = User(username=name, email=f"{name.lower()}@example.org", language="en", is_staff=bool(roles))
    person.save()
    person.groups.set(Group.objects.filter(name__in=roles))
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
author = User(username="Noor", email="noor@example.org"); author.save()
post_comment(thread=thread, author=author, source="Seit gestern wieder.", submission=uuid.uuid4(),
    language="de", seconds_on_form=60, network="192.0.2.7", now=long_ago)
"""


class PostOffice:
    def __init__(self) -> None:
        self.caught: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.caught.append(envelope)
        return "250 kept"

    @property
    def receivers(self) -> Counter[str]:
        return Counter(to for envelope in list(self.caught) for to in envelope.rcpt_tos)


@pytest.fixture
def post_office() -> Iterator[tuple[PostOffice, int]]:
    office = PostOffice()
    server = Controller(office, hostname="127.0.0.1", port=a_free_port())
    server.start()
    yield office, server.port
    server.stop()


def test_followers_hear_of_a_comment_once_although_the_worker_is_killed(a_site, post_office):
    office, port = post_office
    site: Site = a_site(EMAIL_URL=f"smtp://127.0.0.1:{port}")
    site.manage(code=TALK)
    supervisor = site.serve("--workers", "1")
    wait_until(lambda: len(office.caught) >= 2)
    _web, worker = children(supervisor.pid)

    os.kill(worker, signal.SIGKILL)

    # The one that was on its way when the worker died is tried again after its lease of two minutes.
    wait_until(lambda: len(office.receivers) >= FOLLOWERS - 1, 60)
    assert sum(office.receivers.values()) - len(office.receivers) <= 1
    letter = email.message_from_bytes(office.caught[0].content, policy=email.policy.default)
    raw = office.caught[0].content.decode()
    assert letter["Subject"] == "Noor wrote: Störung bei NordTel"
    assert (
        f"\r\nList-Unsubscribe: <{site.variables.get('RESONANZ_URL', f'http://localhost:{site.port}')}/en/"
        in raw
    )
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert letter["References"] == letter["In-Reply-To"]
    assert "Seit gestern wieder." in letter.get_body(("plain",)).get_content()


def test_moderators_are_written_to_once_when_something_waits_too_long(a_site, post_office):
    office, port = post_office
    site: Site = a_site(EMAIL_URL=f"smtp://127.0.0.1:{port}")
    site.manage(code=WAITING)

    site.serve("--workers", "1")
    wait_until(lambda: bool(office.caught))

    letter = email.message_from_bytes(office.caught[0].content, policy=email.policy.default)
    body = letter.get_body(("plain",)).get_content()
    assert office.receivers == Counter({"mo@example.org": 1})
    assert "Waiting: 1, the oldest for 3 days." in body  # rounded up
    assert "Seit gestern" not in body and "Noor" not in body and "NordTel" not in body
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
