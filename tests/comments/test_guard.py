"""The log only grows, and the database sees to it."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from comments import guard
from comments.checks import the_log_only_grows
from comments.models import LogEntry
from tests.builders import a_comment

pytestmark = pytest.mark.django_db


def test_the_database_refuses_to_change_an_entry():
    a_comment()

    with pytest.raises(IntegrityError, match=guard.REFUSAL), transaction.atomic():
        LogEntry.objects.update(reason="other")


def test_the_database_refuses_to_delete_an_entry():
    a_comment()

    with pytest.raises(IntegrityError, match=guard.REFUSAL), transaction.atomic():
        LogEntry.objects.all().delete()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL knows TRUNCATE")
def test_the_database_refuses_to_empty_the_log():
    with (
        pytest.raises(IntegrityError, match=guard.REFUSAL),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE comments_logentry CASCADE")


def test_the_check_is_content_after_the_migrations():
    assert the_log_only_grows(databases=["default"]) == []


def test_the_check_names_a_trigger_that_somebody_took_away():
    guard.remove(connection)

    warnings = the_log_only_grows(databases=["default"])

    assert [warning.id for warning in warnings] == ["comments.W001"]
    assert all(name in warnings[0].msg for name in guard._names(connection.vendor))


@pytest.mark.django_db(transaction=True)
def test_the_next_migrate_puts_the_triggers_back():
    guard.remove(connection)

    call_command("migrate", verbosity=0)

    assert guard.missing(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_tests_that_commit_leave_an_empty_log_and_a_guarded_one(round_):
    before = LogEntry.objects.count()
    a_comment()

    assert (before, guard.missing(connection)) == (0, [])
