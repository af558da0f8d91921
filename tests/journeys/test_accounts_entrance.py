"""Up, in, out and back in: the ways of a person through the entrance (A1)."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail

from accounts.models import Community, Delivery, User
from tests.accounts.steps import PASSWORD, a_member, code_in_the_mail, sign_in

pytestmark = pytest.mark.django_db

NEW = {"email": "Nora@Example.org", "username": "Nora Wiese", "password1": "four-quiet-words-here"}


def sign_up(client, prefix="", **changes):
    return client.post(f"{prefix}/accounts/signup/", NEW | changes)


@pytest.mark.parametrize(("prefix", "language"), [("", "de"), ("/en", "en")])
def test_from_the_form_over_the_mail_to_a_signed_in_person(client, prefix, language):
    answer = sign_up(client, prefix)
    assert answer["Location"] == f"{prefix}/accounts/confirm-email/"
    assert mail.outbox == []  # nothing is sent while somebody waits
    delivery = Delivery.objects.get(to="nora@example.org")
    assert (delivery.kind, delivery.language) == ("email_confirmation_signup", language)

    code = code_in_the_mail("nora@example.org", "email_confirmation_signup")
    answer = client.post(f"{prefix}/accounts/confirm-email/", {"code": code})

    assert answer["Location"] == f"{prefix}/accounts/me/"
    person = User.objects.get(username="Nora Wiese")
    assert person.language == language
    assert EmailAddress.objects.get(user=person).verified
    assert client.get(answer["Location"]).context["user"] == person


def test_a_wrong_code_says_so_and_three_of_them_end_the_try(client):
    sign_up(client)

    answers = [client.post("/accounts/confirm-email/", {"code": "WRONG-CODE"}) for _ in range(3)]

    assert [a.status_code for a in answers] == [422, 422, 302]
    right = code_in_the_mail("nora@example.org", "email_confirmation_signup")
    client.post("/accounts/confirm-email/", {"code": right})
    assert not EmailAddress.objects.filter(verified=True).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "Redaktion"),
        ("username", " x"),
        ("password1", "short"),
        ("email", "no address"),
        ("username", ""),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(client, field, value):
    page = sign_up(client, "/en", **{field: value})

    assert page.status_code == 422
    html = page.content.decode()
    control = page.context["form"][field]
    assert f'id="id_{field}_error"' in html
    assert f"id_{field}_error" in control.aria_describedby.split()
    assert f'aria-describedby="{control.aria_describedby}"' in html
    if field != "email":
        assert "Nora@Example.org" in html
    assert "four-quiet-words-here" not in html
    assert not User.objects.exists()


def test_a_closed_house_takes_nobody_in_and_says_so(client):
    Community.objects.update_or_create(pk=1, defaults={"registration": Community.Registration.CLOSED})

    form, answer = client.get("/en/accounts/signup/"), sign_up(client, "/en")

    assert "No new accounts at present" in form.content.decode()
    assert "No new accounts at present" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "login", ["Mira Lindqvist", "mira lindqvist", " Mira Lindqvist ", "mira@example.org"]
)
def test_name_and_address_open_with_the_password(client, login):
    a_member(email="mira@example.org")

    answer = sign_in(client, login)

    assert answer["Location"] == "/accounts/me/"


def test_a_mailed_code_opens_without_the_password(client):
    person = a_member(email="mira@example.org", language="en")
    answer = client.post("/accounts/login/code/", {"email": "mira@example.org"})
    assert answer["Location"] == "/accounts/login/code/confirm/"
    delivery = Delivery.objects.get(kind="login_code")
    assert (delivery.person, delivery.language) == (person, "en")

    code = code_in_the_mail("mira@example.org", "login_code")
    answer = client.post("/accounts/login/code/confirm/", {"code": code.lower()})

    assert answer["Location"] == "/accounts/me/"


def test_a_new_code_can_be_asked_for_and_the_old_one_is_void(client):
    a_member(email="mira@example.org")
    client.post("/accounts/login/code/", {"email": "mira@example.org"})
    old = code_in_the_mail("mira@example.org", "login_code")

    client.post("/accounts/login/code/confirm/", {"action": "resend"})

    assert client.post("/accounts/login/code/confirm/", {"code": old}).status_code == 422
    new = code_in_the_mail("mira@example.org", "login_code")
    assert client.post("/accounts/login/code/confirm/", {"code": new}).status_code == 302


def test_a_forgotten_password_is_replaced_and_every_session_ends(client):
    person = a_member(email="mira@example.org")
    elsewhere = type(client)()
    sign_in(elsewhere, "Mira Lindqvist")
    client.post("/accounts/password/reset/", {"email": "mira@example.org"})
    code = code_in_the_mail("mira@example.org", "password_reset_code")

    client.post("/accounts/password/reset/confirm/", {"code": code})
    words = {"password1": "four-other-words-now", "password2": "four-other-words-now"}
    client.post("/accounts/password/reset/complete/", words)

    person.refresh_from_db()
    assert person.check_password("four-other-words-now")
    assert elsewhere.get("/accounts/me/").status_code == 302
    assert Delivery.objects.filter(kind="password_reset", person=person).exists()


def test_a_changed_password_ends_the_others_keeps_this_one_and_is_told_by_mail(client):
    person = a_member(email="mira@example.org")
    elsewhere = type(client)()
    sign_in(elsewhere, "Mira Lindqvist")
    sign_in(client, "Mira Lindqvist")

    words = {
        "oldpassword": PASSWORD,
        "password1": "four-other-words-now",
        "password2": "four-other-words-now",
    }
    client.post("/accounts/password/change/", words)

    assert client.get("/accounts/me/").status_code == 200
    assert elsewhere.get("/accounts/me/").status_code == 302
    assert Delivery.objects.filter(kind="password_changed", person=person).exists()


def test_the_session_is_new_after_signing_in_and_dead_after_signing_out(client):
    a_member()
    client.get("/accounts/login/")
    client.session["anything"] = 1
    before = client.session.session_key
    sign_in(client, "Mira Lindqvist")
    signed_in = client.session.session_key

    client.get("/accounts/logout/")
    assert client.get("/accounts/me/").status_code == 200  # a link alone signs nobody out
    client.post("/accounts/logout/")

    assert signed_in != before
    assert not Session.objects.filter(session_key=signed_in).exists()
    client.cookies["sessionid"] = signed_in
    assert client.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize(
    "way_off",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/", "\thttps://evil.example", "http://localhost/",
        "///evil.example",
    ],
)  # fmt: skip
def test_no_next_address_leads_off_the_site(client, way_off):
    a_member()

    answer = sign_in(client, "Mira Lindqvist", data={"next": way_off})

    assert answer["Location"] == "/accounts/me/"
    assert client.get("/accounts/login/", {"next": way_off})["Location"] == "/accounts/me/"
    assert client.post("/accounts/logout/", {"next": way_off})["Location"] == "/"


def test_a_next_address_of_the_site_is_followed(client):
    a_member()

    assert (
        sign_in(client, "Mira Lindqvist", data={"next": "/2026/03/post/#c17"})["Location"]
        == "/2026/03/post/#c17"
    )


def test_an_unverified_address_is_confirmed_before_the_first_sign_in(client):
    person = a_member(email="mira@example.org")
    EmailAddress.objects.update(verified=False)

    answer = sign_in(client, "Mira Lindqvist")

    assert answer["Location"] == "/accounts/confirm-email/"
    assert client.get("/accounts/me/").status_code == 302
    assert Delivery.objects.filter(person=person, kind__startswith="email_confirmation").exists()
