"""What is new in a conversation: announced without moving anything, and found without scripts, too."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Demonstration, OpenWindow

pytestmark = pytest.mark.browser

SAY = """
import uuid
from django.utils import timezone
from accounts.models import User
from comments.actions.post import post_comment
from comments.models import Comment, Discussion, Thread
rule = Discussion.load().first_comments_wait
Discussion.objects.update(first_comments_wait=0)
thread = Thread.objects.get(path={path!r})
comment = post_comment(
    thread=thread, author=User.objects.create_user(username="Visitor " + uuid.uuid4().hex[:6]),
    parent=Comment.objects.filter(thread=thread, number={parent}).first(), source="Und nun?", language="de",
    submission=uuid.uuid4(), seconds_on_form=60, network="192.0.2.1", now=timezone.now(),
)
Discussion.objects.update(first_comments_wait=rule)
print("number", comment.number)
"""


def say(site: Demonstration, path: str, parent: int = 0) -> int:
    """Let somebody write a comment, below another one where `parent` is its number."""
    printed = site.site.manage(code=SAY.format(path=path, parent=parent))
    return int(re.findall(r"number (\d+)", printed)[0])


@pytest.fixture
def path(open_window: OpenWindow) -> str:
    page = open_window(scripts=False).page
    page.goto("/")
    address = page.locator("a[href*='plauderfunk-schenkt-freiminuten']").first.get_attribute("href") or ""
    return address.partition("#")[0]


def y_of(page: Page, place: str) -> float:
    return float(page.locator(place).evaluate("each => each.getBoundingClientRect().top"))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_new_comments_announce_themselves_and_move_nothing(
    open_window: OpenWindow, site: Demonstration, path: str
) -> None:
    window = open_window()
    page = window.page
    page.clock.install()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.locator("#c4").scroll_into_view_if_needed()
    below, answer = say(site, path), say(site, path, parent=1)
    read = y_of(page, "#c4")

    page.clock.fast_forward(9_000)
    page.wait_for_selector("#live[data-watching]", state="attached")
    with page.expect_response("**/new/?after=*"):
        page.clock.fast_forward(40_000)
    expect(page.locator("#live")).to_be_visible()
    expect(page.locator("#thread-notice")).to_have_text(re.compile("^2 "))
    assert y_of(page, "#c4") == read

    page.locator(".live__show").click()
    expect(page.locator(f"#c{answer} .badge--new")).to_be_visible()
    assert focused(page) == f"c{answer}"
    page.locator(".live__back").click()
    assert abs(y_of(page, "#c4") - read) < 1

    page.keyboard.press("n")
    assert focused(page) == f"c{below}"
    page.keyboard.press("p")
    assert focused(page) == f"c{answer}"
    page.locator("textarea[name=text]").last.fill("")
    page.keyboard.type("no pen")
    assert page.locator("textarea[name=text]").last.input_value() == "no pen"
    assert not page.locator("#live").is_visible()
    assert window.watch.problems == []


def test_a_stranger_who_asks_for_it_finds_what_is_new_again(
    open_window: OpenWindow, site: Demonstration, path: str
) -> None:
    page = open_window().page
    page.goto(path)
    page.locator(".news-tools summary").click()
    page.locator("[data-remember]").check()
    new = say(site, path)

    page.goto(path)

    expect(page.locator(f"#c{new} .badge--new")).to_be_visible()
    expect(page.locator(".news__first")).to_be_visible()
    page.locator(".news-tools summary").click()
    page.locator("[data-keys]").uncheck()
    page.locator(".news-tools summary").focus()
    page.keyboard.press("n")
    assert focused(page) != f"c{new}"


def test_a_link_shows_what_is_new_without_a_script(
    open_window: OpenWindow, site: Demonstration, path: str
) -> None:
    page = open_window(scripts=False, width=320).page
    page.goto(path)
    page.locator(".news-tools summary").click()
    kept = page.locator(".news-tools a").first.get_attribute("href") or ""
    new = [say(site, path, parent=1), say(site, path)]

    page.goto(kept)

    assert page.url.endswith(f"#c{new[0]}")
    page.locator(f"#c{new[0]} a.badge--new").click()
    assert page.url.endswith(f"#c{new[1]}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
