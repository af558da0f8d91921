"""Which comments editors may pick, and when a pick ends (C13)."""

from datetime import UTC, datetime
from typing import Final

from accounts.rules.roles import Actor
from comments.rules.states import TAKEN_DOWN, State

PICK: Final = "pick"
UNPICK: Final = "unpick"
SHOWN_AT_MOST = 3  # picks above a conversation


def may_pick(actor: Actor, *, author_id: int | None, office: str) -> bool:
    """Whether this comment is another's word: nobody picks an own one, or what the house itself said."""
    own = author_id is not None and author_id == actor.person_id
    return actor.may_edit and not own and not office


def ends_pick(target: State) -> bool:
    """Whether a pick is lost with a move to `target`.

    What was taken down or taken back is no longer worth reading. What is only looked at again, held or
    hidden, keeps its pick and has it again when it comes back.
    """
    return target in TAKEN_DOWN or target is State.WITHDRAWN


def words_seen(edited_at: datetime | None) -> str:
    """Return what tells the text of a comment, that readers got at this time, from its other ones."""
    return edited_at.astimezone(UTC).isoformat() if edited_at else "first"
