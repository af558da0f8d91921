"""Where the words of a text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.rules.stems import folded

# Signs above and below letters, and what nobody sees, such as soft hyphens.
_UNSEEN = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u00ad\u200b-\u200d\u2060"
WITHIN = rf"(?:[^\W_]|[{_UNSEEN}]|['’](?=[^\W_]))"
"""What may follow the first letter or digit of a word, as a pattern."""

_WORD = re.compile(rf"[^\W_]{WITHIN}*")
_HYPHEN = re.compile(r"[-\u2010\u2011\u2013]")
_THOUSANDS = re.compile(r"[.,'’\u202f\u00a0]")
_HEADS = frozenset("estux")  # letters that begin a word of their own: e mail, s bahn, t shirt, u bahn, x ray


class Word(NamedTuple):
    """A word as it stands in a text, from `start` to `end`; `joint` is what parts it from the next one."""

    text: str
    start: int
    end: int
    joint: str


def words_of(text: str) -> list[Word]:
    """Return the words of a text in their order. Parts of a compound with hyphens are words of their own."""
    found = list(_WORD.finditer(text))
    next_ones = [*(each.start() for each in found), len(text)][1:]
    return [
        Word(each[0], each.start(), each.end(), text[each.end() : next_one])
        for each, next_one in zip(found, next_ones, strict=False)
    ]


def compounds(words: list[Word]) -> Iterator[str]:
    """Yield what is written in several words in one: of "E-Mail-Adresse" `email` and `emailadresse`.

    Also numbers, of "10.000" `10000`. Some come twice.
    """
    return (_joined(words[start:end]) for start, end in runs(words))


def runs(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield from which to which word such a compound goes, the last one not included."""
    start = 0
    for place, word in enumerate(words, start=1):
        is_linked = place < len(words) and bool(_HYPHEN.fullmatch(word.joint))
        if place < len(words) and (is_linked or word.joint == " ") and is_head(word.text):
            yield place - 1, place + 1
        if not is_linked:
            if place - start > 1:
                yield start, place
            start = place
    yield from _numbers(words)


def is_head(word: str) -> bool:
    """Whether a single letter belongs to the word behind it, as in "e mail"."""
    return word.casefold() in _HEADS


def _numbers(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the numbers whose thousands are parted by a point, a comma or a narrow space."""
    start = -1  # no number has begun
    for place, word in enumerate(words):
        belongs = start >= 0 and len(word.text) == 3 and word.text.isdecimal()
        if not belongs:
            start = place if word.text.isdecimal() and len(word.text) <= 3 else -1
        if start >= 0 and not _THOUSANDS.fullmatch(word.joint):
            if place > start:
                yield start, place + 1
            start = -1


def _joined(words: list[Word]) -> str:
    return "".join(folded(word.text) for word in words)
