"""A real site for a real browser: its own data, served as in production, with the demonstration in it.

One site serves all tests of this folder, so a test that writes must not mind what others wrote.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.ports import a_free_port
from tests.services.site import Site

PATIENCE = 90_000  # milliseconds: a machine may have other work
expect.set_options(timeout=PATIENCE)
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic"]  # fmt: skip


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
class Demonstration:
    """The served site: its address, and the passwords of its people."""

    site: Site
    passwords: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.site.port}"


@pytest.fixture(scope="session")
def letterbox() -> Iterator[Letterbox]:
    box = Letterbox(port=a_free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, letterbox: Letterbox) -> Iterator[Demonstration]:
    """The demonstration, served by the server and the worker that serve it in production."""
    variables = {
        "RESONANZ_STAFF_SECOND_FACTOR": "false",
        "EMAIL_URL": f"smtp://127.0.0.1:{letterbox.port}",
    }
    served = Site(tmp_path_factory.mktemp("demonstration"), variables)
    try:
        printed = served.manage("prepare", "--demonstration")
        served.serve("--workers=1")
        yield Demonstration(served, _passwords(printed))
    finally:
        served.close()


def _passwords(printed: str) -> dict[str, str]:
    """Read `  Name of two words  password  role` lines as the demonstration prints them."""
    rows = [line.split("  ") for line in printed.splitlines() if line.startswith("  ")]
    return {row[1].strip(): row[-2].strip() for row in rows if len(row) >= 4}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=QUIET
            )
        except Exception as problem:
            pytest.skip(f"no Chromium on this machine (`make test` says how to get one): {problem}")
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong in a window: messages of the console, and requests to other hosts."""

    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def on(self, page: Page, site: Demonstration) -> None:
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
def open_window(browser: Browser, site: Demonstration) -> Iterator[OpenWindow]:
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
        context.set_default_timeout(PATIENCE)
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
