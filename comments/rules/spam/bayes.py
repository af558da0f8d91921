"""How much a text resembles what moderators called spam.

Every text has marks: its words, pairs of them, their beginnings, runs of letters across its first words, and
how it is built. Of each mark is counted in how many spam and honest texts it stood. A single mark is judged
as Gary Robinson proposed ("A statistical approach to the spam problem", Linux Journal 107, 2003), and all of
them together by Fisher's method.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from comments.rules.spam.findings import Span
from comments.rules.spam.words import Reading, number_of

MARKS_VERSION = 1  # part of every mark: counts of marks that were made otherwise are not found any more
MOST_MARKS = 500  # of words; more of a text is not read
KEPT = 20  # letters of a word whose number is remembered
RUN, RUNS_IN = 5, 200  # letters of a run, and characters from the start of a text that are cut into runs
TEXTS = 0  # the mark that counts the texts themselves
ENOUGH = 20  # texts of each kind, before anything is said
PRIOR = 2.0  # as how many texts the guess counts that a mark says nothing
SPEAKS = 0.1  # distance from one half below which a mark is not heard
HEARD = 150  # so many marks, those that say most
MARKED = 0.9  # words at least so telling are shown to the moderator
_BEGINNING = 5  # letters: stands for all forms of a word
type Marks = Mapping[int, Span | None]
"""The marks of a text, each with the place of the word where it is one."""

_KIND = f"mark{MARKS_VERSION}"
_RUN = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True)
class Learnt:
    """How often marks were seen: (in spam, in honest texts); texts in all."""

    spam: int = 0
    honest: int = 0
    counts: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return min(self.spam, self.honest) >= ENOUGH


NOTHING_LEARNT = Learnt()


@dataclass(frozen=True)
class Likeness:
    """How much a text resembles spam, 0 to 1, and the words that say so."""

    to_spam: float
    spans: tuple[Span, ...]


def marks_of(reading: Reading) -> dict[int, Span | None]:
    """Return the marks of a text as numbers, with the place of the word where a mark is one."""
    marks: dict[int, Span | None] = dict.fromkeys(map(_number, _build_of(reading)))
    keys = [_spelled(word.key) for word in reading.words]
    previous = ""
    for (_word, start, end), key in zip(reading.words, keys, strict=True):
        marks.setdefault(_kept_number(key) if len(key) <= KEPT else _number(key), (start, end))
        if len(key) > _BEGINNING:
            marks.setdefault(_kept_number(f"{key[:_BEGINNING]}*"), (start, end))
        if previous:
            marks.setdefault(_number(f"{previous} {key}"), None)
        previous = key
        if len(marks) >= MOST_MARKS:
            break
    beginning = " ".join(keys[:RUNS_IN])[:RUNS_IN]
    runs = [f"~{beginning[at : at + RUN]}" for at in range(len(beginning) - RUN + 1)]
    return marks | dict.fromkeys(map(_kept_number, runs))


def likeness(marks: Marks, learnt: Learnt) -> Likeness | None:
    """Compare a text with what was learnt; None as long as that is too little."""
    if not learnt.is_enough:
        return None
    judged = [(_probability(learnt, mark), span) for mark, span in marks.items() if mark in learnt.counts]
    heard = sorted((each for each in judged if abs(each[0] - 0.5) > SPEAKS), key=lambda e: -abs(e[0] - 0.5))
    heard = heard[:HEARD]
    if not heard:
        return Likeness(0.5, ())
    against = _unlikely([1 - probability for probability, _ in heard])
    in_favour = _unlikely([probability for probability, _ in heard])
    telling = tuple(sorted({span for probability, span in heard if span and probability >= MARKED}))
    return Likeness((1 + against - in_favour) / 2, telling)


def _probability(learnt: Learnt, mark: int) -> float:
    """How surely a text with this mark is spam, drawn towards one half as long as the mark is rare."""
    spam, honest = learnt.counts[mark]
    in_spam, in_honest = spam / learnt.spam, honest / learnt.honest
    seen = spam + honest
    if not in_spam + in_honest:
        return 0.5
    share = in_spam / (in_spam + in_honest)
    return min(max((PRIOR * 0.5 + seen * share) / (PRIOR + seen), 1e-4), 1 - 1e-4)


def _unlikely(chances: list[float]) -> float:
    """Return 1 minus the chance that so many small numbers come together by accident (chi-squared)."""
    half = -sum(math.log(chance) for chance in chances)
    term = total = math.exp(-half)
    for step in range(1, len(chances)):
        term *= half / step
        total += term
    return 1 - min(total, 1.0)


def _number(mark: str) -> int:
    return number_of(mark, _KIND)


_kept_number = lru_cache(maxsize=20_000)(_number)  # runs, beginnings and most words stood in other texts


def _spelled(key: str) -> str:
    """Numbers by their length alone; "sooooo" as "soo"."""
    if key.isdecimal():
        return f"0{min(len(key), 6)}"
    return _RUN.sub(r"\1\1", key)


def _build_of(reading: Reading) -> list[str]:
    """Return how a text is built: its length, capitals, exclamation marks, links and where they lead."""
    text, links = reading.text, reading.hosts
    words = text.split()
    letters, capitals = sum(map(str.isalpha, text)), sum(map(str.isupper, text))
    shouted = sum([len(word) > 2 and word.isupper() for word in words])
    marks = [
        f"#length {len(words).bit_length()}",
        f"#capitals {capitals * 5 // letters if letters else 0}",
        f"#shouted {min(shouted, 4)}",
        f"#exclaimed {min(text.count('!'), 4)}",
    ]
    marks += [f"#money {sign}" for sign in "$€£" if sign in text]
    marks += [f"#links {min(len(links), 3)}"] if links else []
    return marks + [f"#host {link.host}" for link in links]
