"""An author changes a comment without a mouse, and is back where it stands (C6, R5)."""

import pytest
from playwright.sync_api import expect

from .conftest import OpenWindow

pytestmark = pytest.mark.browser

REPORT = "a[href*='plauderfunk-schenkt-freiminuten']"


@pytest.mark.parametrize("scripts", [True, False])
def test_an_author_edits_by_keyboard_and_is_back_at_the_comment(
    open_window: OpenWindow, scripts: bool
) -> None:
    window = open_window(scripts=scripts, person="Mira Lindqvist")
    page, words = window.page, f"Nachgezählt {'mit' if scripts else 'ohne'} Skript."
    page.goto("/")
    page.locator(REPORT).first.click()
    page.locator(".thread__composer textarea").fill(words)
    page.locator(".thread__composer .composer__buttons button:not([formaction])").press("Enter")
    page.wait_for_url("**#c*")
    own = page.locator("article.comment", has_text=words).last
    own.locator("a[href$='/edit/']").press("Enter")

    text = page.locator("#edit-text")
    expect(text).to_be_focused()
    text.press("Control+End")
    page.keyboard.type(" Es sind zwölf.")
    for _ in ("preview", "save") if scripts else ("keep as draft", "preview", "save"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#c*")

    expect(page.locator("article.comment:focus")).to_contain_text(f"{words} Es sind zwölf.")
    assert window.watch.problems == []
