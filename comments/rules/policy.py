"""Which state a new comment gets, and whether a conversation is open (M2). Pure: facts in, verdict out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from comments.rules.states import State

AT_ONCE: Final = "at_once"
AFTER_READING: Final = "after_reading"
HELD_FROM = 1.0  # weight of all findings of the checks


@dataclass(frozen=True)
class Facts:
    """What is known when a comment arrives.

    `publication_here` is the thread's own choice and empty where the site's holds. `suspicion` is what the
    findings of the checks come to (`rules/spam`).
    """

    publication: str
    publication_here: str
    first_comments_wait: int
    public_comments: int
    is_staff: bool
    suspicion: float = 0.0
    is_held: bool = False  # by a measure: everything that the author writes is read first


@dataclass(frozen=True)
class Verdict:
    """The state a new comment gets, and why: a key of `reasons.WAITING`, or empty."""

    state: State
    reason: str = ""


def decide(facts: Facts) -> Verdict:
    """Return the state of a new comment. Staff never wait, but for a measure."""
    if facts.is_held:
        return Verdict(State.PENDING, "measure")
    if facts.is_staff:
        return Verdict(State.PUBLIC)
    if (facts.publication_here or facts.publication) == AFTER_READING:
        return Verdict(State.PENDING, "read_first")
    if facts.public_comments < facts.first_comments_wait:
        return Verdict(State.PENDING, "first_comment")
    if is_suspicious(facts.suspicion):
        return Verdict(State.PENDING, "checked")
    return Verdict(State.PUBLIC)


def is_suspicious(suspicion: float) -> bool:
    """Whether the checks found enough for a person to look first."""
    return suspicion >= HELD_FROM


def wait_notice(publication: str, publication_here: str, first_comments_wait: int) -> str:
    """Return whose comments are read before they appear: "all", "first" (of new members) or "" (nobody's)."""
    if (publication_here or publication) == AFTER_READING:
        return "all"
    return "first" if first_comments_wait else ""


def is_visible(visible_from: datetime | None, visible_until: datetime | None, now: datetime) -> bool:
    """Whether the page of a conversation is public at `now`; without a beginning it never was."""
    if visible_from is None or now < visible_from:
        return False
    return visible_until is None or now < visible_until


def closing_time(
    *, closes_at: datetime | None, closes_after_days: int | None, visible_from: datetime | None
) -> datetime | None:
    """Return when a conversation closes: on the thread's own date, else so many days after publication."""
    if closes_at is not None:
        return closes_at
    if closes_after_days is None or visible_from is None:
        return None
    return visible_from + timedelta(days=closes_after_days)


def is_open(*, closed: bool, closes_at: datetime | None, visible: bool, now: datetime) -> bool:
    """Whether somebody may write at `now`. `closes_at` is what `closing_time` returned."""
    return visible and not closed and (closes_at is None or now < closes_at)


def is_too_fast(comments_in_the_last_minute: int, limit: int) -> bool:
    """Whether a person has to wait before the next comment; a `limit` of 0 means none."""
    return bool(limit) and comments_in_the_last_minute >= limit
