"""Who may write when, and which state a new comment gets (M2). Pure: facts in, verdict out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from comments.rules.staffing import HORIZON, Calendar, next_change, staffed
from comments.rules.states import State

AT_ONCE: Final = "at_once"
AFTER_READING: Final = "after_reading"
HELD_FROM = 1.0  # weight of all findings of the checks

# What applies in hours in which nobody reads.
AS_ALWAYS: Final = "as_always"
WAIT: Final = "wait"
NOBODY: Final = "nobody"


class Why(StrEnum):
    """Why nobody may write, or why somebody may not yet."""

    NOT_PUBLIC = "not public"
    STOPPED = "stopped"
    CLOSED = "closed"
    NO_STAFF = "no staff"
    SLOW = "slow"


class Applies(StrEnum):
    """What somebody should know before writing."""

    READ_FIRST = "read first"
    READ_ON_OLD_PAGES = "read on old pages"
    READ_LATER = "read later"
    FIRST_COMMENTS = "first comments"
    SLOW = "slow"
    CLOSES = "closes"


@dataclass(frozen=True)
class Terms:
    """What site and conversation say at one moment, the same for everybody.

    `is_closed`: by hand, or because `closes_at` is over. `reads_all`: every comment is read first,
    `is_old`: because of the age of the page alone. `unstaffed` is what applies because nobody reads now,
    `AS_ALWAYS` while somebody does; `staffed_from` when somebody will (None: somebody does, or nobody knows).
    `changes_at`: when something of this becomes different by itself, or has to be looked at again.
    """

    is_visible: bool = True
    is_stopped: bool = False
    is_closed: bool = False
    closes_at: datetime | None = None
    reads_all: bool = False
    is_old: bool = False
    first_comments_wait: int = 0
    unstaffed: str = AS_ALWAYS
    staffed_from: datetime | None = None
    slow_seconds: int = 0
    changes_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What is known when somebody wants to write.

    `suspicion` is what the findings of the checks come to (`rules/spam`), `spoke_here_at` when the person
    last commented in this conversation, if that is known.
    """

    terms: Terms
    public_comments: int
    is_staff: bool
    suspicion: float = 0.0
    is_held: bool = False  # by a measure: everything that the author writes is read first
    spoke_here_at: datetime | None = None
    now: datetime | None = None  # asked for with `spoke_here_at`


