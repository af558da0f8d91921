"""Which characters of a text we keep: one spelling of each letter, nothing invisible that steers a page."""

from __future__ import annotations

import re
import unicodedata

# Old sheet-feed and teletype controls, NEL and Unicode's own separators end a line. Dropping them would glue
# two words.
_LINE_ENDS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n")

# C0 and C1 without tab and newline; noncharacters, which XML feeds cannot carry.
_CONTROLS = dict.fromkeys(
    [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFE, 0xFFFF]
)

# Embeddings, overrides and isolates can turn round what stands beside them ("exe.gnp"), so they are dropped.
# The marks U+200E, U+200F and U+061C stay: they turn nothing round, and Arabic and Hebrew text needs them.
_BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])

# Half a character cannot be stored or sent.
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

_KEPT = {**_SURROGATES, **_CONTROLS, **_BIDI_CONTROLS, **_LINE_ENDS}
_TO_CHANGE = re.compile(f"[{re.escape(''.join(map(chr, _KEPT)))}]")  # looking is faster than translating

_PIECE = re.compile(r".{1,4000}(?:\s|\Z)|.{1,4000}", re.DOTALL)


def pieces(text: str) -> list[str]:
    """Cut `text` into pieces of at most 4,001 characters, at white space if there is some. Drops nothing."""
    return _PIECE.findall(text)


def without_controls(text: str) -> str:
    """Drop controls and bidirectional controls. HTML entities can bring them back after `normalised`."""
    return text.translate(_KEPT) if _TO_CHANGE.search(text) else text


def normalised(text: str) -> str:
    """Return `text` in NFC, with LF line ends and without control characters.

    Sorting combining marks takes quadratic time in the length of a run, so long texts are composed piece by
    piece.
    """
    text = without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces(text))


def one_line(text: str) -> str:
    """Return normalised text with single spaces between its words and none around them."""
    return " ".join(normalised(text).split())
