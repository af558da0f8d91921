"""Taking everything along that the site knows about one: order, mail, fetch; nobody else gets it (A5)."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.actions.exporting import carry_out
from accounts.models import Delivery, Export
from accounts.sessions import SessionStore
from config.server.worker import a_worker
from tests.accounts.steps import PASSWORD, a_member, sign_in

pytestmark = pytest.mark.django_db

PAGE = "/en/accounts/me/export/"


def an_archive(person) -> Export:
    export = Export.objects.create(person=person, ordered_at=timezone.now())
    carry_out(export.pk, now=timezone.now())
    export.refresh_from_db()
    return export


def grown_cold(client: Client) -> None:
    """Let the sign-in be an hour ago."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


@pytest.fixture
def person(client):
    person = a_member()
    sign_in(client, person.username)
    return person


def test_the_page_says_what_will_be_in_it_and_the_order_is_written_down(client, person):
    page = client.get(PAGE).content.decode()
    answer = client.post(PAGE, follow=True).content.decode()

    assert "comments.json" in page
    assert "is being written" in answer
    assert Export.objects.get().person == person


def test_from_the_order_over_the_worker_and_the_mail_to_the_file(client, person):
    client.post(PAGE)

    a_worker().tasks.run_next(timezone.now())

    mail = Delivery.objects.get(kind="export")
    page = client.get(re.search(r"http://[^/]+(/\S*export/)", mail.text)[1]).content.decode()
    answer = client.get(re.search(r'href="(/\S*/export/\d+/)"', page)[1])
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_looking_at_the_page_orders_nothing(client, person):
    client.get(PAGE)

    assert not Export.objects.exists()


def test_a_second_order_is_told_that_one_is_under_way(client, person):
    client.post(PAGE)

    answer = client.post(PAGE)

    assert (answer.status_code, Export.objects.count()) == (409, 1)


def test_the_archive_is_a_download_that_nobody_stores(client, person):
    export = an_archive(person)

    answer = client.get(f"{PAGE}{export.pk}/")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "README.txt" in archive.namelist()


def test_the_inbox_says_that_it_is_there(client, person):
    before = client.get("/en/accounts/me/inbox/").content.decode()
    an_archive(person)

    words = "that you ordered is ready"
    assert words not in before
    assert words in client.get("/en/accounts/me/inbox/").content.decode()


def test_somebody_else_finds_nothing_there(person):
    export, other = an_archive(person), Client()
    sign_in(other, a_member("Otto Kolb").username)

    assert other.get(f"{PAGE}{export.pk}/").status_code == 404


def test_a_stranger_is_led_to_the_sign_in(person):
    export = an_archive(person)

    assert "/accounts/login/" in Client().get(f"{PAGE}{export.pk}/")["Location"]


def test_after_a_week_there_is_nothing_to_fetch(client, person):
    export = an_archive(person)
    Export.objects.update(written_at=timezone.now() - timedelta(days=7))

    assert client.get(f"{PAGE}{export.pk}/").status_code == 404


def test_whoever_signed_in_long_ago_shows_who_they_are_and_comes_back(client, person):
    export = an_archive(person)
    grown_cold(client)

    asked = client.get(f"{PAGE}{export.pk}/")
    back = client.post(asked["Location"], {"password": PASSWORD})

    assert "/reauthenticate/" in asked["Location"]
    assert back["Location"] == f"{PAGE}{export.pk}/"


def test_an_order_waits_for_the_password_and_is_carried_on_after_it(client, person):
    grown_cold(client)

    asked = client.post(PAGE)
    assert not Export.objects.exists()
    client.post(asked["Location"], {"password": PASSWORD})

    assert Export.objects.get().person == person


def test_a_request_that_waits_for_the_password_leaves_no_address_in_the_session(client, person):
    grown_cold(client)

    client.post(PAGE, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Plapperbrowser")

    kept = "".join(str(SessionStore().decode(row.session_data)) for row in Session.objects.all())
    assert "account_reauthentication_state" in kept
    assert "203.0.113.77" not in kept
    assert "Plapperbrowser" not in kept
    assert client.cookies["sessionid"].value not in kept
