"""How long comments wait for a moderator, from what was decided lately. Pure: waits in, estimate out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

DAYS: Final = 7  # that an estimate looks back
MOST: Final = 200  # decisions that are looked at; the latest ones
FEWEST: Final = 5  # from fewer nothing is said

# What ends a wait, in the words of the log.
DECISIONS: Final = ("approve", "remove", "spam", "edit released", "edit refused")


@dataclass(frozen=True)
class Estimate:
    """Within which time half of all waits ended, and nine of ten."""

    half: timedelta
    nine_of_ten: timedelta


def estimate(waits: Sequence[timedelta]) -> Estimate | None:
    """Return the median and the ninth decile by nearest rank, or None where too little was decided."""
    if len(waits) < FEWEST:
        return None
    ordered = sorted(waits)
    return Estimate(half=_rank(ordered, 5), nine_of_ten=_rank(ordered, 9))


def _rank(ordered: Sequence[timedelta], tenths: int) -> timedelta:
    return ordered[-(-len(ordered) * tenths // 10) - 1]
