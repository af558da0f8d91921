"""New members, one row a person, and all that waits of one of them approved at once (M4)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Standing, User
from accounts.rules.measures import Sanction
from accounts.rules.roles import Role, system
from comments.actions.moderate import moderate
from comments.models import Comment, Thread
from comments.newcomers import newcomers_at
from comments.rules.casework import FEW, NEW_FOR
from comments.rules.states import REMOVE, State
from tests.builders import NOW, a_comment, a_measure, a_person

PAGE, DECIDE = "/en/moderation/new/", "/en/moderation/decide/"
LONG_AGO = NOW - timedelta(days=400)


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Lea", Role.MODERATOR))
    return client


def named(now=NOW) -> list[str]:
    return [person.username for person in newcomers_at(now)]


def a_newcomer(thread: Thread, name: str | None = None, *, state=State.PENDING, count: int = 1) -> User:
    now = timezone.now()
    person = a_person(name, date_joined=now - timedelta(days=1))
    for _ in range(count):
        a_comment(thread=thread, author=person, state=state, now=now - timedelta(hours=1))
    return person


def test_who_is_new_has_joined_lately_or_has_few_public_comments(thread: Thread) -> None:
    joined = {"Young": NOW - timedelta(days=1), "Late bloomer": LONG_AGO, "Known": LONG_AGO, "Silent": NOW}
    people = {name: a_person(name, date_joined=at) for name, at in joined.items()}
    for name in ("Young", "Late bloomer", "Known"):
        a_comment(thread=thread, author=people[name], now=NOW - timedelta(hours=1))
    Standing.objects.filter(user__in=[people["Young"], people["Known"]]).update(public_comments=FEW)
    a_comment(thread=thread, author=a_person("Henk", Role.MODERATOR), now=NOW)

    assert sorted(named()) == ["Late bloomer", "Young"]


def test_who_wrote_long_ago_is_there_only_while_something_waits(thread: Thread) -> None:
    before = NOW - NEW_FOR - timedelta(days=1)
    a_comment(thread=thread, author=a_person("Once", date_joined=LONG_AGO), now=before)
    waits = a_person("Waits", date_joined=LONG_AGO)
    a_comment(thread=thread, author=waits, state=State.PENDING, now=before)

    assert named() == ["Waits"]


def test_a_row_shows_the_person_the_record_and_what_waits_first(desk: Client, thread: Thread) -> None:
    person = a_newcomer(thread, "Noor")
    a_comment(thread=thread, author=person, body="Public words", now=timezone.now())
    a_measure(person, Sanction.HOLD, now=timezone.now())

    page = desk.get(PAGE).content.decode()

    for words in (
        "Noor",
        "1\u00a0waits\u00a0· 1\u00a0public\u00a0· 0\u00a0removed",
        "everything is read first",
        "/moderation/people/Noor/",
    ):
        assert words in page
    assert page.index("A few words.") < page.index("Public words")


def test_all_that_waits_of_a_person_is_approved_in_one_go(desk: Client, thread: Thread) -> None:
    person = a_newcomer(thread, count=3)
    other = a_newcomer(thread)
    page = desk.get(PAGE).content.decode()

    assert "Approve all 3 comments" in page
    form = {
        "comment": [f"{c.pk}:pending:1" for c in person.comments.all()],
        "move": "approve",
        "state": "new",
    }
    answer = desk.post(DECIDE, form)

    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert set(person.comments.values_list("state", flat=True)) == {State.PUBLIC}
    assert other.comments.get().state == State.PENDING


def test_all_or_nothing_and_the_list_says_what_happened(desk: Client, thread: Thread) -> None:
    person = a_newcomer(thread, count=2)
    first, second = person.comments.all()
    moderate(comment=first, move=REMOVE, actor=system("tests"), reason="insult", now=timezone.now())
    form = {"comment": [f"{first.pk}:pending:1", f"{second.pk}:pending:1"], "move": "approve", "state": "new"}

    answer = desk.post(DECIDE, form)

    assert answer.status_code == 409
    assert "Nothing was changed." in answer.content.decode() and "New members" in answer.content.decode()
    assert Comment.objects.get(pk=second.pk).state == State.PENDING


def test_more_than_is_shown_is_not_approved_unread(desk: Client, thread: Thread) -> None:
    a_newcomer(thread, count=7)

    page = desk.get(PAGE).content.decode()

    assert "Approve all 5 comments" in page and "2 more wait" in page
    assert page.count(":pending:1") == 5


@pytest.mark.parametrize(("roles", "status"), [((), 403), ((Role.EDITOR,), 403), ((Role.MODERATOR,), 200)])
def test_moderators_alone_see_new_members(thread: Thread, roles: tuple[Role, ...], status: int) -> None:
    client = Client()
    client.force_login(a_person(None, *roles))

    assert client.get(PAGE).status_code == status


def test_new_members_take_as_many_queries_with_1_as_with_30(
    desk: Client, thread: Thread, django_assert_num_queries
) -> None:
    a_newcomer(thread)
    desk.get(PAGE)
    with django_assert_num_queries(11):
        desk.get(PAGE)
    for _ in range(29):
        a_newcomer(thread)

    with django_assert_num_queries(11):
        page = desk.get(PAGE).content.decode()

    assert page.count('class="case"') == 20


def test_nobody_new_is_said(desk: Client) -> None:
    assert "Nobody new has written" in desk.get(PAGE).content.decode()
