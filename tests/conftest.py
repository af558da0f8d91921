"""What all tests share. The suite needs nothing outside of this folder; corpora and servers are extra."""

import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from accounts.rules.roles import GROUPS
from comments import guard
from tests import migrated
from tests.together import Together

CORPORA = Path(os.environ.get("RESONANZ_CORPORA", Path(__file__).resolve().parents[2] / "shared" / "data"))

# Chromium is driven by a loop of its own in this thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

COMMITTING = {"transactional_db", "live_server"}

# What these show is read by querysets and done by actions whose tests go on both databases, as do those that
# count queries.
SHOWING = (
    "comments/views/",
    "blog/admin/",
    "blog/test_views_",
    "blog/test_feeds",
    "blog/test_head",
    "blog/test_demonstration",
    "blog/test_import_addresses",
    "blog/test_import_media",
    "blog/test_links",
    "blog/test_pictures",
    "blog/actions/test_cards",
    "blog/actions/test_images",
    "blog/actions/test_library",
    "blog/actions/test_renditions",
    "accounts/test_admin",
    "accounts/test_views_",
    "comments/actions/test_letters",
    "comments/test_access",
    "comments/test_what_measures_forbid",
    "journeys/test_accounts_own_pages",
    "journeys/test_uploads",
)


@pytest.hookimpl(optionalhook=True)  # where xdist is
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together:
    return Together(config, log)


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what stays until the end: the site and all tests."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every test that asks for the database use that of the limits as well.

    What only shows goes on one database. What tests that commit leave is swept away below.
    """
    for item in items:
        if item.nodeid.startswith(tuple(f"tests/{path}" for path in SHOWING)) and "queries" not in item.name:
            item.add_marker(pytest.mark.one_database)
        mark = item.get_closest_marker("django_db")
        fixtures = set(getattr(item, "fixturenames", ()))
        if not mark and not fixtures & {"db", *COMMITTING}:
            continue
        wishes = dict(mark.kwargs) if mark else {}
        commits = bool(wishes.get("transaction") or fixtures & COMMITTING)
        wishes.setdefault("databases", "__all__")
        wishes["transaction"] = commits
        item.add_marker(pytest.mark.django_db(**wishes), append=False)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Accept databases that are there already: those of `tests.migrated`, where every database is a file.

    On a server the last test that commits leaves an empty one, without the roles.
    """
    return len(migrated.file_databases()) == len(list(connections))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    migrated.restore()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        migrated.keep()


@pytest.fixture(autouse=True)
def _no_limit_survives(request: pytest.FixtureRequest) -> Iterator[None]:
    """Forget all limits after a test; where the test is rolled back, so are they."""
    mark = request.node.get_closest_marker("django_db")
    if not mark:
        yield
        return
    request.getfixturevalue("transactional_db" if mark.kwargs["transaction"] else "db")
    yield
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _tests_that_commit_are_swept_away() -> Iterator[None]:
    """Let Django empty the database after such a test, although the log refuses it to all others.

    The roles, which a migration wrote, are written again. Django's own way (`serialized_rollback`) keeps
    them at the connection, and there are several of those once Chromium has brought its loop.
    """
    sweep = TransactionTestCase._fixture_teardown

    def sweep_with_log(case: TransactionTestCase) -> None:
        with guard.lifted(connection):
            sweep(case)
        Group.objects.bulk_create([Group(name=role.value) for role in GROUPS])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep_with_log)
        yield


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real exports and corpora, or a skip that says where it was looked for."""
    if not CORPORA.is_dir():
        pytest.skip(f"no corpora at {CORPORA}; set RESONANZ_CORPORA to their folder")
    return CORPORA


@pytest.fixture
def now() -> datetime:
    """A moment that all tests agree on: time is an argument."""
    return datetime(2026, 3, 14, 9, 26, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _media_of_this_test(settings: Settings, tmp_path: Path) -> None:
    """Files that a test stores are its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def in_english() -> Iterator[None]:
    """Ask for English, whatever the site speaks: for tests that compare words outside of a request."""
    with translation.override("en"):
        yield
