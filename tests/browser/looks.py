"""What axe and a ruler say about one page in every theme and width, after a single load."""

import itertools
import json
from collections.abc import Iterator
from functools import cache

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

THEMES, WIDTHS = ("light", "dark"), (1280, 320)
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = EVERYTHING | {"runOnly": ["color-contrast", "link-in-text-block"]}  # all that a theme can change
SETTLE = "document.getAnimations().forEach(each => each instanceof CSSTransition && each.finish())"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_of(page: Page) -> list[str]:
    """Return what is wrong with the page that is open, in each theme at each width: nothing, we hope."""
    page.evaluate(_axe())
    return [
        f"{theme}, {width}: {fault}"
        for theme, width in itertools.product(THEMES, WIDTHS)
        for fault in _in_one_look(page, theme, width)
    ]


@cache
def _axe() -> str:
    return Axe().axe_script


def _in_one_look(page: Page, theme: str, width: int) -> Iterator[str]:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(SETTLE)
    rules = EVERYTHING if theme == THEMES[0] else COLOURS
    for rule in page.evaluate(f"axe.run({json.dumps(rules)}).then(found => found.violations)"):
        for node in rule["nodes"][:3]:
            yield f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
    if (pixels := page.evaluate(WIDER)) > 0:
        yield f"scrolls {pixels} pixels sideways"
