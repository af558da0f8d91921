"""How moderators share their work: how long a claim holds, and until when a decision is undone (M4)."""

from datetime import datetime, timedelta
from math import ceil
from typing import Final

CLAIM_FOR = timedelta(minutes=15)
UNDO_FOR = timedelta(minutes=10)  # so long nobody is told of a decision, either
KEPT_FOR = timedelta(days=1)  # what was decided, in the list of one's own decisions
LONGEST_NOTE: Final = 2000
NOTES_SHOWN: Final = 5  # of one case, the latest ones

NEW_FOR = timedelta(days=14)  # a member is new for so long,
FEW: Final = 3  # and with fewer public comments than these
LOOKED_AT: Final = 2000  # latest comments among which new members are looked for
COUNTED: Final = 1000  # from here on a list says "999+"
LISTED: Final = 10_000  # rows that can be paged through


def minutes_left(until: datetime, now: datetime) -> int:
    """Return whole minutes, rounded up; 0 for what is over."""
    return max(ceil((until - now) / timedelta(minutes=1)), 0)


def may_undo(*, at: datetime, undone: bool, now: datetime) -> bool:
    """Whether a decision made `at` can still be undone."""
    return not undone and now < at + UNDO_FOR


def count_line(count: int) -> str:
    """Return a number as the head of the queue says it."""
    return str(count) if count < COUNTED else f"{COUNTED - 1}+"
