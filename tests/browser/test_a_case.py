"""From a report to a comment that is back: readers without script, moderators with it (M6, M7, R2)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenWindow

pytestmark = pytest.mark.browser

PLACE = "a[href*='gruen-heisst-nicht-dass-es-laeuft']"
WORDS = "das passt zu euch Technikern"
FACTS = "Das Wort im letzten Satz."
ANSWER = "Ein Wort unter Kollegen, das lassen wir gelten."


def _said(page: Page) -> Locator:
    page.goto("/")
    page.locator(PLACE).first.click()
    return page.locator("article.comment", has_text=WORDS)


def _case(page: Page, address: str) -> Locator:
    page.goto(address)
    return page.locator("article.case", has_text=WORDS)


def test_a_comment_is_reported_removed_appealed_for_and_back(open_window: OpenWindow) -> None:
    reader = open_window(scripts=False, person="Rosa Mendel")
    comment = _said(reader.page)
    comment.locator(".more summary").click()
    comment.get_by_role("link", name="Melden").click()
    reader.page.locator("main input[value=insult]").check()
    reader.page.locator("main form .button").first.click()
    expect(reader.page.locator(".desk__state--pending")).to_be_visible()
    outcome = reader.page.url

    first = open_window(person="Henk Oosterloo")
    case = _case(first.page, "/moderation/reported/")
    expect(case.locator(".case__reports > li")).to_have_count(3)
    case.locator("select[name=reason]").select_option("insult")
    case.locator("summary").first.click()
    case.locator("textarea[name=statement]").fill(FACTS)
    case.locator("button[value=remove]").click()
    expect(_case(first.page, "/moderation/reported/")).to_have_count(0)

    author = open_window(scripts=False, person="Rolf Damm")
    expect(_said(author.page)).to_have_count(0)
    author.page.goto("/accounts/me/comments/")
    author.page.locator("li", has_text=WORDS).locator(".mine__words a").click()
    author.page.locator("main a[href*='/cases/']").click()
    expect(author.page.locator("main")).to_contain_text(FACTS)
    author.page.locator("main form textarea").fill("So reden wir in der Werkstatt miteinander.")
    author.page.locator("main form .button").click()
    expect(author.page.locator(".desk__state--pending")).to_be_visible()

    second = open_window(person="Mira Lindqvist")
    case = _case(second.page, "/moderation/appeals/")
    case.locator("textarea[name=answer]").fill(ANSWER)
    case.locator("button[value=grant]").click()
    expect(_case(second.page, "/moderation/appeals/")).to_have_count(0)

    expect(_said(open_window(scripts=False).page)).to_be_visible()
    author.page.reload()
    expect(author.page.locator("main")).to_contain_text(ANSWER)
    reader.page.goto(outcome)
    expect(reader.page.locator(".desk__state--public")).to_be_visible()
    windows = (reader, first, author, second)
    assert [problem for window in windows for problem in window.watch.problems] == []
