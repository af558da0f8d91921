"""Whose page of a conversation is not that of all other members."""

from uuid import uuid4

import pytest

from accounts.actions.mutes import mute
from comments.apart import Facts, facts_about
from comments.models import Comment, Draft, Follow, Reaction
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


def test_a_draft_is_told_until_it_is_posted(thread):
    reader, other = a_person(), a_person()
    kept = {"thread": thread, "text": "Bald.", "saved_at": NOW}
    mine = Draft.objects.create(person=reader, submission=uuid4(), **kept)
    Draft.objects.create(person=other, submission=uuid4(), **kept | {"text": "SECRET"})
    Draft.objects.create(
        person=reader, submission=uuid4(), **kept | {"text": "SECRET", "parent": a_comment(thread=thread)}
    )

    told = facts_about(reader, thread.pk, NOW).draft

    assert (told.text, told.submission, told.saved_at) == ("Bald.", mine.submission, NOW)
    said = a_comment(thread=thread, author=reader)
    Comment.objects.filter(pk=said.pk).update(submission=mine.submission)
    assert facts_about(reader, thread.pk, NOW).draft is None


def test_what_others_did_here_is_nobody_elses(thread):
    reader, other = a_person(), a_person()
    said = a_comment(thread=thread)
    for person, place in ((other, said), (reader, a_comment(thread=a_thread()))):
        Reaction.objects.create(person=person, comment=place, thread=place.thread, at=NOW)
        Follow.objects.create(person=person, thread=place.thread, since=NOW)

    assert facts_about(reader, thread.pk, NOW) == Facts()
    assert facts_about(other, thread.pk, NOW) == Facts(is_follower=True, reacted=frozenset({said.pk}))


def test_all_of_it_is_one_query(thread, django_assert_num_queries):
    reader = a_person()
    for _ in range(5):
        mute(person=reader, other=a_person(), now=NOW)

    with django_assert_num_queries(1):
        facts_about(reader, thread.pk, NOW)
