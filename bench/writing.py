"""S4: posting comments over HTTP, with session, token and every check, each stored once."""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

from accounts.rules.chance import stream
from bench import servers
from bench.figures import Figure
from bench.measuring import WRITERS, Load, get, in_turns, post
from bench.servers import Server
from bench.sites import Prepared
from comments.rules.synthesis.writing import Writer

TEXTS = 40
ISSO = 310 / 11_300  # what Isso stored, as a part of bare on the machine of the comparison
LIMIT = 100.0  # milliseconds
DURABILITY = {"SQLite": "synchronous=FULL", "PostgreSQL": "fsync and synchronous_commit on"}
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_ATTRIBUTE = re.compile(r'(name|value)="([^"]*)"')


class Lost(Exception):
    """A comment was acknowledged and is not there."""


class Writing:
    """Eight members at the composer of one conversation."""

    def __init__(
        self, prepared: Prepared, site: Server, scratch: Path, seconds: float, thread: str = ""
    ) -> None:
        self._prepared, self.site, self._seconds = prepared, site, seconds
        self._thread = thread or prepared.addresses()["thread"]
        self._path = f"/threads/{self._thread}/comments/"
        self._writers = scratch / f"writers-{site.port}-{self._thread}.lua"
        members = [self._member(cookie, number) for number, cookie in enumerate(prepared.sign_in(WRITERS))]
        self._writers.write_text(f"return {{ {', '.join(members)} }}\n")

    def load(self) -> Load:
        """Post for a while; every acknowledged comment is looked for afterwards. Raises Lost."""
        before = self._stored()
        load = post(
            self.site.url, self._seconds, path=self._path, writers=self._writers, prefix=uuid.uuid4().hex[:8]
        )
        arrived = self._stored() - before
        if not load.requests <= arrived <= load.requests + WRITERS:
            raise Lost(f"{load.requests} acknowledged, {arrived} stored")
        return load

    def _stored(self) -> int:
        last_number, rows = self._prepared.stored(self._thread)
        if last_number != rows:
            raise Lost(f"numbers up to {last_number}, {rows} rows")
        return rows

    def _member(self, session: str, number: int) -> str:
        answer = self.site.fetch(self._path, {"Cookie": session})
        if answer.status != 200:
            raise RuntimeError(f"{self._path} answers {answer.status} to a member")
        token = re.search(r"csrftoken=\w+", answer.headers.get("set-cookie", ""))
        fields = dict(_hidden(answer.body.decode()))
        fixed = urlencode({name: fields.get(name, "") for name in ("csrfmiddlewaretoken", "started")})
        cookie = f"{session}; {token[0]}" if token else session
        writer = Writer("de", stream(11, "writer", number))
        texts = ", ".join(json.dumps(quote(writer.comment())) for _ in range(TEXTS))
        return f"{{ cookie = {json.dumps(cookie)}, fixed = {json.dumps(fixed)}, texts = {{ {texts} }} }}"


def _hidden(page: str) -> Iterator[tuple[str, str]]:
    """Names and values of the hidden fields of a page; the first of a name counts last."""
    for field in reversed(_HIDDEN.findall(page)):
        found = dict(_ATTRIBUTE.findall(field))
        yield unescape(found.get("name", "")), unescape(found.get("value", ""))


@contextmanager
def writing(prepared: Prepared, scratch: Path, seconds: float) -> Iterator[Writing]:
    with servers.site(prepared.folder, **prepared.variables) as site:
        yield Writing(prepared, site, scratch, seconds)


def s4(sites: list[Prepared], scratch: Path, seconds: float) -> list[Figure]:
    """Post to each kind of database in turn, beside a bare view."""
    files = scratch / "files-s4"
    files.mkdir(parents=True, exist_ok=True)
    (files / "page").write_bytes(b"x" * 5_000)
    found = []
    for prepared in sites:
        with servers.bare(files) as bare, writing(prepared, scratch, seconds) as members:
            loads = in_turns({"ours": members.load, "bare": partial(get, f"{bare.url}/page", seconds)})
        found.append(_figure(prepared.kind, loads))
    return found


def _figure(kind: str, loads: dict[str, Load]) -> Figure:
    ours, ratio = loads["ours"], loads["ours"].rate / loads["bare"].rate
    return Figure(
        "S4",
        f"posting on {kind}, 8 writers ({DURABILITY[kind]}), all stored",
        rate=ours.rate,
        ratio=ratio,
        p50=ours.p50,
        p99=ours.p99,
        goal=f"p99 < 100 ms, > {ISSO:.3f} of bare (Isso)",
        holds=ours.p99 < LIMIT and ratio > ISSO,
    )
