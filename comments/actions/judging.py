"""Letting the checks look at a text. Whatever goes wrong with them, the text is held and not lost (M3)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings

from accounts.models import User
from comments.actions.counting import counted
from comments.actions.facts import Known
from comments.actions.looking import TooManyHang, begin
from comments.models import Comment, CommentVersion, WatchList
from comments.rules.spam.bayes import marks_of
from comments.rules.spam.checks import CHECKS, Check
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import Evidence
from comments.rules.spam.judging import BROKEN, UNFINISHED
from comments.rules.spam.watchlist import EMPTY, WatchedFor, read_lists
from comments.rules.spam.words import Reading

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds for all checks; they take milliseconds
_lists_read: dict[int, WatchedFor] = {}  # of the last version only


@dataclass(frozen=True)
class Arrival:
    """How a form came: the seconds between showing and sending it, and whether its trap was filled in."""

    seconds_on_form: float | None
    trap_filled: bool = False


def evidence_about(
    written: Comment | CommentVersion,
    reading: Reading,
    author: User,
    known: Known,
    arrival: Arrival,
    *,
    now: datetime,
) -> list[Evidence]:
    """Return what the checks find in a comment, or in another text for one: one query more.

    `reading` is of its text. Staff are not checked. Where posting is not limited, nobody posts too often.
    As long as decisions have taught nothing, a text is not compared with anything.
    """
    if author.roles:
        return []
    edited = written.comment if isinstance(written, CommentVersion) else None
    marks = _attempted(marks_of, reading) if known.is_taught else {}
    lists = _attempted(_lists_of, _list_row(known.lists))
    seen = counted(
        language=(edited or cast(Comment, written)).language,
        marks=marks or (),
        text=reading.key,
        network=written.network_hash,
        author=author,
        comment=edited.pk if edited else 0,
        now=now,
    )
    limited = bool(settings.COMMENTS_PER_MINUTE)
    facts = Facts(
        text=reading.text,
        seconds_on_form=arrival.seconds_on_form,
        trap_filled=arrival.trap_filled,
        public_comments=known.public_comments,
        removed_comments=known.removed_comments,
        member_for=now - author.date_joined,
        same_text=seen.same_text,
        lately=seen.of_author if limited else 0,
        network_lately=seen.of_network if limited else 0,
        watched=lists or EMPTY,
        learnt=seen.learnt,
        read=reading,
        marks=marks or {},
    )
    found = looked_at(facts)
    return found if marks is not None and lists is not None else [*found, BROKEN]


def looked_at(
    facts: Facts, *, checks: Sequence[Check] = CHECKS, patience: float = PATIENCE
) -> list[Evidence]:
    """Return what the checks find within `patience` seconds; what hangs is left behind, and holds."""
    try:
        look = begin(facts, checks)
    except TooManyHang:
        return [UNFINISHED]
    found = look.found if look.within(patience) else [*look.found, UNFINISHED]
    for each in found:
        if each.finding.reason in {"failed", "unfinished"}:
            logger.error("comment.check_failed", extra={"check": each.check, "how": each.finding.reason})
    return found


def _attempted[Given, Made](make: Callable[[Given], Made], given: Given) -> Made | None:
    """Return what is made, or None where that fails: then a person has to look."""
    try:
        return make(given)
    except Exception:
        logger.exception("comment.check_failed", extra={"check": make.__name__})
        return None


def _list_row(version: int) -> WatchList:
    """The row of this version, with its words only where they have to be read anew."""
    if version == 0 or version in _lists_read:
        return WatchList(version=version)
    return WatchList.load()


def _lists_of(row: WatchList) -> WatchedFor:
    """The editors' lists, read once for each version: 65,000 lines take a quarter of a second."""
    if row.version == 0:
        return EMPTY
    lists = _lists_read.get(row.version) or read_lists(row.words, row.domains)
    _lists_read.clear()
    _lists_read[row.version] = lists
    return lists
