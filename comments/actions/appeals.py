"""Authors appeal against what was decided about their words, and moderators decide about that (M7)."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.actions.deliveries import owe_mail
from accounts.models import User
from accounts.rules.roles import Actor, ActorKind
from comments.actions.casework import ask_whether_claimed
from comments.actions.counters import advance
from comments.actions.log import entry_about
from comments.actions.moderate import OwnComment, moderate_all
from comments.actions.removing import restore_text
from comments.actions.rulings import end_casework
from comments.actions.telling import Notice, tell
from comments.actions.texts import newest_number, note_edit, put_up
from comments.models import Appeal, Case, Comment, CommentVersion, LogEntry, LogNote
from comments.rules import editing
from comments.rules.cases import APPEALED, DENIED, GRANTED, Measure, may_decide
from comments.rules.states import APPROVE, State
from comments.signed import case_address
from comments.statements import last_day_of

__all__ = ["AlreadyAppealed", "NotAppealable", "SamePerson", "StaleAppeal", "appeal", "decide_appeal"]

logger = logging.getLogger(__name__)

ANSWER = "appeal_answer"


class NotAppealable(Exception):
    """The time is over, the decision holds no longer, or it is not yet one by a person."""


class AlreadyAppealed(Exception):
    """There is an appeal against this decision; one is all."""


class StaleAppeal(Exception):
    """Somebody else has decided about the appeal meanwhile, or the comment is no longer where it was."""

    def __init__(self, appeal: Appeal) -> None:
        super().__init__(f"appeal {appeal.pk} does not wait any more")
        self.appeal = appeal


class SamePerson(PermissionDenied):
    """Whoever made the decision wanted to decide about the appeal on the first day: somebody else does."""


def appeal(*, case: Case, by: User | None, text: str, now: datetime) -> Appeal:
    """Keep that the author asks for another look. `by` is None for whoever came by a signed link alone.

    `case` comes with its comment. Raises NotAppealable, AlreadyAppealed, and PermissionDenied for all but the
    author, and for a link where the author can sign in.
    """
    if not may_appeal(case, by):
        raise PermissionDenied
    if not is_appealable(case, now):
        raise NotAppealable
    try:
        with transaction.atomic():
            advance(case.comment.thread_id)
            if not Case.objects.standing().filter(pk=case.pk).exists():
                raise NotAppealable
            made = Appeal.objects.create(case=case, text=text, made_at=now)
            _log(case.comment, APPEALED, by.as_actor() if by else _author_of(case), now)
    except IntegrityError:
        raise AlreadyAppealed from None
    logger.info("case.appealed", extra={"case": case.pk})
    return made


def _author_of(case: Case) -> Actor:
    return Actor(kind=ActorKind.PERSON, person_id=case.comment.author_id)


def may_appeal(case: Case, by: User | None) -> bool:
    """Whether this is the author, who signs in where that is possible."""
    author = case.comment.author
    if by is not None:
        return author is not None and by.pk == author.pk
    return author is None or not author.is_active


def is_appealable(case: Case, now: datetime) -> bool:
    """Whether there still is something to appeal against; one appeal is looked for elsewhere."""
    if case.measure == Measure.HIDDEN or case.reversed_at is not None:
        return False
    return now <= last_day_of(case)


def decide_appeal(
    *,
    made: Appeal,
    grant: bool,
    answer: str,
    note: str = "",
    actor: Actor,
    despite_claims: bool = False,
    now: datetime,
) -> None:
    """Reverse the decision, or answer why not.

    A reversal restores the comment, all figures and the record of its author, and proves the reports wrong.
    `answer` is for the author, `note` for moderators. `made` comes with case and comment. Raises StaleAppeal,
    SamePerson, OwnComment, PermissionDenied for those who may not moderate, and ClaimedByOthers unless it is
    decided `despite_claims`.
    """
    case, comment = made.case, made.case.comment
    if not actor.may_moderate:
        raise PermissionDenied
    if actor.person_id is not None and comment.author_id == actor.person_id:
        raise OwnComment
    if not may_decide(person=actor.person_id, first=case.decided_by_id, made_at=made.made_at, now=now):
        raise SamePerson
    with transaction.atomic():
        advance(comment.thread_id)
        if not despite_claims:
            ask_whether_claimed([comment], actor=actor, now=now)
        decided = Appeal.objects.filter(pk=made.pk, decided_at=None).update(
            decided_at=now,
            decided_by=actor.person_id,
            granted=grant,
            answer=answer,
            by_same_person=actor.person_id is not None and actor.person_id == case.decided_by_id,
        )
        if not decided:
            raise StaleAppeal(made)
        entry = _log(comment, GRANTED if grant else DENIED, actor, now)
        if note:
            LogNote.objects.create(entry_id=entry.pk, text=note)
        if grant:
            _reverse(made, actor, now)
        end_casework([comment.pk], now=now)
        _tell(made, now)
    logger.info("case.appeal_decided", extra={"case": case.pk, "granted": grant})


def _reverse(made: Appeal, actor: Actor, now: datetime) -> None:
    """Undo the decision. Raises StaleAppeal where the comment has been withdrawn or moved meanwhile."""
    case = made.case
    Case.objects.filter(pk=case.pk).update(reversed_at=now)
    present = Comment.objects.with_threads().get(pk=case.comment_id)
    match Measure(case.measure):
        case Measure.EDIT_REFUSED:
            _put_up_refused(made.case, present, actor, now)
            return
        case Measure.TEXT_REMOVED:
            _give_back(made, actor, now)
            return
        case Measure.REDACTED:
            return  # the words are gone: the author may write them anew
    if State(present.state) not in APPROVE.sources:
        raise StaleAppeal(made)
    moderate_all(comments=[present], move=APPROVE, actor=actor, tells_author=False, now=now)


def _put_up_refused(case: Case, comment: Comment, actor: Actor, now: datetime) -> None:
    """Show the text that was refused, unless its author wrote another one since or the comment is away."""
    version = comment.versions.filter(number=case.text_number, state=State.REMOVED).first()
    is_latest = newest_number(comment) == case.text_number
    if version is None or not is_latest or State(comment.state) is not State.PUBLIC:
        return
    put_up(comment, version, now=now)
    note_edit(comment, editing.RELEASED, actor=actor, states=(State.REMOVED, State.PUBLIC), now=now)


def _give_back(made: Appeal, actor: Actor, now: datetime) -> None:
    """Let readers have the earlier text again, unless somebody gave it back before."""
    removed = CommentVersion.objects.filter(removed_in=made.case.entry_id).select_related("comment").first()
    if removed is not None:
        restore_text(text=removed, actor=actor, now=now)


def _tell(made: Appeal, now: datetime) -> None:
    """Tell the author: a member as of all decisions, a guest by mail."""
    comment = made.case.comment
    if comment.author_id is not None:
        tell(Notice.APPEAL, comment, now=now)
    elif comment.guest_mail:
        with translation.override(comment.language):
            address = case_address(made.case)
        owe_mail(
            key=f"appeal:{made.pk}",
            kind=ANSWER,
            to=comment.guest_mail,
            person=None,
            template="mail/appeal_answer.txt",
            context={"address": address, "number": comment.number},
            language=comment.language,
            now=now,
        )


def _log(comment: Comment, move: str, actor: Actor, now: datetime) -> LogEntry:
    state = Comment.objects.values_list("state", flat=True).get(pk=comment.pk)
    entry = entry_about(comment, move=move, actor=actor, from_state=state, to_state=state, reason="", now=now)
    entry.save(force_insert=True)
    return entry
