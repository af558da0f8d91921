"""How far one spelling is from another."""

from __future__ import annotations

ENDS = 3  # letters at either end of a word, one of which a misspelling usually has right


def farthest(word: str) -> int:
    """Return how many slips may part a word from the one that was meant."""
    if len(word) < 4:
        return 0
    return 1 if len(word) < 6 else 2


def distance(one: str, other: str, limit: int) -> int:
    """Return how many letters are missing, too many, wrong or swapped with their neighbour.

    At most `limit + 1`, which stands for all that is farther.
    """
    if abs(len(one) - len(other)) > limit or len(set(one) ^ set(other)) > 2 * limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, its in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
