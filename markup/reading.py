"""Reading the HTML that this package wrote, which is regular enough for one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

# Attribute values stand in double quotes and may hold ">". Possessive, so that it is always linear.
_TOKEN = re.compile(
    r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]++|"[^"]*+")*+)>|(?P<text>[^<]++|<)'
)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


class Token(NamedTuple):
    """A start tag, an end tag, or text (then `name` is empty). Entities in `text` are decoded."""

    name: str = ""
    is_end: bool = False
    attributes: str = ""
    text: str = ""

    def attribute(self, name: str) -> str:
        """Return the value of an attribute, decoded, or an empty string."""
        return unescape(dict(_ATTRIBUTE.findall(self.attributes)).get(name, ""))


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of `html`, which must come from this package's sanitiser."""
    for match in _TOKEN.finditer(html):
        if match["name"]:
            yield Token(match["name"], bool(match["end"]), match["attributes"])
        else:
            yield Token(text=unescape(match["text"]))