@dataclass(frozen=True)
class Verdict:
    """The state a new comment gets, and why: a key of `reasons.WAITING`, or empty."""

    state: State
    reason: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why nothing may be written, and when that ends, if it is known."""

    why: Why
    until: datetime | None = None


def decide(facts: Facts) -> Verdict | Refusal:
    """Return the state of a new comment, or why there will be none.

    A stop and a closed conversation bind everybody. Staff never wait and are never slowed down, but for a
    measure; and where they write, somebody is there.
    """
    terms = facts.terms
    if why := why_not(terms, is_staff=facts.is_staff):
        return Refusal(why, terms.staffed_from if why is Why.NO_STAFF else None)
    if (until := _slowed_until(facts)) is not None:
        return Refusal(Why.SLOW, until)
    reason = next((reason for reason, holds in _reasons_to_wait(facts) if holds), "")
    return Verdict(State.PENDING if reason else State.PUBLIC, reason)


def why_not(terms: Terms, *, is_staff: bool) -> Why | None:
    """Return why nobody like this may write now, or None where they may."""
    if not terms.is_visible:
        return Why.NOT_PUBLIC
    if terms.is_stopped:
        return Why.STOPPED
    if terms.is_closed:
        return Why.CLOSED
    return Why.NO_STAFF if terms.unstaffed == NOBODY and not is_staff else None


def applying(terms: Terms, *, is_staff: bool = False) -> list[Applies]:
    """Return what somebody should know who may write; of what waits anyway the plainest reason."""
    found = []
    if not is_staff:
        if terms.reads_all:
            found.append(Applies.READ_ON_OLD_PAGES if terms.is_old else Applies.READ_FIRST)
        elif terms.unstaffed == WAIT:
            found.append(Applies.READ_LATER)
        elif terms.first_comments_wait:
            found.append(Applies.FIRST_COMMENTS)
        if terms.slow_seconds:
            found.append(Applies.SLOW)
    if terms.closes_at is not None:
        found.append(Applies.CLOSES)
    return found


def terms_at(
    *,
    is_visible: bool,
    is_stopped: bool,
    closed: bool,
    closes_at: datetime | None,
    publication: str,
    publication_here: str,
    first_comments_wait: int,
    old_from: datetime | None,
    unstaffed: str,
    calendar: Calendar,
    zone: tzinfo,
    slow_seconds: int,
    now: datetime,
) -> Terms:
    """Put together what applies at `now`.

    `publication_here` is the conversation's own choice, empty where the site's holds; it also goes before
    the age of the page, which begins to count at `old_from`. `closes_at` is what `closing_time` returned.
    """
    old = old_from is not None and now >= old_from and not publication_here
    reads_all = (publication_here or publication) == AFTER_READING
    has_hours = unstaffed != AS_ALWAYS and not calendar.is_empty
    turns = next_change(now, calendar, zone) if has_hours else None
    is_staffed = not has_hours or staffed(now, calendar, zone)
    looked_upto = now + HORIZON if has_hours else None
    moments = (closes_at, old_from, turns or looked_upto)
    return Terms(
        is_visible=is_visible,
        is_stopped=is_stopped,
        is_closed=closed or (closes_at is not None and now >= closes_at),
        closes_at=closes_at,
        reads_all=reads_all or old,
        is_old=old and not reads_all,
        first_comments_wait=first_comments_wait,
        unstaffed=AS_ALWAYS if is_staffed else unstaffed,
        staffed_from=None if is_staffed else turns,
        slow_seconds=slow_seconds,
        changes_at=min((moment for moment in moments if moment and moment > now), default=None),
    )


def is_suspicious(suspicion: float) -> bool:
    """Whether the checks found enough for a person to look first."""
    return suspicion >= HELD_FROM


def is_visible(visible_from: datetime | None, visible_until: datetime | None, now: datetime) -> bool:
    """Whether the page of a conversation is public at `now`; without a beginning it never was."""
    if visible_from is None or now < visible_from:
        return False
    return visible_until is None or now < visible_until


def days_after(moment: datetime | None, days: int | None) -> datetime | None:
    """Return the moment so many days later; None without a moment or a number of days."""
    return None if moment is None or days is None else moment + timedelta(days=days)


def closing_time(
    *, closes_at: datetime | None, closes_after_days: int | None, visible_from: datetime | None
) -> datetime | None:
    """Return when a conversation closes: on the thread's own date, else so many days after publication."""
    return days_after(visible_from, closes_after_days) if closes_at is None else closes_at


def is_too_fast(comments_in_the_last_minute: int, limit: int) -> bool:
    """Whether a person has to wait before the next comment; a `limit` of 0 means none."""
    return bool(limit) and comments_in_the_last_minute >= limit


def _reasons_to_wait(facts: Facts) -> Iterator[tuple[str, bool]]:
    """Each with whether it holds; the first that does is told."""
    terms = facts.terms
    yield "measure", facts.is_held
    if facts.is_staff:
        return
    yield "read_first", terms.reads_all and not terms.is_old
    yield "old_page", terms.is_old
    yield "no_staff", terms.unstaffed == WAIT
    yield "first_comment", facts.public_comments < terms.first_comments_wait
    yield "checked", is_suspicious(facts.suspicion)


def _slowed_until(facts: Facts) -> datetime | None:
    """When a person may write here again, if that is not now."""
    pause = timedelta(seconds=facts.terms.slow_seconds)
    if facts.is_staff or not pause or facts.spoke_here_at is None or facts.now is None:
        return None
    until = facts.spoke_here_at + pause
    return until if facts.now < until else None
