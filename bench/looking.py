"""Real requests inside of a site, their queries, and how the database reads for each of them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.rules.roles import Role
from bench.sites import WRITTEN_TO
from comments.models import Comment, Thread

BIG = 20_000  # rows from which a table must be read by an index
MANY = 5_000  # rows that may be sorted or looked through for one answer
PAGE = 37


@dataclass
class Look:
    """One query of a request. `flaws` say what reads too much, in words."""

    sql: str
    milliseconds: float
    plan: list[str]
    flaws: list[str] = field(default_factory=list)


def looks() -> Iterator[tuple[str, list[Look]]]:
    """Yield each kind of request with its queries and their plans."""
    big = _big_tables()
    for name, run in _requests():
        try:
            run()  # what is remembered by the process is remembered now
        except LookupError as problem:
            yield name, [Look("", 0.0, [], [str(problem)])]
            continue
        with CaptureQueriesContext(connection) as captured:
            run()
        asked = [q["sql"] for q in captured.captured_queries if _is_reading(q["sql"])]
        yield name, [_looked_at(sql, big) for sql in asked]


def _requests() -> Iterator[tuple[str, Callable[[], object]]]:
    thread = Thread.objects.order_by("-shown_roots").first()
    assert thread is not None
    page = min(PAGE, max(thread.shown_roots // 25, 1))
    short = Thread.objects.get(pk=2)
    busiest = Comment.objects.values("author").annotate(n=Count("pk")).order_by("-n").first()
    assert busiest is not None
    member = User.objects.get(pk=busiest["author"])
    stranger = Client(SERVER_NAME="localhost")
    moderator = Client(SERVER_NAME="localhost")
    person = User.objects.filter(groups__name=Role.MODERATOR).order_by("pk").first()
    assert person is not None
    moderator.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    last = thread.last_public_seq - 5
    yield "post with 10 comments", lambda: _got(stranger, short.path)
    yield "thread, oldest first", lambda: _got(stranger, thread.path)
    yield "thread, newest first", lambda: _got(stranger, f"{thread.path}?sort=newest")
    yield f"thread, page {page}", lambda: _got(stranger, f"{thread.path}?page={page}")
    yield "what became public since", lambda: list(thread.comments.became_public_after(last)[:50])
    comment = thread.comments.public().order_by("-pk").first()
    assert comment is not None
    yield "permalink", lambda: _got(stranger, comment.get_absolute_url(), 302)
    yield "thread, signed in", lambda: _got(moderator, thread.path)
    yield "queue", lambda: _got(moderator, "/moderation/")
    yield "profile", lambda: _got(stranger, f"/members/{member.username}/")
    yield "front page", lambda: _got(stranger, "/")
    yield "front page, last page", lambda: _got(stranger, "/page/40/")
    yield "feed", lambda: _got(stranger, "/feed/")
    yield "feed of all comments", lambda: _got(stranger, "/comments/feed/")
    yield "search for a common word", lambda: _got(stranger, "/search/?q=Rechnung")
    yield "search for a rare word", lambda: _got(stranger, "/search/?q=Oberlindental")
    writing = Thread.objects.get(last_number__gte=WRITTEN_TO, pk=3)
    yield "composer", lambda: _got(moderator, f"/threads/{writing.pk}/comments/")


def _got(client: Client, path: str, status: int = 200) -> None:
    answer = client.get(path)
    b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if answer.status_code != status:
        raise LookupError(f"{path} answers {answer.status_code}")


def _is_reading(sql: str) -> bool:
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
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.fetchall()
        took = (time.perf_counter() - start) * 1000
    return _on_sqlite(sql, took, big) if connection.vendor == "sqlite" else _on_postgresql(sql, took, big)


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
    goes_round = plan[0].startswith("SCAN") and any("FOR ORDER BY" in line for line in plan)
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
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    root: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    plan, flaws = [], []
    for depth, node in _nodes(root, 0):
        kind, table = node["Node Type"], node.get("Relation Name", "")
        rows = node["Actual Rows"] * node["Actual Loops"]
        index = f" by {node['Index Name']}" if "Index Name" in node else ""
        plan.append(f"{'  ' * depth}{kind} {table}{index} ({rows:.0f} rows)")
        looked_through = rows + node.get("Rows Removed by Filter", 0) * node["Actual Loops"]
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
