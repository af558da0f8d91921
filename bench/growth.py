"""S5: the same pages and the same writing on sites of different sizes, rounds interleaved."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from bench import servers
from bench.figures import Figure
from bench.measuring import Load, get, in_turns
from bench.pages import COMPRESSED, fetched
from bench.servers import Server
from bench.sites import Prepared
from bench.writing import Writing

BOUND = 1.2  # slowest by fastest
CONNECTIONS = 4


def s5(sites: list[Prepared], scratch: Path, seconds: float) -> list[Figure]:
    """Return for each scenario how the largest site compares with the smallest, on one kind of database."""
    tasks: dict[str, dict[str, Callable[[], Load]]] = {}
    with ExitStack() as stack:
        for prepared in sites:
            size = f"{prepared.comments:,}"
            stored = stack.enter_context(servers.site(prepared.folder, **prepared.variables))
            cold = stack.enter_context(
                servers.site(prepared.folder, RESONANZ_PAGES_MB="0", **prepared.variables)
            )
            for name, run in _tasks(prepared, stored, cold, scratch, seconds).items():
                tasks.setdefault(name, {})[size] = run
        return [_figure(sites[0].kind, name, in_turns(runs)) for name, runs in tasks.items()]


def _tasks(
    prepared: Prepared, stored: Server, cold: Server, scratch: Path, seconds: float
) -> dict[str, Callable[[], Load]]:
    found = prepared.addresses()
    cookie = prepared.sign_in(1)[0]
    signed_in = COMPRESSED | {"Cookie": cookie}
    for path in (found["short"], found["long"], "/"):
        fetched(stored, path, COMPRESSED)

    def ask(site: Server, path: str, headers: dict[str, str]) -> Callable[[], Load]:
        return partial(get, site.url + path, seconds, headers=headers, connections=CONNECTIONS)

    return {
        "post with 10 comments, stored (S1)": ask(stored, found["short"], COMPRESSED),
        "post with 10 comments, rendered": ask(cold, found["short"], COMPRESSED),
        "post with 1,000 comments, stored (S2)": ask(stored, found["long"], COMPRESSED),
        "post with 1,000 comments, rendered": ask(cold, found["long"], COMPRESSED),
        "front page, rendered (S3)": ask(cold, "/", COMPRESSED),
        "posting (S4)": Writing(prepared, cold, scratch, seconds).load,
        "signed in, 10 comments (S7)": ask(stored, found["short"], signed_in),
    }


def _figure(kind: str, name: str, loads: dict[str, Load]) -> Figure:
    slowest = min(load.rate for load in loads.values())
    fastest = max(load.rate for load in loads.values())
    rates = " / ".join(f"{load.rate:,.0f}" for load in loads.values())
    return Figure(
        "S5",
        f"{kind}: {name}; a second at {' / '.join(loads)} comments: {rates}",
        value=f"{fastest / slowest:.2f} ×",
        goal=f"≤ {BOUND} ×",
        holds=fastest / slowest <= BOUND,
    )
