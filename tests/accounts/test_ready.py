"""Queries that are written once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField, Q

from accounts.models import User
from accounts.ready import LARGEST, Blank, Insertion, Ready, columns
from accounts.sessions import SessionStore
from tests.builders import NOW, a_person

pytestmark = pytest.mark.django_db


def test_a_ready_query_finds_what_the_orm_finds(django_assert_num_queries):
    ready = Ready(lambda: User.objects.filter(pk=Blank("person", User._meta.pk)).values_list(*columns(User)))
    people = [a_person(), a_person(is_active=False)]

    with django_assert_num_queries(2):
        rows = [ready.one(person=person.pk) for person in people]

    assert rows == [User.objects.values_list(*columns(User)).get(pk=person.pk) for person in people]


def test_the_values_of_one_answer_are_not_those_of_the_next():
    young = Q(date_joined__gt=Blank("moment", DateTimeField()))
    ready = Ready(lambda: User.objects.filter(young).values_list("pk"))
    person = a_person(date_joined=NOW)

    assert ready.rows(moment=NOW - timedelta(seconds=1)) == [(person.pk,)]
    assert ready.rows(moment=NOW) == []
    assert ready.one(moment=NOW) is None


def test_a_number_that_no_column_holds_finds_nothing():
    ready = Ready(lambda: User.objects.filter(pk=Blank("person", User._meta.pk)).values_list("pk"))

    assert ready.rows(person=LARGEST + 1) == []


def test_an_inserted_row_is_the_one_that_the_orm_would_save():
    saved, inserted = (User(username=name, name_key=name, date_joined=NOW) for name in ("Ada", "Bea"))
    saved.save(force_insert=True)

    Insertion(User)(inserted)

    assert inserted == User.objects.get(username="Bea")
    assert inserted._state.adding is False
    same = [name for name in columns(User) if name not in {"id", "username", "name_key"}]
    assert User.objects.values_list(*same).distinct().count() == 1


def test_a_session_is_found_until_it_ends(django_assert_num_queries):
    store = SessionStore()
    store["drafts"] = {"1": "ä"}
    store.create()

    with django_assert_num_queries(1):
        assert SessionStore(store.session_key)["drafts"] == {"1": "ä"}

    Session.objects.update(expire_date=NOW - timedelta(days=9999))
    assert SessionStore(store.session_key).is_empty() is False
    assert "drafts" not in SessionStore(store.session_key)
