"""The links of a stored text, and the places in it that links can lead to."""

from __future__ import annotations

from markup.reading import tokens
from markup.safe import SafeHTML


def links_of(html: SafeHTML) -> list[tuple[str, str]]:
    """Return address and words of each link, in their order."""
    found: list[tuple[str, str]] = []
    address, words = "", ""
    for token in tokens(html):
        if token.name == "a" and token.is_end:
            if address:
                found.append((address, " ".join(words.split())))
            address, words = "", ""
        elif token.name == "a":
            address, words = token.attribute("href"), ""
        else:
            words += token.text
    return found


def anchors_of(html: SafeHTML) -> set[str]:
    """Return the places of a text to which a link can lead."""
    return {name for token in tokens(html) if (name := token.attribute("id"))}
