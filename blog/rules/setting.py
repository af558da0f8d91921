"""Setting a title in lines: the largest size at which it stands well in its box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

type Measure = Callable[[str, int], float]
"""How wide words are in pixels at a size in pixels."""

HYPHEN = "-"
ELLIPSIS = "…"
_SHORTEST = 4  # letters that stay before or after a hyphen
_BETWEEN_SYLLABLES = re.compile(r"(?<=[aeiouyäöü])(?=[^aeiouyäöü\W][aeiouyäöü])", re.IGNORECASE)


def set_in_lines(
    words: str, *, measure: Measure, width: int, height: int, sizes: Iterable[int], leading: float
) -> tuple[int, list[str]]:
    """Return a size and the lines: the first of `sizes` at which all words fit into the box.

    A word that is wider than the box is hyphenated only at the last size; what does not even fit then ends
    in "…". `leading` is the height of a line as a part of the size.
    """
    size, lines = 0, [""]
    for size in sizes:
        fits = partial(_fits, measure, width, size)
        lines = _lines(words.split(), fits)
        if all(map(fits, lines)) and len(lines) * size * leading <= height:
            return size, lines
    fits = partial(_fits, measure, width, size)
    pieces = [piece for word in words.split() for piece in _broken(word, fits)]
    lines = _lines(pieces, fits)
    most = max(1, int(height / (size * leading)))
    return size, lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], fits)]


def _fits(measure: Measure, width: int, size: int, text: str) -> bool:
    return measure(text, size) <= width


def _lines(words: list[str], fits: Callable[[str], bool]) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer) and not lines[-1].endswith(HYPHEN):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def _broken(word: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a word into pieces that fit, between syllables if there are some; the last has no hyphen."""
    pieces = []
    while not fits(word):
        longest = max((end for end in range(1, len(word)) if fits(word[:end] + HYPHEN)), default=1)
        good = [found.start() for found in _BETWEEN_SYLLABLES.finditer(word, 0, longest + 2)]
        end = max(
            (e for e in good if _SHORTEST <= e <= longest and len(word) - e >= _SHORTEST), default=longest
        )
        pieces.append(word[:end] + HYPHEN)
        word = word[end:]
        if not word:
            return pieces
    return [*pieces, word]


def _cut(line: str, fits: Callable[[str], bool]) -> str:
    while line and not fits(line + ELLIPSIS):
        line = line[:-1]
    return line.rstrip(" -") + ELLIPSIS
