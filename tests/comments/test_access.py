"""The table of who may do what in a conversation, by page and in the admin (A6, quality 23)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Mute, User
from accounts.rules.roles import Role
from comments.models import Comment
from comments.rules.states import State
from tests.builders import a_comment, a_person, a_post

pytestmark = pytest.mark.django_db

NOBODY, MEMBER, AUTHOR, HOST = "anonymous", "member", "author of the comment", "author of the post"
MODERATOR, EDITOR = Role.MODERATOR, Role.EDITOR
CHIEF, ADMINISTRATOR = Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR
WHO = (NOBODY, MEMBER, AUTHOR, HOST, MODERATOR, EDITOR, CHIEF, ADMINISTRATOR)
MEMBERS = set(WHO) - {NOBODY}
MODERATORS, EDITORS = {MODERATOR, CHIEF, ADMINISTRATOR}, {EDITOR, CHIEF, ADMINISTRATOR}
STAFF = MODERATORS | EDITORS
ADMIN = "/en/admin/comments/comment/"


@dataclass(frozen=True)
class Act:
    """A form that is sent, and whether it came to anything."""

    address: str
    happened: Callable[[Comment], bool]
    form: dict[str, str]


def in_admin(action: str, happened: Callable[[Comment], bool]) -> Act:
    return Act(ADMIN, happened, {"action": action, "_selected_action": "{comment}"})


def decided(move: str, state: State) -> Act:
    form = {"comment": "{comment}:public", "reason": "other", "move": move}
    return Act("/en/moderation/decide/", is_in(state), form)


def is_in(state: State) -> Callable[[Comment], bool]:
    return lambda comment: Comment.objects.filter(pk=comment.pk, state=state).exists()


def was_answered(comment: Comment) -> bool:
    return Comment.objects.filter(parent=comment).exists()


def was_answered_officially(comment: Comment) -> bool:
    return Comment.objects.filter(parent=comment).exclude(office="").exists()


def is_picked(comment: Comment) -> bool:
    return Comment.objects.picked().filter(pk=comment.pk).exists()


def is_muted(comment: Comment) -> bool:
    return Mute.objects.filter(muted=comment.author).exists()


ANSWER = {"text": "An answer.", "parent": "{comment}", "submission": "{key}"}
TABLE = {
    "answer": (Act("/en/threads/{thread}/comments/", was_answered, ANSWER), MEMBERS),
    "answer officially": (
        Act("/en/threads/{thread}/comments/", was_answered_officially, ANSWER | {"official": "1"}),
        EDITORS | {HOST},
    ),
    "pick": (Act("/en/comments/{comment}/pick/", is_picked, {"words": "first"}), EDITORS),
    "pick in the admin": (in_admin("pick", is_picked), EDITORS),
    "mute": (Act("/en/accounts/me/muted/{author}/", is_muted, {}), MEMBERS - {AUTHOR}),
    "withdraw": (Act("/en/comments/{comment}/delete/", is_in(State.WITHDRAWN), {}), {AUTHOR}),
    "remove": (decided("remove", State.REMOVED), MODERATORS),
    "hold": (decided("hold", State.PENDING), MODERATORS),
    "remove in the admin": (in_admin("remove", is_in(State.REMOVED)), MODERATORS),
}
PAGES = {
    "/en/comments/{comment}/pick/": EDITORS,
    "/en/comments/{comment}/status/": {AUTHOR} | MODERATORS,
    "/en/accounts/me/muted/": MEMBERS,
    "/en/moderation/": MODERATORS,
    "/en/moderation/comments/{comment}/": MODERATORS,
    "/en/admin/comments/comment/": STAFF,
    "/en/admin/comments/thread/": MODERATORS,
    "/en/admin/comments/logentry/": MODERATORS,
}


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def host() -> User:
    return a_person("Hanna Host")


@pytest.fixture
def comment(host: User) -> Comment:
    return a_comment(thread=a_post(author=host).thread, author=a_person("Anna Autorin"))


def entered(who: str, comment: Comment, host: User) -> Client:
    client = Client()
    people = {AUTHOR: comment.author, HOST: host}
    if who != NOBODY:
        client.force_login(people.get(who) or a_person(None, *({who} & set(Role))))
    return client


def filled(text: str, comment: Comment) -> str:
    assert comment.author
    return text.format(
        comment=comment.pk, thread=comment.thread_id, author=comment.author.username, key=uuid.uuid4()
    )


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("what", TABLE)
def test_each_may_do_what_the_table_says_and_nothing_else(what, who, comment, host):
    act, allowed = TABLE[what]
    form = {name: filled(value, comment) for name, value in act.form.items()}

    answer = entered(who, comment, host).post(filled(act.address, comment), form)

    assert act.happened(comment) == (who in allowed), answer.status_code
    assert answer.status_code < 500


@pytest.mark.parametrize("who", WHO)
def test_pages_open_for_whom_they_are_meant(who, comment, host):
    client = entered(who, comment, host)

    answers = {address: client.get(filled(address, comment)) for address in PAGES}

    opened = {address for address, answer in answers.items() if answer.status_code == 200}
    assert opened == {address for address, allowed in PAGES.items() if who in allowed}
    assert {a.status_code for a in answers.values()} <= {200, 302, 403, 404}
