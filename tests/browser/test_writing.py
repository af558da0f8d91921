"""Writing in a browser: no text is lost, whatever happens, and each is posted once (C5, C9)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenWindow
from .looks import faults_of

pytestmark = pytest.mark.browser

REPORT = "a[href*='plauderfunk-schenkt-freiminuten']"
WRITER = "Henk Oosterloo"


def _to_the_report(page: Page, ready: str = "form[data-draft-ready]") -> None:
    page.goto("/")
    page.locator(REPORT).first.click()
    page.locator(ready).wait_for()


def _type(page: Page, words: str) -> None:
    page.locator(".thread__composer textarea").press_sequentially(words)


def _kept(page: Page) -> Callable[[], None]:
    """Do something and wait until the server has heard of the text."""

    def wait(do: Callable[[], None]) -> None:
        with page.expect_response(lambda answer: answer.url.endswith("/draft/")):
            do()

    return wait


def test_a_text_outlives_the_connection_and_is_posted_once(open_window: OpenWindow) -> None:
    words = "Geschrieben im Zug, zwischen zwei Tunneln."
    window = open_window(person=WRITER)
    page = window.page
    _to_the_report(page)
    window.context.set_offline(True)

    page.locator(".thread__composer textarea").fill(words)
    page.get_by_role("button", name="Absenden", exact=True).click()

    again = page.locator(".thread__composer [data-again]")
    expect(again).to_be_visible()
    expect(page.locator(".thread__composer textarea")).to_have_value(words)
    assert faults_of(page) == []

    window.context.set_offline(False)
    again.dblclick()
    expect(page.locator(".comment", has_text=words)).to_have_count(1)
    page.go_back()
    _to_the_report(page)
    expect(page.locator(".comment", has_text=words)).to_have_count(1)
    expect(page.locator(".thread__composer textarea")).to_have_value("")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_an_answer_in_place_outlives_the_connection_as_well(open_window: OpenWindow) -> None:
    words = "Geschrieben im Aufzug."
    window = open_window(person=WRITER)
    page = window.page
    _to_the_report(page)
    page.locator(".comment__foot a[hx-get]").first.click()
    slot = page.locator(".comment__slot .composer")
    slot.locator("textarea").fill(words)
    window.context.set_offline(True)

    slot.locator(".button:not(.button--quiet)").first.click()
    expect(slot.locator("[data-trouble]")).to_be_visible()

    window.context.set_offline(False)
    slot.locator("[data-again]").click()
    expect(page.locator(".comment", has_text=words)).to_have_count(1)
    expect(page.locator(".comment", has_text=words)).to_be_focused()
    page.reload()
    expect(page.locator(".comment", has_text=words)).to_have_count(1)


def test_a_draft_is_on_the_next_device_and_not_with_the_next_person(open_window: OpenWindow) -> None:
    words = "Am Telefon begonnen."
    phone = open_window(width=390, person=WRITER)
    _to_the_report(phone.page)
    _kept(phone.page)(lambda: _type(phone.page, words))

    desk = open_window(person=WRITER, scripts=False)
    desk.page.goto("/accounts/me/drafts/")
    expect(desk.page.get_by_text(words)).to_be_visible()
    _to_the_report(desk.page, ready=".thread__composer form")
    expect(desk.page.locator(".thread__composer textarea")).to_have_value(words)

    phone.context.clear_cookies()  # signed out, in the same browser
    _to_the_report(phone.page)
    expect(phone.page.locator(".thread__composer textarea")).to_have_value("")

    desk.page.locator(".thread__composer button[value=discard]").click()
    desk.page.goto("/accounts/me/drafts/")
    expect(desk.page.get_by_text(words)).to_have_count(0)


def test_a_name_is_chosen_by_keyboard_and_the_page_stays_sound(open_window: OpenWindow) -> None:
    window = open_window(person="Mira Lindqvist")
    page = window.page
    _to_the_report(page)
    field = page.locator(".thread__composer textarea")

    _type(page, "Wie @u")
    chosen = page.locator(".names [aria-selected=true]")
    expect(chosen).to_be_visible()
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert faults_of(page) == []

    name = chosen.text_content()
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Wie @{name} ")
    expect(page.locator(".names")).to_have_count(0)
    _kept(page)(lambda: field.fill(""))

    menu = page.locator("details.more").first
    for close in (lambda: page.keyboard.press("Escape"), field.click):
        menu.locator("summary").click()
        expect(menu).to_have_attribute("open", "")
        close()
        expect(menu).not_to_have_attribute("open", "")
    assert window.watch.problems == []

    for refused in ("   ", "zu lang " * 1000):
        field.fill(refused)
        page.get_by_role("button", name="Absenden", exact=True).click()
        expect(page.locator(".thread__composer [role=alert]")).to_be_visible()
        expect(field).to_have_value(refused)
        assert faults_of(page) == []
