"""How fast the site is: scenarios S1 to S10 of docs/performance.md, as in production, on this machine.

    python -m bench [--quick] [--only S1,S4] [--data DIR] [--out DIR] [--minutes N] [--no-postgresql]

Makes sites of three sizes once and keeps them in `--data`. What is compared runs in turns. PEERS=1 in the
environment adds other comment systems, installed from their packages.
Without `--quick` the table and charts go into docs/performance.md; `--out` chooses another folder. The last
lines say what holds; the exit status is 1 if something that was promised does not.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench import growth, pages, proxied, report, searching, weight, writing
from bench.figures import Figure
from bench.measuring import LoadBroken, find_wrk
from bench.peers.compared import peers
from bench.servers import ROOT
from bench.sites import Prepared, database, postgresql, prepared

SIZES = (2_000, 100_000, 1_000_000)
QUICK_SIZES = (2_000, 10_000)


@dataclass
class Bench:
    """What is measured on. Sites are made when a scenario first asks for them."""

    folder: Path
    seconds: float
    sizes: tuple[int, ...]
    minutes: float
    server: str  # of PostgreSQL, empty where it was not wanted

    @property
    def scratch(self) -> Path:
        path = self.folder / "scratch"
        path.mkdir(parents=True, exist_ok=True)
        return path

    @cached_property
    def site(self) -> Prepared:
        """The site that most scenarios look at."""
        return prepared(self.folder / f"site-{self.sizes[1]}", self.sizes[1], indexed=True)

    def sqlite(self, size: int) -> Prepared:
        return prepared(self.folder / f"site-{size}", size)

    def postgresql(self, size: int) -> Prepared:
        address = database(self.server, f"resonanz{size}")
        return prepared(self.folder / f"pg-site-{size}", size, DATABASE_URL=address)

    def both(self) -> list[Prepared]:
        return [self.site, *([self.postgresql(self.sizes[1])] if self.server else [])]

    def grown(self) -> list[list[Prepared]]:
        kinds = [self.sqlite, *([self.postgresql] if self.server else [])]
        return [[kind(size) for size in self.sizes] for kind in kinds]


SCENARIOS: dict[str, Callable[[Bench], list[Figure]]] = {
    "S1": lambda b: pages.s1(b.site, b.scratch, b.seconds),
    "S2": lambda b: pages.s2(b.site, b.scratch, b.seconds),
    "S3": lambda b: pages.s3(b.site, b.scratch, b.seconds),
    "S4": lambda b: writing.s4(b.both(), b.scratch, b.seconds),
    "S5": lambda b: [f for sites in b.grown() for f in growth.s5(sites, b.scratch, max(b.seconds / 5, 1))],
    "S6": lambda b: searching.s6(b.site, b.scratch, b.seconds),
    "S7": lambda b: pages.s7(b.site, b.scratch, b.seconds),
    "S8": lambda b: proxied.s8(b.site, b.scratch, b.seconds),
    "S9": lambda b: weight.s9(b.site, b.minutes),
    "S10": lambda b: weight.s10(b.site),
    "PEERS": lambda b: peers(b.site, b.folder, b.scratch, b.seconds),
}
USUAL = [name for name in SCENARIOS if name != "PEERS" or os.environ.get("PEERS") == "1"]


def chosen(text: str) -> list[str]:
    names = [name.strip().upper() for name in text.split(",") if name.strip()]
    if unknown := set(names) - set(SCENARIOS):
        raise argparse.ArgumentTypeError(f"no scenario is called {', '.join(sorted(unknown))}")
    return names


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--quick", action="store_true", help="small sites and short loads; docs stay as they are"
    )
    parser.add_argument("--only", type=chosen, default=USUAL, metavar="S1,S2")
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench", help="where sites are kept")
    parser.add_argument("--out", type=Path, help="folder for table and charts instead of docs/")
    parser.add_argument("--minutes", type=float, help="of load in S9 (10; with --quick 0.2)")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--prepare", action="store_true", help="only make the sites")
    return parser.parse_args()


@contextmanager
def bench_of(options: argparse.Namespace) -> Iterator[Bench]:
    folder: Path = options.data.absolute()
    minutes = options.minutes if options.minutes is not None else (0.2 if options.quick else 10)
    bench = Bench(
        folder=folder,
        seconds=1 if options.quick else 5,
        sizes=QUICK_SIZES if options.quick else SIZES,
        minutes=minutes,
        server="",
    )
    if options.no_postgresql or not (options.prepare or {"S4", "S5"} & set(options.only)):
        yield bench
        return
    with postgresql(folder / "postgresql") as bench.server:
        yield bench


def measure(bench: Bench, names: list[str], results: Path) -> list[Figure]:
    """Run scenarios; one that breaks is told and does not stop the others."""
    found: list[Figure] = []
    for name in names:
        start = time.monotonic()
        try:
            figures = SCENARIOS[name](bench)
        except (LoadBroken, writing.Lost, RuntimeError) as problem:
            figures = [Figure(name, f"broke: {problem}"[:300].replace("\n", " "), holds=False)]
        print(
            f"\n{name} ({time.monotonic() - start:.0f} s)", *report.lines(figures)[2:], sep="\n", flush=True
        )
        report.keep(
            results, name, figures, f"{bench.seconds:g} s a load, {max(bench.sizes):,} comments at most"
        )
        found += figures
    return found


def main() -> int:
    options = arguments()
    find_wrk()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything that was started ends
    print(f"{report.commit()} on {report.machine()}")
    with bench_of(options) as bench:
        if options.prepare:
            print(f"{bench.site.comments:,} comments can be searched; {len(bench.grown())} kinds of database")
            return 0
        results = bench.folder / ("results-quick" if options.quick else "results")
        figures = measure(bench, options.only, results)
    if options.out or not options.quick:
        page = options.out / "performance.md" if options.out else report.DOCS
        page.parent.mkdir(parents=True, exist_ok=True)
        report.write(results, page)
        print(f"\nWritten to {page}.")
    print(f"\n{report.summary(figures)}")
    return 0 if all(figure.holds is not False for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
