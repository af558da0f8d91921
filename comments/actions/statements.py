"""A case is opened with each decision that owes its author reasons, and reversed when it falls (M7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation

from accounts.actions.deliveries import owe_mail
from accounts.rules.roles import Actor, ActorKind
from comments.models import Appeal, Case, Comment, CommentVersion, LogEntry, Report
from comments.rules.cases import MOVES_THE_COMMENT, Found, Measure, measure_of
from comments.rules.states import State
from comments.signed import case_address
from comments.statements import statement_of

GUEST = "statement"


@dataclass(frozen=True)
class Reversed:
    """Cases that fell with a decision, and appeals that it granted: the id of each, and of its comment."""

    cases: list[tuple[int, int]] = field(default_factory=list)
    appeals: list[tuple[int, int]] = field(default_factory=list)


def reported(comments: Iterable[Comment]) -> set[int]:
    """Return the ids of those about which reports are open. One query."""
    open_ones = Report.objects.open().filter(comment__in=[comment.pk for comment in comments])
    return set(open_ones.values_list("comment", flat=True))


def follow_with_cases(
    moved: Sequence[tuple[Comment, LogEntry]],
    *,
    were_reported: set[int],
    statement: str,
    actor: Actor,
    held_until: datetime | None = None,
    now: datetime,
) -> Reversed:
    """Open a case for each comment whose author did not know yet that it goes, reverse those that come back.

    An appeal that waits against a decision that falls by itself is granted. Whoever removes an own comment
    needs no reasons, and nobody writes to guests of another site whose comments were brought along. Nobody
    is written to before `held_until`. Return what was reversed.
    """
    back = [comment.pk for comment, entry in moved if entry.to_state == State.PUBLIC]
    fallen = _reverse(back, actor, now) if back else Reversed()
    cases = []
    for comment, entry in moved:
        measure = measure_of(State(entry.from_state), State(entry.to_state))
        if measure and can_be_told(comment, actor):
            found = _found(comment, entry, were_reported)
            cases.append(_case(comment, entry, measure, found, statement, actor))
    _open(cases, held_until, now)
    return fallen


def open_case_of_edit(
    edit: CommentVersion, entry: LogEntry, *, statement: str, actor: Actor, now: datetime
) -> None:
    """Open a case for a change that was refused."""
    if can_be_told(edit.comment, actor):
        case = _case(edit.comment, entry, Measure.EDIT_REFUSED, Found.CHECKS, statement, actor)
        case.text_number = edit.number
        _open([case], None, now)


def open_case_of_words(
    comment: Comment, entry: LogEntry, measure: Measure, *, text_number: int, statement: str, actor: Actor
) -> bool:
    """Open a case for a decision about words of a comment that stays; return whether its author is told.

    `text_number` is that of the text which the decision was about.
    """
    if not can_be_told(comment, actor):
        return False
    found = Found.REPORTS if reported([comment]) else Found.OWN
    case = _case(comment, entry, measure, found, statement, actor)
    case.text_number = text_number
    _open([case], None, entry.at)
    return True


def can_be_told(comment: Comment, actor: Actor) -> bool:
    """Whether the author is somebody else who can be reached."""
    if comment.author_id is not None:
        return comment.author_id != actor.person_id
    return bool(comment.guest_mail) and comment.foreign_id is None


def _found(comment: Comment, entry: LogEntry, were_reported: set[int]) -> Found:
    if comment.pk in were_reported:
        return Found.REPORTS
    held = entry.from_state == State.PENDING and comment.evidence
    return Found.CHECKS if held else Found.OWN


def _case(
    comment: Comment, entry: LogEntry, measure: Measure, found: Found, statement: str, actor: Actor
) -> Case:
    return Case(
        comment=comment,
        entry_id=entry.pk,
        measure=measure,
        ground=entry.reason,
        statement=statement,
        found=found,
        automated=actor.kind is ActorKind.RULE,
        text_number=comment.text_number,
        decided_by_id=actor.person_id,
        opened_at=entry.at,
    )


def _open(cases: Sequence[Case], held_until: datetime | None, now: datetime) -> None:
    """Members hear of it as of all decisions; a guest gets the whole statement by mail."""
    Case.objects.bulk_create(cases)
    for case in cases:
        if case.comment.author_id is None:
            _write_to_guest(case, held_until, now)


def statement_key(case_id: int) -> str:
    """Return what makes the mail with a statement the same one."""
    return f"case:{case_id}"


def _write_to_guest(case: Case, held_until: datetime | None, now: datetime) -> None:
    language = case.comment.language
    with translation.override(language):
        context = {"statement": statement_of(case), "address": case_address(case)}
    owe_mail(
        key=statement_key(case.pk),
        kind=GUEST,
        to=case.comment.guest_mail,
        person=None,
        template="mail/statement.txt",
        context=context,
        language=language,
        not_before=held_until,
        now=now,
    )


def _reverse(comment_ids: Sequence[int], actor: Actor, now: datetime) -> Reversed:
    cases = Case.objects.standing().filter(comment__in=comment_ids, measure__in=MOVES_THE_COMMENT)
    return _fall(cases, actor, now)


def reverse_case_of_text(comment: Comment, entry_id: int, actor: Actor, now: datetime) -> None:
    """Reverse the case that was opened when an earlier text was removed, by that entry of the log."""
    _fall(Case.objects.standing().filter(comment=comment, entry_id=entry_id), actor, now)


def _fall(cases: QuerySet[Case, Case], actor: Actor, now: datetime) -> Reversed:
    """Let these decisions hold no longer, and grant the appeals that wait."""
    found = list(cases.values_list("pk", "comment"))
    if not found:
        return Reversed()
    ids = [case for case, _comment in found]
    Case.objects.filter(pk__in=ids).update(reversed_at=now)
    waiting = Appeal.objects.filter(case__in=ids, decided_at=None)
    appeals = list(waiting.values_list("pk", "case__comment"))
    if appeals:
        waiting.update(decided_at=now, decided_by=actor.person_id, granted=True)
    return Reversed(found, appeals)
