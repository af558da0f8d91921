"""What axe and a ruler say about one page in every theme and width, after a single load."""

import itertools
import json
from collections.abc import Iterator, Sequence
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Look = tuple[str, int]  # a theme, and a width in pixels

EVERY_LOOK: Sequence[Look] = [*itertools.product(("light", "dark"), (1280, 320))]
ONE_LOOK: Sequence[Look] = [("dark", 320)]  # for the second language: other words in the same frame
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = EVERYTHING | {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a theme can change
SETTLE = "document.getAnimations().forEach(each => each instanceof CSSTransition && each.finish())"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Page, looks: Sequence[Look] = EVERY_LOOK) -> list[str]:
    """Return what is wrong with the page that is open, in each theme at each width: nothing, we hope."""
    page.evaluate(_axe())
    first_theme = looks[0][0]
    return [
        f"{theme}, {width}: {fault}"
        for theme, width in looks
        for fault in _in_one_look(page, theme, width, EVERYTHING if theme == first_theme else COLOURS)
    ]


@cache
def _axe() -> str:
    return Axe().axe_script


def _in_one_look(page: Page, theme: str, width: int, rules: dict[str, list[str]]) -> Iterator[str]:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(SETTLE)
    for rule in page.evaluate(f"axe.run({json.dumps(rules)}).then(found => found.violations)"):
        for node in rule["nodes"][:3]:
            yield f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
    if (pixels := page.evaluate(WIDER)) > 0:
        yield f"scrolls {pixels} pixels sideways"
