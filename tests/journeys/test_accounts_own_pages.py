"""One's own pages: what one says about oneself, where one is signed in, which addresses are one's own."""

from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.models import User
from tests.accounts.steps import a_member, code_in_the_mail, sign_in

pytestmark = pytest.mark.django_db

OWN_PAGES = [
    "/accounts/me/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/",
    "/accounts/sessions/", "/accounts/me/muted/", "/accounts/me/export/",
    "/accounts/2fa/totp/activate/", "/accounts/second-factor/", "/accounts/logout/",
]  # fmt: skip
WISHES = {"language": "en", "time_zone": "Asia/Tokyo", "address_form": "formal", "about": "I repair radios."}


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("page", OWN_PAGES)
def test_every_own_page_stands_and_is_kept_out_of_stores(client, prefix, page):
    a_member()
    sign_in(client, "Mira Lindqvist")

    answer = client.get(f"{prefix}{page}")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{prefix.strip("/") or "de"}"' in html
    assert html.count("<main") == html.count("<h1") == 1
    assert "style=" not in html and "<style" not in html and 'src="http' not in html
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]


@pytest.mark.parametrize("page", OWN_PAGES[:7])
def test_a_stranger_is_led_to_the_sign_in(client, page):
    assert client.get(page)["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("path", ["name", "picture", "picture/remove", "preferences"])
def test_a_link_alone_changes_nothing(client, path):
    a_member()
    sign_in(client, "Mira Lindqvist")

    assert client.get(f"/accounts/me/{path}/").status_code == 405


@pytest.mark.parametrize(
    "path", ["me/name", "me/picture", "me/picture/remove", "me/preferences", "login", "signup"]
)
def test_a_form_without_its_token_is_refused(path):
    client = Client(enforce_csrf_checks=True)

    assert client.post(f"/accounts/{path}/", {}).status_code == 403


def test_preferences_are_kept_and_shown_again(client):
    person = a_member()
    sign_in(client, "Mira Lindqvist")

    answer = client.post("/accounts/me/preferences/", WISHES)

    assert answer["Location"] == "/accounts/me/"
    assert User.objects.values(*WISHES).get(pk=person.pk) == WISHES
    assert "I repair radios." in client.get("/accounts/me/").content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "xx"), ("time_zone", "Mars/Base"), ("address_form", "royal"), ("about", "x" * 501)],
)
def test_a_wrong_preference_is_named_beside_its_field_and_the_rest_stays_typed(client, field, value):
    a_member()
    sign_in(client, "Mira Lindqvist")

    answer = client.post("/en/accounts/me/preferences/", WISHES | {field: value})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in html
    assert field == "about" or "I repair radios." in html
    assert User.objects.get().about == ""


def test_a_name_is_changed_and_rests_then(client):
    a_member()
    sign_in(client, "Mira Lindqvist")

    client.post("/en/accounts/me/name/", {"name": "Mira Sandell"})
    page = client.get("/en/accounts/me/").content.decode()
    again = client.post("/en/accounts/me/name/", {"name": "Mira Berg"})

    assert User.objects.get().username == "Mira Sandell"
    assert "It can be changed again on" in page
    assert again.status_code == 422
    assert "It can be changed again on" in again.context["name_form"].errors["name"][0]


@pytest.mark.parametrize("name", ["Redaktion", "ilse brandt", "Mi\u202era", ""])
def test_a_refused_name_is_named_beside_the_field_and_the_page_keeps_the_old_one(client, name):
    a_member("Ilse Brandt")
    a_member()
    sign_in(client, "Mira Lindqvist")

    answer = client.post("/en/accounts/me/name/", {"name": name})

    assert answer.status_code == 422
    assert answer.context["name_form"].errors["name"]
    assert answer.context["user"].username == "Mira Lindqvist"


def a_photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(file, "PNG")
    return SimpleUploadedFile("C:\\fakepath\\me.php.png", file.getvalue(), "image/png")


