"""Real requests inside of a site, their queries, and how the database reads for each of them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.requests import requests

BIG = 20_000  # rows from which a table must be read by an index
MANY = 5_000  # rows that may be sorted or looked through for one answer
GROWING = {  # empty on an invented site, but not on a real one
    "comments_commentversion", "comments_draft", "comments_follow", "comments_inboxentry", "comments_mention",
    "comments_reaction", "comments_visit",
}  # fmt: skip


@dataclass
class Look:
    """One query of a request. `flaws` say what reads too much, in words."""

    sql: str
    milliseconds: float
    plan: list[str]
    flaws: list[str] = field(default_factory=list)


def looks(without: str) -> Iterator[tuple[str, list[Look]]]:
    """Yield each kind of request with its queries and their plans, but those `without` that word."""
    big = _big_tables()
    for name, run in requests():
        if without in name:
            continue
        try:
            run()  # what is remembered by the process is remembered now
        except LookupError as problem:
            yield name, [Look("", 0.0, [], [str(problem)])]
            continue
        with CaptureQueriesContext(connection) as captured:
            run()
        asked = [q["sql"] for q in captured.captured_queries if _finds(q["sql"])]
        yield name, [_looked_at(sql, big) for sql in asked]


def _finds(sql: str) -> bool:
    """Whether a statement has to find rows, to tell or to change them."""
    return _tells(sql) or sql.lstrip().startswith(("UPDATE", "DELETE"))


def _tells(sql: str) -> bool:
    return sql.lstrip(" (").upper().startswith(("SELECT", "WITH"))


def _big_tables() -> set[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counted = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {BIG}) AS few")
            counted[name] = cursor.fetchone()[0]
    return {name for name, rows in counted.items() if rows >= BIG}


def _looked_at(sql: str, big: set[str]) -> Look:
    took = 0.0
    if _tells(sql):
        start = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.fetchall()
        took = (time.perf_counter() - start) * 1000
    if connection.vendor == "sqlite":
        return _on_sqlite(sql, took, big | GROWING)
    return _on_postgresql(sql, took, big)


def _on_sqlite(sql: str, took: float, big: set[str]) -> Look:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[3] for row in cursor.fetchall()]
    names = _names_in(sql)
    flaws = []
    for line in plan:
        scanned = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?( VIRTUAL)?", line)
        table = names.get(scanned[1], scanned[1]) if scanned else ""
        if scanned and table in big and not (scanned[2] or scanned[3]):
            flaws.append(f"reads all of {table}")
        elif scanned and table in big and scanned[2] and " LIMIT " not in sql:
            flaws.append(f"walks all of {scanned[2]}")
    goes_round = plan and plan[0].startswith("SCAN") and any("FOR ORDER BY" in line for line in plan)
    reached = re.findall(r"^SEARCH (\w+) USING (?:COVERING )?INDEX", "\n".join(plan), re.MULTILINE)
    for table in {names.get(alias, alias) for alias in reached} & big if goes_round else ():
        flaws.append(f"reaches all of {table} by way of another table and sorts")
    return Look(sql, took, plan, flaws)


def _names_in(sql: str) -> dict[str, str]:
    """Aliases of a query and the tables that they stand for."""
    found = re.findall(r'(?:FROM|JOIN) "(\w+)" (?:AS )?"?(\w+)"?', sql)
    return {alias: table for table, alias in found if alias.upper() not in {"WHERE", "ON", "INNER", "LEFT"}}


def _on_postgresql(sql: str, took: float, big: set[str]) -> Look:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({'ANALYZE, ' if _tells(sql) else ''}FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    root: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    plan, flaws = [], []
    for depth, node in _nodes(root, 0):
        kind, table = node["Node Type"], node.get("Relation Name", "")
        loops = node.get("Actual Loops", 1)
        rows = node.get("Actual Rows", node["Plan Rows"]) * loops
        index = f" by {node['Index Name']}" if "Index Name" in node else ""
        plan.append(f"{'  ' * depth}{kind} {table}{index} ({rows:.0f} rows)")
        looked_through = rows + node.get("Rows Removed by Filter", 0) * loops
        if kind == "Seq Scan" and table in big:
            flaws.append(f"reads all of {table}")
        if kind in {"Sort", "Incremental Sort"} and rows > MANY:
            flaws.append(f"sorts {rows:.0f} rows")
        if looked_through > 10 * MANY and kind != "Seq Scan" and table:
            flaws.append(f"looks through {looked_through:.0f} rows of {table}")
    return Look(sql, took, plan, flaws)


def _nodes(node: dict[str, Any], depth: int) -> Iterator[tuple[int, dict[str, Any]]]:
    yield depth, node
    for below in node.get("Plans", []):
        yield from _nodes(below, depth + 1)
