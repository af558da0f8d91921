"""What open pages ask all the time: how many comments are new (C11)."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actions.mutes import mute
from accounts.models import User
from comments.actions.moderate import moderate
from comments.models import Thread
from comments.rules.states import APPROVE, State
from tests.builders import EDITOR, NOW, a_comment, a_person, a_thread
from tests.comments.views.conftest import many_comments

pytestmark = pytest.mark.django_db


def news(client, thread, after, status=200):
    answer = client.get(f"/en/threads/{thread.pk}/new/?after={after}")
    assert answer.status_code == status
    return answer.json()


def test_it_tells_how_many_came_after_a_place_and_which_was_the_first(client, thread):
    a_comment(thread=thread)
    new = [a_comment(thread=thread) for _ in range(2)]

    assert news(client, thread, 1) == {
        "count": 2,
        "more": False,
        "last": 3,
        "first": f"/en/c/{new[0].pk}/",
    }
    assert news(client, thread, 3) == {"count": 0, "more": False, "last": 3, "first": None}


@pytest.mark.parametrize("state", [State.REMOVED, State.SPAM, State.WITHDRAWN, State.HIDDEN])
def test_what_is_gone_is_not_counted(client, thread, state):
    gone = a_comment(thread=thread)
    type(gone).objects.filter(pk=gone.pk).update(state=state)

    assert news(client, thread, 0) == {"count": 0, "more": False, "last": 1, "first": None}


def test_a_held_comment_is_not_counted_before_it_is_approved_and_is_new_then(client, thread):
    held = a_comment(thread=thread, state=State.PENDING)
    type(held).objects.filter(pk=held.pk).update(public_seq=None)
    known = a_comment(thread=thread)
    assert news(client, thread, known.public_seq)["count"] == 0

    held.refresh_from_db()
    moderate(comment=held, move=APPROVE, actor=EDITOR, now=NOW)

    assert news(client, thread, known.public_seq)["first"] == f"/en/c/{held.pk}/"


def test_comments_of_other_conversations_are_not_counted(client, thread):
    a_comment(thread=a_thread())

    assert news(client, thread, 0)["count"] == 0


def test_beyond_a_hundred_it_only_says_that_there_are_more(client, thread, member):
    many_comments(thread, 103, author=member)

    assert (news(client, thread, 2)["count"], news(client, thread, 2)["more"]) == (100, True)
    assert (news(client, thread, 4)["count"], news(client, thread, 4)["more"]) == (99, False)


def test_it_costs_one_query_whether_there_is_much_or_nothing(
    client, thread, member, django_assert_num_queries
):
    many_comments(thread, 30, author=member)
    client.get("/healthz")

    for after in (0, 30):
        with django_assert_num_queries(1):
            news(client, thread, after)


@pytest.mark.parametrize(
    "after", ["", "-1", "1.5", "0x1", "1e9", "999999999999", "٣", "1;--", "None", "+1", " 1"]
)
def test_what_is_no_whole_number_is_refused_in_words(client, thread, after):
    assert "whole number" in news(client, thread, after, status=400)["error"]


def test_a_conversation_that_is_not_public_yet_does_not_exist(client):
    thread = a_comment(thread=a_thread()).thread
    Thread.objects.filter(pk=thread.pk).update(visible_from=None)

    for pk in (thread.pk, 987654):
        assert client.get(f"/threads/{pk}/new/?after=0").status_code == 404


def test_a_conversation_that_is_not_public_any_more_is_gone(client):
    thread = a_comment(thread=a_thread()).thread
    Thread.objects.filter(pk=thread.pk).update(visible_until=NOW - timedelta(minutes=1))

    assert set(news(client, thread, 0, status=410)) == {"error"}


def test_everybody_gets_the_same_answer_and_no_cookie_matters(client, signed_in, thread, member):
    a_comment(thread=thread, author=member, state=State.PENDING)

    stranger, reader = (each.get(f"/threads/{thread.pk}/new/?after=0") for each in (client, signed_in))

    assert stranger.content == reader.content
    for answer in (stranger, reader):
        assert "Cookie" not in answer.get("Vary", "")
        assert not answer.cookies
        assert answer["Cache-Control"] == "max-age=0, must-revalidate, s-maxage=1"


def test_who_knows_the_answer_hears_304(client, thread):
    address = f"/threads/{thread.pk}/new/?after=0"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304

    a_comment(thread=thread)

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_nothing_is_changed_by_asking(client, thread):
    assert client.post(f"/threads/{thread.pk}/new/?after=0").status_code == 405


def test_who_mutes_somebody_hears_how_many_are_left(thread: Thread, member: User, signed_in: Client) -> None:
    loud = a_comment(thread=thread, author=a_person()).author
    a_comment(thread=thread)
    assert signed_in.get(f"/en/threads/{thread.pk}/new/heard/?after=0").json() == {"count": 2, "mutes": False}

    mute(person=member, other=loud, now=NOW)

    assert signed_in.get(f"/en/threads/{thread.pk}/new/heard/?after=0").json() == {"count": 1, "mutes": True}
    assert signed_in.get(f"/en/threads/{thread.pk}/new/?after=0").json()["count"] == 2


def test_what_one_person_hears_is_told_to_nobody_else(thread: Thread, signed_in: Client) -> None:
    address = f"/en/threads/{thread.pk}/new/heard/?after=0"

    assert Client().get(address).status_code == 400
    assert "no-store" in signed_in.get(address)["Cache-Control"]


@pytest.mark.parametrize("rows", [1, 30])
def test_asking_costs_the_same_for_one_comment_and_for_thirty(
    thread: Thread, member: User, signed_in: Client, rows: int, django_assert_num_queries: object
) -> None:
    many_comments(thread, rows, author=a_person())
    signed_in.get(f"/en/threads/{thread.pk}/new/heard/?after=0")

    with django_assert_num_queries(5):  # type: ignore[operator]  # session, person, page, comments, mutes
        signed_in.get(f"/en/threads/{thread.pk}/new/heard/?after=0")
