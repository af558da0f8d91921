"""Whether the time of an answer tells a known name from an unknown one (quality 21).

    python -m bench.known_names

Works on a database of its own that is thrown away. Passwords are hashed as on the site, in fewer rounds that
still take four times the bound, so that a hash that is left out shows. Each door is tried 200 times, known
and unknown in turn; limits are forgotten after each try. Milliseconds are medians, of the processor so that
other work does not count. The last line says whether every difference is within the bound.
"""

import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hashers
from django.core.cache import cache
from django.db import connections
from django.test import Client, override_settings
from django.test.utils import setup_test_environment

from tests.accounts.steps import a_member

TRIES = 200
BOUND = 5.0  # milliseconds
HASHERS = ["bench.known_names.ShortHasher"]

numbers = count(1)
people: list[tuple[str, str]] = []


class ShortHasher(PBKDF2PasswordHasher):
    """Django's first choice, as on the site."""

    iterations = 60_000


def known() -> tuple[str, str]:
    """Name and address of somebody with an account."""
    return people[next(numbers) % len(people)]


def unknown() -> tuple[str, str]:
    number = next(numbers)
    return f"Nobody {number}", f"nobody{number}@example.org"


def sign_in_by_name(name: str, address: str) -> None:
    _post("/accounts/login/", {"login": name, "password": "wrong-words-here"}, 422)


def sign_in_by_address(name: str, address: str) -> None:
    _post("/accounts/login/", {"login": address, "password": "wrong-words-here"}, 422)


def reset(name: str, address: str) -> None:
    _post("/accounts/password/reset/", {"email": address}, 302)


def mailed_code(name: str, address: str) -> None:
    _post("/accounts/login/code/", {"email": address}, 302)


def sign_up(name: str, address: str) -> None:
    """An unused name with an address that is known or not."""
    form = {"email": address, "username": f"New {next(numbers)}", "password1": "four-quiet-words"}
    _post("/accounts/signup/", form, 302)


DOORS = (sign_in_by_name, sign_in_by_address, reset, mailed_code, sign_up)


def _post(address: str, form: dict[str, str], status: int) -> None:
    answer = Client().post(address, form)
    assert answer.status_code == status, (address, answer.status_code)


def milliseconds(door: Callable[[str, str], None], who: tuple[str, str]) -> float:
    begun = time.process_time()
    door(*who)
    spent = (time.process_time() - begun) * 1000
    cache.clear()
    return spent


def compare(door: Callable[[str, str], None]) -> float:
    """Print the medians of one door and return their difference."""
    pairs = [(milliseconds(door, known()), milliseconds(door, unknown())) for _ in range(TRIES // 2)]
    one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{door.__name__:22}{one:>10.1f}{other:>10.1f}{one - other:>+8.1f}", flush=True)
    return abs(one - other)


def main() -> None:
    """Make a database, measure, print, take it away."""
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    made = [each.creation.create_test_db(verbosity=0, autoclobber=True) for each in connections.all()]
    try:
        with override_settings(PASSWORD_HASHERS=HASHERS):
            get_hashers.cache_clear()
            people.extend(_somebody(number) for number in range(20))
            print(f"{'door':22}{'known':>10}{'unknown':>10}{'':>8}")
            worst = max(compare(door) for door in DOORS)
    finally:
        for each, name in zip(connections.all(), made, strict=True):
            each.creation.destroy_test_db(name, verbosity=0)
    print(f"\n{'every bound holds' if worst <= BOUND else 'a bound is broken'}")
    sys.exit(0 if worst <= BOUND else 1)


def _somebody(number: int) -> tuple[str, str]:
    person = a_member(f"Member {number}", email=f"member{number}@example.org")
    return person.username, person.email


if __name__ == "__main__":
    main()
