"""What a post may hold: elements, attributes, and the values these may have."""

from __future__ import annotations

import re
from collections.abc import Callable

from markup.addresses import link_address, tidy

type Rule = Callable[[str], str | None]


def _matching(pattern: str) -> Rule:
    fits = re.compile(pattern).fullmatch
    return lambda value: value if fits(value) else None


def _classes(*allowed: str) -> Rule:
    return lambda value: " ".join(name for name in value.split() if name in allowed) or None


# Ids can shadow names that scripts look up, so only footnotes may have one, and it says so.
_NOTE: Rule = _matching(r"fn(ref)?-[A-Za-z0-9-]{1,64}")
_SPAN: Rule = _matching(r"[1-9]\d?")
_PIXELS: Rule = _matching(r"[1-9]\d{0,4}")

TAGS = frozenset(
    {
        "a",
        "abbr",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "del",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "img",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4", "b": "strong", "i": "em", "strike": "s"}
# Boxes without meaning of their own: the box goes, the break stays.
BOXES = frozenset(
    {
        "address",
        "article",
        "aside",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "header",
        "hgroup",
        "main",
        "nav",
        "section",
        "summary",
    }
)
ANYWHERE: dict[str, Rule] = {
    "lang": _matching(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}"),
    "dir": _matching("ltr|rtl|auto"),
}
ATTRIBUTES: dict[str, dict[str, Rule]] = {
    "a": {"href": link_address, "id": _NOTE},
    "abbr": {"title": str},
    "figure": {"class": _classes("quote", "embed")},
    "img": {
        "src": tidy,
        "alt": str,
        "width": _PIXELS,
        "height": _PIXELS,
        "loading": _matching("lazy|eager"),
    },
    "li": {"id": _NOTE},
    "ol": {"start": _matching(r"-?\d{1,6}"), "class": _classes("footnotes")},
    "sup": {"id": _NOTE},
    "td": {"colspan": _SPAN, "rowspan": _SPAN},
    "th": {"colspan": _SPAN, "rowspan": _SPAN, "scope": _matching("col|row|colgroup|rowgroup")},
}
