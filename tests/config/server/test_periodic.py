"""What recurs is done by one worker at its own pace."""

from datetime import timedelta

import pytest

from comments.actions.networks import hashed_network
from comments.models import NetworkKey
from config.models import Beat
from config.server.periodic import RECURRING, Recurring, take_turn, tick

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_the_first_one_to_ask_gets_the_turn(now):
    assert [take_turn("sweep", HOUR, now) for _ in range(3)] == [True, False, False]


def test_the_next_turn_comes_when_its_time_has_come(now):
    take_turn("sweep", HOUR, now)

    later = [now + HOUR - timedelta(seconds=1), now + HOUR, now + HOUR]

    assert [take_turn("sweep", HOUR, moment) for moment in later] == [False, True, False]


def test_one_that_fails_leaves_the_others_their_turn(now):
    done = []

    def fails(now):
        raise RuntimeError

    tick(now, (Recurring("a", HOUR, fails), Recurring("b", HOUR, done.append)))

    assert done == [now]


def test_a_tick_is_a_sign_of_life(now):
    tick(now)

    assert Beat.objects.get(name=Beat.WORKER).at == now


def test_keys_of_networks_are_destroyed_after_a_week(now):
    hashed_network("192.0.2.1", now - timedelta(days=9))
    hashed_network("192.0.2.1", now)

    tick(now)

    assert list(NetworkKey.objects.values_list("day", flat=True)) == [now.date()]


def test_everything_that_recurs_works_on_an_empty_site(now):
    for recurring in RECURRING:
        recurring.work(now)