def test_a_picture_is_put_up_and_taken_down(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    a_member()
    sign_in(client, "Mira Lindqvist")

    client.post("/accounts/me/picture/", {"picture": a_photo()})
    shown = client.get("/accounts/me/").content.decode()
    client.post("/accounts/me/picture/remove/")

    assert '<img class="avatar" src="/media/people/' in shown and ".php" not in shown
    assert '<img class="avatar"' not in client.get("/accounts/me/").content.decode()


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"<?php", b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_no_picture_is_refused_in_words(client, settings, tmp_path, data):
    settings.MEDIA_ROOT = tmp_path
    a_member()
    sign_in(client, "Mira Lindqvist")

    answer = client.post(
        "/en/accounts/me/picture/", {"picture": SimpleUploadedFile("a.png", data, "image/png")}
    )

    assert answer.status_code == 422
    assert answer.context["picture_form"].errors["picture"]
    assert list(tmp_path.rglob("*")) == []


def test_sessions_are_listed_and_ended_one_by_one_or_all_at_once(client):
    a_member()
    one, two, three = (type(client)() for _ in range(3))
    for each in (client, one, two, three):
        sign_in(each, "Mira Lindqvist")
        each.get("/accounts/me/")
    row = UserSession.objects.get(session_key=one.session.session_key)

    client.post(f"/accounts/sessions/{row.pk}/end/")
    assert one.get("/accounts/me/").status_code == 302
    assert two.get("/accounts/me/").status_code == 200
    client.post("/accounts/sessions/")

    assert [each.get("/accounts/me/").status_code for each in (client, two, three)] == [200, 302, 302]


def test_nobody_ends_the_session_of_another(client):
    a_member("Ilse Brandt")
    a_member()
    other = type(client)()
    sign_in(other, "Ilse Brandt")
    sign_in(client, "Mira Lindqvist")
    row = UserSession.objects.get(user__username="Ilse Brandt")

    assert client.post(f"/accounts/sessions/{row.pk}/end/").status_code == 404
    assert other.get("/accounts/me/").status_code == 200


@pytest.mark.parametrize("address", ["203.0.113.77", "2001:db8:1:2:3:4:5:6"])
def test_no_table_holds_the_address_of_a_visitor(client, address):
    a_member(email="mira@example.org")
    sign_in(client, "Mira Lindqvist", REMOTE_ADDR=address)
    client.get("/accounts/sessions/", REMOTE_ADDR=address)
    words = {
        "oldpassword": "sesame-and-lilies",
        "password1": "four-other-words",
        "password2": "four-other-words",
    }
    client.post("/accounts/password/change/", words, REMOTE_ADDR=address)

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # our own table names
            assert address not in repr(cursor.fetchall()), table
    assert UserSession.objects.exists() and apps.is_installed("allauth.usersessions")


def test_a_second_address_counts_after_its_code_and_can_become_the_main_one(client):
    person = a_member(email="mira@example.org")
    sign_in(client, "Mira Lindqvist")
    client.post("/accounts/email/", {"action_add": "1", "email": "mira@new.example"})
    code = code_in_the_mail("mira@new.example", "email_confirmation")

    client.post("/accounts/confirm-email/", {"code": code})
    client.post("/accounts/email/", {"action_primary": "1", "email": "mira@new.example"})
    client.post("/accounts/email/", {"action_remove": "1", "email": "mira@example.org"})

    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        ("mira@new.example", True, True)
    ]
    assert User.objects.get(pk=person.pk).email == "mira@new.example"


def test_the_main_address_stays(client):
    a_member(email="mira@example.org")
    sign_in(client, "Mira Lindqvist")

    client.post("/accounts/email/", {"action_remove": "1", "email": "mira@example.org"})

    assert EmailAddress.objects.count() == 1


def test_being_signed_in_writes_at_most_once_an_hour(client):
    a_member()
    sign_in(client, "Mira Lindqvist")
    client.get("/accounts/me/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/accounts/me/")

    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
