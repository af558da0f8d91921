"""A second factor for everybody, needed by the staff (A1, A6)."""

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from accounts.models import Delivery
from accounts.rules.roles import Role
from tests.accounts.steps import (
    PASSWORD,
    a_member,
    code_in_the_mail,
    code_of_the_app,
    set_up_the_app,
    sign_in,
)

pytestmark = pytest.mark.django_db


def test_the_app_is_set_up_with_its_first_code_and_told_by_mail(client, django_capture_on_commit_callbacks):
    person = a_member()
    sign_in(client, "Mira Lindqvist")

    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_the_app(client)

    assert wrong.status_code == 422
    assert len(secret) >= 32
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert list(Delivery.objects.values_list("kind", "person")) == [("totp_activated", person.pk)]


def test_afterwards_the_password_alone_stays_outside(client):
    a_member()
    sign_in(client, "Mira Lindqvist")
    secret = set_up_the_app(client)
    client.post("/accounts/logout/")

    answer = sign_in(client, "Mira Lindqvist")
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/accounts/me/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of_the_app(secret, steps=1)})

    assert (wrong.status_code, right["Location"]) == (422, "/accounts/me/")


def test_a_mailed_code_does_not_go_around_the_second_factor(client):
    a_member(email="mira@example.org")
    sign_in(client, "Mira Lindqvist")
    set_up_the_app(client)
    client.post("/accounts/logout/")

    client.post("/accounts/login/code/", {"email": "mira@example.org"})
    code = code_in_the_mail("mira@example.org", "login_code")

    assert (
        client.post("/accounts/login/code/confirm/", {"code": code})["Location"]
        == "/accounts/2fa/authenticate/"
    )


def test_a_recovery_code_replaces_the_phone_once(client):
    person = a_member()
    sign_in(client, "Mira Lindqvist")
    set_up_the_app(client)
    page = client.get("/accounts/2fa/recovery-codes/")
    codes = page.context["unused_codes"]
    assert all(code in page.content.decode() for code in codes) and len(codes) == 10
    client.post("/accounts/logout/")

    sign_in(client, "Mira Lindqvist")
    first = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    client.post("/accounts/logout/")
    sign_in(client, "Mira Lindqvist")
    again = client.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert (first.status_code, again.status_code) == (302, 422)
    left = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    assert len(left) == 9


def test_guessing_codes_is_limited(client):
    a_member()
    sign_in(client, "Mira Lindqvist")
    secret = set_up_the_app(client)
    client.post("/accounts/logout/")
    sign_in(client, "Mira Lindqvist")

    statuses = [
        client.post("/accounts/2fa/authenticate/", {"code": f"{n:06d}"}).status_code for n in range(6)
    ]

    assert statuses == [422] * 5 + [429]
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of_the_app(secret)}).status_code == 429


def test_the_second_factor_is_switched_off_by_its_person_and_told_by_mail(client):
    person = a_member()
    sign_in(client, "Mira Lindqvist")
    set_up_the_app(client)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=person).exists()
    assert Delivery.objects.filter(kind="totp_deactivated", person=person).exists()


