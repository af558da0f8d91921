"""Noting what a signed-in reader has seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from comments.actions import visits
from comments.actions.visits import note_visit
from comments.models import Thread, Visit
from tests.builders import a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


def test_a_reader_has_one_marker_in_a_conversation_and_nobody_elses_moves(now):
    thread, reader, other = a_comment().thread, a_person(), a_person()
    note_visit(person=other, thread=thread, public_seq=0, now=now)
    note_visit(person=reader, thread=thread, public_seq=0, now=now)

    note_visit(person=reader, thread=thread, public_seq=1, now=now + timedelta(hours=1))

    assert set(Visit.objects.values_list("person", "before_seq", "public_seq")) == {
        (reader.pk, 0, 1),
        (other.pk, 0, 0),
    }


def test_nobody_can_have_seen_what_is_not_there_yet(now):
    thread = a_comment().thread

    marker = note_visit(person=a_person(), thread=thread, public_seq=900, now=now)

    assert marker.latest.public_seq == 1


def test_once_everything_is_read_nothing_is_new(now):
    thread, reader = a_comment().thread, a_person()
    note_visit(person=reader, thread=thread, public_seq=0, now=now)

    marker = note_visit(person=reader, thread=thread, public_seq=1, everything=True, now=now)

    assert marker.before.public_seq == 1


def test_an_older_tab_takes_nothing_back(now):
    thread, reader = a_comment().thread, a_person()
    note_visit(person=reader, thread=thread, public_seq=1, now=now)

    note_visit(person=reader, thread=thread, public_seq=0, everything=True, now=now)

    assert Visit.objects.get().public_seq == 1


def test_the_conversation_that_was_visited_longest_ago_makes_room(now, monkeypatch):
    monkeypatch.setattr(visits, "THREADS_REMEMBERED", 2)
    reader, threads = a_person(), [a_thread() for _ in range(3)]

    for hours, thread in enumerate(threads):
        note_visit(person=reader, thread=thread, public_seq=0, now=now + timedelta(hours=hours))

    assert set(Visit.objects.values_list("thread", flat=True)) == {thread.pk for thread in threads[1:]}


def test_who_was_locked_out_leaves_no_marker(now):
    with pytest.raises(PermissionDenied):
        note_visit(person=a_person(is_active=False), thread=a_thread(), public_seq=0, now=now)


def test_a_conversation_that_is_not_public_has_no_visitors(now):
    with pytest.raises(Thread.DoesNotExist):
        note_visit(person=a_person(), thread=a_thread(visible_from=None), public_seq=0, now=now)
