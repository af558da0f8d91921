"""Letting somebody write, or saying why not now: what `rules/policy.py` decides, as exceptions."""

from __future__ import annotations

from datetime import datetime

from comments.models import Discussion
from comments.rules.policy import Facts, Refusal, Terms, Verdict, Why, decide, why_not


class ThreadClosed(Exception):
    """Nobody may write here: the thread is closed, or its page is not public."""


class PostingStopped(ThreadClosed):
    """Moderators stopped all posting on the site; `words` is what they say to the readers, or empty."""

    def __init__(self, words: str = "") -> None:
        super().__init__("all posting is stopped")
        self.words = words


class NobodyReads(ThreadClosed):
    """Nobody may write while no moderator is there; `until` is when somebody will be, if that is known."""

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__(f"nobody reads until {until}")
        self.until = until


class SlowedDown(Exception):
    """The person commented in this conversation a short time ago; `until` is when they may again."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(f"not before {until}")
        self.until = until


def admitted(facts: Facts, discussion: Discussion) -> Verdict:
    """Return what becomes of a text. Raises ThreadClosed, PostingStopped, NobodyReads, SlowedDown."""
    decided = decide(facts)
    if isinstance(decided, Refusal):
        raise _meaning(decided, discussion)
    return decided


def closed_to(terms: Terms, discussion: Discussion, *, is_staff: bool) -> ThreadClosed | SlowedDown | None:
    """Return what would be raised for any text of such a person now, or None where they may write."""
    why = why_not(terms, is_staff=is_staff)
    return _meaning(Refusal(why, terms.staffed_from), discussion) if why else None


def _meaning(refusal: Refusal, discussion: Discussion) -> ThreadClosed | SlowedDown:
    match refusal.why:
        case Why.STOPPED:
            return PostingStopped(discussion.stop_words)
        case Why.NO_STAFF:
            return NobodyReads(refusal.until)
        case Why.SLOW:
            return SlowedDown(refusal.until)
    return ThreadClosed()
