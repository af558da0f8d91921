"""Known and unknown names cost the same work (quality 21): as many hashes of a password."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.accounts.steps import a_member

pytestmark = pytest.mark.django_db

KNOWN = {"name": "Mira Lindqvist", "address": "mira@example.org"}
UNKNOWN = {"name": "Nora Nobody", "address": "nora@example.org"}


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password was hashed."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _member(settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    a_member(KNOWN["name"], email=KNOWN["address"])


def hashes(address: str, form: dict[str, str]) -> int:
    """How many passwords are hashed until the answer is there."""
    CountingHasher.hashed = 0
    Client().post(address, form)
    return CountingHasher.hashed


@pytest.mark.parametrize("by", ["name", "address"])
def test_a_wrong_password_costs_one_hash_for_everybody(by):
    costs = [
        hashes("/accounts/login/", {"login": who[by], "password": "wrong-words-here"})
        for who in (KNOWN, UNKNOWN)
    ]

    assert costs == [1, 1]


def test_a_sign_up_costs_one_hash_whether_the_address_is_known_or_not():
    costs = [
        hashes(
            "/accounts/signup/",
            {"email": who["address"], "username": f"New {number}", "password1": "four-quiet-words"},
        )
        for number, who in enumerate((KNOWN, UNKNOWN))
    ]

    assert costs == [1, 1]


@pytest.mark.parametrize("door", ["/accounts/password/reset/", "/accounts/login/code/"])
def test_what_is_mailed_costs_no_hash(door):
    assert [hashes(door, {"email": who["address"]}) for who in (KNOWN, UNKNOWN)] == [0, 0]
