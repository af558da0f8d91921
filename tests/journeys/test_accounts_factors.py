"""A second factor for everybody, needed by the staff (A1, A6)."""

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from accounts.gate import staff_page
from accounts.models import Delivery
from accounts.rules.roles import Role
from tests.accounts.steps import PASSWORD, a_member, code_of_the_app, set_up_the_app, sign_in

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
    text = Delivery.objects.filter(kind="login_code").latest("pk").text
    code = next(line.strip() for line in text.splitlines() if line.startswith("    "))

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


@staff_page
def a_staff_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def test_the_gate_before_other_pages_asks_in_the_same_order(client, rf):
    person = a_member("Ilse Brandt", Role.MODERATOR)
    request = rf.get("/moderation/?page=2")
    request.user = person

    assert a_staff_page(request)["Location"] == "/accounts/second-factor/?next=%2Fmoderation%2F%3Fpage%3D2"
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    assert a_staff_page(request).content == b"inside"
