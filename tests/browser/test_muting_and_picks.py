"""Muting, and picking a comment, by keyboard alone (A4, C13, R5)."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenWindow
from .looks import faults_of

pytestmark = pytest.mark.browser


@pytest.fixture
def path(open_window: OpenWindow) -> str:
    page = open_window(scripts=False).page
    page.goto("/en/")
    address = page.locator("a[href*='plauderfunk-schenkt-freiminuten']").first.get_attribute("href") or ""
    return address.partition("#")[0]


def press(what: Locator, key: str = "Enter") -> None:
    what.focus()
    what.press(key)


def chosen(page: Page, number: int, words: str) -> Locator:
    """Open what stands behind the three dots of a comment, and return one thing of it."""
    press(page.locator(f"#c{number} .more summary"))
    return page.locator(f"#c{number} .more__list").get_by_text(re.compile(words))


def test_a_muted_person_goes_is_shown_once_and_comes_back(open_window: OpenWindow, path: str) -> None:
    window = open_window(person="Rosa Mendel")
    page = window.page
    page.goto(path)

    press(chosen(page, 2, "Mute Ilse Brandt"))
    press(page.locator("main form button"))
    expect(page.locator("p#c2")).to_contain_text("is by somebody you muted")
    expect(page.locator("#c3")).to_be_visible()
    press(page.locator("p#c2 a"))
    expect(page.locator("article#c2")).to_contain_text("Ilse Brandt")
    expect(page.locator("article#c2")).to_be_focused()

    press(page.locator("article#c2 footer a"))
    press(page.locator("main form button"))

    expect(page.locator("article#c2 .comment__name")).to_have_text("Ilse Brandt")
    assert window.watch.problems == []


def test_an_editor_picks_and_takes_the_pick_back(open_window: OpenWindow, path: str) -> None:
    window = open_window(person="Henrike Osten")
    page = window.page
    page.goto(path)

    press(chosen(page, 4, "^Pick$"))
    expect(page.locator("#c4 .badge--picked")).to_be_visible()
    page.goto(path)
    expect(page.locator(".picks")).to_contain_text("Jonas Weidner")
    assert faults_of(page) == []

    press(chosen(page, 4, "Take the pick back"))

    expect(page.locator("#c4 .badge--picked")).to_have_count(0)
    assert window.watch.problems == []
