"""The site as a server calls it, with copies in front."""

from collections.abc import Iterator

import pytest
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections

from config.pages.front import StoredPages

from .visitor import Visitor


@pytest.fixture(autouse=True)
def _the_connection_of_the_test_stays_open() -> Iterator[None]:
    """As in Django's own client: the test is one transaction of one connection."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def front(db) -> StoredPages:
    return StoredPages(WSGIHandler(), limit=4_000_000)


@pytest.fixture
def visitor(front) -> Visitor:
    """A stranger whose answers come from copies."""
    return Visitor(front)


@pytest.fixture
def fresh(db) -> Visitor:
    """A stranger for whom every page is rendered."""
    return Visitor(WSGIHandler())
