"""Words of a plain text, marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markup.characters import without_controls
from markup.safe import SafeHTML, vouch


def with_marks(text: str, places: Iterable[tuple[int, int]]) -> SafeHTML:
    """Return a plain text as HTML in which the places (start, end) stand within `<mark>`.

    Places are in order; what overlaps the one before is left out.
    """
    parts: list[str] = []
    done = 0
    for start, end in places:
        if start < done or end <= start:
            continue
        parts += [_plain(text[done:start]), "<mark>", _plain(text[start:end]), "</mark>"]
        done = end
    parts.append(_plain(text[done:]))
    return vouch("".join(parts))


def _plain(text: str) -> str:
    return escape(without_controls(text))
