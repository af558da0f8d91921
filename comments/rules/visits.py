"""What somebody has seen of a conversation, and what therefore is new to them (R10).

Places are those in the public sequence of a thread, so a comment that is approved late is new to everybody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SAME_VISIT = timedelta(minutes=30)  # a pause that is longer begins another visit
MOST_NEWS = 100  # more new comments are not counted, only said to be more


@dataclass(frozen=True)
class Seen:
    """Everything up to this place in the public sequence was there `at` this moment."""

    public_seq: int
    at: datetime


@dataclass(frozen=True)
class Marker:
    """What was there at the latest look, and what had been there when the visit before it ended.

    Two of them, because a visit has many looks: the second page must still say what is new.
    """

    before: Seen
    latest: Seen


def known_before(marker: Marker, now: datetime) -> Seen:
    """Return what is not new to somebody who looks at `now`."""
    return marker.before if now - marker.latest.at < SAME_VISIT else marker.latest


def looked(marker: Marker | None, seen: Seen) -> Marker:
    """Return the marker after one more look. On the first visit nothing is new but what comes later."""
    if marker is None:
        return Marker(before=seen, latest=seen)
    latest = Seen(max(marker.latest.public_seq, seen.public_seq), seen.at)
    return Marker(before=known_before(marker, seen.at), latest=latest)


def all_read(seen: Seen) -> Marker:
    """Return the marker of somebody to whom nothing is new any more."""
    return Marker(before=seen, latest=seen)
