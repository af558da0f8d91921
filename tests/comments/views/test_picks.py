"""Picking by page and in the admin: for editors, by a form with a token (C13)."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.picks import pick
from comments.models import Comment, Thread
from comments.rules.states import State
from tests.builders import EDITOR, NOW, a_comment, a_person
from tests.comments.views.test_edit import change

ADMIN = "/en/admin/comments/comment/"


def entered(*roles: Role) -> Client:
    client = Client()
    client.force_login(a_person(None, *roles))
    return client


@pytest.fixture
def comment(thread: Thread) -> Comment:
    return a_comment(thread=thread, body="I have measured it.")


def is_picked(comment: Comment) -> bool:
    return Comment.objects.picked().filter(pk=comment.pk).exists()


def test_an_editor_is_asked_picks_and_lands_at_the_comment(comment: Comment) -> None:
    editor = entered(Role.EDITOR)
    page = editor.get(f"/en/comments/{comment.pk}/pick/").content.decode()
    assert "I have measured it." in page and not is_picked(comment)

    answer = editor.post(f"/en/comments/{comment.pk}/pick/", {"words": "first"})

    assert (answer.status_code, answer["Location"]) == (303, "/en/talk/page/#c1")
    assert is_picked(comment)


def test_a_pick_is_taken_back(comment: Comment) -> None:
    pick(comment=comment, actor=EDITOR, now=NOW)
    editor = entered(Role.EDITOR)
    assert "Take the pick back" in editor.get(f"/en/comments/{comment.pk}/pick/").content.decode()

    editor.post(f"/en/comments/{comment.pk}/unpick/")

    assert not is_picked(comment)


def test_what_cannot_be_picked_is_said_in_words(comment: Comment) -> None:
    editor = entered(Role.EDITOR)
    Comment.objects.filter(pk=comment.pk).update(office="editors")
    removed = a_comment(state=State.REMOVED)

    answers = [editor.post(f"/en/comments/{pk}/pick/", {"words": "first"}) for pk in (comment.pk, removed.pk)]

    assert [answer.status_code for answer in answers] == [403, 409]
    assert "Editors pick the words of others" in answers[0].content.decode()
    assert "is not public any more" in answers[1].content.decode()


def test_words_that_are_not_public_are_not_shown_to_editors(thread: Thread) -> None:
    held = a_comment(thread=thread, state=State.PENDING, body="SECRET")

    assert "SECRET" not in entered(Role.EDITOR).get(f"/en/comments/{held.pk}/pick/").content.decode()


def test_without_a_token_nothing_is_picked(comment: Comment) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_person(None, Role.EDITOR))

    assert strict.post(f"/en/comments/{comment.pk}/pick/", {"words": "first"}).status_code == 403
    assert not is_picked(comment)


def test_editors_pick_in_the_admin_and_find_there_what_readers_find(comment: Comment) -> None:
    a_comment(thread=comment.thread, state=State.PENDING, body="SECRET")
    editor = entered(Role.EDITOR)
    page = editor.get(ADMIN).content.decode()
    assert "I have measured it." in page and "SECRET" not in page

    form = {"action": "pick", "_selected_action": [comment.pk]}
    page = editor.post(ADMIN, form, follow=True).content.decode()

    assert "One comment picked." in page
    assert is_picked(comment)


def test_the_admin_picks_all_or_none(comment: Comment) -> None:
    editor_in_chief = a_person(None, Role.EDITOR_IN_CHIEF)
    own = a_comment(thread=comment.thread, author=editor_in_chief)
    client = Client()
    client.force_login(editor_in_chief)

    form = {"action": "pick", "_selected_action": [comment.pk, own.pk]}
    page = client.post(ADMIN, form, follow=True).content.decode()

    assert "Nothing was picked" in page
    assert not is_picked(comment)


def test_the_admin_takes_picks_back(comment: Comment) -> None:
    pick(comment=comment, actor=EDITOR, now=NOW)

    entered(Role.EDITOR).post(ADMIN, {"action": "unpick", "_selected_action": [comment.pk]})

    assert not is_picked(comment)


def test_editors_neither_move_comments_nor_read_who_decided(comment: Comment) -> None:
    editor = entered(Role.EDITOR)

    page = editor.get(f"{ADMIN}{comment.pk}/change/").content.decode()
    editor.post(ADMIN, {"action": "remove", "_selected_action": [comment.pk]})

    assert "posted it; it appeared at once." not in page
    assert Comment.objects.get(pk=comment.pk).state == State.PUBLIC


def test_moderators_find_no_picking_in_the_admin(comment: Comment) -> None:
    moderator = entered(Role.MODERATOR)

    page = moderator.get(ADMIN).content.decode()
    moderator.post(ADMIN, {"action": "pick", "_selected_action": [comment.pk]})

    assert 'value="pick"' not in page
    assert not is_picked(comment)


def test_a_text_that_was_changed_meanwhile_is_shown_and_not_picked(thread: Thread, member: User) -> None:
    comment = a_comment(thread=thread, author=member, body="Read by the editor.")
    change(comment, "Other words.")

    answer = entered(Role.EDITOR).post(f"/en/comments/{comment.pk}/pick/", {"words": "first"})

    comment.refresh_from_db()
    assert (answer.status_code, comment.picked_at) == (409, None)
    assert "Other words." in answer.content.decode()
    assert 'name="words" value="20' in answer.content.decode()
