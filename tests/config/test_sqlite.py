"""Writers queue before SQLite's lock."""

import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from accounts.models import Pulse

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL queues by itself")
pytestmark = [only_sqlite, pytest.mark.django_db(transaction=True)]


def beat() -> None:
    with transaction.atomic():
        count = Pulse.objects.get(about="site").count
        Pulse.objects.filter(about="site").update(count=count + 1)


def in_threads(work: object, number: int) -> None:
    def run() -> None:
        try:
            work()  # type: ignore[operator]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_writers_of_one_process_come_one_after_the_other():
    Pulse.objects.all().delete()
    Pulse.objects.create(about="site", count=0)

    in_threads(lambda: [beat() for _ in range(10)], 8)

    assert Pulse.objects.get(about="site").count == 80


def test_whoever_fails_in_the_middle_lets_the_next_one_go_on():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        connection.close()
        1 / 0  # noqa: B018
    in_threads(lambda: transaction.atomic().__enter__(), 1)  # ends without a word

    with transaction.atomic():
        assert not Pulse.objects.filter(about="nobody").exists()


def test_whoever_waits_too_long_is_told():
    told = []

    def impatient() -> None:
        connection.ensure_connection()
        connection._patience = 0.01
        try:
            beat()
        except OperationalError as problem:
            told.append(str(problem))

    with transaction.atomic():
        in_threads(impatient, 1)

    assert told == ["database is locked"]
