"""The one machine of states: where a comment can be and how it gets there (M1)."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    UNCONFIRMED = "unconfirmed"  # a guest has not yet confirmed the mail address
    PENDING = "pending"
    PUBLIC = "public"
    HIDDEN = "hidden"  # by reports, until somebody decides
    REMOVED = "removed"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"  # by its author


@dataclass(frozen=True)
class Move:
    """One verb: from which states it leads where, and whether the author may make it on the own comment."""

    name: str
    sources: frozenset[State]
    target: State
    by_author: bool = False


APPROVE = Move("approve", frozenset({State.PENDING, State.HIDDEN, State.REMOVED, State.SPAM}), State.PUBLIC)
HOLD = Move("hold", frozenset({State.PUBLIC, State.HIDDEN, State.REMOVED, State.SPAM}), State.PENDING)
REMOVE = Move("remove", frozenset({State.PENDING, State.PUBLIC, State.HIDDEN, State.SPAM}), State.REMOVED)
SPAM = Move("spam", frozenset({State.PENDING, State.PUBLIC, State.HIDDEN, State.REMOVED}), State.SPAM)
WITHDRAW = Move(
    "withdraw",
    frozenset({State.UNCONFIRMED, State.PENDING, State.PUBLIC, State.HIDDEN}),
    State.WITHDRAWN,
    by_author=True,
)
MOVES = {move.name: move for move in (APPROVE, HOLD, REMOVE, SPAM, WITHDRAW)}
