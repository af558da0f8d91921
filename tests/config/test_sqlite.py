"""Writers queue before SQLite's lock."""

import threading

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction

from accounts.models import Pulse
from config.sqlite3.base import DatabaseWrapper
from config.sqlite3.log import write_back

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


@pytest.fixture
def in_a_file(tmp_path):
    """The name of a connection to an empty file of its own, with the settings of the site."""
    values = settings.DATABASES["default"] | {"NAME": str(tmp_path / "a.sqlite3")}
    connections["in_a_file"] = DatabaseWrapper(connection.settings_dict | values, "in_a_file")
    yield "in_a_file"
    connections["in_a_file"].close()
    del connections["in_a_file"]


def test_what_was_written_is_copied_while_others_read_on(in_a_file, tmp_path):
    with connections[in_a_file].cursor() as cursor:
        cursor.execute("CREATE TABLE said (words text)")
        cursor.execute("INSERT INTO said VALUES ('SOMETHING')")
    before = b"SOMETHING" in (tmp_path / "a.sqlite3").read_bytes()

    left = write_back(in_a_file)

    assert (before, left) == (False, 0)
    assert b"SOMETHING" in (tmp_path / "a.sqlite3").read_bytes()


def test_nothing_is_copied_inside_of_a_transaction():
    with transaction.atomic():
        assert write_back() == 0
