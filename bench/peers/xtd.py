"""django-comments-xtd: pages rendered by templates of the package, on the same server as ours."""

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import asdict
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from bench.peers.conversations import Remark
from bench.servers import Server

HERE = Path(__file__).parent
SERVER = "xtd_project:application"
_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def variables(folder: Path) -> dict[str, str]:
    return {"XTD_FOLDER": str(folder), "PYTHONPATH": str(HERE)}


def fill(folder: Path, remarks: Iterable[Remark], *, python: Path) -> None:
    """Make its database and write the conversations into it."""
    lines = "\n".join(json.dumps(asdict(each)) for each in remarks)
    subprocess.run(
        [python, HERE / "xtd_project.py"], input=lines, text=True, check=True, env=variables(folder)
    )


def page(path: str) -> str:
    return path


def posting(server: Server, path: str) -> tuple[str, dict[str, str], str]:
    """Return address, headers and body of a comment; `SERIAL` stands for what differs between two."""
    answer = server.fetch(path)
    fields = {name: unescape(value) for name, value in _FIELD.findall(answer.body.decode())}
    cookie = answer.headers["set-cookie"].partition(";")[0]
    words = "It was the same with me SERIAL: no line since Monday, and nobody answers."
    fields |= {"name": "Guest", "email": "guest@example.org", "url": "", "comment": words, "honeypot": ""}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    return "/comments/post/", headers, urlencode(fields)
