"""Guessing is slow, for everybody, in any disguise, and nobody can lock another person out (quality 20)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Delivery
from accounts.rules.roles import Role
from tests.accounts.steps import PASSWORD, a_member, sign_in

pytestmark = pytest.mark.django_db

HERE = {"REMOTE_ADDR": "203.0.113.7"}
WRONG = "wrong-words-here"


def tries(client, logins, **extra) -> list[int]:
    return [sign_in(client, login, WRONG, **(HERE | extra)).status_code for login in logins]


def test_the_sixth_wrong_password_is_not_looked_at_and_neither_is_the_right_one_after_it(client):
    a_member("Mira Lindqvist")

    statuses = tries(client, ["Mira Lindqvist"] * 6)
    right = sign_in(client, "Mira Lindqvist", **HERE)

    assert statuses == [422] * 5 + [429]
    assert (right.status_code, right["Retry-After"]) == (429, "300")
    assert 'value="Mira Lindqvist"' in right.content.decode()
    assert PASSWORD not in right.content.decode()


def test_other_spellings_do_not_start_a_new_count(client):
    a_member("Mira Lindqvist")
    spellings = ["mira lindqvist", "MIRA LINDQVIST", " Mira Lindqvist", "Mira  Lindqvist", "Ｍira Lindqvist"]

    tries(client, spellings)

    assert sign_in(client, "Mira Lindqvist", **HERE).status_code == 429


def test_name_and_address_of_one_account_share_its_tries_and_do_not_betray_each_other(client):
    a_member("Mira Lindqvist", email="mira@example.org")
    tries(client, ["Mira Lindqvist"] * 5)

    known = sign_in(client, "mira@example.org", **HERE)  # the right password
    unknown = sign_in(Client(), "nora@example.org", WRONG, **HERE)

    assert known.status_code == unknown.status_code == 422
    assert known.context["form"].errors == unknown.context["form"].errors


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_FOR": "198.51.100.{n}"},
        {"HTTP_X_FORWARDED_FOR": "198.51.{n}.1, 10.{n}.0.1"},
        {"HTTP_X_REAL_IP": "198.51.{n}.1"},
        {"HTTP_FORWARDED": "for=198.51.{n}.1"},
        {"HTTP_CLIENT_IP": "198.51.{n}.1"},
    ],
)
def test_a_forged_header_does_not_start_a_new_count(client, headers):
    a_member("Mira Lindqvist")

    for n in range(5):
        tries(client, ["Mira Lindqvist"], **{key: value.format(n=n) for key, value in headers.items()})

    forged = {key: value.format(n=77) for key, value in headers.items()}
    assert sign_in(client, "Mira Lindqvist", **HERE, **forged).status_code == 429


def test_behind_an_own_proxy_only_its_own_entry_counts(client, settings):
    settings.TRUSTED_PROXIES = 1
    a_member("Mira Lindqvist")
    proxy = {"REMOTE_ADDR": "10.0.0.2"}

    for n in range(5):
        sign_in(client, "Mira Lindqvist", WRONG, **proxy, HTTP_X_FORWARDED_FOR=f"9.9.{n}.9, 198.51.100.7")

    same = sign_in(client, "Mira Lindqvist", **proxy, HTTP_X_FORWARDED_FOR="9.9.77.9, 198.51.100.8")
    other = sign_in(Client(), "Mira Lindqvist", **proxy, HTTP_X_FORWARDED_FOR="198.51.100.7, 192.0.2.9")
    assert (same.status_code, other.status_code) == (429, 302)


def test_a_stranger_elsewhere_cannot_lock_a_person_out(client):
    a_member("Mira Lindqvist", email="mira@example.org")
    for _ in range(3):
        tries(Client(), ["Mira Lindqvist", "mira@example.org"] * 3, REMOTE_ADDR="192.0.2.66")

    assert sign_in(client, "Mira Lindqvist", **HERE).status_code == 302


def test_many_networks_together_are_limited_as_well(client):
    a_member("Mira Lindqvist")
    for n in range(20):
        tries(Client(), ["Mira Lindqvist"] * 5, REMOTE_ADDR=f"192.0.{n}.66")

    assert sign_in(client, "Mira Lindqvist", **HERE).status_code == 429


def test_the_door_of_the_admin_reads_no_password(client):
    a_member("Ilse Brandt", Role.ADMINISTRATOR)

    answer = client.post(
        "/admin/login/", {"username": "Ilse Brandt", "password": PASSWORD, "next": "/admin/"}
    )

    assert answer["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    assert "_auth_user_id" not in client.session


def test_one_mailbox_cannot_be_flooded(client):
    a_member("Mira Lindqvist", email="mira@example.org")

    for n in range(20):
        form = {"email": "mira@example.org"}
        Client().post(
            f"/accounts/{'login/code' if n % 2 else 'password/reset'}/", form, REMOTE_ADDR=f"192.0.{n}.66"
        )
    Client().post("/accounts/signup/", form | {"username": "Nora", "password1": "four-quiet-words"}, **HERE)

    assert Delivery.objects.filter(to="mira@example.org").count() == 10


def test_a_flood_does_not_hold_back_the_notice_of_a_changed_password(client):
    a_member("Mira Lindqvist", email="mira@example.org")
    for n in range(20):
        form = {"email": "mira@example.org"}
        Client().post(
            f"/accounts/{'login/code' if n % 2 else 'password/reset'}/", form, REMOTE_ADDR=f"192.0.{n}.66"
        )

    sign_in(client, "Mira Lindqvist")
    words = {"oldpassword": PASSWORD, "password1": "four-other-words", "password2": "four-other-words"}
    client.post("/accounts/password/change/", words)

    assert Delivery.objects.filter(kind="password_changed").exists()


def test_too_many_forms_get_a_page_that_says_when_and_keeps_what_was_typed(client):
    for n in range(21):
        answer = client.post("/en/accounts/password/reset/", {"email": f"nora{n}@example.org"}, **HERE)
        client.cookies.clear()

    html = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "One moment, please" in html
    assert '<input type="hidden" name="email" value="nora20@example.org">' in html


def test_the_page_of_too_many_forms_forgets_passwords(client):
    form = {"email": "x", "username": "y", "password1": "four-quiet-words"}
    for _ in range(21):
        answer = client.post("/accounts/signup/", form, **HERE)

    assert answer.status_code == 429
    assert "four-quiet-words" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_let_no_more_than_five_through():
    a_member("Mira Lindqvist")

    def attempt(_: int) -> int:
        try:
            return sign_in(Client(), "Mira Lindqvist", WRONG, **HERE).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as workers:
        statuses = list(workers.map(attempt, range(24)))

    assert statuses.count(422) <= 5
    assert set(statuses) == {422, 429}
