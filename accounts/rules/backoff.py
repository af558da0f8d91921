"""How long a mail that could not be sent waits for its next try."""

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
GIVE_UP_AFTER = 30  # tries: half an hour of short waits, then hourly for about a day


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after that many failed tries, or None when it is time to give up.

    Doubles from half a minute to an hour: a mail server that was away for ten minutes gets everything
    within minutes of its return, one that is away for a day is asked hourly.
    """
    if attempts >= GIVE_UP_AFTER:
        return None
    return min(FIRST * 2 ** min(max(attempts - 1, 0), 16), LONGEST)
