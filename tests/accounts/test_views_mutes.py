"""Muting by page: a form and a token, one's own list, and nothing that others could see (A4)."""

import pytest
from django.test import Client

from accounts.actions import mutes
from accounts.actions.mutes import mute
from accounts.models import Delivery, Mute
from tests.builders import NOW, a_person

pytestmark = pytest.mark.django_db
LIST = "/en/accounts/me/muted/"


@pytest.fixture
def reader():
    return a_person("Mira Lindqvist")


@pytest.fixture
def loud():
    return a_person("Lars Laut")


@pytest.fixture
def client(reader):
    client = Client()
    client.force_login(reader)
    return client


def test_the_page_asks_and_changes_nothing(client, loud):
    page = client.get(f"{LIST}Lars Laut/")

    assert "Mute Lars Laut?" in page.content.decode()
    assert not Mute.objects.exists()


def test_muting_leads_back_to_where_the_reader_came_from(client, reader, loud):
    answer = client.post(f"{LIST}Lars Laut/", {"next": "/2026/03/post/"}, follow=False)

    assert answer["Location"] == "/2026/03/post/"
    assert Mute.objects.muted_by(reader) == {loud.pk}


def test_no_way_leads_off_the_site(client, loud):
    assert client.post(f"{LIST}Lars Laut/", {"next": "https://evil.example/"})["Location"] == LIST


def test_whoever_is_muted_stands_in_the_list_and_is_heard_again(client, reader, loud):
    mute(person=reader, other=loud, now=NOW)
    assert "Lars Laut" in client.get(LIST).content.decode()

    client.post(f"{LIST}Lars Laut/end/")

    assert not Mute.objects.exists()
    assert "You hear Lars Laut again." in (page := client.get(LIST).content.decode())
    assert "Nobody." in page


def test_the_page_of_a_muted_person_offers_to_hear_them_again(client, reader, loud):
    mute(person=reader, other=loud, now=NOW)

    page = client.get(f"{LIST}Lars Laut/").content.decode()

    assert "You have muted Lars Laut" in page
    assert "/accounts/me/muted/Lars%20Laut/end/" in page


def test_nobody_mutes_themselves(client, reader):
    answer = client.post(f"{LIST}Mira Lindqvist/")

    assert answer.status_code == 409
    assert "This is you" in answer.content.decode()


def test_too_many_are_refused_in_words(client, loud, monkeypatch):
    monkeypatch.setattr(mutes, "MOST_MUTED", 0)

    answer = client.post(f"{LIST}Lars Laut/")

    assert answer.status_code == 409
    assert "Hear somebody again first." in answer.content.decode()


def test_somebody_who_was_locked_out_can_still_be_muted(client, reader, loud):
    loud.is_active = False
    loud.save(update_fields=["is_active"])

    client.post(f"{LIST}Lars Laut/")

    assert Mute.objects.muted_by(reader) == {loud.pk}


def test_nobody_is_told(client, loud):
    client.post(f"{LIST}Lars Laut/")

    assert not Delivery.objects.exists()


@pytest.mark.parametrize("path", ["Lars Laut/", "Lars Laut/end/"])
def test_without_a_token_nothing_happens(reader, loud, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)

    assert strict.post(f"{LIST}{path}").status_code == 403
    assert not Mute.objects.exists()


@pytest.mark.parametrize("path", ["", "Lars Laut/"])
def test_strangers_are_led_to_the_sign_in(loud, path):
    assert "/accounts/login/" in Client().get(f"{LIST}{path}")["Location"]


def test_one_does_not_see_the_list_of_another(client, reader, loud):
    mute(person=a_person(), other=loud, now=NOW)

    assert "Lars Laut" not in client.get(LIST).content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(client, reader, django_assert_num_queries):
    mute(person=reader, other=a_person(), now=NOW)
    client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    for _ in range(29):
        mute(person=reader, other=a_person(), now=NOW)

    with django_assert_num_queries(4):
        client.get(LIST)
