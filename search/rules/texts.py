"""What an index keeps of a text: its stems in their order, and what makes some of them weigh more.

One sequence holds everything, so that both databases keep the same. First the fields one after the other,
each with its compounds in one word. Then, marked, the stems of each field but the last once more (`heavy`),
and those that the last one says often. `None` is a gap that no phrase crosses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from search.rules.stems import ENGLISH, GERMAN, stem
from search.rules.stopwords import common_words
from search.rules.words import Word, compounds, words_of

type Stems = tuple[str | None, ...]

FORMAT = 1  # of what is kept; raise it when a text gives other stems, and every site writes its index anew
HEARD = 1_000  # characters by which a language is told
MARK = "¦"  # no letter and no digit: nobody can type a marked stem
OFTEN = 3  # times; a text that says a word so often is about it
LARGEST = 500_000  # bytes of stems; PostgreSQL takes a megabyte with all positions


def stems_of(fields: Sequence[str], language: str) -> Stems:
    """Return the stems of the fields of one thing, the weightiest first and the body last.

    Nothing weighs more where the body is the only field.
    """
    sequence: list[str | None] = []
    weights: list[str | None] = []
    for place, text in enumerate(fields):
        words = words_of(text)
        parts = [_in_order(words, language)]
        parts += [[stem(compound, language)] for compound in dict.fromkeys(compounds(words))]
        is_body = place + 1 == len(fields)
        for part in parts:
            sequence += [*part, None]
            weights += [] if is_body else [*(heavy(each, place) for each in part), None]
        if is_body and place:
            times = Counter(each for part in parts for each in part)
            weights += sorted(often(each) for each, count in times.items() if count >= OFTEN)
    return _within_bounds(sequence + weights)


def heavy(stem: str, place: int) -> str:
    """Return a stem as it stands once more for being in the field at `place`."""
    return f"{stem}{MARK}{place}"


def often(stem: str) -> str:
    """Return a stem as it stands once more for being said often."""
    return f"{stem}{MARK}"


def language_of(text: str, declared: str) -> str:
    """Return the language that a text is written in, by its common words; `declared` when they do not tell.

    People answer a German article in German from the English pages.
    """
    german, english = common_words(text[:HEARD].lower().split())
    if german > 2 * english:
        return GERMAN
    if english > 2 * german:
        return ENGLISH
    return declared


def _in_order(words: Iterable[Word], language: str) -> list[str]:
    return [found for word in words if (found := stem(word.text, language))]


def _within_bounds(sequence: Iterable[str | None]) -> Stems:
    kept: list[str | None] = []
    size = 0
    for each in sequence:
        size += len((each or MARK).encode()) + 4
        if size > LARGEST:
            break
        kept.append(each)
    return tuple(kept)
