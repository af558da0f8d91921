"""Removing everything that a person said, batch by batch, and undoing that (M9)."""

import logging
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.tasks import task
from django.utils import timezone

from accounts.models import User
from accounts.rules.measures import may_measure
from accounts.rules.roles import Actor, ActorKind, Role
from comments.actions.moderate import StaleState, moderate_all
from comments.actions.telling import Notice, tell
from comments.models import Comment, Sweep, Swept
from comments.rules import reasons
from comments.rules.casework import UNDO_FOR
from comments.rules.states import APPROVE, HOLD, REMOVE, State

logger = logging.getLogger(__name__)

BATCH = 50  # comments in one transaction
IN_ONE_TASK = 20  # batches; a task that ran for ten minutes would be taken for lost
SWEPT = (State.PENDING, State.PUBLIC, State.HIDDEN)


class SweepRuns(Exception):
    """Everything by this person is being removed, or brought back, already."""


class TooLate(Exception):
    """It was undone already, or is over for more than ten minutes."""


@transaction.atomic
def begin_sweep(*, person: User, reason: str, actor: Actor, now: datetime) -> Sweep:
    """Order that all comments of `person` are removed for `reason`, a key of `reasons.REMOVAL`.

    Raises PermissionDenied, UnknownReason, SweepRuns.
    """
    if actor.person_id is None or not may_measure(actor, person_id=person.pk, roles=person.read_roles()):
        raise PermissionDenied
    if not reason:
        raise reasons.UnknownReason(reason)
    reasons.check_reason(reason)
    sweep = Sweep(person=person, by_id=actor.person_id, reason=reason, started_at=now)
    sweep.total = _left(sweep).count()
    try:
        with transaction.atomic():
            sweep.save(force_insert=True)
    except IntegrityError:
        raise SweepRuns from None
    work_on_sweep.enqueue(sweep.pk)
    logger.info("person.sweep", extra={"sweep": sweep.pk, "comments": sweep.total})
    return sweep


@transaction.atomic
def undo_sweep(*, sweep: Sweep, actor: Actor, now: datetime) -> None:
    """Order that what a sweep removed comes back, while nobody decided otherwise about it.

    Raises PermissionDenied and TooLate.
    """
    person = sweep.person
    if not may_measure(actor, person_id=person.pk, roles=person.read_roles()):
        raise PermissionDenied
    running = Sweep.objects.filter(pk=sweep.pk, undo_at=None, finished_at=None)
    lately = Sweep.objects.filter(pk=sweep.pk, undo_at=None, finished_at__gt=now - UNDO_FOR)
    if not (running.update(undo_at=now, finished_at=now) or lately.update(undo_at=now)):
        raise TooLate
    work_on_sweep.enqueue(sweep.pk)


@task
def work_on_sweep(sweep_id: int) -> None:
    """Go on for some batches, and leave the rest to another task."""
    for _ in range(IN_ONE_TASK):
        if not sweep_some(sweep_id, now=timezone.now()):
            return
    work_on_sweep.enqueue(sweep_id)


def sweep_some(sweep_id: int, *, now: datetime) -> bool:
    """Remove or bring back the next batch in one transaction; return whether there may be more.

    Whoever dies here leaves the batch undone; the next one goes on with what is left.
    """
    sweep = Sweep.objects.filter(pk=sweep_id).first()
    if sweep is None or sweep.undone_at or (sweep.finished_at and not sweep.undo_at):
        return False
    try:
        with transaction.atomic():
            return _bring_back_some(sweep, now) if sweep.undo_at else _remove_some(sweep, now)
    except StaleState:
        return True  # somebody decided about one of them meanwhile


def _left(sweep: Sweep) -> QuerySet[Comment, Comment]:
    """What is still to be removed; what is said after the order is not part of it."""
    said = Comment.objects.filter(author=sweep.person_id, posted_at__lte=sweep.started_at)
    return said.filter(state__in=SWEPT).order_by("thread_id", "id")


def _remove_some(sweep: Sweep, now: datetime) -> bool:
    comments = list(_left(sweep)[:BATCH])
    states = [(comment, comment.state) for comment in comments]
    if comments:
        moderate_all(
            comments=comments,
            move=REMOVE,
            actor=_actor(sweep),
            reason=sweep.reason,
            tells_author=False,
            now=now,
        )
        Swept.objects.bulk_create(Swept(sweep=sweep, comment=c, was=was) for c, was in states)
        if sweep.done == 0:  # a thousand mails say no more than one
            tell(Notice.REMOVED, comments[0], now=now)
    present = Sweep.objects.filter(pk=sweep.pk, undo_at=None)
    finished_at = None if len(comments) == BATCH else now
    present.update(done=F("done") + len(comments), finished_at=finished_at)
    return len(comments) == BATCH


def _bring_back_some(sweep: Sweep, now: datetime) -> bool:
    """What was public is public again, what waited waits; what was decided otherwise since stays so."""
    rows = list(sweep.swept.select_related("comment").order_by("pk")[:BATCH])
    removed = [row for row in rows if row.comment.state == State.REMOVED]
    public = [row.comment for row in removed if row.was == State.PUBLIC]
    waiting = [row.comment for row in removed if row.was != State.PUBLIC]
    for move, comments in ((APPROVE, public), (HOLD, waiting)):
        if comments:
            moderate_all(comments=comments, move=move, actor=_actor(sweep), tells_author=False, now=now)
    sweep.swept.filter(pk__in=[row.pk for row in rows]).delete()
    is_over = len(rows) < BATCH
    Sweep.objects.filter(pk=sweep.pk).update(done=F("done") - len(rows), undone_at=now if is_over else None)
    return not is_over


def _actor(sweep: Sweep) -> Actor:
    """Whoever gave the order, with the right that they had then."""
    return Actor(ActorKind.PERSON, person_id=sweep.by_id, roles=frozenset({Role.MODERATOR}))
