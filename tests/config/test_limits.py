"""The store of the limits: a table, and the main database when that table is gone (quality 6)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache, caches
from django.db import connections
from django.utils import timezone

from config.limits import forget_old_limits
from config.models import Limit

STORES = ["shared", "spare"]


@pytest.mark.django_db
@pytest.mark.parametrize("store", STORES)
def test_a_table_keeps_what_it_is_given_until_its_time_has_come(store):
    table = caches[store]

    table.set("history", [1.5, 0.25], 60)
    table.set("over", True, -1)

    assert table.get("history") == [1.5, 0.25]
    assert table.get("over", "nothing") == "nothing"
    assert (table.has_key("history"), table.has_key("over")) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize("store", STORES)
def test_only_the_first_adds_until_the_time_is_over(store):
    table = caches[store]

    assert [table.add("lock", turn, 60) for turn in (1, 2)] == [True, False]
    table.set("lock", 1, -1)

    assert table.add("lock", 3, 60)
    assert table.get("lock") == 3


@pytest.mark.django_db
@pytest.mark.parametrize("store", STORES)
def test_what_is_deleted_is_gone_and_what_is_touched_stays_longer(store):
    table = caches[store]
    table.set("a", 1, 60)
    table.set("b", 1, 60)

    assert (table.delete("a"), table.delete("a")) == (True, False)
    assert (table.touch("b", None), table.touch("a")) == (True, False)
    forget_old_limits(timezone.now() + timedelta(days=1))

    assert (table.get("a"), table.get("b")) == (None, 1)


@pytest.mark.django_db
def test_what_has_ended_is_dropped_from_both_tables():
    for store in STORES:
        caches[store].set("old", 1, 60)
        caches[store].set("new", 1, 600)

    forget_old_limits(timezone.now() + timedelta(seconds=90))

    assert (caches["spare"].get("old"), caches["spare"].get("new")) == (None, 1)
    assert Limit.objects.count() == 1
    assert Limit.objects.using("cache").count() == 1


@pytest.fixture
def cache_file() -> Iterator[Path]:
    """The file of the limits, put back after the test has broken it."""
    if "cache" not in connections:
        pytest.skip("limits are in Valkey here")
    file = Path(connections["cache"].settings_dict["NAME"])
    kept = file.with_suffix(".kept")
    connections["cache"].close()
    file.rename(kept)
    for more in ("-wal", "-shm"):
        Path(f"{file}{more}").unlink(missing_ok=True)
    yield file
    connections["cache"].close()
    if file.is_dir():
        file.rmdir()
    kept.replace(file)


def wrong_passwords(client, count: int) -> list[int]:
    form = {"login": "ada", "password": "wrong-words-here"}
    return [client.post("/accounts/login/", form).status_code for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_a_store_that_was_deleted_is_made_again_and_limits_go_on(client, cache_file):
    assert wrong_passwords(client, 6) == [422] * 5 + [429]
    assert cache_file.exists()
    assert not Limit.objects.using("default").exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_store_cannot_be_read_limits_are_counted_in_the_main_database(client, cache_file):
    cache_file.mkdir()

    assert wrong_passwords(client, 6) == [422] * 5 + [429]
    assert Limit.objects.using("default").exists()


@pytest.mark.django_db(transaction=True)
def test_a_store_that_comes_back_is_asked_again(cache_file):
    cache_file.mkdir()
    cache.set("limit", 1)
    cache_file.rmdir()
    cache.clear()

    cache.set("limit", 2)

    assert caches["shared"].get("limit") == 2
