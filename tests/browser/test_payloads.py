"""Every payload that we know of, shown in Chromium without any content policy: nothing runs (quality 13).

The policy would stop most of them; here the sanitiser is judged alone.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from markup import clean_post, render_comment

pytestmark = [pytest.mark.browser, pytest.mark.corpora]

PER_PAGE = 250
RUNNING = """() => [...document.querySelectorAll('*')].flatMap(element => [
    ...(/^(script|style|iframe|object|embed|form|svg|math|base|meta|link)$/i.test(element.localName)
        && element.closest('main') ? [element.outerHTML.slice(0, 120)] : []),
    ...[...element.attributes].filter(a => /^on|^style$|^srcdoc$/i.test(a.name))
        .map(a => a.name + '=' + a.value),
    ...[...element.attributes].filter(a => ['href', 'src', 'action'].includes(a.name)
        && /^(javascript|vbscript|data):/i.test(element[a.name] ?? '')).map(a => a.name + '=' + a.value),
])"""


def _payloads(corpora: Path) -> list[str]:
    files = (corpora / "xss" / name for name in ("payloads-open.jsonl", "payloads-own.jsonl"))
    return [json.loads(line)["payload"] for file in files for line in file.read_text("utf-8").splitlines()]


def _pages(payloads: list[str]) -> list[str]:
    shown = [str(render(payload)) for render in (render_comment, clean_post) for payload in payloads]
    return [
        "<!doctype html><meta charset=utf-8><title>t</title><main>"
        + "".join(f"<section>{html}</section>" for html in shown[start : start + PER_PAGE])
        + "</main>"
        for start in range(0, len(shown), PER_PAGE)
    ]


@pytest.fixture
def gallery(corpora: Path) -> Iterator[tuple[str, int]]:
    """The address of a server whose page `/n` shows the n-th lot of payloads, and how many there are."""
    pages = _pages(_payloads(corpora))

    class Gallery(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = self.path.strip("/")
            known = number.isdecimal() and int(number) < len(pages)
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages[int(number)].encode() if known else b"")

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Gallery)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", len(pages)
    server.shutdown()
    server.server_close()


def test_no_payload_runs_asks_or_opens_anything(browser: Browser, gallery: tuple[str, int]) -> None:
    address, pages = gallery
    context = browser.new_context()
    page = context.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: happened.append(f"popup: {popup.url}"))
    page.on("pageerror", lambda error: happened.append(f"script: {error}"))
    page.on("request", lambda request: happened.append(f"request: {request.url}"))

    for number in range(pages):
        page.goto(f"{address}/{number}")
        page.wait_for_load_state("networkidle")
        happened.extend(f"node on {number}: {found}" for found in page.evaluate(RUNNING))
    context.close()

    asked_for = {f"request: {address}/{number}" for number in range(pages)}
    allowed = asked_for | {f"request: {address}/favicon.ico"}
    assert [event for event in happened if event not in allowed] == []
