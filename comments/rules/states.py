"""The one machine of states: where a comment can be, how it gets there, and who may move it (M1)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accounts.rules.roles import Actor, ActorKind


class State(StrEnum):
    UNCONFIRMED = "unconfirmed"  # a guest has not yet confirmed the mail address
    PENDING = "pending"
    PUBLIC = "public"
    HIDDEN = "hidden"  # by reports, until somebody decides
    REMOVED = "removed"
    SPAM = "spam"
    WITHDRAWN = "withdrawn"  # by its author


TAKEN_DOWN = frozenset({State.REMOVED, State.SPAM})  # what a moderator decided against


EDITABLE = frozenset({State.PENDING, State.PUBLIC, State.HIDDEN})  # whose words the author may change


class ImpossibleMove(Exception):
    """No such move leads away from the present state."""


@dataclass(frozen=True)
class Move:
    """One verb: from which states it leads where. `by_author` moves are the author's alone."""

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
HIDE = Move("hide", frozenset({State.PUBLIC}), State.HIDDEN)
BY_MODERATORS = (APPROVE, REMOVE, SPAM, HOLD)  # in the order in which they are offered
UNDO: Final = "undo"  # within ten minutes; where it leads is written beside the decision
MOVES = {move.name: move for move in (*BY_MODERATORS, HIDE, WITHDRAW)}
BY_RULES = frozenset({HOLD, HIDE})  # a rule may ask for a second look; only people and the system decide


def undoing(made: State, was: State) -> Move:
    """Return the move that brings a comment back to where it was before a decision."""
    return Move(UNDO, frozenset({made}), was)


def apply(state: State, move: Move) -> State:
    """Return the state that `move` leads to. Raises ImpossibleMove."""
    if state not in move.sources:
        raise ImpossibleMove(f"{move.name} does not lead away from {state}")
    return move.target


def may(actor: Actor, move: Move, author_id: int | None) -> bool:
    """Whether `actor` may make `move` on a comment of the person `author_id` (None: a guest's).

    Nobody withdraws for somebody else: the tombstone would say that the author did it. Nobody publishes an
    own comment that was held or taken down; the action knows one exception.
    """
    match actor.kind:
        case ActorKind.SYSTEM:
            return True
        case ActorKind.RULE:
            return move in BY_RULES
    if move.by_author:
        return author_id is not None and actor.person_id == author_id
    own = author_id is not None and actor.person_id == author_id
    return actor.may_moderate and move in BY_MODERATORS and not (own and move is APPROVE)
