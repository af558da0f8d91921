"""What died is started again, later and later; an address is understood or refused in a sentence."""

import sys

import pytest
from django.core.management import CommandError

from config.management.commands.serve import address
from config.server.supervisor import HEALTHY_AFTER, Child, pause_before_start


def test_pauses_grow_up_to_a_limit():
    assert [pause_before_start(deaths) for deaths in (1, 2, 3, 20)] == [0.5, 1.0, 2.0, 15.0]


def test_a_child_that_died_is_started_again_after_its_pause():
    child = Child("brief", [sys.executable, "-c", ""])
    child.look(0.0)
    child.process.wait()

    child.look(1.0)
    early = child.process
    child.look(1.4)
    still = child.process
    child.look(1.6)

    assert (early, still) == (None, None)
    assert child.process is not None
    child.process.wait()


@pytest.mark.parametrize(("lived", "deaths"), [(1.0, 4), (HEALTHY_AFTER + 1, 1)])
def test_a_long_life_forgives_earlier_deaths(lived, deaths):
    child = Child("brief", [sys.executable, "-c", ""], deaths=3)
    child.start(0.0)
    child.process.wait()

    child.look(lived)

    assert child.deaths == deaths


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("127.0.0.1:8000", ("127.0.0.1", 8000)),
        ("[::1]:80", ("::1", 80)),
        (":9000", ("127.0.0.1", 9000)),
        ("0.0.0.0:1", ("0.0.0.0", 1)),
    ],
)
def test_an_address_is_host_and_port(text, found):
    assert address(text) == found


@pytest.mark.parametrize("text", ["localhost", "localhost:", "localhost:0", "localhost:99999", "a:web"])
def test_what_is_no_address_is_refused_in_a_sentence(text):
    with pytest.raises(CommandError, match="HOST:PORT"):
        address(text)
