"""What a script shows in its place when the site does not do what was asked (C5, C8)."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenWindow

pytestmark = pytest.mark.browser


@pytest.fixture
def page(open_window: OpenWindow) -> Page:
    """The conversation of the demonstration, as a member has it who did not write in it."""
    page = open_window(person="Rosa Mendel").page
    page.goto("/en/")
    page.locator("a[href*='plauderfunk-schenkt-freiminuten']").first.click()
    page.wait_for_load_state("networkidle")
    return page


def test_a_refused_reaction_is_one_sentence_in_the_button(page: Page) -> None:
    button = page.locator("#c4 .comment__useful")
    page.evaluate("document.querySelector('#react input').value = 'broken'")

    button.click()
    expect(button).to_contain_text("This page had expired.")
    page.context.clear_cookies()
    button.click()

    expect(page.locator("#c4 a.comment__useful")).to_contain_text("You are no longer signed in")
    expect(page.locator("#c4 h1")).to_have_count(0)


def test_words_in_the_form_of_an_edit_outlive_the_window(page: Page) -> None:
    page.locator("#composer textarea[name=text]").fill("Written in a hurry.")
    page.get_by_role("button", name=re.compile("^Post comment")).click()
    page.locator("article:has-text('Written in a hurry.') a:text-is('Edit')").first.click()
    form = page.locator("form[data-keep]")

    form.locator("textarea").fill("Written with more care.")
    expect(form.locator("[data-kept]")).to_contain_text("Draft kept on")
    page.reload()

    expect(form.locator("textarea")).to_have_value("Written with more care.")
    expect(form.locator("[data-kept]")).to_contain_text("Draft kept on")
