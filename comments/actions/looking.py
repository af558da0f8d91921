"""Letting checks look at a text for a while, in a thread that can be left behind (M3)."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Lock, Thread

from comments.rules.spam.checks import Check
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import Evidence
from comments.rules.spam.judging import BROKEN, judged

MOST = 64  # lookers, among them those that hang for ever


class TooManyHang(Exception):
    """Nobody is left to look."""


@dataclass
class Look:
    """What is looked at, and what was found so far; `ends` is free as soon as that is all."""

    facts: Facts
    checks: Sequence[Check]
    found: list[Evidence] = field(default_factory=list)
    ends: Lock = field(default_factory=Lock)

    def within(self, seconds: float) -> bool:
        """Wait for the end, but no longer than that, and return whether it has come."""
        return self.ends.acquire(timeout=seconds)


class _Looker(Thread):
    """A thread that waits for texts: to start one for each text costs more than most checks."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="checks")
        self.texts = SimpleQueue[Look]()

    def run(self) -> None:
        while True:
            self._take(self.texts.get())

    def _take(self, look: Look) -> None:
        try:
            for each in judged(look.facts, look.checks):
                look.found.append(each)  # one by one: what was found before a check hangs is kept
        except BaseException:
            look.found.append(BROKEN)
        _idle.append(self)
        look.ends.release()


_idle: deque[_Looker] = deque()
_room = deque([None] * MOST)  # one thing for each that may still be started


def begin(facts: Facts, checks: Sequence[Check]) -> Look:
    """Let somebody look at a text. Whoever hangs is never asked again. Raises TooManyHang."""
    look = Look(facts, checks)
    look.ends.acquire()
    _looker().texts.put(look)
    return look


def _looker() -> _Looker:
    try:
        return _idle.pop()
    except IndexError:
        return _new_looker()


def _new_looker() -> _Looker:
    try:
        _room.pop()
    except IndexError:
        raise TooManyHang from None
    looker = _Looker()
    looker.start()
    return looker


def _forget_all() -> None:
    """In a copy of the process none of the threads is there."""
    _idle.clear()
    _room.extend([None] * (MOST - len(_room)))


os.register_at_fork(after_in_child=_forget_all)
