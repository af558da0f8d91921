"""Polls come from copies: the same bytes for a crowd, never an old count (C11, O5)."""

import pytest

from comments.rules.states import State
from config.pages.versions import NEARLY_ALL
from tests.builders import a_comment, a_post

pytestmark = pytest.mark.django_db


def test_a_poll_from_a_copy_costs_one_query_and_never_meets_django(visitor, django_assert_num_queries):
    thread = a_comment(thread=a_post().thread).thread
    address = f"/threads/{thread.pk}/new/?after=1"
    first = visitor.get(address)

    with django_assert_num_queries(1):
        again = visitor.get(address, if_none_match=first.headers["ETag"])

    assert (first.status, again.status) == (200, 304)
    assert first.headers["Vary"] == again.headers["Vary"] == "Accept-Encoding"
    assert first.headers["Cache-Control"] == "max-age=0, must-revalidate, s-maxage=1"


def test_a_new_comment_is_in_the_next_answer_and_a_held_one_is_not(visitor):
    thread = a_comment(thread=a_post().thread).thread
    address = f"/threads/{thread.pk}/new/?after=1"
    assert '"count": 0' in visitor.get(address).text

    a_comment(thread=thread)
    a_comment(thread=thread, state=State.SPAM)

    assert '"count": 1' in visitor.get(address).text


@pytest.mark.parametrize("query", ["after=01", "after=1&x=1", "x=1&after=1", "after=99", "after=%31"])
def test_strangers_cannot_fill_the_memory(visitor, front, query):
    thread = a_comment(thread=a_post().thread).thread

    visitor.get(f"/threads/{thread.pk}/new/?{query}")

    assert front.copies.all() == []


def test_only_those_who_have_nearly_everything_are_a_crowd(visitor, front):
    thread = a_post().thread
    type(thread).objects.filter(pk=thread.pk).update(last_public_seq=NEARLY_ALL + 5)

    for after in range(NEARLY_ALL + 6):
        visitor.get(f"/threads/{thread.pk}/new/?after={after}")

    assert len(front.copies.all()) == NEARLY_ALL + 1
