"""S1 to S3 and S7: pages that are read, beside a bare view and nginx that return the same bytes."""

import json
import shutil
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import servers
from bench.figures import Figure, at_least
from bench.measuring import Load, get, in_turns
from bench.servers import Answer, Server
from bench.sites import Prepared

COMPRESSED = {"Accept-Encoding": "gzip, deflate, br"}
PLAIN: dict[str, str] = {}
COLD_TRIES = 30
COLD_LIMIT = 40.0  # milliseconds


@dataclass
class Yard:
    """Where servers are compared: the site, and a folder of bytes that bare view and nginx return."""

    site: Server
    bare: Server
    nginx: Server
    files: Path
    seconds: float

    def ours(self, path: str, headers: dict[str, str]) -> Callable[[], Load]:
        return partial(get, self.site.url + path, self.seconds, headers=headers)

    def of_the_bytes(self, server: Server, name: str) -> Callable[[], Load]:
        return partial(get, f"{server.url}/{name}", self.seconds)


@contextmanager
def yard(
    prepared: Prepared, scratch: Path, seconds: float, pages: dict[str, tuple[str, dict[str, str]]]
) -> Iterator[Yard]:
    """Start the site, fetch each of `pages` (name → path and headers), and serve their bytes elsewhere."""
    files = scratch / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True)
    with ExitStack() as stack:
        site = stack.enter_context(servers.site(prepared.folder, **prepared.variables))
        for name, (path, headers) in pages.items():
            (files / name).write_bytes(fetched(site, path, headers).body)
        bare = stack.enter_context(servers.bare(files))
        nginx = stack.enter_context(servers.nginx(files))
        yield Yard(site, bare, nginx, files, seconds)


def fetched(site: Server, path: str, headers: dict[str, str]) -> Answer:
    """Fetch a page twice, as the second reader gets it. Raises RuntimeError unless it is there."""
    site.fetch(path, headers)
    answer = site.fetch(path, headers)
    if answer.status != 200:
        raise RuntimeError(f"{path} answers {answer.status}")
    return answer


def s1(prepared: Prepared, scratch: Path, seconds: float) -> list[Figure]:
    """A post with 10 comments, from the stored copy; and 304 for who has it."""
    path = prepared.addresses()["short"]
    with yard(prepared, scratch, seconds, {"page": (path, COMPRESSED)}) as place:
        tag = fetched(place.site, path, COMPRESSED).headers.get("etag", "")
        known = COMPRESSED | {"If-None-Match": tag}
        unchanged = place.site.fetch(path, known).status
        contestants = {
            "stored": place.ours(path, COMPRESSED),
            "bare": place.of_the_bytes(place.bare, "page"),
            "nginx": place.of_the_bytes(place.nginx, "page"),
        }
        if unchanged == 304:
            contestants["304"] = place.ours(path, known)
        loads = in_turns(contestants)
        size = (place.files / "page").stat().st_size
    found = [_compared("S1", f"post with 10 comments, stored ({size:,} bytes)", loads, "stored", 0.50)]
    if "304" in loads:
        found.append(_compared("S1", "304 to a reader who has it", loads, "304", 0.60))
    return [*found, *_yardsticks("S1", loads)]


def s2(prepared: Prepared, scratch: Path, seconds: float) -> list[Figure]:
    """A post with 1,000 comments: stored, rendered anew, and all of them on one page."""
    path = prepared.addresses()["long"]
    with yard(prepared, scratch, seconds, {"page": (path, COMPRESSED)}) as place:
        loads = in_turns(
            {
                "stored": place.ours(path, COMPRESSED),
                "bare": place.of_the_bytes(place.bare, "page"),
                "nginx": place.of_the_bytes(place.nginx, "page"),
            }
        )
    cold = _cold(prepared, path)
    whole = _whole(prepared, path, seconds)
    return [
        _compared("S2", "post with 1,000 comments, first page, stored", loads, "stored", 0.45),
        *_yardsticks("S2", loads),
        Figure(
            "S2", "the same, rendered cold", p50=cold, goal=f"≤ {COLD_LIMIT:.0f} ms", holds=cold <= COLD_LIMIT
        ),
        Figure(
            "S2",
            "all 1,000 on one page, rendered cold",
            rate=whole.rate,
            p50=whole.p50,
            p99=whole.p99,
            goal="≥ 15 a second",
            holds=whole.rate >= 15,
        ),
    ]


def s3(prepared: Prepared, scratch: Path, seconds: float) -> list[Figure]:
    """The front page of 1,000 posts, stored."""
    with yard(prepared, scratch, seconds, {"page": ("/", COMPRESSED)}) as place:
        loads = in_turns(
            {
                "stored": place.ours("/", COMPRESSED),
                "bare": place.of_the_bytes(place.bare, "page"),
                "nginx": place.of_the_bytes(place.nginx, "page"),
            }
        )
    found = _compared("S3", "front page of 1,000 posts, stored", loads, "stored", 0.50)
    return [found, *_yardsticks("S3", loads)]


def s7(prepared: Prepared, scratch: Path, seconds: float) -> list[Figure]:
    """A signed-in reader, for whom blanks are filled in, and one who spoke there, for whom it is rendered."""
    found = prepared.addresses()
    cookies = json.loads(prepared.ask("sign_in_beside", found["short"], found["long"]))
    headers, of_speaker = (COMPRESSED | {"Cookie": cookie} for cookie in cookies)
    with yard(prepared, scratch, seconds, {n: (found[n], headers) for n in ("short", "long")}) as place:
        loads = in_turns(
            {
                "10": place.ours(found["short"], headers),
                "1,000": place.ours(found["long"], headers),
                "1,000 (and own)": place.ours(found["long"], of_speaker),
                "bare": place.of_the_bytes(place.bare, "short"),
            }
        )
    names = [name for name in loads if name != "bare"]
    return [_compared("S7", f"signed in, post with {name} comments", loads, name, None) for name in names]


def _cold(prepared: Prepared, path: str) -> float:
    """Milliseconds of a page that nobody asked for since it changed, one reader at a time; the median."""
    with servers.site(prepared.folder, RESONANZ_PAGES_MB="0", **prepared.variables) as site:
        for _ in range(4):
            fetched(site, path, COMPRESSED)
        return statistics.median(site.fetch(path, COMPRESSED).milliseconds for _ in range(COLD_TRIES))


def _whole(prepared: Prepared, path: str, seconds: float) -> Load:
    with servers.site(
        prepared.folder,
        application="bench.whole_threads:application",
        RESONANZ_PAGES_MB="0",
        **prepared.variables,
    ) as site:
        fetched(site, path, COMPRESSED)
        load = partial(get, site.url + path, max(seconds, 8), headers=COMPRESSED, connections=4)
        return in_turns({"whole": load})["whole"]


def _compared(scenario: str, what: str, loads: dict[str, Load], name: str, bound: float | None) -> Figure:
    load = loads[name]
    ratio = load.rate / loads["bare"].rate
    promise = at_least(ratio, bound) if bound else {"ratio": ratio}
    return Figure(scenario, what, rate=load.rate, p50=load.p50, p99=load.p99, **promise)


def _yardsticks(scenario: str, loads: dict[str, Load]) -> list[Figure]:
    names = {"bare": "bare view, same bytes", "nginx": "nginx, file of the same bytes"}
    return [
        Figure(
            scenario,
            words,
            rate=loads[name].rate,
            ratio=loads[name].rate / loads["bare"].rate,
            p50=loads[name].p50,
            p99=loads[name].p99,
        )
        for name, words in names.items()
        if name in loads
    ]
