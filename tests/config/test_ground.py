"""The ground under all tests: both databases are there, and nothing leaks from one test to the next."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection

from accounts.rules.roles import GROUPS
from tests.builders import a_person


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_limits_are_forgotten_after_each_test(turn):
    assert cache.add("limit", turn)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_limits_are_forgotten_after_each_test_that_commits(turn):
    assert cache.add("limit", turn)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_has_the_roles(turn):
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)


@pytest.mark.django_db(transaction=True)
def test_threads_have_connections_of_their_own():
    a_person("Ada")
    seen = []

    def look() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT username FROM accounts_user")
            seen.extend(cursor.fetchall())
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == [("Ada",)]
