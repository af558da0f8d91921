"""Mails that come back stop the sending, and only those that really do (C10)."""

import time
from datetime import timedelta
from io import BytesIO, TextIOWrapper

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.test import Client

from accounts.actions.bounces import dead_address_of, is_dead, link_to_revive, mark_dead, take_bounce
from accounts.actions.deliveries import send_delivery
from accounts.models import DeadAddress, Delivery
from accounts.rules.bounces import LARGEST, read_bounce, refusal_of
from accounts.rules.delivery_ids import delivery_of, message_id
from tests.accounts.steps import a_member
from tests.ports import a_free_port

REPORT = """\
From: MAILER-DAEMON@mx.example
To: noreply@blog.example
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

It did not work.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; victim@example.org
Action: {action}
Status: {status}

--b
Content-Type: {returned}

Message-ID: {id}
Subject: Hello

--b--
"""


def a_report(id: str, *, action="failed", status="5.1.1", returned="message/rfc822") -> bytes:
    return REPORT.format(id=id, action=action, status=status, returned=returned).encode()


def a_sent_mail(now, to="mira@example.org") -> Delivery:
    return Delivery.objects.create(
        key=to, kind="k", to=to, subject="s", text="", language="de", state="sent",
        owed_at=now, not_before=now, sent_at=now,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "words", "status"),
    [
        (550, b"5.1.1 User unknown", "5.1.1"),
        (550, "No such user", "550"),
        (553, b"5.1.3 Bad address", "5.1.3"),
        (552, b"5.2.2 Mailbox full", ""),
        (554, b"5.7.1 Blocked", ""),
        (450, b"4.2.0 Greylisted", ""),
        (550, b"\xff\xfe", "550"),
    ],
)
def test_only_what_is_about_the_address_and_for_good_counts(code, words, status):
    assert refusal_of(code, words) == status


def test_an_id_is_known_again_and_cannot_be_made_up():
    known = message_id(17)

    assert delivery_of(known) == 17
    assert delivery_of(known.replace("-17-", "-18-")) is None
    assert delivery_of("<delivery-17-0123456789abcdef01234567@blog.example>") is None


@pytest.mark.django_db
@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_about_our_mail_stops_the_address_that_it_went_to(now, returned):
    mail = a_sent_mail(now)

    assert take_bounce(a_report(message_id(mail.pk), returned=returned), now=now)

    assert list(DeadAddress.objects.values_list("address", "status")) == [("mira@example.org", "5.1.1")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed"},
        {"status": "4.4.1"},
        {"status": "5.2.2"},
        {"returned": "text/plain"},
        {"id": "<made-up@blog.example>"},
        {"id": "<delivery-1-0123456789abcdef01234567@blog.example>"},
    ],
)
def test_other_reports_and_made_up_ones_stop_nothing(now, changes):
    mail = a_sent_mail(now)
    report = {"id": message_id(mail.pk)} | changes

    assert not take_bounce(a_report(**report), now=now)
    assert not DeadAddress.objects.exists()


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\0" * 1000,
        b"\xff\xfe\xfd",
        b"Content-Type: multipart/report\n\nno parts",
        b"Content-Type: multipart/report; boundary=\n\n",
        b"Content-Type: multipart/report; boundary*0=b; boundary*1*=%ff\n\n--b\n",
        b"Content-Type: multipart/report; boundary=b\n\n" + b"--b\n\n" * 20_000,
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n--b--",
        NESTED,
        b"a" * (LARGEST * 2),
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/rfc822-headers; charset=zz\n"
        b"Content-Transfer-Encoding: base64\n\n!!!\n--b--",
    ],
)
def test_hostile_input_is_no_report(source):
    assert read_bounce(source) is None


@pytest.mark.django_db
def test_the_command_reads_one_mail_from_its_input(now, monkeypatch):
    mail = a_sent_mail(now)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(a_report(message_id(mail.pk)))))

    call_command("take_bounce")

    assert is_dead("MIRA@example.org")


@pytest.mark.django_db
def test_of_a_huge_mail_the_beginning_is_judged_and_the_rest_is_taken_too(now, monkeypatch):
    mail = a_sent_mail(now)
    source = BytesIO(a_report(message_id(mail.pk)) + b"a" * LARGEST * 3)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(source))

    call_command("take_bounce")

    assert is_dead("MIRA@example.org")
    assert source.read() == b""


@pytest.mark.parametrize(
    "shape", [b"Content-Type: multipart/report; " + b"a*0*=x; " * 100_000, b"X: y\n\n" * 120_000]
)
def test_a_report_made_to_take_long_takes_seconds_at_most(shape):
    head = b"Content-Type: multipart/report; boundary=a\n\n--a\nContent-Type: message/delivery-status\n\n"

    start = time.process_time()
    read_bounce(shape if shape.startswith(b"Content") else head + shape)

    assert time.process_time() - start < 4


class Refusing:
    """A mail server that knows nobody."""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        return "550 5.1.1 User unknown"


@pytest.mark.django_db
def test_a_server_that_refuses_the_address_is_asked_once(now, settings):
    port = a_free_port()
    server = Controller(Refusing(), hostname="127.0.0.1", port=port)
    server.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }
    mail = a_sent_mail(now)
    Delivery.objects.filter(pk=mail.pk).update(state="owed", sent_at=None)
    mail.refresh_from_db()

    settled = send_delivery(mail, now)
    server.stop()

    mail.refresh_from_db()
    assert settled
    assert (mail.state, mail.problem, is_dead(mail.to)) == ("failed", "refused 5.1.1", True)


@pytest.mark.django_db
def test_the_owner_sees_it_asks_for_one_mail_and_its_link_brings_the_mails_back(client, now):
    person = a_member("Mira Lindqvist", email="mira@example.org", language="en")
    mark_dead("mira@example.org", status="5.1.1", now=now)
    client.force_login(person)
    page = client.get("/en/accounts/me/").content.decode()
    for _ in range(2):
        client.post("/en/accounts/me/address/")
    [owed] = Delivery.objects.filter(kind="address_again")
    link = next(line for line in owed.text.splitlines() if "/me/address/" in line)
    path = link[link.index("/en/") :]
    stranger = Client()
    stranger.get(path)
    still = is_dead("mira@example.org")

    stranger.post(path)

    assert "come back" in page and "5.1.1" in page
    assert (still, is_dead("mira@example.org")) == (True, False)


@pytest.mark.django_db
def test_a_link_of_before_brings_nothing_back_that_refused_later(now):
    person = a_member("Mira Lindqvist", email="mira@example.org")
    mark_dead("mira@example.org", status="5.1.1", now=now)
    old = link_to_revive(person, dead_address_of(person))
    DeadAddress.objects.all().delete()
    DeadAddress.objects.create(pk=10**6, address="mira@example.org", status="5.1.1", since=now + timedelta(1))

    Client().post(old[old.index("/accounts/") :])

    assert is_dead("mira@example.org")
    assert Client().post("/accounts/me/address/made-up/").status_code == 404
