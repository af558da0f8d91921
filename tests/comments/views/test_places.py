"""Permalinks, one's own comments, members."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actions.people import rename_person
from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.moderate import moderate
from comments.models import Comment, Thread
from comments.rules.states import HOLD, REMOVE, State
from tests.builders import NOW, a_comment, a_person, a_thread
from tests.comments.views.conftest import LONG_AGO, many_comments


def at(comment: Comment) -> str:
    return f"/en/c/{comment.pk}/"


def test_a_permalink_leads_to_page_and_place(client: Client, thread: Thread) -> None:
    many_comments(thread, 30, author=a_person())
    last = Comment.objects.get(number=30)

    assert client.get(at(last))["Location"] == "/en/talk/page/?page=2#c30"
    assert client.get(f"/c/{last.pk}/")["Location"] == "/talk/page/?page=2#c30"


def test_the_permalink_of_a_tombstone_leads_to_it(client: Client, thread: Thread) -> None:
    removed = a_comment(thread=thread, state=State.REMOVED)
    a_comment(parent=removed)

    assert client.get(at(removed))["Location"] == "/en/talk/page/#c1"


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        (State.REMOVED, 410, "was removed"),
        (State.SPAM, 410, "was removed"),
        (State.WITHDRAWN, 410, "was withdrawn"),
        (State.PENDING, 404, "is not public at the moment"),
    ],
)
def test_a_comment_that_left_no_trace_is_spoken_of(
    client: Client, thread: Thread, state: State, status: int, words: str
) -> None:
    gone = a_comment(thread=thread, body="SECRET", state=state)

    answer = client.get(at(gone))

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "SECRET" not in answer.content.decode()


def test_a_comment_that_was_never_public_does_not_exist(client: Client, thread: Thread) -> None:
    Comment.objects.filter(pk=a_comment(thread=thread, state=State.PENDING).pk).update(public_seq=None)

    assert client.get(at(Comment.objects.get())).status_code == 404


def test_under_a_page_that_is_not_public_there_is_no_comment(client: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)
    Thread.objects.update(visible_until=LONG_AGO + timedelta(days=1))

    assert client.get(at(comment)).status_code == 404
    assert client.get("/en/c/999999/").status_code == 404
    assert client.get(f"/en/c/{10**30}/").status_code == 404


def test_the_own_waiting_comment_has_its_place(signed_in: Client, member: User, thread: Thread) -> None:
    waiting = a_comment(thread=thread, author=member, state=State.PENDING)

    assert signed_in.get(at(waiting))["Location"] == "/en/talk/page/#c1"


def test_the_own_removed_comment_leads_to_what_became_of_it(
    signed_in: Client, member: User, thread: Thread
) -> None:
    removed = a_comment(thread=thread, author=member, state=State.REMOVED)

    assert signed_in.get(at(removed))["Location"] == f"/en/comments/{removed.pk}/status/"


def test_moderators_are_led_to_the_history(thread: Thread) -> None:
    lea = Client()
    lea.force_login(a_person("Lea", Role.MODERATOR))
    removed = a_comment(thread=thread, state=State.REMOVED)

    assert lea.get(at(removed))["Location"] == f"/en/moderation/comments/{removed.pk}/"


def test_withdrawing_asks_first(signed_in: Client, member: User, thread: Thread) -> None:
    comment = a_comment(thread=thread, author=member)

    page = signed_in.get(f"/en/comments/{comment.pk}/delete/").content.decode()

    assert "Withdraw comment #1?" in page
    assert Comment.objects.get().state == State.PUBLIC


def test_a_withdrawn_comment_with_answers_leaves_a_line(
    signed_in: Client, member: User, thread: Thread
) -> None:
    comment = a_comment(thread=thread, author=member, body="REGRET")
    a_comment(parent=comment, body="Kept")

    answer = signed_in.post(f"/en/comments/{comment.pk}/delete/", follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [("/en/talk/page/#c1", 303)]
    assert "#1 was withdrawn by its author." in page
    assert "Kept" in page
    assert "REGRET" not in page


def test_a_comment_that_leaves_no_line_leads_to_the_message_at_the_top(
    signed_in: Client, member: User, thread: Thread
) -> None:
    comment = a_comment(thread=thread, author=member, body="REGRET")

    answer = signed_in.post(f"/en/comments/{comment.pk}/delete/", follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [("/en/talk/page/", 303)]
    assert "Your comment #1 is withdrawn." in page
    assert "REGRET" not in page


def test_nobody_withdraws_what_others_wrote(signed_in: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)

    assert signed_in.post(f"/en/comments/{comment.pk}/delete/").status_code == 404
    assert Client().post(f"/en/comments/{comment.pk}/delete/")["Location"].startswith("/en/accounts/login/")
    assert Comment.objects.get().state == State.PUBLIC


def test_what_is_gone_cannot_be_withdrawn(signed_in: Client, member: User, thread: Thread) -> None:
    comment = a_comment(thread=thread, author=member, state=State.REMOVED)

    assert signed_in.post(f"/en/comments/{comment.pk}/delete/").status_code == 409
    assert Comment.objects.get().state == State.REMOVED


def test_the_status_tells_the_author_what_was_decided_and_why(
    signed_in: Client, member: User, thread: Thread
) -> None:
    comment = a_comment(thread=thread, author=member, body="MINE")
    lea = a_person("Lea", Role.MODERATOR).as_actor()
    moderate(comment=comment, move=HOLD, actor=lea, now=NOW)
    moderate(comment=comment, move=REMOVE, actor=lea, reason="insult", note="NOTE", now=NOW)

    page = signed_in.get(f"/en/comments/{comment.pk}/status/").content.decode()

    for words in ("MINE", "Received and published.", "put back for another look", "Reason: insult."):
        assert words in page
    assert "NOTE" not in page
    assert "Lea" not in page


def test_the_status_is_for_its_author_only(signed_in: Client, thread: Thread) -> None:
    assert signed_in.get(f"/en/comments/{a_comment(thread=thread).pk}/status/").status_code == 404


def test_a_members_page_shows_what_anybody_can_read(client: Client, thread: Thread, member: User) -> None:
    hidden = a_thread()
    a_comment(thread=thread, author=member, body="Said aloud")
    a_comment(thread=thread, author=member, body="REMOVED", state=State.REMOVED)
    a_comment(thread=hidden, author=member, body="UNDER A DRAFT")
    Thread.objects.filter(pk=hidden.pk).update(visible_from=None)

    page = client.get("/en/members/Ilse/").content.decode()

    assert "Said aloud" in page
    assert "One comment" in page
    assert "REMOVED" not in page
    assert "UNDER A DRAFT" not in page


def test_who_is_locked_out_or_unknown_has_no_page(client: Client, db: None) -> None:
    a_person("Locked", is_active=False)

    assert client.get("/en/members/Locked/").status_code == 404
    assert client.get("/en/members/Nobody/").status_code == 404


def test_a_members_page_takes_as_many_queries_with_1_as_with_30_comments(
    client: Client, thread: Thread, member: User, django_assert_num_queries
) -> None:
    a_comment(thread=thread, author=member)
    with django_assert_num_queries(4):  # person, count, comments, site
        client.get("/en/members/Ilse/")
    many_comments(thread, 29, author=member)

    with django_assert_num_queries(4):
        page = client.get("/en/members/Ilse/").content.decode()

    assert page.count("<article>") == 20


@pytest.mark.parametrize("spelled", ["Tim%20Old", "tim-fresh", "TIM%20FRESH"])
def test_other_spellings_and_former_names_lead_to_the_member(client: Client, db: None, spelled: str) -> None:
    tim = a_person("Tim Old")
    rename_person(person=tim, name="Tim Fresh", house="", now=LONG_AGO)

    answer = client.get(f"/en/members/{spelled}/")

    assert (answer.status_code, answer["Location"]) == (302, "/en/members/Tim%20Fresh/")


def test_nobody_is_led_to_somebody_who_was_locked_out(client: Client, db: None) -> None:
    a_person("Tim Old", is_active=False)

    assert client.get("/en/members/tim-old/").status_code == 404
