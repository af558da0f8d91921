"""What the reports of readers weigh, and when they hide a comment (M6). Pure: records in, weights out.

A report weighs what its reporter is known for: how old the account is, what became of the own comments, and
how the reports before were decided. An account younger than a week weighs nothing, however many there are;
its report is read all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.rules.states import TAKEN_DOWN, State

NEW_FOR = timedelta(days=7)
GROWN_AFTER = timedelta(days=60)
COMMENTS_OF_THE_KNOWN: Final = 8  # public comments after which a person is known
OF_STRANGERS: Final = 0.25  # what somebody without a public comment weighs of that
OF_STAFF: Final = 2.0
MOST: Final = 2.0  # what one report can weigh
LONGEST: Final = 2000  # characters of one's own words

REASONS: dict[str, str | Promise] = {
    "insult": _("It insults or threatens somebody"),
    "spam": _("It is advertising"),
    "personal_data": _("It gives away private details"),
    "off_topic": _("It has nothing to do with the topic"),
    "illegal": _("It is illegal"),
    "other": _("Something else"),
}
"""What a reader may report; the keys are those of `reasons.REMOVAL`."""

NEED_WORDS = frozenset({"illegal", "other"})  # nobody can look into these without being told what it is


class Outcome(StrEnum):
    """What became of a report."""

    OPEN = ""
    UPHELD = "upheld"  # the comment was taken down
    MENDED = "mended"  # words of it were made unreadable, and the rest stays
    DISMISSED = "dismissed"  # it stays
    LAPSED = "lapsed"  # its author took it back before anybody decided
    REVERSED = "reversed"  # it was taken down, and came back after that


RIGHT = frozenset({Outcome.UPHELD, Outcome.MENDED})
WRONG = frozenset({Outcome.DISMISSED, Outcome.REVERSED})


@dataclass(frozen=True)
class Record:
    """What is known of a reporter: the age of the account, and what own reports and comments came to."""

    age: timedelta
    right: int = 0
    wrong: int = 0
    public_comments: int = 0
    removed_comments: int = 0
    is_staff: bool = False


def weight_of(record: Record) -> float:
    """Return what a report of this person weighs, from 0 to `MOST`; 1 is somebody known without a record.

    Being right doubles it in the long run, being wrong takes it away: the mean of a Beta(1, 1) prior, twice.
    """
    if record.is_staff:
        return OF_STAFF
    if record.age < NEW_FOR:
        return 0.0
    grown = min(record.age / GROWN_AFTER, 1.0)
    known = min(record.public_comments / COMMENTS_OF_THE_KNOWN, 1.0)
    decent = (record.public_comments + 1) / (record.public_comments + 1 + 2 * record.removed_comments)
    accurate = 2 * (record.right + 1) / (record.right + record.wrong + 2)
    return min(round(grown * (OF_STRANGERS + (1 - OF_STRANGERS) * known) * decent * accurate, 3), MOST)


def hides(weights: Iterable[float], *, threshold: int, was_cleared: bool, is_official: bool) -> bool:
    """Whether open reports of these weights hide a comment until somebody has decided; at 0 they never do.

    `was_cleared`: a moderator has looked at this very text after reports, and left it up. What is said for
    the house stands until a person decides.
    """
    if not threshold or was_cleared or is_official:
        return False
    return sum(weights) >= threshold


def outcome_of(target: State) -> Outcome:
    """Return what a move of a comment to this state makes of the open reports about it."""
    if target in TAKEN_DOWN:
        return Outcome.UPHELD
    return {State.PUBLIC: Outcome.DISMISSED, State.WITHDRAWN: Outcome.LAPSED}.get(target, Outcome.OPEN)
