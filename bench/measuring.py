"""Loads that wrk makes, and comparing them: contestants take turns, medians count."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

LUA = Path(__file__).parent / "lua"
CONNECTIONS = 16
WRITERS = 8
THREADS = 2  # of the load generator
ROUNDS = 3


class LoadBroken(Exception):
    """A load did not come back as it should: answers were refused or connections broke."""


@dataclass(frozen=True)
class Load:
    """What came of one load. Latencies in milliseconds."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p99: float
    refused: int = 0
    broken: int = 0

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def find_wrk() -> str:
    """Return where wrk is; says what to install where it is not."""
    found = shutil.which("wrk")
    if not found:
        raise SystemExit("wrk makes the load and is not installed. On Debian: apt-get install wrk")
    return found


def get(
    url: str,
    seconds: float,
    *,
    headers: Mapping[str, str] | None = None,
    connections: int = CONNECTIONS,
) -> Load:
    """Ask for `url` on so many connections for so long. Raises LoadBroken."""
    pairs = [part for pair in (headers or {}).items() for part in pair]
    return _run(url, seconds, connections, LUA / "get.lua", pairs)


def post(url: str, seconds: float, *, path: str, writers: Path, prefix: str) -> Load:
    """Post comments as the writers in a file of Lua. `prefix` are eight digits that no other load has."""
    return _run(url, seconds, WRITERS, LUA / "post.lua", [path, str(writers), prefix])


def peer_post(
    url: str, seconds: float, *, path: str, headers: Mapping[str, str], body: str, prefix: str
) -> Load:
    """Post to another system; SERIAL in the body becomes a number that no other request has."""
    pairs = [part for pair in headers.items() for part in pair]
    return _run(url, seconds, WRITERS, LUA / "peer.lua", [path, prefix, body, *pairs])


def _run(url: str, seconds: float, connections: int, script: Path, arguments: list[str]) -> Load:
    threads = min(THREADS, connections)
    command = [
        find_wrk(),
        f"-t{threads}",
        f"-c{connections}",
        f"-d{max(seconds, 1):.0f}s",
        "--timeout",
        "20s",
    ]
    done = subprocess.run(
        [*command, "-s", str(script), url, "--", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds + 60,
        env=os.environ,
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), "")
    if not line:
        raise LoadBroken(f"{url}: {done.stdout} {done.stderr}")
    load = Load(**json.loads(line))
    if load.refused or load.broken or not load.requests:
        raise LoadBroken(f"{url}: {load}")
    return load


def in_turns(contestants: Mapping[str, Callable[[], Load]], rounds: int = ROUNDS) -> dict[str, Load]:
    """Let contestants run one after the other, several rounds; return the median of each by its rate."""
    for run in contestants.values():
        run()
    loads: dict[str, list[Load]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            loads[name].append(run())
    return {name: _middle(found) for name, found in loads.items()}


def _middle(loads: list[Load]) -> Load:
    return sorted(loads, key=lambda load: load.rate)[len(loads) // 2]
