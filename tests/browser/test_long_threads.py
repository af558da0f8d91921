"""Long and deep conversations, and the pages around them, in a real browser (C1, C2, R5)."""

import pytest
from playwright.sync_api import expect

from .conftest import Demonstration, OpenWindow
from .looks import WIDER, faults_of

pytestmark = pytest.mark.browser

LEVELS = 12
WRITE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from comments.actions.adopt import adopt_comments
from comments.actions.unsubscribing import Scope, address_of
from comments.models import Comment, Thread
from comments.rules.foreign import ForeignComment
from comments.rules.states import State
thread, now = Thread.objects.filter(path__contains="gruen-heisst").get(), timezone.now()
rosa = User.objects.get(username="Rosa Mendel")

def written(name, parent, minute, state=State.PUBLIC):
    words, at = f"Bandwurmwort{'m' * 60} {name}.", now - timedelta(minutes=900 - minute)
    return ForeignComment(f"long:{name}", words, at, state, "de", parent and f"long:{parent}", rosa.pk)

levels = [written(f"level {n}", n and f"level {n - 1}", n) for n in range(LEVELS)]
answers = [written(f"answer {n}", n and "answer 0", 20 + n) for n in range(130)]
adopt_comments(thread=thread, records=levels + answers, now=now)
deep, long = (Comment.objects.get(foreign_id=f"long:{name}") for name in ("level 11", "answer 0"))
stop = address_of(Scope.thread(rosa.pk, thread.pk))
print(f"path={thread.path} deep={deep.pk} long={long.number} stop={stop}")
"""


@pytest.fixture(scope="module")
def written(site: Demonstration) -> dict[str, str]:
    """Where a conversation with twelve levels and with 129 answers to one comment stands."""
    printed = site.site.manage(code=WRITE.replace("LEVELS", str(LEVELS)))
    return dict(part.split("=", 1) for part in printed.splitlines()[-1].split())


def test_twelve_levels_fit_on_320_pixels_and_no_menu_reaches_out_of_the_page(
    open_window: OpenWindow, written: dict[str, str]
) -> None:
    page = open_window(width=320, scripts=False, person="Mira Lindqvist").page
    page.goto(f"/c/{written['deep']}/")

    menu = page.locator(".comment:target details.more")
    menu.locator("summary").click()

    expect(menu.locator(".more__list")).to_be_visible()
    assert page.evaluate(WIDER) <= 0
    assert page.locator(".comment:target .comment__body").evaluate("each => each.clientWidth") > 200


def test_a_fold_opens_in_its_place_by_keyboard_and_the_focus_is_where_reading_goes_on(
    open_window: OpenWindow, written: dict[str, str]
) -> None:
    window = open_window(width=390, person="Rosa Mendel")
    page = window.page
    page.goto(written["path"])
    fold = page.locator(f"#more-{written['long']}")
    last = fold.locator("xpath=preceding-sibling::li[1]/article")
    above = last.get_attribute("id")
    page.wait_for_load_state("networkidle")

    fold.locator("a").focus()
    page.keyboard.press("Enter")

    first = page.locator(f"li:has(> #{above}) + li > article")
    expect(first).to_be_focused()
    assert page.url.endswith(written["path"])
    assert window.watch.problems == []


def test_without_scripts_a_fold_leads_away_and_back_to_its_place(
    open_window: OpenWindow, written: dict[str, str]
) -> None:
    page = open_window(width=390, scripts=False).page
    page.goto(written["path"])
    page.locator(f"#more-{written['long']} a").click()

    assert faults_of_this(open_window, page.url) == []
    page.locator(".branch__back").click()

    expect(page.locator(f"#more-{written['long']}")).to_be_in_viewport()


def faults_of_this(open_window: OpenWindow, address: str) -> list[str]:
    page = open_window().page
    page.goto(address)
    return faults_of(page)


def test_axe_finds_nothing_on_the_pages_that_belong_to_a_reader(
    open_window: OpenWindow, written: dict[str, str]
) -> None:
    page = open_window(person="Rosa Mendel").page
    found = {}
    for address in ("/accounts/me/inbox/", "/en/accounts/me/notices/", "/accounts/me/drafts/",
                    "/en/accounts/me/comments/", written["stop"]):  # fmt: skip
        page.goto(address)
        found[address] = faults_of(page)

    assert {address: faults for address, faults in found.items() if faults} == {}
