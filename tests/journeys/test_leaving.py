"""Leaving for good, and staying after all: by the own page, by the link of the mail, by an administrator."""

import re

import pytest
from django.test import Client

from accounts.models import Delivery, Leaving, User
from accounts.rules.roles import Role
from comments.models import Comment
from tests.accounts.steps import PASSWORD, a_member, sign_in
from tests.builders import a_comment, a_person, a_post
from tests.journeys.test_export import grown_cold

pytestmark = pytest.mark.django_db

PAGE = "/en/accounts/me/leave/"


@pytest.fixture
def person(client):
    person = a_member(language="en")
    sign_in(client, person.username)
    return person


def order(client: Client, **fields: str):
    return client.post(PAGE, {"choice": "delete", "confirm": "Mira Lindqvist"} | fields)


def mailed_link() -> str:
    return re.search(r"/en/accounts/stay/[^\s/]+/", Delivery.objects.get(kind="leaving").text)[0]


def test_the_page_counts_what_each_choice_would_do(client, person):
    answered = a_comment(author=person)
    a_comment(parent=answered)
    a_comment(author=person)

    page = client.get(PAGE).content.decode()

    assert "2 comments stay, without your name and picture." in page
    assert "2 comments become the line" in page
    assert "1 comment vanishes." in page
    assert "1 comment with answers leaves a line" in page
    assert "/en/accounts/me/export/" in page


def test_looking_changes_nothing(client, person):
    client.get(PAGE)

    assert not Leaving.objects.exists()


def test_the_order_is_kept_and_said_and_undone(client, person):
    order(client)
    page = client.get(PAGE).content.decode()

    assert "Your account will be deleted" in page
    assert "Delete my comments" in page
    client.post("/en/accounts/me/leave/undo/")
    assert User.objects.get(pk=person.pk).leaving_at is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"confirm": "Mira"}, "Please type the name exactly"),
        ({"choice": ""}, "Please choose one of the three"),
        ({"choice": "everything"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_stays(client, person, fields, words):
    answer = order(client, **fields)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ("checked" in answer.content.decode()) == ("choice" not in fields)
    assert not Leaving.objects.exists()


def test_an_order_waits_for_the_password_and_is_carried_on_after_it(client, person):
    grown_cold(client)

    asked = order(client)
    assert not Leaving.objects.exists()
    client.post(asked["Location"], {"password": PASSWORD})

    assert Leaving.objects.get().person == person


def test_whoever_holds_the_mail_can_undo_it_without_signing_in(client, person):
    order(client)
    link, stranger = mailed_link(), Client()

    asked = stranger.get(link)
    assert Leaving.objects.get().undone_at is None
    stranger.post(link)

    assert "Do you want to stay?" in asked.content.decode()
    assert Leaving.objects.get().undone_at is not None
    assert "The account stays" in stranger.get(link).content.decode()


def test_it_is_too_late_once_the_worker_began(client, person):
    order(client)
    leaving = Leaving.objects.get()
    Leaving.objects.update(started_at=leaving.due_at)

    answer = Client().post(mailed_link())

    assert (answer.status_code, "Too late" in answer.content.decode()) == (409, True)


def test_a_link_that_nobody_was_given_leads_nowhere(client, person):
    order(client)

    assert Client().get("/accounts/stay/17:made-up/").status_code == 404


def test_a_comment_is_refused_with_the_day_and_the_text_kept(client, person):
    post = a_post()
    order(client)

    answer = client.post(
        f"/en/threads/{post.thread_id}/comments/",
        {"text": "One more thing.", "submission": "7f8e5a3c-2a8f-4f0a-9f43-0a3a9d6c1f11", "parent": ""},
    )

    page = answer.content.decode()
    assert (answer.status_code, Comment.objects.count()) == (403, 0)
    assert "Your account will be deleted on" in page
    assert "One more thing." in page
    assert 'href="/en/accounts/me/leave/"' in page


def test_the_only_administrator_is_told_to_find_another(client):
    sign_in(client, a_member("Mira Lindqvist", Role.ADMINISTRATOR).username)

    answer = order(client)

    assert answer.status_code == 409
    assert "You are the only administrator." in answer.content.decode()
    assert not Leaving.objects.exists()


def test_who_wrote_posts_is_asked_about_the_name_there(client, person):
    assert "takes_name" not in client.get(PAGE).content.decode()
    a_post(author=person)

    assert "takes_name" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EDITOR_IN_CHIEF])
def test_administrators_alone_order_it_for_somebody(client, settings, role):
    settings.STAFF_SECOND_FACTOR = False
    person = a_member()
    client.force_login(a_person("Chief", role))
    address = f"/en/admin/accounts/user/{person.pk}/leave/"

    page = client.get(address)
    client.post(address, {"choice": "redact", "reason": "law", "confirm": person.username})

    found = list(Leaving.objects.values_list("choice", "reason", "person"))
    assert (page.status_code, found) == (
        (200, [("redact", "law", person.pk)]) if role is Role.ADMINISTRATOR else (403, [])
    )
