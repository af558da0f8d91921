"""Whose page of a conversation is not that of all other members."""

import pytest

from accounts.actions.mutes import mute
from comments.apart import facts_about
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    thread = a_thread()
    a_comment(thread=thread)
    return thread


def test_a_reader_who_is_silent_here_gets_the_page_of_all(thread):
    reader = a_person()
    a_comment(author=reader, thread=a_thread())

    assert not facts_about(reader, thread.pk, NOW).apart


@pytest.mark.parametrize("state", [State.PUBLIC, State.PENDING, State.REMOVED])
def test_who_spoke_here_is_apart(thread, state):
    reader = a_person()
    a_comment(author=reader, thread=thread, state=state)

    assert facts_about(reader, thread.pk, NOW).apart


def test_who_muted_somebody_is_apart_only_where_they_speak(thread):
    reader, loud = a_person(), a_person()
    elsewhere = a_comment(author=loud, thread=a_thread())
    mute(person=reader, other=loud, now=NOW)

    assert facts_about(reader, elsewhere.thread_id, NOW).apart
    assert not facts_about(reader, thread.pk, NOW).apart
    assert not facts_about(a_person(), elsewhere.thread_id, NOW).apart


def test_all_of_it_is_one_query(thread, django_assert_num_queries):
    reader = a_person()
    for _ in range(5):
        mute(person=reader, other=a_person(), now=NOW)

    with django_assert_num_queries(1):
        facts_about(reader, thread.pk, NOW)
