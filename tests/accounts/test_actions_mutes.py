"""Whom one does not want to hear is one's own affair (A4)."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import mutes
from accounts.actions.mutes import MutesThemselves, TooManyMuted, mute, unmute
from accounts.models import Mute
from tests.builders import a_person

pytestmark = pytest.mark.django_db


def test_a_mute_is_known_from_both_ends_and_has_no_other_direction(now):
    reader, loud, third = a_person(), a_person(), a_person()

    mute(person=reader, other=loud, now=now)

    assert Mute.objects.muted_by(reader) == {loud.pk}
    assert Mute.objects.muting(loud) == {reader.pk}
    assert [Mute.objects.muted_by(each) for each in (loud, third)] == [set(), set()]


def test_muting_twice_keeps_the_first_moment(now):
    reader, loud = a_person(), a_person()
    mute(person=reader, other=loud, now=now)

    mute(person=reader, other=loud, now=now.replace(year=2027))

    assert Mute.objects.get().since == now


def test_after_unmuting_nothing_is_left(now):
    reader, loud = a_person(), a_person()
    mute(person=reader, other=loud, now=now)

    for _ in range(2):
        unmute(person=reader, other=loud)

    assert not Mute.objects.exists()


def test_nobody_mutes_themselves(now):
    person = a_person()

    with pytest.raises(MutesThemselves):
        mute(person=person, other=person, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mute.objects.create(person=person, muted=person, since=now)


def test_there_is_a_limit_and_those_muted_already_stay(now, monkeypatch):
    monkeypatch.setattr(mutes, "MOST_MUTED", 2)
    reader, others = a_person(), [a_person() for _ in range(3)]
    for other in others[:2]:
        mute(person=reader, other=other, now=now)

    with pytest.raises(TooManyMuted):
        mute(person=reader, other=others[2], now=now)
    mute(person=reader, other=others[0], now=now)

    assert Mute.objects.muted_by(reader) == {each.pk for each in others[:2]}


@pytest.mark.parametrize("people", [1, 30])
def test_who_is_muted_costs_one_query(now, django_assert_num_queries, people):
    reader = a_person()
    for _ in range(people):
        mute(person=reader, other=a_person(), now=now)

    with django_assert_num_queries(1):
        assert len(Mute.objects.muted_by(reader)) == people
