"""Isso: JSON for its script. It knows one level of answers, so deeper ones stand below the first level."""

import contextlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from bench.peers.conversations import Remark
from bench.servers import Server

SERVER = "isso.run:application"
CONFIGURATION = """
[general]
dbpath = {database}
host = http://localhost/
notify = stdout
[moderation]
enabled = false
[guard]
enabled = false
[hash]
algorithm = none
"""


def variables(folder: Path) -> dict[str, str]:
    """Write the configuration; return what the process is told."""
    file = folder / "isso.cfg"
    file.write_text(CONFIGURATION.format(database=folder / "comments.db"))
    return {"ISSO_SETTINGS": str(file)}


def fill(folder: Path, remarks: Iterable[Remark]) -> None:
    """Write the conversations into the tables that Isso made at its first start."""
    with contextlib.closing(sqlite3.connect(folder / "comments.db")) as store:
        threads: dict[str, int] = {}
        for each in remarks:
            if each.page not in threads:
                made = store.execute(
                    "INSERT INTO threads (uri, title) VALUES (?, ?)", (each.page, each.title)
                )
                threads[each.page] = made.lastrowid or 0
            store.execute(
                "INSERT INTO comments (tid, id, parent, created, mode, remote_addr, text, author, voters)"
                " VALUES (?, ?, ?, ?, 1, '127.0.0.0', ?, ?, ?)",
                (
                    threads[each.page], each.id, each.root if each.level else None, each.at, each.text,
                    each.name, b"\0" * 256,
                ),
            )  # fmt: skip
        store.commit()


def page(path: str) -> str:
    """Where all comments of a conversation are."""
    return f"/?uri={quote(path, safe='')}"


def posting(server: Server, path: str) -> tuple[str, dict[str, str], str]:
    """Return address, headers and body of a comment; `SERIAL` stands for what differs between two."""
    words = "It was the same with me SERIAL: **no line** since Monday, and nobody answers."
    body = {"author": "Guest", "email": None, "website": None, "parent": None, "text": words, "title": "Post"}
    return f"/new?uri={quote(path, safe='')}", {"Content-Type": "application/json"}, json.dumps(body)
