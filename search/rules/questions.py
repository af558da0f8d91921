"""What people type, and what it asks for.

Words have to stand in what is found, "phrases" word by word in this order, and -words must not. Capitals, and
signs that mean nothing here, are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from markup.characters import one_line
from search.rules.stems import ENGLISH, GERMAN, stems_asked
from search.rules.stopwords import is_common
from search.rules.words import Word, compounds, is_head, words_of

LONGEST = 200  # characters
MOST = 16  # words and phrases; each costs the database a search of its own

type Sequences = tuple[tuple[str, ...], ...]

_QUOTES = str.maketrans(dict.fromkeys("„“”«»‟", '"'))
_PART = re.compile(r'(?P<sign>(?<!\S)[-−])?(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))')


class Trouble(StrEnum):
    """Why there is nothing to look for."""

    NOTHING = "nothing"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"
    ONLY_COMMON = "only_common"
    ONLY_EXCLUDED = "only_excluded"


class Unanswerable(Exception):
    """Raised for a question that cannot be looked up; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble)


@dataclass(frozen=True)
class Term:
    """One thing that is asked for: any of these sequences of stems. `typed` is how it was written."""

    typed: str
    sequences: Sequences


@dataclass(frozen=True)
class Question:
    """What must be there, what must not, and which common words do not count. `typed` is one tidy line."""

    typed: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()
    left_out: tuple[str, ...] = ()


def read_question(typed: str) -> Question:
    """Understand what was typed. Raises Unanswerable."""
    line = one_line(typed)
    if not line:
        raise Unanswerable(Trouble.NOTHING)
    if len(line) > LONGEST:
        raise Unanswerable(Trouble.TOO_LONG)
    wanted, unwanted, left_out = _parts(line)
    if len(wanted) + len(unwanted) > MOST:
        raise Unanswerable(Trouble.TOO_LONG)
    if not wanted:
        raise Unanswerable(_why_not(unwanted, left_out))
    return Question(line, tuple(wanted), tuple(unwanted), tuple(left_out))


def _parts(line: str) -> tuple[list[Term], list[Term], list[str]]:
    wanted: list[Term] = []
    unwanted: list[Term] = []
    left_out: list[str] = []
    for part in _chunks(line):
        if part.is_word and not part.is_unwanted and _is_common(part.words[0].text, line):
            left_out.append(part.typed)
        elif term := _term(part):
            (unwanted if part.is_unwanted else wanted).append(term)
    return _once(wanted), _once(unwanted), left_out


@dataclass(frozen=True)
class _Chunk:
    """A part of the line that has words: a phrase, or what stands between spaces."""

    typed: str
    words: list[Word]
    is_phrase: bool
    is_unwanted: bool

    @property
    def is_word(self) -> bool:
        return len(self.words) == 1 and not self.is_phrase


def _chunks(line: str) -> list[_Chunk]:
    """Return the parts of the line; "e mail" is one."""
    line = line.translate(_QUOTES)
    if line.count('"') % 2:
        head, _, tail = line.rpartition('"')
        line = f"{head} {tail}"
    found: list[_Chunk] = []
    for part in _PART.finditer(line):
        is_phrase, is_unwanted = part["phrase"] is not None, bool(part["sign"])
        typed: str = part["phrase"] if is_phrase else part["chunk"]
        if found and not is_phrase and not is_unwanted and _is_head(found[-1]):
            single = found.pop()
            typed, is_unwanted = f"{single.typed} {typed}", single.is_unwanted
        if words := words_of(typed):
            found.append(_Chunk(typed.strip(), words, is_phrase, is_unwanted))
    return found


def _is_head(chunk: _Chunk) -> bool:
    return chunk.is_word and is_head(chunk.typed)


def _term(chunk: _Chunk) -> Term | None:
    texts = [word.text for word in chunk.words]
    spellings = [texts, *([each] for each in compounds(chunk.words) if _is_whole(each, chunk.words))]
    sequences = [
        sequence
        for spelling in spellings
        for language in (GERMAN, ENGLISH)
        for sequence in _sequences(spelling, language)
    ]
    typed = f'"{chunk.typed}"' if chunk.is_phrase else chunk.typed
    return Term(typed, tuple(dict.fromkeys(sequences))) if sequences else None


def _is_whole(compound: str, words: Sequence[Word]) -> bool:
    """Whether a compound is made of all these words; "Email" alone is not what "E-Mail-Adresse" asks for."""
    return len(compound) >= sum(len(word.text) for word in words)


def _sequences(words: Sequence[str], language: str) -> list[tuple[str, ...]]:
    """Return the words stem by stem; a second and third time with the other spellings of umlauts."""
    each = [[found for found in stems_asked(word, language) if found] for word in words]
    each = [found for found in each if found]
    if not each:
        return []
    most = max(map(len, each))
    return [tuple(found[min(turn, len(found) - 1)] for found in each) for turn in range(most)]


def _is_common(word: str, line: str) -> bool:
    """Whether a word does not count. "IT" does, among words that are not all in capitals."""
    is_name = len(word) > 1 and word.isupper() and not line.isupper()
    return is_common(word) and not is_name


def _once(terms: list[Term]) -> list[Term]:
    return list({term.sequences: term for term in reversed(terms)}.values())[::-1]


def _why_not(unwanted: Sequence[Term], left_out: Sequence[str]) -> Trouble:
    if unwanted:
        return Trouble.ONLY_EXCLUDED
    return Trouble.ONLY_COMMON if left_out else Trouble.NO_WORDS
