"""What becomes of reports once somebody has decided about their comment (M6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import translation

from accounts.actions.deliveries import owe_mail
from comments.actions.telling import Notice, tell_all
from comments.models import Comment, LogEntry, Report
from comments.rules.reports import Outcome, outcome_of
from comments.rules.states import State
from comments.signed import receipt_address

OUTCOME, RECEIPT = "report_outcome", "report_receipt"


def settle_reports(
    moved: Iterable[tuple[Comment, LogEntry]], *, held_until: datetime | None = None, now: datetime
) -> list[Report]:
    """Decide all open reports about comments that were just moved, and tell their reporters.

    A comment that comes back proves those wrong for which it went. Two queries, and some more where there are
    reports. The rows of the threads are held. Nobody is told before `held_until`. Return the reports that
    were settled, as they were before.
    """
    pairs = {entry.comment_id: (comment, entry) for comment, entry in moved}
    reports = Report.objects.filter(comment__in=pairs, outcome__in=[Outcome.OPEN, Outcome.UPHELD])
    settled = defaultdict(list)
    for report in reports:
        target = State(pairs[report.comment_id][1].to_state)
        outcome = outcome_of(target)
        if report.outcome == Outcome.UPHELD:
            outcome = Outcome.REVERSED if target is State.PUBLIC else Outcome.OPEN
        if outcome:
            settled[report.comment_id, outcome].append(report)
    for (comment_id, outcome), decided in settled.items():
        comment, entry = pairs[comment_id]
        close(decided, outcome, comment=comment, entry=entry, held_until=held_until, now=now)
    return [report for decided in settled.values() for report in decided]


def close(
    reports: Sequence[Report],
    outcome: Outcome,
    *,
    comment: Comment,
    entry: LogEntry,
    held_until: datetime | None = None,
    now: datetime,
) -> None:
    """Write the outcome of these reports about one comment, and owe its news to whoever made them."""
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(
        outcome=outcome, decided_at=now, entry_id=entry.pk
    )
    if any(report.reporter_id is not None for report in reports):
        tell_all([(Notice(outcome), comment)], held_until=held_until, now=now)
    for report in reports:
        if report.mail:
            key = outcome_key(report.pk, outcome)
            write_to_stranger(report, OUTCOME, key=key, not_before=held_until, now=now)


def outcome_key(report_id: int, outcome: str) -> str:
    """Return what makes the mail about an outcome the same one."""
    return f"report:{report_id}:{outcome}"


def write_to_stranger(
    report: Report, kind: str, *, key: str, not_before: datetime | None = None, now: datetime
) -> None:
    """Owe a mail to somebody without an account: where the report stands, and not a word that was typed.

    Nobody has confirmed the address, so it must not carry a stranger's words to a third person.
    """
    with translation.override(report.language):
        address = receipt_address(report)
    owe_mail(
        key=key,
        kind=kind,
        to=report.mail,
        person=None,
        template=f"mail/{kind}.txt",
        context={"address": address},
        language=report.language,
        not_before=not_before,
        now=now,
    )
