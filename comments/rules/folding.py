"""How much of a long conversation a page shows: of each sub-thread as many answers as there is room for."""

from collections.abc import Sequence
from itertools import accumulate

LEAST = 2  # answers that every first-level comment may show, however many others there are
SLACK = 2  # so few more are shown rather than folded away


def share(below: Sequence[int], room: int) -> int:
    """Return how many answers each sub-thread may show, so that all together fit into `room`.

    `below` says how many each has. Short ones leave their room to long ones. At least `LEAST`.

    >>> share([1, 3, 500], room=30)
    26
    """
    waiting = sorted(below)
    used = [0, *accumulate(waiting)]
    for index, answers in enumerate(waiting):
        others = len(waiting) - index
        if used[index] + answers * others > room:
            return max((room - used[index]) // others, LEAST)
    return max(waiting, default=LEAST)


def is_folded(below: int, share: int) -> bool:
    """Whether a sub-thread with so many answers shows only its share of them."""
    return below > share + SLACK
