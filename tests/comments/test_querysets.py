"""Lists of all comments must not read all comments."""

import pytest
from django.db import connection

from comments.models import Comment
from comments.querysets import CommentQuerySet
from comments.rules.states import State

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
