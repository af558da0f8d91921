"""Pictures in a real browser: nothing moves, the fitting file comes, a click sets the focal point (E11)."""

import pytest

from .conftest import Demonstration, OpenWindow

pytestmark = pytest.mark.browser

WRITE = """
from io import BytesIO
from datetime import timedelta
import PIL.Image
from django.utils import timezone
from accounts.rules.roles import system
from blog.actions.images import take_in_image
from blog.actions.posts import publish_post, save_post
from blog.rules.content import BylineEntry, PostContent

now, actor = timezone.now(), system("tests")

def image(colour, *size):
    file = BytesIO()
    PIL.Image.new("RGB", size, colour).save(file, "JPEG")
    file.seek(0)
    return take_in_image(file=file, alt=f"A {colour} field", actor=actor, now=now)

cover = image("teal", 2400, 1350)
figures = image("olive", 2000, 1500), image("navy", 700, 900), image("gray", 300, 200)
words = f"<p>{'Many words between two pictures. ' * 60}</p>"
shown = [f'<figure><img src="{each.file.url}" alt="{each.alt}"></figure>' for each in figures]
body = words + words.join(shown)
content = PostContent(title="Pictures", body=body, cover_id=cover.pk, bylines=(BylineEntry(guest="Ada"),))
revision = save_post(post=None, slug="pictures", content=content, actor=actor, now=now)
publish_post(post=revision.post, at=now - timedelta(days=3), actor=actor, now=now)
print("at", revision.post.get_absolute_url(), cover.pk - 1)
"""
SHIFTS = """() => new Promise((done) => {
  let sum = 0
  const add = (entries) => { for (const entry of entries) sum += entry.value }
  const observer = new PerformanceObserver((list) => add(list.getEntries()))
  observer.observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => { add(observer.takeRecords()); done(sum) }))
})"""
SHOWN = """() => [...document.querySelectorAll("article img")].map((image) =>
  [image.currentSrc.split("/").pop(), image.clientWidth, image.complete])"""


@pytest.fixture(scope="session")
def address(site: Demonstration) -> str:
    """A post with a cover and three figures, and all renditions of them."""
    printed = site.site.manage("shell", "-c", WRITE)
    path, before = next(line.split()[1:] for line in printed.splitlines() if line.startswith("at "))
    site.site.manage("rerender", "--pictures", "--after", before)
    return path


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (390, [("1-640.avif", 358), ("1-640.avif", 358), ("1-640.webp", 358), ("1-300.webp", 300)]),
        (1280, [("1-640.avif", 608), ("1-640.avif", 608), ("1-640.webp", 608), ("1-300.webp", 300)]),
    ],
)
def test_the_fitting_files_come_and_nothing_moves(
    open_window: OpenWindow, address: str, width: int, expected: list[tuple[str, int]]
) -> None:
    window = open_window(width=width)
    window.page.goto(address)

    for image in window.page.locator("article img").all():
        image.scroll_into_view_if_needed()
        window.page.wait_for_function("(image) => image.complete", arg=image.element_handle())

    shown = window.page.evaluate(SHOWN)
    assert [(name, wide) for name, wide, _complete in shown] == expected
    assert window.page.evaluate(SHIFTS) == 0
    assert window.watch.problems == []


def test_pictures_below_the_fold_wait(open_window: OpenWindow, address: str) -> None:
    window = open_window(width=390)

    window.page.goto(address)
    window.page.wait_for_load_state("networkidle")

    files = [each for each in window.watch.requests if "/media/" in each]
    assert len(files) < 4


def test_without_scripts_all_pictures_are_there(open_window: OpenWindow, address: str) -> None:
    page = open_window(scripts=False).page
    page.goto(address)

    for image in page.locator("article img").all():
        image.scroll_into_view_if_needed()

    assert page.locator("article picture").count() == 4


def test_a_click_on_the_picture_sets_its_focal_point(open_window: OpenWindow, address: str) -> None:
    window = open_window(person="Mira Lindqvist")
    page = window.page
    page.goto("/en/admin/blog/image/?q=navy")
    page.locator(".shelf__picture a").click()
    preview = page.locator("[data-focal].focal--ready img")
    box = preview.bounding_box() or {}

    preview.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})

    assert (page.input_value("#id_focal_x"), page.input_value("#id_focal_y")) == ("25", "75")
    assert page.locator("[data-focal] circle").first.get_attribute("cx") == "25%"
    assert window.watch.problems == []
