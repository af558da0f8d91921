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
_HYPHENS = frozenset("-\u2010\u2011\u2013")
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
    found: list[Word] = []
    text_before, start_before, end_before = "", -1, 0
    for each in _WORD.finditer(text):
        start, end = each.span()
        if start_before >= 0:
            found.append(Word(text_before, start_before, end_before, text[end_before:start]))
        text_before, start_before, end_before = each[0], start, end
    if start_before >= 0:
        found.append(Word(text_before, start_before, end_before, text[end_before:]))
    return found


def compounds(words: list[Word]) -> Iterator[str]:
    """Yield what is written in several words in one: of "E-Mail-Adresse" `email` and `emailadresse`.

    Also numbers, of "10.000" `10000`. Some come twice.
    """
    return (_joined(words[start:end]) for start, end in runs(words))


def runs(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield from which to which word such a compound goes, the last one not included."""
    start = 0
    for place, word in enumerate(words, start=1):
        is_linked = word.joint != " " and place < len(words) and is_hyphen(word.joint)
        if place < len(words) and (is_linked or word.joint == " ") and is_head(word.text):
            yield place - 1, place + 1
        if not is_linked:
            if place - start > 1:
                yield start, place
            start = place
    yield from _numbers(words)


def may_go_on(text: str, start: int, end: int) -> bool:
    """Whether what stands behind the word from `start` to `end` may make it the first of a compound."""
    sign = text[end : end + 1]
    if sign == " ":
        return is_head(text[start:end])
    return is_hyphen(sign) or (text[start].isdecimal() and bool(_THOUSANDS.fullmatch(sign)))


def is_hyphen(sign: str) -> bool:
    return sign in _HYPHENS


def is_head(word: str) -> bool:
    """Whether a single letter belongs to the word behind it, as in "e mail"."""
    return len(word) == 1 and word.casefold() in _HEADS


def _numbers(words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the numbers whose thousands are parted by a point, a comma or a narrow space."""
    start = -1  # no number has begun
    for place, word in enumerate(words):
        is_group = len(word.text) <= 3 and word.text.isdecimal()
        if not (is_group and start >= 0 and len(word.text) == 3):
            start = place if is_group else -1
        if start >= 0 and not _THOUSANDS.fullmatch(word.joint):
            if place > start:
                yield start, place + 1
            start = -1


def _joined(words: list[Word]) -> str:
    return "".join(folded(word.text) for word in words)
