"""The whole path in a browser: sign up, comment, release, publish; once with scripts and once without."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from .conftest import PATIENCE, Letterbox, OpenWindow

pytestmark = pytest.mark.browser

REPORT = "a[href*='plauderfunk-schenkt-freiminuten']"
MAIL_ARRIVES_WITHIN = PATIENCE / 1000  # seconds: the worker looks once a second


def _code_sent_to(address: str, letterbox: Letterbox) -> str:
    """The code in the newest mail to this address: capitals and digits in a line of their own."""
    ends = time.monotonic() + MAIL_ARRIVES_WITHIN
    while time.monotonic() < ends:
        for receivers, text in reversed(letterbox.mails):
            if address in receivers and (
                found := re.search(r"(?m)^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", text)
            ):
                return found[1]
        time.sleep(0.2)
    raise AssertionError(f"no code for {address} in {[mail[0] for mail in letterbox.mails]}")


def _sign_up(page: Page, name: str, letterbox: Letterbox) -> None:
    mail = f"{name.lower().replace(' ', '.')}@example.org"
    page.goto("/accounts/signup/")
    page.locator("input[name=email]").fill(mail)
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password1]").fill("ein-langer-satz-mit-worten")
    page.locator("main form:has(input[name=email]) [type=submit]").first.click()
    page.locator("input[name=code]").fill(_code_sent_to(mail, letterbox))
    page.locator("main form:has(input[name=code]) [type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_signs_up_and_comments_and_a_moderator_releases_the_comment(
    open_window: OpenWindow, letterbox: Letterbox, scripts: bool
) -> None:
    words = f"Bei mir kam die Gutschrift am Abend, {'mit' if scripts else 'ohne'} Skript geschrieben."
    reader = open_window(scripts=scripts)
    _sign_up(reader.page, f"Leserin {'mit' if scripts else 'ohne'} Skript", letterbox)
    reader.page.goto("/")
    reader.page.locator(REPORT).first.click()
    reader.page.locator(".composer textarea").last.fill(words)
    reader.page.get_by_role("button", name="Absenden", exact=True).click()
    reader.page.wait_for_load_state()
    expect(reader.page.locator(".comment", has_text=words).last).to_be_visible()

    stranger = open_window()
    stranger.page.goto("/")
    stranger.page.locator(REPORT).first.click()
    expect(stranger.page.get_by_text(words)).to_have_count(0)

    moderator = open_window(scripts=scripts, person="Henk Oosterloo")
    moderator.page.goto("/moderation/")
    row = moderator.page.locator("article, li", has_text=words).last
    row.get_by_role("button", name="Freigeben").first.click()
    moderator.page.wait_for_load_state()

    stranger.page.reload()
    expect(stranger.page.get_by_text(words)).to_be_visible()
    assert [*reader.watch.problems, *moderator.watch.problems, *stranger.watch.problems] == []
