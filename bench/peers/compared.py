"""PEERS=1: ours, Isso and django-comments-xtd in turns on the same conversations, beside a bare view.

Each peer is installed once into an environment of its own in the folder of the benchmark, runs on the same
server with as many processes, and keeps its comments in SQLite in its own way.
"""

import contextlib
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench import servers
from bench.figures import Figure
from bench.measuring import WRITERS, Load, get, in_turns, peer_post
from bench.pages import COMPRESSED, fetched
from bench.peers import isso, xtd
from bench.peers.conversations import remarks
from bench.servers import Server
from bench.sites import Prepared
from bench.writing import writing
from tests.ports import a_free_port

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Peer:
    """Another system: its name, how to speak to it, what its durability is."""

    name: str
    package: str
    module: Any
    durability: str

    def installed(self, folder: Path) -> Path:
        """Return the Python of an environment that has the package. Asks the package index once."""
        environment = folder / "environment"
        python = environment / "bin" / "python"
        wanted = HERE / f"{self.package}.txt"
        mark = environment / "installed"
        if not mark.exists() or mark.read_text() != wanted.read_text():
            subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
            subprocess.run([python, "-m", "pip", "install", "-qq", "--requirement", wanted], check=True)
            mark.write_text(wanted.read_text())
        return python

    @contextlib.contextmanager
    def server(self, folder: Path, probe: str) -> Iterator[Server]:
        port = a_free_port()
        command = [
            str(folder / "environment" / "bin" / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(port), "--workers", "2", "--no-ws", "--log-level", "warning", self.module.SERVER,
        ]  # fmt: skip
        env = {**os.environ, **self.module.variables(folder)}
        with servers.running(
            self.name, command, port=port, env=env, log=folder / "log.txt", probe=probe
        ) as server:
            yield server


PEERS = (
    Peer("Isso", "isso", isso, "as it ships: synchronous=FULL, no write-ahead log"),
    Peer("django-comments-xtd", "xtd", xtd, "synchronous=FULL, as ours"),
)


def filled(peer: Peer, folder: Path, site: Prepared) -> Path:
    """Return the data folder of a peer with the comments of our site; made once."""
    folder = folder / f"peer-{peer.package}-{site.comments}"
    folder.mkdir(parents=True, exist_ok=True)
    python = peer.installed(folder)
    if not (folder / "filled").exists():
        print(f"  filling {peer.name} with {site.comments:,} comments …", flush=True)
        for old in folder.glob("*.db*"):
            old.unlink()
        if peer.module is xtd:
            (folder / "db.sqlite3").unlink(missing_ok=True)
            xtd.fill(folder, remarks(site.folder), python=python)
        else:
            with peer.server(folder, probe="/config"):
                isso.fill(folder, remarks(site.folder))
        (folder / "filled").touch()
    return folder


def peers(site: Prepared, folder: Path, scratch: Path, seconds: float) -> list[Figure]:
    """Conversations of 10 and 1,000 comments, and posting, for each in turns."""
    seconds = max(seconds, 8)  # one answer of a thousand comments takes others a second
    paths = site.addresses()
    files = scratch / "files-peers"
    files.mkdir(parents=True, exist_ok=True)
    (files / "page").write_bytes(b"x" * 5_000)
    found: list[Figure] = []
    folders = {peer: filled(peer, folder, site) for peer in PEERS}
    with contextlib.ExitStack() as stack:
        bare = stack.enter_context(servers.bare(files))
        ours = stack.enter_context(writing(site, scratch, seconds))
        open_peers = {
            peer: stack.enter_context(peer.server(where, probe=peer.module.page(paths["short"])))
            for peer, where in folders.items()
        }
        for name, size in (("short", "10"), ("long", "1,000")):
            loads = {
                "Resonanz, stored": partial(get, ours.site.url + paths[name], seconds, headers=COMPRESSED)
            }
            for peer, server in open_peers.items():
                where = peer.module.page(paths[name])
                fetched(server, where, COMPRESSED)
                loads[peer.name] = partial(get, server.url + where, seconds, headers=COMPRESSED)
            found += _figures(f"conversation of {size} comments", loads, bare, seconds)
        writers = {"Resonanz, synchronous=FULL": ours.load}
        for peer, server in open_peers.items():
            writers[f"{peer.name}, {peer.durability}"] = partial(
                _post, peer, server, paths["written_to"], seconds
            )
        found += _figures(f"posting a comment, {WRITERS} writers", writers, bare, seconds)
    return found


def _post(peer: Peer, server: Server, path: str, seconds: float) -> Load:
    address, headers, body = peer.module.posting(server, path)
    return peer_post(
        server.url, seconds, path=address, headers=headers, body=body, prefix=uuid.uuid4().hex[:8]
    )


def _figures(what: str, loads: dict[str, Any], bare: Server, seconds: float) -> list[Figure]:
    done = in_turns(loads | {"bare": partial(get, f"{bare.url}/page", seconds)})
    return [
        Figure(
            "PEERS",
            f"{what}: {name}",
            rate=load.rate,
            ratio=load.rate / done["bare"].rate,
            p50=load.p50,
            p99=load.p99,
        )
        for name, load in done.items()
        if name != "bare"
    ]
