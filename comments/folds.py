"""What stands where a sub-thread is not shown whole: the way to the rest of it (C2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from comments.roots import Cut, Order
from comments.rows import Fold, Row
from comments.rules import paths


def fold_first_level(tree: list[Row], shown: Sequence[Row], cut: Cut) -> list[Row]:
    """Return the first level in the order of its page, with a fold at the end of what is not shown whole.

    What only its author sees stands among the others.
    """
    if cut.order is Order.PICKS:
        return tree
    folded = {root.path: root for root in cut.roots if cut.folds(root)}
    answers: dict[str, list[Row]] = defaultdict(list)
    for row in shown:
        answers[paths.root_of(row.path)].append(row)
    for row in tree:
        if row.path in folded:
            below = answers[row.path][1:]
            _fold(row, below, folded[row.path].below - _public(below))
    scores = {root.path: root.score for root in cut.roots}
    return sorted(tree, key=lambda row: cut.key_of(row.number, scores.get(row.path, 0.0)))


def fold_branch(head: Row, shown: Sequence[Row], *, has_more: bool, from_the_beginning: bool) -> None:
    """Put a fold at the end of a comment's answers if more follow; counted only from their beginning."""
    if has_more:
        below = shown[1:]
        _fold(head, below, head.below - _public(below) if from_the_beginning else None)


def _fold(head: Row, below: Sequence[Row], hidden: int | None) -> None:
    if hidden is not None and hidden <= 0:
        return
    last = below[-1]
    deeper = hidden is not None and last.below == hidden and last.depth > 1
    under, after = (last, 0) if deeper else (head, last.number)
    name = under.comment.speaker if under.comment else ""
    fold = Fold(head.number, under=under.number, after=after, count=hidden, name=name, deeper=deeper)
    head.answers.append(Row(0, 0, None, None, None, "", fold=fold, depth=head.depth + 1))


def _public(rows: Sequence[Row]) -> int:
    return sum(row.comment is not None for row in rows)
