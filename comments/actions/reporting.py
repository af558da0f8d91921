"""Readers report comments, and moderators decide about all reports of a comment together (M6)."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from accounts.actions.measures import ask_leave
from accounts.models import Standing, User
from accounts.rules.measures import Deed
from accounts.rules.roles import Actor, ActorKind
from comments.actions.casework import ask_whether_claimed
from comments.actions.counters import advance, hold_threads
from comments.actions.log import entry_about
from comments.actions.moderate import OwnComment, StaleState, is_only_moderator, moderate, moderate_all
from comments.actions.rulings import end_casework, held_until, keep_way_back, open_ruling
from comments.actions.settling import RECEIPT, close, write_to_stranger
from comments.actions.statements import Reversed
from comments.models import Comment, Discussion, LogEntry, LogNote, Report, Ruling
from comments.rules.cases import REPORTS_DISMISSED
from comments.rules.reports import RIGHT, WRONG, Outcome, Record, hides, weight_of
from comments.rules.states import APPROVE, HIDE, Move, State

__all__ = ["AlreadyReported", "NotReportable", "OwnWords", "StaleReports", "decide_reports",
           "report_comment", "report_illegal"]  # fmt: skip

logger = logging.getLogger(__name__)

RULE = Actor(kind=ActorKind.RULE, name="reports")


class NotReportable(Exception):
    """The comment is not public (any more), or its page is not."""


class OwnWords(PermissionDenied):
    """Nobody reports an own comment: they can withdraw it."""


class AlreadyReported(Exception):
    """The person has reported this comment before."""


class StaleReports(Exception):
    """Reports about the comment were decided, or came in, since the moderator looked."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(f"the reports about comment {comment.pk} are others now")
        self.comment = comment


def report_comment(*, comment: Comment, reporter: User, reason: str, text: str, now: datetime) -> Report:
    """Keep what a member says is wrong with a comment, and hide the comment if the reports weigh enough.

    `reason` is a key of `rules.reports.REASONS`, `text` the reporter's own words, maybe empty. Raises
    NotReportable, AlreadyReported, OwnWords, UnderMeasure, and PermissionDenied for somebody locked out.
    """
    if not reporter.is_active:
        raise PermissionDenied
    if comment.author_id == reporter.pk:
        raise OwnWords
    ask_leave(person=reporter, deed=Deed.REPORT, now=now)
    report = Report(
        comment=comment,
        reporter=reporter,
        reason=reason,
        text=text,
        language=reporter.language,
        weight=weight_of(_record_of(reporter, now)),
        reported_at=now,
    )
    _store(report, now)
    return report


def report_illegal(
    *, comment: Comment, name: str, mail: str, text: str, language: str, now: datetime
) -> Report:
    """Keep that somebody without an account takes a comment to be against the law, and confirm its receipt.

    Such a report hides nothing by itself: nothing is known of whoever made it. `name` and `mail` may be
    empty. Raises NotReportable.
    """
    report = Report(
        comment=comment,
        reason="illegal",
        text=text,
        name=name,
        mail=mail,
        language=language,
        weight=0.0,
        reported_at=now,
    )
    _store(report, now)
    return report


def _store(report: Report, now: datetime) -> None:
    """Look once more at the comment, now that nobody can move it, and keep the report."""
    comment = report.comment
    try:
        with transaction.atomic():
            advance(comment.thread_id)
            present = Comment.objects.visible(now).filter(pk=comment.pk).with_threads().first()
            if present is None:
                raise NotReportable
            report.text_number = present.text_number
            report.save(force_insert=True)
            if report.mail:
                write_to_stranger(report, RECEIPT, key=f"report:{report.pk}", now=now)
            _hide_if_it_weighs(present, now)
    except IntegrityError:
        raise AlreadyReported from None
    logger.info("comment.reported", extra={"comment": comment.pk, "reason": report.reason})


def _record_of(person: User, now: datetime) -> Record:
    """What is known of a reporter: two queries."""
    told = Report.objects.of(person).aggregate(
        right=Count("pk", filter=Q(outcome__in=RIGHT)), wrong=Count("pk", filter=Q(outcome__in=WRONG))
    )
    standing = Standing.objects.filter(user=person).first() or Standing()
    return Record(
        age=now - person.date_joined,
        right=told["right"],
        wrong=told["wrong"],
        public_comments=standing.public_comments,
        removed_comments=standing.removed_comments,
        is_staff=bool(person.roles),
    )


