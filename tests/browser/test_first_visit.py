"""What a stranger's first visit costs and leaves behind (R3, R4)."""

import pytest

from .conftest import OpenWindow

pytestmark = pytest.mark.browser

POST = "a[href*='plauderfunk-schenkt-freiminuten']"
ADDRESSES = [
    "/",
    "/category/netz/",
    "/ueber-uns/",
    "/accounts/login/",
    "/members/Mira%20Lindqvist/",
    "/feed/",
]
MOST_BYTES, MOST_REQUESTS = 60_000, 6


def _address_of_the_report(open_window: OpenWindow) -> str:
    page = open_window().page
    page.goto("/")
    return page.locator(POST).first.get_attribute("href") or ""


def test_a_first_visit_leaves_no_cookie_and_nothing_in_the_browser(open_window: OpenWindow) -> None:
    window = open_window()
    window.page.goto("/")
    window.page.locator(POST).first.click()
    window.page.wait_for_load_state("networkidle")

    stored = window.page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")

    assert (window.context.cookies(), stored) == ([], [])


@pytest.mark.parametrize("address", [*ADDRESSES, "report"])
def test_a_public_page_asks_no_other_host_and_breaks_no_policy(open_window: OpenWindow, address: str) -> None:
    if address == "report":
        address = _address_of_the_report(open_window)
    window = open_window()

    window.page.goto(address)
    window.page.wait_for_load_state("networkidle")

    assert window.watch.problems == []


def test_the_first_view_of_a_post_is_light(open_window: OpenWindow) -> None:
    """Bytes over the wire, headers included, in a browser that has nothing yet."""
    address = _address_of_the_report(open_window)
    window = open_window()
    session = window.context.new_cdp_session(window.page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    window.page.goto(address)
    window.page.wait_for_load_state("networkidle")

    assert len(window.watch.requests) <= MOST_REQUESTS, window.watch.requests
    assert sum(sizes) <= MOST_BYTES, dict(zip(window.watch.requests, sizes, strict=False))


def test_every_answer_carries_the_strict_policy(open_window: OpenWindow) -> None:
    page = open_window().page

    policies = [page.request.get(address).headers["content-security-policy"] for address in ADDRESSES]

    assert all("default-src 'self'" in policy for policy in policies)
    assert not any("unsafe" in policy or "nonce" in policy for policy in policies)
