"""What becomes of the words of somebody who leaves, and of them in the texts of others (A5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from accounts.rules.leaving import Choice
from accounts.rules.names import name_key
from comments.rules.states import WITHDRAW, State
from markup import with_names_replaced

SHORTEST = 20
"""So many characters that are the same are no chance, wherever in the conversation somebody quotes them."""

SHORTEST_IN_ANSWER = 6
"""The same where the quotation stands in an answer to the very comment."""


class Fate(StrEnum):
    """What becomes of one comment; in each case it is nobody's afterwards."""

    STAYS = "stays"  # with its words
    EMPTIED = "emptied"  # it stays in its place, a line instead of its words
    WITHDRAWN = "withdrawn"  # it goes; a line stays where others answered
    FORGOTTEN = "forgotten"  # it was gone before, and its words go now


def fate_of(choice: Choice, state: State, *, is_official: bool) -> Fate:
    """Return what becomes of a comment in this state. What was said for the house stays the house's.

    Words stay only where readers have them, or had them and may get them back.
    """
    was_read = state in {State.PUBLIC, State.HIDDEN}
    if was_read and (choice is Choice.NAMELESS or is_official):
        return Fate.STAYS
    if state is State.PUBLIC and choice is Choice.REDACT:
        return Fate.EMPTIED
    return Fate.WITHDRAWN if state in WITHDRAW.sources else Fate.FORGOTTEN


def without_name(source: str, keys: Collection[str], by: str, others: Collection[str] = ()) -> str:
    """Return a text in which `by` is addressed instead of whoever has one of these keys of names.

    `others`: names as typed that belong to somebody else; a longer one of them goes before a shorter one.
    """

    def name_of(tail: str) -> str:
        for name in _beginnings(tail):
            if name in others:
                return ""
            if name_key(name) in keys:
                return name
        return ""

    return with_names_replaced(source, name_of, by)


@dataclass(frozen=True)
class Said:
    """What somebody said, in one spelling: whole texts, and the sentences in them that tell them apart.

    What they quoted is somebody else's: others may go on quoting it.
    """

    texts: tuple[str, ...]
    sentences: frozenset[str]

    @classmethod
    def in_texts(cls, sources: Iterable[str]) -> Said:
        sources = tuple(_own_words(source) for source in sources)
        parts = (spelled(part) for source in sources for part in _END_OF_SENTENCE.split(source))
        return cls(
            tuple(spelled(source) for source in sources), frozenset(p for p in parts if len(p) >= SHORTEST)
        )

    def has(self, words: str, shortest: int) -> bool:
        """Whether these words, or a sentence in them of at least `shortest` characters, were said."""
        whole = spelled(words)
        if any(sentence in whole for sentence in self.sentences):
            return True
        parts = (spelled(part) for part in _END_OF_SENTENCE.split(words))
        return any(len(part) >= shortest and part in text for part in parts for text in self.texts)


def without_quotations(source: str, said: Said, by: str, *, shortest: int = SHORTEST) -> str:
    """Return a text in which `by` stands for each quotation that repeats what was said.

    A quotation is what Markdown calls one: lines that begin with `>`, and those that go on in its last
    paragraph without the sign.
    """
    lines = source.split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        begin, lead = at, _QUOTED.match(lines[at])
        while at < len(lines) and _QUOTED.match(lines[at]):
            at += 1
        if lead is None:
            kept.append(lines[at])
            at += 1
            continue
        block = lines[begin:at]
        at, lazy = _lazy(lines, at, said, shortest)
        is_theirs = lazy or said.has("\n".join(_QUOTED.sub("", line) for line in block), shortest)
        kept += [f"{lead[0]} {by}"] if is_theirs else block
    return "\n".join(kept)


def spelled(text: str) -> str:
    """Return words without what Markdown and keyboards add to them: marks, quotation marks, breaks."""
    return " ".join(_MARKS.sub(" ", text).casefold().split())


def _own_words(source: str) -> str:
    return "\n".join(line for line in source.split("\n") if not _QUOTED.match(line))


def _beginnings(tail: str) -> list[str]:
    """The words at the beginning, the longest first; a name may also end before "'s" or a hyphen."""
    return [tail[: end.start()] for end in _END_OF_WORD.finditer(tail)][::-1]


_END_OF_WORD = re.compile(r"(?<=\w)(?!\w)")
_QUOTED = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?>")
_MARKS = re.compile(r"[*_`~\\>#\[\]\"'“”„‚‘’«»‹›]+")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…:;])\s+|\n+")


def _lazy(lines: list[str], at: int, said: Said, shortest: int) -> tuple[int, bool]:
    """Skip the lines behind a quotation that go on in it and say the same; return the end, and if any."""
    begin = at
    while at < len(lines) and lines[at].strip() and said.has(lines[at], shortest):
        at += 1
    return at, at > begin
