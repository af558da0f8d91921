"""Where a reader writes from stands in no table, and a week later nothing leads back there (M10)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client
from django.utils import timezone

from comments.models import Comment, NetworkKey
from config.limits import forget_old_limits
from config.models import Limit
from config.server.purging import PURGES
from tests.accounts.steps import PASSWORD, a_member
from tests.builders import a_thread
from tests.journeys.test_conversation import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESS, NETWORK = "203.0.113.77", "203.0.113."


def kept() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, with the name of its table."""
    for model in apps.get_models(include_auto_created=True):
        rows = model._base_manager.values_list()
        yield from ((model._meta.label, str(row)) for row in rows)
    if "cache" in connections:
        yield from (("limits", str(row)) for row in Limit.objects.using("cache").values_list())


@pytest.fixture
def comment() -> Comment:
    """Signed in, mistyped, searched, previewed and said from one address."""
    thread, person = a_thread(path="/talk/walls/"), a_member()
    client = Client(REMOTE_ADDR=ADDRESS, HTTP_X_FORWARDED_FOR=ADDRESS)
    for password in ("wrong-one", PASSWORD):
        client.post("/accounts/login/", {"login": person.username, "password": password})
    client.get("/search/", {"q": "walls"})
    Client(REMOTE_ADDR=ADDRESS).post(f"/threads/{thread.pk}/preview/", {"text": "Walls"})
    page = client.get("/talk/walls/").content.decode()
    client.post(f"/threads/{thread.pk}/comments/", form_of(page) | {"text": "Walls are thin here."})
    return Comment.objects.get()


def test_only_the_list_of_the_own_sessions_shows_a_network(comment: Comment) -> None:
    assert comment.network_hash != ""
    assert {table for table, row in kept() if NETWORK in row} == {"usersessions.UserSession"}


def test_no_name_that_was_typed_stands_among_the_limits(comment: Comment) -> None:
    limits = [row.lower() for table, row in kept() if table in {"limits", "config.Limit"}]

    assert limits
    assert [row for row in limits if "mira" in row or "user" in row] == []


def test_a_few_weeks_later_nothing_leads_back(comment: Comment) -> None:
    later = timezone.now() + timedelta(days=20)

    for each in PURGES:
        each.work(later, lambda: True)
    forget_old_limits(later)

    assert not NetworkKey.objects.exists()
    assert [table for table, row in kept() if NETWORK in row or comment.network_hash in row] == []


def test_the_key_of_a_day_is_gone_eight_days_later_and_its_hashes_too(comment: Comment) -> None:
    (networks,) = [each for each in PURGES if each.name == "networks"]

    networks.work(timezone.now() + timedelta(days=8), lambda: True)

    assert not NetworkKey.objects.exists()
    assert [table for table, row in kept() if comment.network_hash in row] == []
