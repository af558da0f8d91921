"""How the database reads for each kind of request: by index, or through whole tables.

    python -m bench.plans [--size 1000000] [--data DIR] [--verbose] [--no-postgresql] [--no-search]
                          [--docs]

Makes the requests inside of an invented site (see `python -m bench`), takes their real queries, and asks
SQLite (`EXPLAIN QUERY PLAN`) and PostgreSQL (`EXPLAIN (ANALYZE)`) about each. A flaw is a big table (20,000
rows) that is read whole, a walk through a whole index, or thousands of rows that are sorted. `--docs` writes
the tables into docs/performance.md. The exit status is 1 if there are flaws.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bench import report
from bench.servers import ROOT
from bench.sites import Prepared, database, postgresql, prepared

BEGIN, END = "<!-- plans: begin -->", "<!-- plans: end -->"


@dataclass(frozen=True)
class Request:
    """One kind of request on one database."""

    name: str
    looks: list[dict[str, object]]

    @property
    def flaws(self) -> list[str]:
        return [str(flaw) for look in self.looks for flaw in look["flaws"]]  # type: ignore[attr-defined]

    @property
    def milliseconds(self) -> float:
        return sum(float(str(look["milliseconds"])) for look in self.looks)


def requests_of(site: Prepared, *, search: bool) -> list[Request]:
    rows = map(json.loads, site.ask("plans", *([] if search else ["search"])).splitlines())
    return [Request(row["name"], row["looks"]) for row in rows]


def table(site: Prepared, found: list[Request]) -> list[str]:
    """The requests as Markdown."""
    head = [
        f"**{site.kind}, {site.comments:,} comments**",
        "",
        "| request | queries | ms in the database | reads |",
    ]
    rows = [
        f"| {r.name} | {len(r.looks)} | {r.milliseconds:.1f} | {'; '.join(r.flaws) or 'by index'} |"
        for r in found
    ]
    return [*head, "|---|---|---|---|", *rows, ""]


def tell(found: list[Request], *, everything: bool) -> None:
    """Print the plans of queries with flaws, or of all of them."""
    for request in found:
        for look in request.looks:
            if everything or look["flaws"]:
                print(f"\n{request.name}: {look['milliseconds']:.1f} ms {look['flaws'] or ''}")
                print(f"  {str(look['sql'])[:1500]}")
                print(*(f"    {line}" for line in look["plan"]), sep="\n")  # type: ignore[attr-defined]


def _introduction(searched: bool) -> str:
    left_out = "" if searched else " The search was left out: these sites were not indexed."
    return f"Commit {report.commit()}.{left_out}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.plans", description=__doc__.split("\n")[0])
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--verbose", action="store_true", help="all plans, not only those with flaws")
    parser.add_argument("--no-postgresql", action="store_true")
    parser.add_argument("--no-search", dest="search", action="store_false", help="on sites without an index")
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/performance.md")
    options = parser.parse_args()
    folder: Path = options.data.absolute()
    text, flaws = [], 0
    found = []
    site = prepared(folder / f"site-{options.size}", options.size, indexed=options.search)
    found.append((site, requests_of(site, search=options.search)))
    if not options.no_postgresql:
        with postgresql(folder / "postgresql") as server:
            address = database(server, f"resonanz{options.size}")
            path = folder / f"pg-site-{options.size}"
            site = prepared(path, options.size, indexed=options.search, DATABASE_URL=address)
            found.append((site, requests_of(site, search=options.search)))
    for site, requests in found:
        print("", *table(site, requests), sep="\n")
        tell(requests, everything=options.verbose)
        text += table(site, requests)
        flaws += sum(len(request.flaws) for request in requests)
    if options.docs:
        report.replace_section(report.DOCS, BEGIN, END, [_introduction(options.search), "", *text])
    print(f"\n{flaws} flaws")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
