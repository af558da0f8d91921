"""A conversation as readers get it."""

from datetime import datetime

import pytest

from comments.models import Discussion, Thread
from comments.reading import Order, Row, ThreadPage, read_thread
from tests.builders import a_comment

pytestmark = pytest.mark.django_db


def a_page(thread: Thread, now: datetime, **wishes: object) -> ThreadPage:
    return read_thread(thread, now=now, discussion=Discussion(), **wishes)


def shape(rows: list[Row]) -> list[object]:
    """The tree as numbers: [1, [2, [3]]] is 3 below 2 below 1."""
    return [[row.number, *shape(row.answers)] for row in rows]


def test_answers_stand_below_what_they_answer(now):
    first = a_comment()
    answer = a_comment(parent=first)
    a_comment(parent=answer)
    a_comment(thread=first.thread)
    a_comment(parent=first)

    page = a_page(first.thread, now)

    assert shape(page.rows) == [[1, [2, [3]], [5]], [4]]


def test_the_newest_conversations_come_first_and_their_answers_stay_in_order(now):
    first = a_comment()
    a_comment(parent=first)
    a_comment(parent=first)
    a_comment(thread=first.thread)

    page = a_page(first.thread, now, order=Order.NEWEST)

    assert shape(page.rows) == [[4], [1, [2], [3]]]