STAFF = [Role.MODERATOR, Role.EDITOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", STAFF)
def test_staff_are_led_to_the_second_factor_and_back_to_where_they_wanted(client, role):
    a_member("Ilse Brandt", role)

    answer = client.get("/admin/?page=2")
    assert answer["Location"] == "/admin/login/?next=/admin/%3Fpage%3D2"
    answer = client.get(answer["Location"])
    assert answer["Location"] == "/accounts/login/?next=%2Fadmin%2F%3Fpage%3D2"
    answer = client.post(
        "/accounts/login/", {"login": "Ilse Brandt", "password": PASSWORD, "next": "/admin/?page=2"}
    )
    answer = client.get(client.get(answer["Location"])["Location"])
    assert answer["Location"] == "/accounts/second-factor/?next=%2Fadmin%2F%3Fpage%3D2"
    assert client.get(answer["Location"]).status_code == 200
    set_up_the_app(client)

    assert 'href="/accounts/second-factor/"' in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get("/accounts/second-factor/")["Location"] == "/admin/?page=2"
    assert client.get("/admin/").status_code == 200


def test_without_the_demand_the_password_is_enough(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    a_member("Ilse Brandt", Role.EDITOR)
    sign_in(client, "Ilse Brandt")

    assert client.get("/admin/").status_code == 200


def test_a_member_is_refused_at_the_door_of_the_staff(client):
    a_member()
    sign_in(client, "Mira Lindqvist")

    assert client.get("/admin/login/").status_code == 403
    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("door", ["/admin/", "/admin/blog/post/", "/moderation/"])
def test_a_session_that_is_older_than_the_second_factor_is_asked_for_it_and_led_back(client, door):
    a_member("Ilse Brandt", Role.EDITOR, Role.MODERATOR)
    sign_in(client, "Ilse Brandt")
    elsewhere = Client()
    sign_in(elsewhere, "Ilse Brandt")
    secret = set_up_the_app(elsewhere)

    question = last_stop(client, door)
    assert question.wsgi_request.path == "/accounts/2fa/reauthenticate/"
    answer = client.post(question.wsgi_request.get_full_path(), {"code": code_of_the_app(secret, steps=1)})

    assert answer["Location"] == door
    assert client.get(door).status_code == 200


def test_the_password_does_not_answer_the_question_for_the_second_factor(client):
    a_member("Ilse Brandt", Role.EDITOR)
    sign_in(client, "Ilse Brandt")
    elsewhere = Client()
    sign_in(elsewhere, "Ilse Brandt")
    set_up_the_app(elsewhere)

    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/admin/"})

    assert last_stop(client, "/admin/").wsgi_request.path == "/accounts/2fa/reauthenticate/"


def test_a_factor_that_is_gone_no_longer_opens_the_gate(client):
    a_member("Ilse Brandt", Role.EDITOR)
    sign_in(client, "Ilse Brandt")
    set_up_the_app(client)
    Authenticator.objects.all().delete()
    elsewhere = Client()
    sign_in(elsewhere, "Ilse Brandt")
    set_up_the_app(elsewhere)

    assert last_stop(client, "/admin/").wsgi_request.path == "/accounts/2fa/reauthenticate/"


def test_the_first_code_of_the_app_opens_the_gate_of_this_session(client):
    a_member("Ilse Brandt", Role.MODERATOR)
    sign_in(client, "Ilse Brandt")
    assert last_stop(client, "/moderation/").wsgi_request.path == "/accounts/second-factor/"

    set_up_the_app(client)

    assert client.get("/moderation/").status_code == 200


@pytest.mark.parametrize("with_recovery_code", [False, True])
def test_a_sign_in_by_mailed_code_opens_the_gate_together_with_the_second_factor(client, with_recovery_code):
    a_member("Ilse Brandt", Role.EDITOR, email="ilse@example.org")
    sign_in(client, "Ilse Brandt")
    secret = set_up_the_app(client)
    spare = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]
    client.post("/accounts/logout/")

    client.post("/accounts/login/code/", {"email": "ilse@example.org"})
    mailed = code_in_the_mail("ilse@example.org", "login_code")
    client.post("/accounts/login/code/confirm/", {"code": mailed})
    assert client.get("/admin/").status_code == 302
    code = spare if with_recovery_code else code_of_the_app(secret, steps=1)
    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert client.get("/admin/").status_code == 200


def test_setting_up_the_app_needs_somebody_who_is_signed_in(client):
    answer = client.get("/accounts/2fa/totp/activate/")

    assert answer["Location"].startswith("/accounts/login/")


def last_stop(client: Client, door: str) -> HttpResponse:
    """Where somebody ends who knocks at a door."""
    return client.get(door, follow=True)
