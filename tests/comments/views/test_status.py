"""What became of an own comment, and of all of them (M2, C6)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.moderate import moderate
from comments.models import Comment, CommentVersion, Discussion, LogEntry, Thread
from comments.rules.staffing import DAYS
from comments.rules.states import APPROVE, State
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import LONG_AGO, many_comments
from tests.comments.views.test_edit import change, hold_edits, page_of


def status_of(comment: Comment) -> str:
    return f"/en/comments/{comment.pk}/status/"


def waiting(thread: Thread, author: User, *, since: timedelta = timedelta(hours=2)) -> Comment:
    Discussion.objects.update(first_comments_wait=100)
    return a_comment(thread=thread, author=author, state=State.PENDING, now=timezone.now() - since)


def test_a_waiting_comment_says_why_and_what_happens_next(
    signed_in: Client, thread: Thread, member: User
) -> None:
    page = page_of(signed_in, status_of(waiting(thread, member)))

    assert "Received. The first comments of a new member are read before they appear." in page
    assert "it appears by itself" in page
    assert "Too little was decided in the last 7 days to say how long it takes." in page


def test_the_estimate_comes_from_what_was_decided(signed_in: Client, thread: Thread, member: User) -> None:
    for hours in (1, 1, 1, 2, 2, 2, 3, 3, 20, 30):
        comment = waiting(thread, a_person(), since=timedelta(hours=hours))
        moderate(comment=comment, move=APPROVE, actor=system("tests"), now=timezone.now())

    page = page_of(signed_in, status_of(waiting(thread, member)))

    assert "half was looked at within 3 hours and nine of ten within 21 hours." in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_the_same_queries_whatever_was_decided(
    signed_in: Client, thread: Thread, member: User, django_assert_num_queries: object, count: int
) -> None:
    own = waiting(thread, member)
    for _ in range(count):
        comment = waiting(thread, a_person())
        moderate(comment=comment, move=APPROVE, actor=system("tests"), now=timezone.now())
    signed_in.get(status_of(own))

    with django_assert_num_queries(10):  # type: ignore[operator]
        page_of(signed_in, status_of(own))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what a table holds")
def test_the_ends_of_waits_are_found_by_their_index(db: None) -> None:
    assert "log_of_waits" in LogEntry.objects.ended_waits(since=LONG_AGO).order_by("-at").explain()


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.EDITOR, 404), (Role.MODERATOR, 200)])
def test_the_page_is_for_the_author_and_for_moderators(
    thread: Thread, member: User, role: Role | None, status: int
) -> None:
    comment = waiting(thread, member)
    client = Client()
    client.force_login(a_person("Hal", *([role] if role else [])))

    assert client.get(status_of(comment)).status_code == status


def test_an_edit_that_waits_is_shown_with_its_words_and_can_be_taken_back(
    signed_in: Client, thread: Thread, member: User
) -> None:
    comment = a_comment(thread=thread, author=member, body="First words.", now=LONG_AGO)
    hold_edits()
    change(comment, "Second words.")
    assert "<del>First</del><ins>Second</ins> words." in page_of(signed_in, status_of(comment))

    answer = signed_in.post(f"/en/comments/{comment.pk}/edit/withdraw/")

    assert answer["Location"] == status_of(comment)
    assert not CommentVersion.objects.held().exists()
    assert "You took the change back." in page_of(signed_in, status_of(comment))


def test_nobody_takes_back_what_others_wrote(thread: Thread, member: User) -> None:
    comment = a_comment(thread=thread, author=member, now=LONG_AGO)
    hold_edits()
    change(comment, "Second words.")
    client = Client()
    client.force_login(a_person("Hal", Role.ADMINISTRATOR))

    assert client.post(f"/en/comments/{comment.pk}/edit/withdraw/").status_code == 404
    assert CommentVersion.objects.held().exists()


def test_my_comments_are_all_there_with_where_they_stand(
    signed_in: Client, thread: Thread, member: User
) -> None:
    for state in (State.PUBLIC, State.PENDING, State.REMOVED, State.WITHDRAWN):
        a_comment(thread=thread, author=member, body=f"One that is {state}.", state=state)
    a_comment(thread=thread, body="Of somebody else.")

    page = page_of(signed_in, "/en/accounts/me/comments/")

    standings = ["public", "waits to be read", "removed", "withdrawn"]
    assert [word for word in standings if f">{word}</span>" in page] == standings
    assert "Of somebody else." not in page


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_own_comments_takes_the_same_queries(
    signed_in: Client, thread: Thread, member: User, django_assert_num_queries: object, count: int
) -> None:
    many_comments(thread, count, author=member)
    signed_in.get("/en/accounts/me/comments/")

    with django_assert_num_queries(6):  # type: ignore[operator]
        page_of(signed_in, "/en/accounts/me/comments/")


def test_strangers_are_asked_to_sign_in(db: None, client: Client) -> None:
    assert client.get("/en/accounts/me/comments/").status_code == 302


def test_a_comment_is_withdrawn_with_the_change_that_waits(
    signed_in: Client, thread: Thread, member: User
) -> None:
    comment = a_comment(thread=thread, author=member, body="First words.", now=LONG_AGO)
    a_comment(parent=comment, body="An answer.")
    change(comment, "Second words.")
    hold_edits()
    change(comment, "Third words.", seen=2)

    signed_in.post(f"/en/comments/{comment.pk}/delete/")

    page = page_of(Client(), "/en/talk/page/")
    assert "#1 was withdrawn by its author." in page
    assert "An answer." in page
    assert not CommentVersion.objects.held().exists()
    assert (
        signed_in.post(f"/en/comments/{comment.pk}/edit/", {"text": "x", "seen_text": "3"}).status_code == 409
    )
    assert "words" not in page_of(Client(), f"/en/comments/{comment.pk}/versions/")


def test_of_a_removed_comment_the_author_reads_the_reason(
    signed_in: Client, thread: Thread, member: User
) -> None:
    comment = a_comment(thread=thread, author=member, state=State.REMOVED, reason="off_topic")

    page = page_of(signed_in, status_of(comment))

    assert "A moderator removed it. Reason: off topic." in page
    assert "looked at within" not in page


def test_in_a_closed_conversation_nothing_offers_to_edit(
    signed_in: Client, thread: Thread, member: User
) -> None:
    comment = a_comment(thread=thread, author=member)
    assert f"/en/comments/{comment.pk}/edit/" in page_of(signed_in, "/en/talk/page/")

    Thread.objects.update(closed=True)

    assert f"/en/comments/{comment.pk}/edit/" not in page_of(signed_in, "/en/talk/page/")


def test_a_moderator_reads_what_waits_only_with_the_second_factor(thread: Thread, settings: Settings) -> None:
    own = waiting(thread, a_person())
    client = Client()
    client.force_login(a_person(None, Role.MODERATOR))

    answers = []
    for wanted in (False, True):
        settings.STAFF_SECOND_FACTOR = wanted
        answers.append(client.get(status_of(own)).status_code)

    assert answers == [200, 404]


def test_the_author_hears_from_when_on_somebody_reads(signed_in, thread, member):
    comment = a_comment(thread=thread, author=member, state=State.PENDING)
    day = DAYS[(timezone.now() + timedelta(days=3)).weekday()]
    Discussion.objects.update(staffed_hours=f"{day} 09:00–10:00")

    page = signed_in.get(f"/en/comments/{comment.pk}/status/").content.decode()

    assert "No moderator is there at this hour; from" in page
