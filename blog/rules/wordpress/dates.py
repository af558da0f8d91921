"""WordPress's dates: a local one without a zone, the same in UTC, that of the feed. Any of them may lie."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

# What can be a date of the web, with room for diaries of grandparents and for plans. Zeros mean "none".
EARLIEST, LATEST = 1800, 2200

_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d))?)?")
_FEED_DATE = re.compile(r"(?:[A-Z][a-z]{2},\s+)?\d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d")


def moment_of(*, gmt: str, local: str, zone: tzinfo, feed: str = "") -> datetime | None:
    """Return the moment that the first usable of the three names, in UTC; None where none does.

    `local` is read in `zone`, the one of our site: the export does not say which was meant.
    """
    for text, where in ((gmt, UTC), (local, zone)):
        if (found := _plain(text)) is not None:
            return found.replace(tzinfo=where).astimezone(UTC)
    return _of_feed(feed)


def _plain(text: str) -> datetime | None:
    match = _DATE.match(text.strip())
    if not match:
        return None
    try:
        found = datetime(*(int(part or 0) for part in match.groups()))  # type: ignore[arg-type]
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None


def _of_feed(text: str) -> datetime | None:
    if not _FEED_DATE.match(text):  # the standard library reads a date into almost anything
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC) if EARLIEST <= found.year <= LATEST else None
