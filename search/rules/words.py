"""Where the words of a text stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search.rules.stems import folded

# Signs above and below letters, and what nobody sees, such as soft hyphens.
_WITHIN = r"\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u00ad\u200b-\u200d\u2060"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_WITHIN}]|['’](?=[^\W_]))*")
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
    start = 0
    for place, word in enumerate(words, start=1):
        is_linked = place < len(words) and bool(_HYPHEN.fullmatch(word.joint))
        if place < len(words) and is_head(word.text) and (is_linked or word.joint == " "):
            yield _joined(words[place - 1 : place + 1])
        if not is_linked:
            if place - start > 1:
                yield _joined(words[start:place])
            start = place
    yield from _numbers(words)


def is_head(word: str) -> bool:
    """Whether a single letter belongs to the word behind it, as in "e mail"."""
    return word.casefold() in _HEADS


def _numbers(words: list[Word]) -> Iterator[str]:
    """Yield numbers whose thousands are parted by a point, a comma or a narrow space as one number."""
    run: list[Word] = []
    for word in words:
        belongs = bool(run) and len(word.text) == 3 and word.text.isdecimal()
        if run and not belongs:
            yield from _number(run)
            run = []
        if belongs or (word.text.isdecimal() and len(word.text) <= 3):
            run.append(word)
        if run and not _THOUSANDS.fullmatch(word.joint):
            yield from _number(run)
            run = []


def _number(run: list[Word]) -> Iterator[str]:
    if len(run) > 1:
        yield "".join(word.text for word in run)


def _joined(words: list[Word]) -> str:
    return "".join(folded(word.text) for word in words)
