"""Lists of all comments must not read all comments."""

from datetime import timedelta

import pytest
from django.db import connection

from comments.models import Comment
from comments.querysets import CommentQuerySet
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_thread

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what a table holds"),
]


@pytest.mark.parametrize(
    ("comments", "index"),
    [
        (Comment.objects.newest_first(), "comment_by_time"),
        (Comment.objects.waiting(), "comment_by_state"),
        (Comment.objects.in_state(State.SPAM).newest_first(), "comment_by_state"),
        (Comment.objects.filter(author=1).newest_first(), "comment_by_person"),
    ],
)
def test_each_list_of_comments_is_read_from_an_index(comments: CommentQuerySet, index: str) -> None:
    plan = comments[:25].explain()

    assert f"INDEX {index}" in plan


def test_rows_are_chosen_before_anything_is_joined() -> None:
    thread = a_thread()
    for minute in range(4):
        a_comment(thread=thread, now=NOW + timedelta(minutes=minute))
    a_comment(thread=a_thread(), body="SECRET", state=State.REMOVED, now=NOW + timedelta(minutes=9))

    newest = Comment.objects.public().newest(2).with_authors().with_threads()

    assert [comment.number for comment in newest] == [4, 3]
    assert "LIMIT 2)" in str(newest.query)
