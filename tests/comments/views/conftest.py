"""Pages with a conversation under them, and what can be read off them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from blog.models import SiteSettings
from comments.actions.adopt import adopt_comments
from comments.models import Discussion, Thread
from comments.rules.foreign import ForeignComment
from comments.rules.states import State
from tests.builders import a_person, a_thread

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def many_comments(
    thread: Thread, count: int, *, author: User, answers: bool = False, state: State = State.PUBLIC
) -> None:
    """Put `count` comments into a thread at once; with `answers`, all but the first answer the first."""
    records = [
        ForeignComment(
            foreign_id=f"{thread.pk}:{state}:{number}",
            parent_foreign_id=f"{thread.pk}:{state}:0" if answers and number else None,
            source=f"Number {number}.",
            posted_at=LONG_AGO + timedelta(minutes=number),
            state=state,
            language="de",
            author_id=author.pk,
        )
        for number in range(count)
    ]
    adopt_comments(thread=thread, records=records, now=LONG_AGO)


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def thread(db: None) -> Thread:
    """An open conversation in which nobody waits."""
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    SiteSettings.load()
    return a_thread(path="/talk/page/", title="A page", visible_from=LONG_AGO)


@pytest.fixture
def member(db: None) -> User:
    return a_person("Ilse")


@pytest.fixture
def signed_in(member: User) -> Client:
    client = Client()
    client.force_login(member)
    return client