def _hide_if_it_weighs(comment: Comment, now: datetime) -> None:
    about_it = Report.objects.filter(comment=comment)
    open_ones = list(about_it.open())
    cleared = about_it.filter(outcome=Outcome.DISMISSED, text_number=comment.text_number).exists()
    if hides(
        [report.weight for report in open_ones],
        threshold=Discussion.load().reports_hide_at,
        was_cleared=cleared,
        is_official=bool(comment.office),
    ):
        weights = Counter[str]()
        for report in open_ones:
            weights[report.reason] += round(1000 * report.weight)
        moderate(comment=comment, move=HIDE, actor=RULE, reason=weights.most_common(1)[0][0], now=now)


def decide_reports(
    *,
    comments: Sequence[Comment],
    seen: Mapping[int, int],
    move: Move,
    actor: Actor,
    reason: str = "",
    note: str = "",
    statement: str = "",
    despite_claims: bool = False,
    now: datetime,
) -> Ruling | None:
    """Move all these reported comments or none; with APPROVE those that are public stay, and no report holds.

    `seen` says for each comment which report was the newest one that the moderator saw: nobody decides about
    reports unread. It can be undone. Raises StaleReports, all that `moderate_all` raises, and ClaimedByOthers
    unless it is decided `despite_claims`.
    """
    if not actor.may_moderate:
        raise PermissionDenied
    with transaction.atomic():
        hold_threads(comment.thread_id for comment in comments)
        _ask_whether_seen(comments, seen)
        if not despite_claims:
            ask_whether_claimed(comments, actor=actor, now=now)
        ruling = open_ruling(move=move, count=len(comments), actor=actor, now=now)
        staying = [c for c in comments if move is APPROVE and State(c.state) is State.PUBLIC]
        moving = [c for c in comments if c not in staying]
        _dismiss(staying, actor=actor, note=note, ruling=ruling, now=now)
        if moving:
            moderate_all(
                comments=moving,
                move=move,
                actor=actor,
                reason=reason,
                note=note,
                statement=statement,
                ruling=ruling,
                now=now,
            )
    return ruling


def _ask_whether_seen(comments: Sequence[Comment], seen: Mapping[int, int]) -> None:
    newest: dict[int, int] = {}
    open_ones = Report.objects.open().filter(comment__in=[comment.pk for comment in comments])
    for comment_id, report_id in open_ones.order_by("pk").values_list("comment", "pk"):
        newest[comment_id] = report_id
    for comment in comments:
        if newest.get(comment.pk) != seen.get(comment.pk):
            raise StaleReports(comment)


def _dismiss(
    comments: Sequence[Comment], *, actor: Actor, note: str, ruling: Ruling | None, now: datetime
) -> None:
    """Leave public comments where they are; the log says who looked. About own ones somebody else decides."""
    own = [comment for comment in comments if comment.author_id == actor.person_id]
    if own and actor.person_id is not None and not is_only_moderator(actor):
        raise OwnComment
    for comment in comments:
        same = Comment.objects.public().filter(pk=comment.pk, text_number=comment.text_number)
        if not same.exists():
            raise StaleState(comment)
        entry = _log(comment, actor, now)
        if note:
            LogNote.objects.create(entry_id=entry.pk, text=note)
        reports = list(Report.objects.open().filter(comment=comment))
        until = held_until(ruling)
        close(reports, Outcome.DISMISSED, comment=comment, entry=entry, held_until=until, now=now)
        if ruling:
            keep_way_back(ruling, [(comment, entry)], picks={}, reports=reports, fallen=Reversed())
    end_casework([comment.pk for comment in comments], now=now)


def _log(comment: Comment, actor: Actor, now: datetime) -> LogEntry:
    entry = entry_about(
        comment,
        move=REPORTS_DISMISSED,
        actor=actor,
        from_state=State.PUBLIC,
        to_state=State.PUBLIC,
        reason="",
        now=now,
    )
    entry.save(force_insert=True)
    return entry
