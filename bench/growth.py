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
ORDERS = ("oldest", "newest", "useful", "picks")


def s5(sites: list[Prepared], scratch: Path, seconds: float) -> list[Figure]:
    """Return for each scenario how the largest site compares with the smallest, on one kind of database.

    On the largest, a short conversation is compared with one of 100,000 comments besides.
    """
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
        tasks |= _by_length(sites[-1], cold, scratch, seconds)
        return [_figure(sites[0].kind, name, in_turns(runs)) for name, runs in tasks.items()]


def _tasks(
    prepared: Prepared, stored: Server, cold: Server, scratch: Path, seconds: float
) -> dict[str, Callable[[], Load]]:
    found = prepared.addresses()
    signed_in = COMPRESSED | {"Cookie": prepared.sign_in(1)[0]}
    fetched(stored, found["short"], COMPRESSED)

    def ask(site: Server, path: str, headers: dict[str, str] = COMPRESSED) -> Callable[[], Load]:
        return partial(get, site.url + path, seconds, headers=headers, connections=CONNECTIONS)

    return {
        "post with 10 comments, stored (S1)": ask(stored, found["short"]),
        **{
            f"post with 1,000 comments by {order}, rendered": ask(cold, f"{found['long']}?sort={order}")
            for order in ORDERS
        },
        "branch of a conversation, rendered": ask(cold, found["branch"]),
        "poll, asked of the database": ask(cold, found["poll"]),
        "front page, rendered (S3)": ask(cold, "/"),
        "posting (S4)": Writing(prepared, cold, scratch, seconds).load,
        "signed in, 10 comments (S7)": ask(stored, found["short"], signed_in),
    }


def _by_length(
    prepared: Prepared, cold: Server, scratch: Path, seconds: float
) -> dict[str, dict[str, Callable[[], Load]]]:
    """Reading and writing in a shorter conversation and in the longest, on one site."""
    found = prepared.addresses()

    def ask(path: str) -> Callable[[], Load]:
        return partial(get, cold.url + path, seconds, headers=COMPRESSED, connections=CONNECTIONS)

    def write(thread: str) -> Callable[[], Load]:
        return Writing(prepared, cold, scratch, seconds, thread).load

    return {
        "posting, by comments of the conversation": {
            "few": write(found["tiny"]),
            "100,000": write(found["huge"]),
        },
        "poll, by comments of the conversation": {
            "1,000": ask(found["poll"]),
            "100,000": ask(found["huge_poll"]),
        },
        **{
            f"post by {order}, rendered, by comments of the conversation": {
                "1,000": ask(f"{found['long']}?sort={order}"),
                "100,000": ask(f"{found['huge_path']}?sort={order}"),
            }
            for order in ("oldest", "useful")
        },
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
