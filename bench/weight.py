"""S9 and S10: what the site takes in memory, and what a first visit takes over the wire."""

import shutil
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import servers
from bench.figures import Figure
from bench.measuring import get
from bench.pages import COMPRESSED
from bench.sites import Prepared

MEGABYTES, GROWTH = 300, 0.10
SETTLE = 8.0  # seconds in which a server that has just started or was under load comes to rest
BYTES, REQUESTS = 60_000, 8


def proportional_set_size(root: int) -> float:
    """Megabytes of a process and everything below it, shared pages divided among those who share them."""
    kilobytes = 0
    for process in [root, *_below(root)]:
        rollup = Path(f"/proc/{process}/smaps_rollup")
        try:
            lines = rollup.read_text().splitlines()
        except OSError:  # it ended meanwhile
            continue
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def _below(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    found: list[int] = []
    ahead = list(children.get(root, []))
    while ahead:
        process = ahead.pop()
        found.append(process)
        ahead.extend(children.get(process, []))
    return found


def s9(prepared: Prepared, minutes: float) -> list[Figure]:
    """Memory of web processes and worker at rest, after a look around, and after load."""
    found = prepared.addresses()
    cookie = {"Cookie": prepared.sign_in(1)[0]}
    kinds = [(found["short"], {}), (found["long"], {}), ("/", {}), (found["short"], cookie), ("/feed/", {})]
    with servers.site(prepared.folder, **prepared.variables) as site:
        time.sleep(SETTLE)
        idle = proportional_set_size(site.process.pid)
        for path, headers in kinds:
            get(site.url + path, 2, headers=COMPRESSED | headers, connections=4)
        time.sleep(SETTLE)
        warm = proportional_set_size(site.process.pid)
        each = minutes * 60 / 10 / len(kinds)
        for _ in range(10):
            for path, headers in kinds:
                get(site.url + path, each, headers=COMPRESSED | headers)
        time.sleep(SETTLE)
        after = proportional_set_size(site.process.pid)
    growth = after / warm - 1
    return [
        Figure(
            "S9",
            "memory of all processes, idle (PSS)",
            value=f"{idle:.0f} MB",
            goal=f"≤ {MEGABYTES} MB",
            holds=idle <= MEGABYTES,
        ),
        Figure("S9", "after one look at every kind of page", value=f"{warm:.0f} MB"),
        Figure(
            "S9",
            f"after {minutes:g} minutes of load more",
            value=f"{after:.0f} MB ({growth:+.0%})",
            goal="growth < 10 %",
            holds=growth < GROWTH,
        ),
    ]


def s10(prepared: Prepared) -> list[Figure]:
    """Bytes and requests of the first view of a post with 10 comments, in Chromium."""
    path = prepared.addresses()["short"]
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    sizes: list[float] = []
    with servers.site(prepared.folder, **prepared.variables) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_context().new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(site.url + path)
        page.wait_for_load_state("networkidle")
        browser.close()
    return [
        Figure(
            "S10",
            "first view of a post with 10 comments",
            value=f"{sum(sizes):,.0f} bytes, {len(sizes)} requests",
            goal=f"≤ {BYTES:,} bytes, ≤ {REQUESTS} requests",
            holds=sum(sizes) <= BYTES and len(sizes) <= REQUESTS,
        )
    ]
