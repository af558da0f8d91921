"""Pages for everyone: no finding of axe, no sideways scroll, in both languages and themes (R5, R6)."""

import pytest

from .conftest import OpenWindow, Window
from .looks import WIDER, faults_of

pytestmark = pytest.mark.browser

REPORT = "the report"
LANGUAGES = ("de", "en")
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


def _faults(window: Window, addresses: list[str], language: str) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        _open(window, address, language)
        found[address] = faults_of(window.page)
    return {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_public_pages_and_nothing_scrolls_sideways(
    open_window: OpenWindow, language: str
) -> None:
    assert _faults(open_window(), PUBLIC, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_pages_of_the_staff_and_none_breaks_the_policy(
    open_window: OpenWindow, language: str
) -> None:
    window = open_window(person="Mira Lindqvist")

    assert _faults(window, STAFF, language) == {}
    assert window.watch.problems == []


def test_nothing_scrolls_sideways_for_somebody_who_is_signed_in(open_window: OpenWindow) -> None:
    window = open_window(width=320, person="Mira Lindqvist")
    wide = {}
    for address in PUBLIC:
        _open(window, address, "de")
        wide[address] = window.page.evaluate(WIDER)

    assert {address: pixels for address, pixels in wide.items() if pixels > 0} == {}
