"""Pages for everyone: no finding of axe, no sideways scroll, in both languages and themes (R5, R6)."""

import itertools

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import OpenWindow, Window

pytestmark = pytest.mark.browser

REPORT = "the report"
PUBLIC = [
    "/",
    REPORT,
    "/accounts/signup/",
    "/accounts/login/",
    "/members/Uwe%20Thalbach/",
    "/rules/",
    "/search/",
    "/search/?q=netz&kind=posts",
    "/search/?q=glsfaser",
    "/gibt-es-nicht/",
]
STAFF = ["/moderation/", "/admin/", "/admin/blog/post/", "/admin/blog/post/add/", "/admin/comments/comment/"]
LOOKS = [
    *itertools.product(("de", "en"), ("light", "dark"), (1280,)),
    *itertools.product(("de",), ("light", "dark"), (320,)),
]


def _open(window: Window, address: str, language: str) -> None:
    prefix = "" if language == "de" else "/en"
    if address == REPORT:
        window.page.goto(f"{prefix}/")
        address = (
            window.page.locator("a[href*='plauderfunk-schenkt-freiminuten']").first.get_attribute("href")
            or ""
        )
        window.page.goto(address)
    else:
        window.page.goto(prefix + address)
    window.page.wait_for_load_state("networkidle")


def _findings(window: Window) -> list[str]:
    violations = Axe().run(window.page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in violations
        for node in rule["nodes"][:3]
    ]


def _overflow(window: Window) -> int:
    return window.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_on_public_pages(
    open_window: OpenWindow, language: str, theme: str, width: int
) -> None:
    window = open_window(width=width, theme=theme)
    found = {}
    for address in PUBLIC:
        _open(window, address, language)
        found[address] = _findings(window)

    assert {address: rows for address, rows in found.items() if rows} == {}


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_axe_finds_nothing_on_the_pages_of_the_staff(
    open_window: OpenWindow, language: str, theme: str, width: int
) -> None:
    window = open_window(width=width, theme=theme, person="Mira Lindqvist")
    found = {}
    for address in STAFF:
        _open(window, address, language)
        found[address] = _findings(window)

    assert {address: rows for address, rows in found.items() if rows} == {}


def test_nothing_scrolls_sideways_on_the_smallest_phone(open_window: OpenWindow) -> None:
    window = open_window(width=320, person="Mira Lindqvist")
    wide = {}
    for address in [*PUBLIC, *STAFF]:
        _open(window, address, "de")
        wide[address] = _overflow(window)

    assert {address: pixels for address, pixels in wide.items() if pixels > 0} == {}


def test_no_page_of_the_staff_breaks_the_policy(open_window: OpenWindow) -> None:
    window = open_window(person="Mira Lindqvist")
    for address in STAFF:
        _open(window, address, "de")

    assert window.watch.problems == []
