"""How a conversation is laid out: which list a comment stands in, and which pages are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self


class Branch(Protocol):
    """A row with the rows below it."""

    @property
    def answers(self) -> Sequence[Self]: ...


@dataclass(frozen=True, slots=True)
class Place[R: Branch]:
    """One row in reading order.

    `opens`: the next row stands in a list of its own below this one. `closes`: so many lists end after it.
    """

    row: R
    level: int
    opens: bool
    closes: range


def laid_out[R: Branch](rows: Sequence[R]) -> list[Place[R]]:
    """Return the rows of a tree in reading order, each with what a template needs to nest the lists.

    One loop instead of templates that include themselves, so that no depth can exhaust the stack.
    """
    flat = _in_reading_order(rows)
    levels = [level for _, level in flat] + [0]
    return [
        Place(
            row=row,
            level=level,
            opens=levels[index + 1] > level,
            closes=range(max(level - levels[index + 1], 0)),
        )
        for index, (row, level) in enumerate(flat)
    ]


def _in_reading_order[R: Branch](rows: Sequence[R]) -> list[tuple[R, int]]:
    flat: list[tuple[R, int]] = []
    ahead = [(row, 0) for row in reversed(rows)]
    while ahead:
        row, level = ahead.pop()
        flat.append((row, level))
        ahead.extend((answer, level + 1) for answer in reversed(row.answers))
    return flat
