"""A real site for a real browser: its own data, served as in production, with the demonstration in it.

One site serves all tests of this folder, so a test that writes must not mind what others wrote.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser")
CHROMIUM = next((path for path in INSTALLED if Path(path).is_file()), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip
STARTS_WITHIN = 60  # seconds


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Letterbox:
    """Catches what the site mails, over SMTP."""

    port: int
    mails: list[tuple[list[str], str]] = field(default_factory=list)

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        text = envelope.content.decode("utf-8", "replace")  # type: ignore[attr-defined]
        self.mails.append((list(envelope.rcpt_tos), text))  # type: ignore[attr-defined]
        return "250 OK"


@dataclass(frozen=True)
class Site:
    """The served site: its address, the passwords of its people, and a way to run commands in it."""

    url: str
    environment: dict[str, str]
    passwords: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run `manage.py` with these arguments against the site's data and return what it printed."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *arguments],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def letterbox() -> Iterator[Letterbox]:
    box = Letterbox(port=_free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, letterbox: Letterbox) -> Iterator[Site]:
    """The demonstration, served by the server and the worker that serve it in production."""
    data, port = tmp_path_factory.mktemp("site"), _free_port()
    url = f"http://localhost:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RESONANZ_")},
        "SECRET_KEY": "a-key-for-one-run-of-the-browser-tests",
        "RESONANZ_ENV_FILE": os.devnull,
        "RESONANZ_DATA_DIR": str(data),
        "RESONANZ_URL": url,
        "RESONANZ_LANGUAGE": "de",
        "RESONANZ_STAFF_SECOND_FACTOR": "false",
        "EMAIL_URL": f"smtp://127.0.0.1:{letterbox.port}",
        "DEBUG": "false",
        "DATABASE_URL": "",
        "CACHE_URL": "",
    }
    prepared = Site(url, environment, {})
    prepared.run("prepare")
    passwords = _passwords(prepared.run("demo"))
    log = (data / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "serve", f"--bind=127.0.0.1:{port}", "--workers=1"],
        env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        _wait_for(f"{url}/healthz", server, data / "server.log")
        yield Site(url, environment, passwords)
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _passwords(printed: str) -> dict[str, str]:
    """Read `  Name of two words  password  role` lines as the demonstration prints them."""
    rows = [line.split("  ") for line in printed.splitlines() if line.startswith("  ")]
    return {row[1].strip(): row[-2].strip() for row in rows if len(row) >= 4}


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The site did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        except Exception as problem:
            pytest.skip(f"no Chromium on this machine (`make test` says how to get one): {problem}")
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong in a window: messages of the console, and requests to other hosts."""

    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def on(self, page: Page, site: Site) -> None:
        def heard(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.problems.append(f"console: {message.text}")

        def asked(request: Request) -> None:
            self.requests.append(request.url)
            if not request.url.startswith((site.url, "data:", "blob:")):
                self.problems.append(f"foreign request: {request.url}")

        page.on("console", heard)
        page.on("request", asked)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on(
            "dialog", lambda dialog: (self.problems.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )


@dataclass(frozen=True)
class Window:
    page: Page
    watch: Watch
    context: BrowserContext


OpenWindow = Callable[..., Window]


@pytest.fixture
def open_window(browser: Browser, site: Site) -> Iterator[OpenWindow]:
    """Return a function that opens a fresh window: `open_window(width=390, theme="dark", scripts=False)`."""
    contexts: list[BrowserContext] = []

    def open_one(
        *, width: int = 1280, theme: str = "light", scripts: bool = True, person: str = ""
    ) -> Window:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if theme == "dark" else "light",
            java_script_enabled=scripts,
            base_url=site.url,
            locale="de-DE",
        )
        contexts.append(context)
        page, watch = context.new_page(), Watch()
        watch.on(page, site)
        if person:
            sign_in(page, person, site.passwords[person])
        return Window(page, watch, context)

    yield open_one
    for context in contexts:
        context.close()


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.locator("main form:has(input[name=password]) [type=submit]").first.click()
    page.wait_for_load_state()
