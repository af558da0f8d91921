"""How long an edit leaves no trace, and how many there may be (C6). Pure: facts in, answer out."""

from datetime import datetime, timedelta
from typing import Final

FREE = timedelta(minutes=15)
MOST_TEXTS: Final = 100  # of one comment; nobody reads more differences


def free_until(*, readable_since: datetime | None, answered: bool, now: datetime) -> datetime | None:
    """Return until when an edit leaves no trace but the word that there was one; None: not any more.

    `readable_since`: when readers first got the comment, None: they never did, and no end is in sight.
    `answered`: somebody else has answered in public, so the words that were answered have to stay readable.
    """
    end = (readable_since or now) + FREE
    return None if answered or now >= end else end


# What the log calls the moves of edits; the state of the comment is another matter.
CHANGED: Final = "edit"
HELD: Final = "edit held"
RELEASED: Final = "edit released"
REFUSED: Final = "edit refused"
TAKEN_BACK: Final = "edit withdrawn"
TEXT_REMOVED: Final = "text removed"  # an earlier one, by moderators
TEXT_RESTORED: Final = "text restored"
REDACTED: Final = "redact"  # words of it, by moderators
MOVES: Final = frozenset(
    {CHANGED, HELD, RELEASED, REFUSED, TAKEN_BACK, TEXT_REMOVED, TEXT_RESTORED, REDACTED}
)
