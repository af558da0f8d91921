"""What is asked for, in the words of SQLite's FTS5 and of PostgreSQL. Both find the same.

Stems hold nothing but letters, digits and the mark of a weight, so quoting them is all it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from search.rules.questions import Question, Sequences
from search.rules.texts import heavy, often


@dataclass(frozen=True)
class Asked:
    """Of each of `wanted` one sequence must be there, of `unwanted` none."""

    wanted: tuple[Sequences, ...]
    unwanted: tuple[Sequences, ...] = ()

    def fts5(self) -> str:
        asked = " AND ".join(_either(each) for each in self.wanted)
        if not self.unwanted:
            return asked
        return f"({asked}) NOT ({' OR '.join(_either(each) for each in self.unwanted)})"

    def tsquery(self) -> str:
        return " & ".join(
            [
                *(_any_of(each) for each in self.wanted),
                *(f"!{_any_of(each)}" for each in self.unwanted),
            ]
        )


def asked_by(question: Question) -> Asked:
    return Asked(
        tuple(term.sequences for term in question.wanted), tuple(term.sequences for term in question.unwanted)
    )


def in_field(sequences: Sequences, place: int) -> Asked:
    """Ask for a term in the field at `place`, one of those before the body."""
    return Asked((tuple(tuple(heavy(stem, place) for stem in each) for each in sequences),))


def said_often(sequences: Sequences) -> Asked | None:
    """Ask for a word that the body says often; a phrase is not counted."""
    single = tuple((often(each[0]),) for each in sequences if len(each) == 1)
    return Asked((single,)) if single else None


def _either(sequences: Sequences) -> str:
    return "(" + " OR ".join(f'"{_joined(each, " ")}"' for each in sequences) + ")"


def _any_of(sequences: Sequences) -> str:
    return "(" + " | ".join(_joined((f"'{stem}'" for stem in each), " <-> ") for each in sequences) + ")"


def _joined(stems: Iterable[str], sign: str) -> str:
    return sign.join(stems)
