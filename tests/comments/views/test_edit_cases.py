"""Held edits in the queue, every text in the history, and nobody else who reads them (C6, M4)."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.release import decide_edits
from comments.models import Comment, CommentVersion, LogNote, Thread
from comments.rules.states import State
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import LONG_AGO
from tests.comments.views.test_edit import change, hold_edits, page_of

EDITS, DECIDE = "/en/moderation/edits/", "/en/moderation/edits/decide/"


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Mo", Role.MODERATOR))
    return client


def held_edit(thread: Thread, author: User, words: str = "Second words.") -> CommentVersion:
    comment = a_comment(thread=thread, author=author, body="First words.", now=LONG_AGO)
    hold_edits()
    change(comment, words)
    return CommentVersion.objects.held().get(comment=comment)


def test_the_queue_shows_what_an_edit_changes_and_why_it_waits(
    desk: Client, thread: Thread, member: User
) -> None:
    held_edit(thread, member)

    page = page_of(desk, EDITS)

    assert "<del>First</del><ins>Second</ins> words." in page
    assert "Comments are read before they appear." in page
    assert 'Changes <span class="figures">1</span>' in page_of(desk, "/en/moderation/")


def test_a_released_edit_is_public_and_its_author_reads_so(
    desk: Client, thread: Thread, member: User, signed_in: Client
) -> None:
    edit = held_edit(thread, member)

    answer = desk.post(DECIDE, {"edit": edit.pk, "move": "approve"})

    assert (answer.status_code, answer["Location"]) == (303, EDITS)
    assert "Second words." in page_of(Client(), "/en/talk/page/")
    status = page_of(signed_in, f"/en/comments/{edit.comment_id}/status/")
    assert "A moderator read the change and published it." in status


def test_a_refused_edit_tells_its_author_the_reason_and_its_moderator_notes_more(
    desk: Client, thread: Thread, member: User, signed_in: Client
) -> None:
    edit = held_edit(thread, member)

    desk.post(DECIDE, {"edit": edit.pk, "move": "remove", "reason": "insult", "note": "Third time."})

    assert Comment.objects.get().source == "First words."
    status = page_of(signed_in, f"/en/comments/{edit.comment_id}/status/")
    assert "A moderator refused the change. Reason: insult." in status
    assert "Third time." not in status
    assert LogNote.objects.get().text == "Third time."


def test_many_are_decided_at_once_or_none(desk: Client, thread: Thread, member: User) -> None:
    first, second = held_edit(thread, member), held_edit(thread, a_person("Hal"))
    decide_edits(edits=[second], release=False, actor=system("tests"), now=timezone.now())

    answer = desk.post(DECIDE, {"edit": [first.pk, second.pk], "move": "approve"})

    assert answer.status_code == 409
    assert "refused the changed text" in answer.content.decode()
    assert CommentVersion.objects.held().get() == first


def test_a_moderator_who_has_not_seen_the_newest_words_is_told(
    desk: Client, thread: Thread, member: User
) -> None:
    edit = held_edit(thread, member)
    change(edit.comment, "Newer words.", seen=2)

    answer = desk.post(DECIDE, {"edit": edit.pk, "move": "approve"})

    assert answer.status_code == 409
    assert Comment.objects.get().source == "First words."


def test_a_decision_about_a_waiting_comment_whose_text_changed_is_told(
    desk: Client, thread: Thread, member: User
) -> None:
    comment = a_comment(thread=thread, author=member, state=State.PENDING)
    change(comment, "Other words.")

    answer = desk.post("/en/moderation/decide/", {"comment": f"{comment.pk}:pending:1", "move": "approve"})

    assert answer.status_code == 409
    assert "Ilse changed the text." in answer.content.decode()


@pytest.mark.parametrize(
    "sent", [{"move": "approve"}, {"edit": "x", "move": "approve"}, {"edit": "1", "move": "spam"}]
)
def test_nonsense_is_refused_in_words(desk: Client, thread: Thread, sent: dict[str, str]) -> None:
    assert desk.post(DECIDE, sent).status_code == 422


def test_what_does_not_exist_cannot_be_decided(desk: Client, thread: Thread) -> None:
    assert desk.post(DECIDE, {"edit": "987654", "move": "approve"}).status_code == 409


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 403), (None, 403), (Role.EDITOR_IN_CHIEF, 200)])
def test_only_moderators_read_what_waits(
    thread: Thread, member: User, role: Role | None, status: int
) -> None:
    edit = held_edit(thread, member, "NICHTS")
    client = Client()
    client.force_login(a_person("Hal", *([role] if role else [])))

    addresses = [EDITS, f"/en/moderation/comments/{edit.comment_id}/"]
    answers = [client.get(address) for address in addresses]

    found = ["NICHTS" in answer.content.decode() for answer in answers]
    assert found == [status == 200] * 2
    if status != 200:
        assert client.post(DECIDE, {"edit": edit.pk, "move": "approve"}).status_code in {302, 403, 404}
        assert "NICHTS" not in page_of(client, "/admin/comments/comment/")


def test_the_history_shows_every_text_and_the_edit_that_waits(
    desk: Client, thread: Thread, member: User
) -> None:
    edit = held_edit(thread, member)
    decide_edits(edits=[edit], release=False, actor=system("tests"), now=timezone.now())
    change(edit.comment, "Third words.", seen=2)

    page = page_of(desk, f"/en/moderation/comments/{edit.comment_id}/")

    assert "A change waits" in page
    assert page.count("<ins>Third</ins>") == 2
    assert "<ins>Second</ins>" in page
    assert "Ilse changed the text; the change was held." in page


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_edits_takes_the_same_queries(
    desk: Client, thread: Thread, django_assert_num_queries: object, count: int
) -> None:
    author = a_person("Hal")
    for _ in range(count):
        comment = a_comment(thread=thread, author=author, now=LONG_AGO)
        CommentVersion.objects.create(
            comment=comment, number=2, source="x", html="", renderer=1, state="pending",
            written_at=LONG_AGO,
        )  # fmt: skip
    desk.get(EDITS)

    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        page_of(desk, EDITS)


QUERIES = 14


@pytest.mark.parametrize("count", [1, 30])
def test_the_history_of_any_number_of_texts_takes_the_same_queries(
    desk: Client, thread: Thread, member: User, django_assert_num_queries: object, count: int
) -> None:
    comment = held_edit(thread, member).comment
    for number in range(3, count + 3):
        CommentVersion.objects.create(
            comment=comment, number=number, source="x", html="", renderer=1, state="public",
            written_at=LONG_AGO,
        )  # fmt: skip
    address = f"/en/moderation/comments/{comment.pk}/"
    desk.get(address)

    with django_assert_num_queries(19):  # type: ignore[operator]
        page_of(desk, address)


def test_words_that_the_checks_found_are_marked_in_the_difference(
    desk: Client, thread: Thread, member: User
) -> None:
    edit = held_edit(thread, member, "Buy cheap pills here.")
    found = {"check": "words", "reason": "words", "weight": 2, "spans": [[4, 15]], "figures": {}}
    CommentVersion.objects.filter(pk=edit.pk).update(evidence=[found])

    page = page_of(desk, EDITS)

    assert "<mark>cheap pills</mark>" in page
    assert "<mark>cheap pills</mark>" in page_of(desk, f"/en/moderation/comments/{edit.comment_id}/")
