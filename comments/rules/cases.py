"""What a statement of reasons says, and until when it can be appealed against (M7, DSA Art. 17 and 20)."""

from calendar import monthrange
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from comments.rules.states import State

SAME_PERSON_AFTER = timedelta(days=1)  # when whoever decided may decide about the appeal as well
LONGEST_STATEMENT: Final = 2000
LONGEST_APPEAL: Final = 4000
BY_LAW = frozenset({"illegal"})  # grounds that the law gives; all others are rules of the house

# What the log calls the moves of appeals; the move of the comment stands beside them.
APPEALED: Final = "appeal"
GRANTED: Final = "appeal granted"
DENIED: Final = "appeal denied"
REPORTS_DISMISSED: Final = "reports dismissed"


class Measure(StrEnum):
    """What was done to the words."""

    REMOVED = "removed"
    SPAM = "spam"
    HIDDEN = "hidden"  # by a rule, until a person has looked
    EDIT_REFUSED = "edit"
    TEXT_REMOVED = "text"  # an earlier one
    REDACTED = "redacted"  # some words are unreadable, for good


# The others leave the comment where it is.
MOVES_THE_COMMENT = frozenset({Measure.REMOVED, Measure.SPAM, Measure.HIDDEN})


class Found(StrEnum):
    """How somebody came to look at it (Art. 17, 3 b and c)."""

    REPORTS = "reports"
    CHECKS = "checks"  # a rule held it before anybody read it
    OWN = "own"  # a moderator came upon it


MEASURES = {State.REMOVED: Measure.REMOVED, State.SPAM: Measure.SPAM, State.HIDDEN: Measure.HIDDEN}


def measure_of(was: State, target: State) -> Measure | None:
    """Return what a move does to the words in the eyes of their author; None: nothing that owes a statement.

    Between removed and spam nothing changes for the author, who was told once.
    """
    return None if was in MEASURES and was is not State.HIDDEN else MEASURES.get(target)


def appeal_until(opened_at: datetime, months: int, zone: ZoneInfo) -> datetime:
    """Return the end of the last day on which an appeal is taken, by the calendar of the site."""
    local = opened_at.astimezone(zone)
    years, month = divmod(local.month - 1 + months, 12)
    year, month = local.year + years, month + 1
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day, hour=23, minute=59, second=59, microsecond=999999)


def may_decide(*, person: int | None, first: int | None, made_at: datetime, now: datetime) -> bool:
    """Whether `person` may decide about an appeal against a decision of `first`; None: a rule's."""
    return first is None or person != first or now - made_at >= SAME_PERSON_AFTER
