"""Moderators make words of a comment unreadable, wherever they are kept, and leave the rest (M4)."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.rules.roles import Actor
from comments.actions.counters import advance, hold_threads
from comments.actions.indexing import index_comments
from comments.actions.lessons import forget_lesson, learn_from
from comments.actions.mentions import note_mentions
from comments.actions.moderate import OwnComment, StaleState, is_only_moderator
from comments.actions.redacting_beside import redact_beside
from comments.actions.removals import count_removals
from comments.actions.settling import close
from comments.actions.statements import open_case_of_words
from comments.actions.telling import Notice, tell
from comments.actions.texts import note_edit
from comments.models import Comment, CommentVersion, LogEntry, LogNote, Report
from comments.people import addressed_in
from comments.rules import editing, reasons
from comments.rules.cases import Measure
from comments.rules.redacting import Span, blacked, evidence_after, spans_in
from comments.rules.removals import REDACTED
from comments.rules.reports import Outcome
from comments.rules.spam.words import text_key
from comments.rules.states import State
from markup import RENDERER_VERSION, CutsThroughMarkup, mark_for, redacted, render_comment

__all__ = [
    "Cut",
    "CutsThroughMarkup",
    "NothingToRedact",
    "OwnComment",
    "StaleState",
    "may_redact",
    "redact",
    "with_marks_at",
]

logger = logging.getLogger(__name__)


class NothingToRedact(Exception):
    """The words stand in no text of the comment."""


@dataclass(frozen=True)
class Cut:
    """What goes of a comment: `spans` of the text that it was loaded with; None: wherever the words stand."""

    comment: Comment
    spans: Sequence[Span] | None = None


def redact(
    *,
    cuts: Sequence[Cut],
    phrases: Sequence[str],
    reason: str,
    note: str = "",
    statement: str = "",
    settles: Collection[int] = (),
    actor: Actor,
    now: datetime,
) -> list[LogEntry]:
    """Take words out of comments for good, all or none; return the entries of the log.

    In the text that a comment shows, the spans that were chosen become bars; in its other texts, in drafts of
    it, and in what reporters, authors and moderators wrote about it, all that reads as one of the `phrases`.
    The first cut is the comment that it is about, the others hold the same words, as quotations do.
    `reason` is a key of `reasons.REMOVAL`, `note` for moderators, `statement` for the authors; neither may
    repeat the words, and so they are blacked out there as well. `settles` are the ids of open reports about
    the first comment that this decides: whoever made them hears so.
    Raises PermissionDenied (OwnComment), UnknownReason, StaleState, NothingToRedact, CutsThroughMarkup.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    if not all(may_redact(cut.comment, actor) for cut in cuts):
        raise OwnComment
    reasons.check_reason(reason)
    note, statement = blacked(note, phrases), blacked(statement, phrases)
    entries = []
    with transaction.atomic():
        hold_threads(cut.comment.thread_id for cut in cuts)
        for cut in cuts:
            entry = _redact(cut, phrases, reason, statement, actor, now)
            entries.append(entry)
            advance(cut.comment.thread_id, version=1)
        _settle(cuts[0].comment, entries[0], settles, now)
        count_removals({cuts[0].comment.thread_id: Counter({REDACTED: len(entries)})})
        if note:
            LogNote.objects.bulk_create(LogNote(entry_id=entry.pk, text=note) for entry in entries)
    for entry in entries:
        logger.info("comment.redacted", extra={"comment": entry.comment_id, "entry": entry.pk})
    return entries


def may_redact(comment: Comment, actor: Actor) -> bool:
    """Whether a moderator changes this one: own words are read by others already, so somebody else does."""
    is_own = actor.person_id is not None and comment.author_id == actor.person_id
    return actor.may_moderate and (not is_own or is_only_moderator(actor))


def with_marks_at(source: str, spans: Sequence[Span], reason: str) -> str:
    """Return the text as it would be without the words at these places. Raises CutsThroughMarkup."""
    return redacted(source, spans, reason or reasons.OTHER, render_comment)


def _settle(comment: Comment, entry: LogEntry, reports: Collection[int], now: datetime) -> None:
    """Decide these reports, as far as they are open still."""
    found = Report.objects.open().filter(comment=comment, pk__in=reports) if reports else []
    if decided := list(found):
        close(decided, Outcome.MENDED, comment=comment, entry=entry, now=now)


