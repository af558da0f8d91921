"""The worker sends what is owed and survives what fails."""

from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Delivery
from config.server.worker import LONGEST_PAUSE, a_worker, pause_after
from tests.ports import a_free_port

pytestmark = pytest.mark.django_db


class Letterbox(Message):
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = []

    def handle_message(self, message):
        self.letters.append(message)


@pytest.fixture
def letterbox(settings):
    box = Letterbox()
    port = a_free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    use_server(settings, port)
    yield box
    server.stop()


def use_server(settings, port: int) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }


def an_owed_mail(now, key="k", **fields) -> Delivery:
    return Delivery.objects.create(
        key=key,
        kind="test",
        to="ada@example.org",
        subject="Grüße",
        text="Guten Tag.",
        language="de",
        owed_at=now,
        not_before=now,
        **fields,
    )


def test_an_owed_mail_is_sent_once_and_forgotten(letterbox, now):
    an_owed_mail(now)
    worker = a_worker()

    assert [worker.send_one(), worker.send_one()] == [True, False]

    (letter,) = letterbox.letters
    delivery = Delivery.objects.get()
    assert letter["To"] == "ada@example.org"
    assert (delivery.state, delivery.text) == (Delivery.State.SENT, "")


def test_a_mail_of_tomorrow_waits(letterbox):
    an_owed_mail(timezone.now() + timedelta(days=1))

    assert a_worker().send_one() is False
    assert letterbox.letters == []


def test_a_mail_server_that_is_away_is_left_alone_for_a_while(settings, now):
    use_server(settings, 1)
    an_owed_mail(now, "a")
    an_owed_mail(now, "b")
    worker = a_worker()
    worker.clock = lambda: 100.0

    worker.send_one()
    worker.send_one()

    assert (worker.mail_failures, worker.next_mail) == (1, 101.0)
    assert set(Delivery.objects.values_list("attempts", "state")) == {(1, "owed"), (0, "owed")}


def test_what_was_owed_while_the_server_was_away_is_sent_when_it_is_back(letterbox, settings, now):
    an_owed_mail(now)
    back = settings.MAILERS
    use_server(settings, 1)
    worker = a_worker()
    worker.send_one()
    settings.MAILERS = back
    Delivery.objects.update(not_before=now)
    worker.next_mail = 0.0

    worker.send_one()

    assert len(letterbox.letters) == 1
    assert worker.mail_failures == 0


@pytest.mark.django_db(transaction=True)
def test_the_worker_survives_a_database_that_is_away():
    worker = a_worker()
    turns = []

    def turn() -> bool:
        turns.append(len(turns))
        worker.running = len(turns) < 3
        raise OperationalError("database is locked")

    worker.turn, worker.rest = turn, lambda seconds: None

    worker.run()

    assert turns == [0, 1, 2]


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (1, 1), (2, 2), (5, 16), (50, LONGEST_PAUSE)])
def test_pauses_grow_up_to_a_minute(failures, seconds):
    assert pause_after(failures) == seconds
