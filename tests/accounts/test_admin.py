"""Administrators see people and give roles; they neither see nor change what belongs to a person alone."""

import pytest
from django.contrib import admin

from accounts.actions.deliveries import owe_mail
from accounts.models import RoleChange, User
from accounts.rules.roles import Role
from tests.accounts.steps import a_member, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, settings):
    """A way to sit down in the admin with some roles."""
    settings.STAFF_SECOND_FACTOR = False

    def sit(*roles: Role):
        a_member("Ilse Brandt", *roles)
        sign_in(client, "Ilse Brandt")
        return client

    return sit


def the_form(**changes) -> dict:
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
    return {f"role_changes-{key}": value for key, value in empty.items()} | changes


def test_an_administrator_gives_and_takes_roles_and_nothing_else(desk):
    person = a_member("Mira Lindqvist", Role.EDITOR)
    client = desk(Role.ADMINISTRATOR)
    before = User.objects.values("password", "email", "username").get(pk=person.pk)

    form = the_form(
        roles=["moderator"], is_superuser="on", password="x", username="Redaktion", email="a@b.example"
    )
    client.post(f"/admin/accounts/user/{person.pk}/change/", form)

    person = User.objects.get(pk=person.pk)
    assert person.roles == {Role.MODERATOR}
    assert User.objects.values("password", "email", "username").get(pk=person.pk) == before
    lines = set(RoleChange.objects.values_list("role", "granted", "by__username"))
    assert lines == {("moderator", True, "Ilse Brandt"), ("editor", False, "Ilse Brandt")}


def test_the_last_administrator_is_told_why_the_role_stays(desk):
    client = desk(Role.ADMINISTRATOR)
    chief = User.objects.get(username="Ilse Brandt")

    page = client.post(f"/en/admin/accounts/user/{chief.pk}/change/", the_form(roles=[]), follow=True)

    assert "The last administrator stays" in page.content.decode()
    assert User.objects.get(pk=chief.pk).is_superuser


def test_an_editor_in_chief_looks_and_does_not_touch(desk):
    person = a_member("Mira Lindqvist", Role.MODERATOR)
    client = desk(Role.EDITOR_IN_CHIEF)

    page = client.get(f"/en/admin/accounts/user/{person.pk}/change/").content.decode()
    answer = client.post(f"/admin/accounts/user/{person.pk}/change/", the_form(roles=["administrator"]))

    assert "Mira Lindqvist" in page and "moderator" in page and 'name="roles"' not in page
    assert answer.status_code == 403
    assert User.objects.get(pk=person.pk).roles == {Role.MODERATOR}


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_moderators_and_editors_do_not_see_people_here(desk, role):
    client = desk(role)

    assert client.get("/admin/accounts/user/").status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_nobody_reads_a_mail_here_and_only_administrators_see_that_there_is_one(desk, role, now):
    owe_mail(
        key="k", kind="login_code", to="mira@example.org", person=None, template="mail/login_code.txt",
        context={"code": "KLMN-PQRS"}, language="en", now=now,
    )  # fmt: skip
    client = desk(role)

    answer = client.get("/admin/accounts/delivery/")

    assert answer.status_code == (200 if role is Role.ADMINISTRATOR else 403)
    for row in answer.context["cl"].result_list if role is Role.ADMINISTRATOR else ():
        assert "KLMN-PQRS" not in client.get(f"/admin/accounts/delivery/{row.pk}/change/").content.decode()


def test_no_page_of_the_admin_shows_a_hash_a_key_or_a_session(desk):
    person = a_member("Mira Lindqvist")
    client = desk(Role.ADMINISTRATOR)

    page = client.get(f"/admin/accounts/user/{person.pk}/change/").content.decode()

    assert person.password.split("$")[-1] not in page and "pbkdf2" not in page
    names = {model._meta.label for model in admin.site._registry}
    assert not names & {"auth.Group", "mfa.Authenticator", "usersessions.UserSession", "account.EmailAddress"}
    assert client.get(f"/admin/accounts/user/{person.pk}/password/").status_code in {302, 404}
    assert client.get("/admin/accounts/user/add/").status_code == 403
    assert client.get(f"/admin/accounts/user/{person.pk}/delete/").status_code == 403


@pytest.mark.parametrize("people", [1, 30])
def test_the_list_of_people_asks_the_database_as_often_for_many(desk, people, django_assert_max_num_queries):
    for number in range(people):
        a_member(f"Person Nr {number}", Role.EDITOR)
    client = desk(Role.ADMINISTRATOR)
    client.get("/admin/accounts/user/")

    with django_assert_max_num_queries(12):
        client.get("/admin/accounts/user/")


@pytest.mark.parametrize(
    "question",
    ["password__startswith=p", "password=x", "id__in=99999999999999999999", "is_superuser=1", "email__gt=a"],
)
def test_the_list_of_people_answers_no_question_that_it_does_not_offer(desk, question):
    client = desk(Role.EDITOR_IN_CHIEF)

    assert client.get(f"/en/admin/accounts/user/?{question}").status_code == 400


@pytest.mark.parametrize(
    "question", ["groups__id__exact=1", "is_active__exact=1", "language__exact=de", "date_joined__year=2026"]
)
def test_the_list_of_people_answers_the_questions_that_it_offers(desk, question):
    client = desk(Role.EDITOR_IN_CHIEF)

    assert client.get(f"/en/admin/accounts/user/?{question}").status_code == 200


def test_nobody_can_ask_what_an_owed_mail_says(desk):
    client = desk(Role.ADMINISTRATOR)

    for question in ("text__contains=1", "subject__contains=1", "html__contains=1"):
        assert client.get(f"/en/admin/accounts/delivery/?{question}").status_code == 400
    assert client.get("/en/admin/accounts/delivery/?state__exact=owed").status_code == 200
