"""What is said beforehand is what happens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.rules.leaving import Choice
from comments.actions.erasing import erase_comments
from comments.emptied import emptied
from comments.models import Comment, Draft
from comments.previews import preview_of_comments, preview_of_traces
from comments.rules.offices import Office
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def person():
    person, thread = a_person(), a_thread()
    a_comment(parent=a_comment(author=person, thread=thread))
    official = a_comment(author=person, thread=thread)
    Comment.objects.filter(pk=official.pk).update(office=Office.EDITORS)
    for state in (State.PUBLIC, State.PUBLIC, State.PENDING, State.REMOVED):
        a_comment(author=person, thread=thread, state=state)
    return person


def erased(person, choice):
    ids = list(Comment.objects.of(person).values_list("pk", flat=True))
    while erase_comments(person, choice, NOW):
        pass
    return Comment.objects.filter(pk__in=ids)


def test_who_keeps_the_words_is_told_how_many_stay(person):
    lines = preview_of_comments(person, Choice.NAMELESS)

    assert lines[:3] == [
        "4 comments stay, without your name and picture.",
        "1 comment vanishes.",
        "The words of 1 comment that nobody reads any more are erased.",
    ]
    assert erased(person, Choice.NAMELESS).public().exclude(source="").count() == 4


def test_who_empties_them_is_told_how_many_lines_stand_there(person):
    lines = preview_of_comments(person, Choice.REDACT)

    assert lines[:2] == [
        "1 comment that you wrote for the house stays, without your name.",
        "3 comments become the line “[text removed by its author]”. Their answers stay.",
    ]
    texts = [text for text, _html in emptied().values()]
    assert erased(person, Choice.REDACT).public().filter(source__in=texts).count() == 3


def test_who_deletes_them_is_told_which_leave_a_line(person):
    lines = preview_of_comments(person, Choice.DELETE)

    assert lines[1:3] == [
        "3 comments vanish.",
        "1 comment with answers leaves a line: it was withdrawn by its author.",
    ]
    gone = erased(person, Choice.DELETE).in_state(State.WITHDRAWN)
    assert (gone.count(), gone.filter(public_below__gt=0).count()) == (4, 1)


def test_nothing_is_said_of_what_is_not_there():
    person = a_person()

    assert preview_of_comments(person, Choice.DELETE) == preview_of_traces(person, Choice.DELETE) == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_is_the_same_for_one_comment_and_for_thirty(count):
    person, thread = a_person(), a_thread()
    for _ in range(count):
        a_comment(author=person, thread=thread)
    Draft.objects.create(
        person=person, thread=thread, text="More", submission="7f8e5a3c-2a8f-4f0a-9f43-0a3a9d6c1f11",
        saved_at=NOW,
    )  # fmt: skip

    with CaptureQueriesContext(connection) as queries:
        preview_of_comments(person, Choice.DELETE)
        preview_of_traces(person, Choice.DELETE)

    assert len(queries) == 12
