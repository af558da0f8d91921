"""Words and domains that hold a comment, written by editors, one a line.

Lists of 65,000 lines are usual, so nothing is tried line by line: what a line says is looked up, by words and
by runs of as many words as some line has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.rules.spam.findings import Span
from comments.rules.spam.words import Link, Word, words_in

LONGEST_LINE = 200
MOST_WORDS = 10
SHORTEST_PART = 3  # letters before or behind a star
LONGEST_WORD = 60  # of a longer one only the beginning is looked at for parts


class Fault(StrEnum):
    """What is wrong with a line."""

    TOO_LONG = "too_long"
    NO_LETTERS = "no_letters"
    STAR_INSIDE = "star_inside"
    TOO_SHORT = "too_short"
    NO_DOMAIN = "no_domain"


FAULTS: dict[Fault, Promise] = {
    Fault.TOO_LONG: _("Line %(line)d is too long: at most %(length)d characters and %(words)d words."),
    Fault.NO_LETTERS: _("Line %(line)d has neither a letter nor a digit."),
    Fault.STAR_INSIDE: _("In line %(line)d a star can only stand before or behind a single word."),
    Fault.TOO_SHORT: _("Line %(line)d needs at least %(part)d letters beside its star."),
    Fault.NO_DOMAIN: _("Line %(line)d is no domain. Write example.com, or .example for all that ends so."),
}


class ListRefused(ValueError):
    """A line cannot be read. Lines count from 1."""

    def __init__(self, line: int, fault: Fault) -> None:
        super().__init__(f"line {line}: {fault}")
        self.line = line
        self.fault = fault

    @property
    def sentence(self) -> str:
        """What is wrong, for whoever wrote the line."""
        facts = {"line": self.line, "length": LONGEST_LINE, "words": MOST_WORDS, "part": SHORTEST_PART}
        return str(FAULTS[self.fault]) % facts


@dataclass(frozen=True)
class WatchedFor:
    """Lists as sets: phrases by their number of words, parts of words by their length, domains."""

    phrases: dict[int, set[str]] = field(default_factory=dict)
    beginnings: dict[int, set[str]] = field(default_factory=dict)
    endings: dict[int, set[str]] = field(default_factory=dict)
    parts: dict[int, set[str]] = field(default_factory=dict)
    domains: set[str] = field(default_factory=set)

    def words_found(self, words: Sequence[Word]) -> list[Span]:
        """Return where watched words stand. A word is found as a whole: `press` is not in "Presse"."""
        return [*self._phrases_found(words), *self._parts_found(words)]

    def domains_found(self, links: Sequence[Link]) -> list[Span]:
        """Return where links to watched domains stand; a domain has all that is below it."""
        if not self.domains:
            return []
        return [(link.start, link.end) for link in links if any(d in self.domains for d in _above(link.host))]

    def _phrases_found(self, words: Sequence[Word]) -> Iterator[Span]:
        keys = [word.key for word in words]
        for length, phrases in self.phrases.items():
            for first in range(len(keys) - length + 1):
                if " ".join(keys[first : first + length]) in phrases:
                    yield words[first].start, words[first + length - 1].end

    def _parts_found(self, words: Sequence[Word]) -> Iterator[Span]:
        if not (self.beginnings or self.endings or self.parts):
            return
        judged: dict[str, bool] = {}
        for word in words:
            if word.key not in judged:
                judged[word.key] = self._has_part(word.key[:LONGEST_WORD])
            if judged[word.key]:
                yield word.start, word.end

    def _has_part(self, key: str) -> bool:
        if any(key[:length] in found for length, found in self.beginnings.items() if length <= len(key)):
            return True
        if any(key[-length:] in found for length, found in self.endings.items() if length <= len(key)):
            return True
        return any(
            key[at : at + length] in found
            for length, found in self.parts.items()
            for at in range(len(key) - length + 1)
        )


EMPTY = WatchedFor()


def read_lists(words: str, domains: str) -> WatchedFor:
    """Return lists that were written one entry a line. Raises ListRefused.

    `cheap pills` are these words in this order; `pill*` a word that begins so, `*pill` one that ends so,
    `*pill*` one that has it anywhere. A domain is `example.com` or `.xyz`. Lines with `#` are notes.
    """
    lists = WatchedFor()
    for number, line in _lines(words):
        _add_words(lists, number, line)
    for number, line in _lines(domains):
        lists.domains.add(_domain(number, line))
    return lists


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        if len(entry) > LONGEST_LINE:
            raise ListRefused(number, Fault.TOO_LONG)
        yield number, entry


def _add_words(lists: WatchedFor, number: int, line: str) -> None:
    keys = [word.key for word in words_in(line)]
    if not keys:
        raise ListRefused(number, Fault.NO_LETTERS)
    if len(keys) > MOST_WORDS:
        raise ListRefused(number, Fault.TOO_LONG)
    if "*" not in line:
        lists.phrases.setdefault(len(keys), set()).add(" ".join(keys))
        return
    if "*" in line.strip("*") or len(keys) > 1:
        raise ListRefused(number, Fault.STAR_INSIDE)
    (key,) = keys
    if len(key) < SHORTEST_PART:
        raise ListRefused(number, Fault.TOO_SHORT)
    _where(lists, line).setdefault(len(key), set()).add(key)


def _where(lists: WatchedFor, line: str) -> dict[int, set[str]]:
    if line.startswith("*"):
        return lists.parts if line.endswith("*") else lists.endings
    return lists.beginnings


def _domain(number: int, line: str) -> str:
    host = line.lower().removeprefix("https://").removeprefix("http://").removeprefix("www.")
    host = host.partition("/")[0].rstrip(".")
    is_ending = host.startswith((".", "*."))
    labels = host.removeprefix("*").removeprefix(".").split(".")
    if not (is_ending or len(labels) > 1) or not all(map(_is_label, labels)):
        raise ListRefused(number, Fault.NO_DOMAIN)
    return ".".join(labels)


def _is_label(label: str) -> bool:
    return bool(label) and label.replace("-", "").replace("_", "").isalnum()


def _above(host: str) -> Iterator[str]:
    """A host and every domain that it is below of."""
    while host:
        yield host
        host = host.partition(".")[2]
