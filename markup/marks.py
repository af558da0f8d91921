"""Words of a text, marked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import escape

from markup.characters import without_controls
from markup.safe import SafeHTML, vouch

# Attribute values of our sanitiser stand in double quotes and may hold ">"; possessive, so always linear.
_TAG = re.compile(r'(<[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)')


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


def with_words_marked(html: SafeHTML, words: Collection[str]) -> SafeHTML:
    """Return a sanitised text in which these words, wherever they stand as a whole, are within `<mark>`.

    Capitals make no difference. Addresses that stand in attributes are not touched.
    """
    wanted = sorted({escape(without_controls(word), quote=False) for word in words if word.strip()}, key=len)
    if not wanted:
        return html
    alternatives = "|".join(re.escape(word) for word in reversed(wanted))
    found = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
    parts = _TAG.split(html)
    parts[::2] = [found.sub(r"<mark>\g<0></mark>", words_between) for words_between in parts[::2]]
    return vouch("".join(parts))


def marking(text: str, words: Collection[str]) -> SafeHTML:
    """Return a text in which these words are within `<mark>`: a plain one, or sanitised HTML as it is."""
    if isinstance(text, SafeHTML):
        return with_words_marked(text, words)
    return with_words_marked(vouch(_plain(text)), words)


def _plain(text: str) -> str:
    return escape(without_controls(text))
