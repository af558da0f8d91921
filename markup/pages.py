"""Stored HTML as a page or a feed shows it. What is stored stays as it is."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urljoin

from markup.plain import text_of
from markup.safe import SafeHTML, vouch

# Attribute values of our sanitiser stand in double quotes; possessive, so that it is always linear.
_TAG = re.compile(r'<[a-z][a-z0-9]*(?:[^<>"]++|"[^"]*+")*+>')
_ADDRESS = re.compile(r' (href|src)="([^"]*+)"')
_WIDE = re.compile(r"<(?P<tag>table|pre)\b[^>]*>.*?</(?P=tag)>", re.DOTALL)
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)


def with_scrollers(html: SafeHTML, *, table: str, code: str) -> SafeHTML:
    """Put tables and code into boxes that move sideways by themselves, with the keyboard as well.

    A box is named by the caption of its table, or else by the words given for `table` and `code`.
    """

    def box(found: re.Match[str]) -> str:
        caption = _CAPTION.search(found[0])
        name = text_of(vouch(caption[1])) if caption else ""
        kind, otherwise = ("table", table) if found["tag"] == "table" else ("code", code)
        label = escape(" ".join(name.split()) or otherwise)
        start = f'<div class="scroller scroller--{kind}" role="region" tabindex="0" aria-label="{label}">'
        return f"{start}{found[0]}</div>"

    return vouch(_WIDE.sub(box, html))


def with_whole_addresses(html: SafeHTML, page: str) -> SafeHTML:
    """Make every link and picture of a text that stands at `page` findable from anywhere."""

    def whole(address: re.Match[str]) -> str:
        return f' {address[1]}="{escape(_joined(page, unescape(address[2])))}"'

    return vouch(_TAG.sub(lambda tag: _ADDRESS.sub(whole, tag[0]), html))


def _joined(page: str, address: str) -> str:
    try:
        return urljoin(page, address)
    except ValueError:  # brackets that are no address, as in "http://[": it led nowhere before, too
        return address