def _redact(
    cut: Cut, phrases: Sequence[str], reason: str, statement: str, actor: Actor, now: datetime
) -> LogEntry:
    comment = _as_seen(cut.comment)
    spans = spans_in(comment.source, phrases) if cut.spans is None else cut.spans
    versions = [
        version
        for version in comment.versions.exclude(number=comment.text_number)
        if spans_in(version.source, phrases)
    ]
    if not spans and not versions:
        raise NothingToRedact
    taught = forget_lesson(comment)
    newest = comment.versions.aggregate(newest=Max("number"))["newest"] or comment.text_number
    for version in versions:
        _redact_version(version, phrases, reason)
    if spans:
        _redact_shown(comment, spans, reason, newest + 1)
    _put_held_last(comment)
    redact_beside(comment, phrases, reason)
    if taught:
        learn_from.enqueue([comment.pk])
    states = (comment.state, comment.state)
    entry = note_edit(comment, editing.REDACTED, actor=actor, states=states, reason=reason, now=now)
    told = open_case_of_words(
        comment, entry, Measure.REDACTED, text_number=comment.text_number, statement=statement, actor=actor
    )
    if told and comment.author_id is not None:
        tell(Notice.REDACTED, comment, now=now)
    return entry


def _as_seen(seen: Comment) -> Comment:
    """The comment as it is now, which must be as it was loaded. Raises StaleState."""
    present = Comment.objects.filter(pk=seen.pk, state=seen.state, text_number=seen.text_number).first()
    if present is None or present.source != seen.source:
        raise StaleState(seen)
    return present


def _redact_shown(comment: Comment, spans: Sequence[Span], reason: str, number: int) -> None:
    """Put another text in the place of the one that is shown, under a new number.

    So whoever decides about the old one is told, and whoever has the form of an edit open does not bring
    the words back.
    """
    before = comment.source
    comment.source = with_marks_at(before, spans, reason)
    comment.evidence = evidence_after(comment.evidence, spans, _put(before, comment.source, spans, reason))
    addressed = addressed_in(comment.source, comment.thread_id)
    comment.html = render_comment(comment.source, addressed.links)
    comment.renderer, comment.text_key = RENDERER_VERSION, text_key(comment.source)
    comment.versions.filter(number=comment.text_number).update(
        number=number,
        source=comment.source,
        html=comment.html,
        renderer=RENDERER_VERSION,
        evidence=comment.evidence,
    )
    comment.text_number = number
    comment.save(update_fields=["source", "html", "renderer", "evidence", "text_key", "text_number"])
    note_mentions(comment, addressed.people)
    if comment.state == State.PUBLIC:
        index_comments([comment])


def _redact_version(version: CommentVersion, phrases: Sequence[str], reason: str) -> None:
    """Take the words out of a text that is not shown. Where markup stands in the way, the whole text goes."""
    before, spans = version.source, spans_in(version.source, phrases)
    try:
        version.source = with_marks_at(before, spans, reason)
        put = _put(before, version.source, spans, reason)
        version.evidence = evidence_after(version.evidence, spans, put)
    except CutsThroughMarkup:
        version.source = mark_for(reason or reasons.OTHER)
        version.evidence = evidence_after(version.evidence, [(0, len(before))], None)
    links = addressed_in(version.source, version.comment.thread_id).links
    version.html, version.renderer = render_comment(version.source, links), RENDERER_VERSION
    version.save(update_fields=["source", "html", "renderer", "evidence"])


def _put_held_last(comment: Comment) -> None:
    """Let the change that waits have the newest number again: its author has seen another text of it."""
    newest = comment.versions.aggregate(newest=Max("number"))["newest"]
    if newest is not None:
        comment.versions.held().update(number=max(newest, comment.text_number) + 1)


def _put(before: str, after: str, spans: Sequence[Span], reason: str) -> int | None:
    """How many characters stand for each span; None where signs of markup were kept between them."""
    mark = len(mark_for(reason or reasons.OTHER))
    grown = len(spans) * mark - sum(end - start for start, end in spans)
    return mark if len(after) - len(before) == grown else None
