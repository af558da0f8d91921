"""What the checks are worth: taught with one half of labelled texts, tried on the other."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from comments.rules.policy import is_suspicious
from comments.rules.spam.bayes import Learnt, marks_of
from comments.rules.spam.checks import CHECKS, Check
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import suspicion
from comments.rules.spam.judging import judged
from comments.rules.spam.watchlist import EMPTY, WatchedFor
from comments.rules.spam.words import Reading, text_key, words_in

_TAG = re.compile(r"<[/a-zA-Z][^<>]*>")


@dataclass(frozen=True)
class Labelled:
    """A text of which somebody said whether it is spam."""

    text: str
    is_spam: bool
    language: str = ""


@dataclass
class Tally:
    """How many texts of each kind a check spoke against."""

    spam: int = 0
    honest: int = 0

    def add(self, is_spam: bool) -> None:
        if is_spam:
            self.spam += 1
        else:
            self.honest += 1

    @property
    def precision(self) -> float | None:
        """Which part of what was found is spam; None where nothing was found."""
        return self.spam / (self.spam + self.honest) if self.spam + self.honest else None


@dataclass
class Result:
    """`of`: how many texts of each kind were judged. `held`: by all checks together; `by_check`: by each."""

    of: Tally = field(default_factory=Tally)
    held: Tally = field(default_factory=Tally)
    by_check: dict[str, Tally] = field(default_factory=dict)
    wrong: list[Labelled] = field(default_factory=list)

    def recall(self, found: Tally) -> float | None:
        """Which part of the spam was found."""
        return found.spam / self.of.spam if self.of.spam else None

    def false_alarms(self, found: Tally) -> float | None:
        """Which part of the honest texts was found."""
        return found.honest / self.of.honest if self.of.honest else None


def as_read(text: str) -> str:
    """Return what a reader saw of a text that was taken from a page, tags and entities gone."""
    return unescape(_TAG.sub(" ", text))


def halves(texts: Iterable[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """Cut labelled texts in two, always in the same way, with as many different texts of each kind in both.

    Texts that say the same stay together, so that nobody is asked what they were just told. The order within
    each half is that of the file.
    """
    texts = list(texts)
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for each in texts:
        said[each.is_spam].add(_said(each.text))
    first = {
        (kind, key) for kind, keys in said.items() for key in sorted(keys, key=_by_chance)[: len(keys) // 2]
    }
    taught = [each for each in texts if (each.is_spam, _said(each.text)) in first]
    asked = [each for each in texts if (each.is_spam, _said(each.text)) not in first]
    return taught, asked


def taught_with(texts: Iterable[Labelled]) -> Learnt:
    """Return what decisions about all these texts would have taught."""
    spam, honest = Counter[int](), Counter[int]()
    sizes = Tally()
    for each in texts:
        (spam if each.is_spam else honest).update(marks_of(Reading(each.text)).keys())
        sizes.add(each.is_spam)
    counts = {mark: (spam[mark], honest[mark]) for mark in spam | honest}
    return Learnt(sizes.spam, sizes.honest, counts)


def evaluated(
    asked: Sequence[Labelled],
    learnt: Learnt,
    *,
    before: Sequence[Labelled] = (),
    watched: WatchedFor = EMPTY,
    checks: Sequence[Check] = CHECKS,
) -> Result:
    """Judge texts as first comments of unknown members, one after the other, as if `before` were there.

    Nothing is known but the words: no time, no network, no record.
    """
    result = Result(by_check={check.__name__: Tally() for check in checks})
    said = Counter(filter(None, (text_key(each.text) for each in before)))
    for each in asked:
        reading = Reading(each.text)
        key = reading.key
        same_text = said[key] if key else 0
        facts = Facts(each.text, read=reading, same_text=same_text, watched=watched, learnt=learnt)
        found = list(judged(facts, checks))
        said.update([key] if key else [])
        result.of.add(each.is_spam)
        for evidence in found:
            if evidence.finding.weight > 0:
                result.by_check.setdefault(evidence.check, Tally()).add(each.is_spam)
        is_held = is_suspicious(suspicion(found))
        if is_held:
            result.held.add(each.is_spam)
        if is_held != each.is_spam:
            result.wrong.append(each)
    return result


def _said(text: str) -> str:
    return " ".join(word.key for word in words_in(text)) or text.strip()


def _by_chance(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
