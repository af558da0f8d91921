"""What all tests share. The suite needs nothing outside of this folder; corpora and servers are extra."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

CORPORA = Path(os.environ.get("RESONANZ_CORPORA", Path(__file__).resolve().parents[2] / "shared" / "data"))


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
