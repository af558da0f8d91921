"""The piece of a text in which the words of a question stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.rules.questions import Sequences
from search.rules.stems import spelled, stem
from search.rules.words import WITHIN, compounds, may_go_on, runs, words_of

LENGTH = 260  # characters of a snippet
BEFORE = 60  # characters at most before the first found word
READ = 60_000  # characters of a text that are looked through
ENOUGH = 400  # found places of which the best are chosen

PER_WORD = 60  # characters of a text in which a word ends

type Places = list[tuple[int, int]]

_SENTENCE = re.compile(r"[.!?…:]\s+")


@dataclass(frozen=True)
class Snippet:
    """A piece of a text on one line, and where the found words stand in it."""

    text: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    term: int


def places_in(text: str, language: str, terms: Sequence[Sequences]) -> Places:
    """Return where one of the terms stands in a text, in order and without overlaps."""
    return _apart(_find(text, language, terms))


def snippet(text: str, language: str, terms: Sequence[Sequences]) -> Snippet:
    """Return the piece of a text that holds most of the terms; its beginning if it holds none."""
    text = " ".join(text[:READ].split())
    found = _find(text, language, terms)
    first = _best(found)
    start = _beginning(text, first.start) if first else 0
    if start + LENGTH > len(text):
        start = min(start, _beginning_of_the_last(text, LENGTH))
    end = _ending(text, start + LENGTH)
    head, tail = "… " if start else "", " …" if end < len(text) else ""
    shift = len(head) - start
    inside = [each for each in found if start <= each.start and each.end <= end]
    places = tuple((begin + shift, over + shift) for begin, over in _apart(inside))
    return Snippet(f"{head}{text[start:end]}{tail}", places)


def _find(text: str, language: str, terms: Sequence[Sequences]) -> list[_Found]:
    """Look at the words that begin like one of the terms, which is much quicker than at all of them."""
    by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, sequences in enumerate(terms):
        for sequence in sequences:
            by_first.setdefault(sequence[0], []).append((sequence, number))
    found: list[_Found] = []
    for begins in _beginning_with("".join(sorted({first[0] for first in by_first}))).finditer(text):
        at = begins.start()
        stems = [stem(begins[0], language)]
        for sequence, number in by_first.get(stems[0], ()):
            if len(sequence) == 1:
                found.append(_Found(at, begins.end(), number))
            elif end := _end_of(sequence, text, at, language):
                found.append(_Found(at, end, number))
        found += _joined(text, at, begins.end(), language, by_first)
        if len(found) >= ENOUGH:
            break
    return sorted(found, key=lambda each: (each.start, -each.end))


@lru_cache(maxsize=256)
def _beginning_with(initials: str) -> re.Pattern[str]:
    """Return what finds the words that begin with one of these letters or digits, whatever their accents."""
    signs = "".join(re.escape(sign) for initial in initials for sign in (*_alike().get(initial, ()), initial))
    return re.compile(rf"(?<![^\W_])[{signs}{signs.upper()}]{WITHIN}*")


@lru_cache
def _alike() -> dict[str, list[str]]:
    """Return the letters with accents by the letter that begins a stem for them."""
    alike: dict[str, list[str]] = {}
    for sign in map(chr, range(0xC0, 0x250)):
        if plain := spelled(sign):
            alike.setdefault(plain[0], []).append(sign)
    return alike


def _end_of(sequence: tuple[str, ...], text: str, at: int, language: str) -> int:
    """Return where a phrase ends that begins at `at`; 0 if it does not stand there."""
    words = words_of(text[at : at + PER_WORD * len(sequence)])[: len(sequence)]
    stands = tuple(stem(word.text, language) for word in words) == sequence
    return at + words[-1].end if stands else 0


def _joined(
    text: str, at: int, end: int, language: str, by_first: dict[str, list[tuple[tuple[str, ...], int]]]
) -> Iterator[_Found]:
    """Yield the compounds that begin at `at` and are one word in the question."""
    if not may_go_on(text, at, end):
        return
    words = words_of(text[at : at + PER_WORD])
    for (first, last), compound in zip(runs(words), compounds(words), strict=True):
        if first:
            continue
        for sequence, number in by_first.get(stem(compound, language), ()):
            if len(sequence) == 1:
                yield _Found(at, at + words[last - 1].end, number)


def _best(found: Sequence[_Found]) -> _Found | None:
    """Return the place from which on a snippet shows most of the terms, and most often."""
    best, most = None, (0, 0)
    for at, first in enumerate(found):
        shown = [each.term for each in found[at : at + 40] if each.end <= first.start + LENGTH - BEFORE]
        if (weight := (len(set(shown)), len(shown))) > most:
            best, most = first, weight
    return best


def _beginning(text: str, at: int) -> int:
    """Return where the sentence begins, or a word if that is too far away."""
    if at <= BEFORE:
        return 0
    near = text[at - BEFORE : at]
    if ends := list(_SENTENCE.finditer(near)):
        return at - BEFORE + ends[-1].end()
    space = near.find(" ")
    return at - BEFORE + space + 1 if space >= 0 else at


def _beginning_of_the_last(text: str, length: int) -> int:
    """Return where the last `length` characters begin: at the first sentence near there, or at a word."""
    at = len(text) - length
    if at <= 0:
        return 0
    if sentence := _SENTENCE.search(text, at, at + BEFORE):
        return sentence.end()
    return text.find(" ", at) + 1 or at


def _ending(text: str, at: int) -> int:
    """Return where a word ends, at `at` or before."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - BEFORE, at + 1)
    return space if space > 0 else at


def _apart(found: Sequence[_Found]) -> Places:
    places: Places = []
    for each in found:
        if not places or each.start >= places[-1][1]:
            places.append((each.start, each.end))
    return places
