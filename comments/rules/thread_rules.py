"""What moderators set about one conversation, and in which words the log keeps it. Pure."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Final, NamedTuple

from comments.rules.policy import AFTER_READING, AT_ONCE

LOCK: Final = "thread lock"
UNLOCK: Final = "thread unlock"
CLOSING: Final = "thread closing"
PUBLICATION: Final = "thread publication"
SLOW: Final = "thread slow"
PIN: Final = "pin"
UNPIN: Final = "unpin"
MOVES: Final = (LOCK, UNLOCK, CLOSING, PUBLICATION, SLOW, PIN, UNPIN)

STOP: Final = "stop"
GO_ON: Final = "go on"

_MOMENT = "%Y%m%d%H%M"  # in UTC; the log has room for twelve characters
_PUBLICATIONS = {"": "", AT_ONCE: "at once", AFTER_READING: "read first"}


@dataclass(frozen=True)
class ThreadRules:
    """How a conversation differs from the site: empty and None are the rule of the site.

    `closed_words` are for the readers, while it is `closed` by hand.
    """

    publication: str = ""
    closed: bool = False
    closed_words: str = ""
    closes_at: datetime | None = None
    slow_seconds: int | None = None

    @property
    def key(self) -> str:
        """What a form sends along, so that nobody changes rules that they have not seen."""
        return "|".join(str(getattr(self, each.name)) for each in fields(self))


class Change(NamedTuple):
    """A line of the log: what was changed, from what to what."""

    move: str
    was: str
    becomes: str


def changes(before: ThreadRules, after: ThreadRules) -> list[Change]:
    """Return what differs, as the log keeps it; other words about the same lock are a lock once more."""
    found = []
    if after.closed and (not before.closed or before.closed_words != after.closed_words):
        found.append(Change(LOCK, "", ""))
    if before.closed and not after.closed:
        found.append(Change(UNLOCK, "", ""))
    pairs = (
        (CLOSING, *(_of_moment(rules.closes_at) for rules in (before, after))),
        (PUBLICATION, *(_PUBLICATIONS[rules.publication] for rules in (before, after))),
        (SLOW, *(_of_seconds(rules.slow_seconds) for rules in (before, after))),
    )
    return found + [Change(*pair) for pair in pairs if pair[1] != pair[2]]


def moment_in(logged: str) -> datetime | None:
    """Return the moment of a line about closing; None for one that took the date away."""
    return datetime.strptime(logged, _MOMENT).replace(tzinfo=UTC) if logged else None


def seconds_in(logged: str) -> int | None:
    """Return the seconds of a line about slow mode; None for the rule of the site."""
    return int(logged) if logged else None


def _of_moment(when: datetime | None) -> str:
    return when.astimezone(UTC).strftime(_MOMENT) if when else ""


def _of_seconds(seconds: int | None) -> str:
    return "" if seconds is None else str(seconds)
