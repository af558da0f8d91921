"""Authors change the words of their own comments (C6)."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions.measures import ask_stays
from accounts.models import User
from accounts.rules.measures import Deed
from comments.actions.admitting import ThreadClosed, admitted
from comments.actions.counters import advance, hold_record
from comments.actions.drafts import settle_edit
from comments.actions.facts import Known, facts_to_judge, known_about
from comments.actions.judging import Arrival, evidence_about
from comments.actions.networks import hashed_network
from comments.actions.offices import ask_for_office
from comments.actions.texts import keep_first_text, newest_number, note_edit, put_up, take_away_waiting
from comments.history import latest_reason
from comments.models import Comment, CommentVersion
from comments.people import addressed_in
from comments.rules import editing
from comments.rules.policy import Verdict, is_too_fast
from comments.rules.spam.findings import as_json, suspicion
from comments.rules.spam.words import Reading
from comments.rules.states import EDITABLE, State
from markup import RENDERER_VERSION, check_comment, marks_in, without_forged_marks
from markup.characters import normalised

__all__ = [
    "EditConflict", "EditingTooFast", "NotEditable", "Outcome", "ThreadClosed", "TooManyTexts",
    "edit_comment", "take_back_edit", "will_wait",
]  # fmt: skip

logger = logging.getLogger(__name__)


class NotEditable(Exception):
    """The comment was taken down or withdrawn."""


class EditingTooFast(Exception):
    """The person edited as often within a minute as is allowed."""


class TooManyTexts(Exception):
    """The comment was edited as often as a comment can be."""


class EditConflict(Exception):
    """Somebody, mostly the author in another window, changed the text since the form was opened."""

    def __init__(self, *, theirs: str, number: int) -> None:
        super().__init__(f"there is a newer text, {number}")
        self.theirs = theirs
        self.number = number


@dataclass(frozen=True)
class Outcome:
    """What an edit came to. Not `changed`: the same text was there already. `held`: it waits to be read."""

    changed: bool = True
    held: bool = False


def edit_comment(
    *,
    comment: Comment,
    author: User,
    source: str,
    seen: int,
    seconds_on_form: float | None,
    network: str,
    trap_filled: bool = False,
    submission: UUID | None = None,
    now: datetime,
) -> Outcome:
    """Judge another text for an own comment and put it up, or let it wait beside the one that is shown.

    `seen` is the number of the newest text when the form was opened. `source` is Markdown; `seconds_on_form`,
    `network` and `trap_filled` are those of `post_comment`; `submission` is the key of the form, whose draft
    is dropped. The same text again changes nothing. Slow mode is about new comments alone. Raises
    ThreadClosed (PostingStopped, NobodyReads), UnderMeasure, MarkupRefused,
    NotEditable, EditConflict, EditingTooFast, TooManyTexts; PermissionDenied for all others than the author
    (NotInOffice where the author said it for the house and has left).
    """
    if not author.is_active or comment.author_id != author.pk:
        raise PermissionDenied
    ask_stays(author)
    if comment.office:
        ask_for_office(comment.thread, author)  # who left does not change what the house said
    known = known_about(thread=comment.thread, author=author, language=comment.language, now=now)
    facts = facts_to_judge(comment.thread, author, known, now)
    admitted(facts, known.discussion)
    known.ask_leave(Deed.EDIT)
    source = normalised(source)
    if marks_in(source):
        source = without_forged_marks(source, _present_words(comment))
    html = check_comment(source, addressed_in(source, comment.thread_id).links)
    hashed, day = hashed_network(network, now, known.key)
    version = CommentVersion(
        comment=comment,
        source=source,
        html=html,
        renderer=RENDERER_VERSION,
        written_at=now,
        written_by=author,
        network_hash=hashed,
        network_day=day,
    )
    arrival = Arrival(seconds_on_form=seconds_on_form, trap_filled=trap_filled)
    evidence = evidence_about(version, Reading(source), author, known, arrival, now=now)
    version.evidence = as_json(evidence)
    verdict = admitted(replace(facts, suspicion=suspicion(evidence)), known.discussion)
    with transaction.atomic():
        outcome = _store(version, author, seen, verdict, now)
        settle_edit(comment, submission=submission, source=source, now=now)
    logger.info("comment.edited", extra={"comment": comment.pk, "held": outcome.held})
    return outcome


@transaction.atomic
def take_back_edit(*, comment: Comment, author: User, now: datetime) -> bool:
    """Let the author take back the own edit that waits; False if none does. Raises PermissionDenied."""
    if comment.author_id != author.pk:
        raise PermissionDenied
    advance(comment.thread_id)
    present = Comment.objects.public().filter(pk=comment.pk).first()
    if present is None or not take_away_waiting(present):
        return False
    states = (State.PENDING, State.WITHDRAWN)
    note_edit(present, editing.TAKEN_BACK, actor=author.as_actor(), states=states, now=now)
    return True


def _present_words(comment: Comment) -> str:
    """The newest text, also one that waits: what moderators made unreadable in it may stay in another one."""
    waiting = comment.versions.held().values_list("source", flat=True).first()
    return waiting or comment.source


def will_wait(comment: Comment, author: User, known: Known, *, now: datetime) -> bool:
    """Whether an edit of a public comment would be held now, by all that is known before it is written.

    Raises ThreadClosed (PostingStopped, NobodyReads) and UnderMeasure where nothing may be edited.
    """
    verdict = admitted(facts_to_judge(comment.thread, author, known, now), known.discussion)
    known.ask_leave(Deed.EDIT)
    return verdict.state is State.PENDING


def _store(version: CommentVersion, author: User, seen: int, verdict: Verdict, now: datetime) -> Outcome:
    """Look once more at the comment, now that nobody else can change it, and store the text."""
    advance(version.comment.thread_id)
    comment = Comment.objects.get(pk=version.comment_id)
    if State(comment.state) not in EDITABLE:
        raise NotEditable
    newest, waiting = newest_number(comment), comment.versions.held().first()
    stands = waiting.source if waiting else comment.source
    if version.source == stands:
        return Outcome(changed=False, held=waiting is not None)
    if seen != newest:
        raise EditConflict(theirs=stands, number=newest)
    if newest >= editing.MOST_TEXTS:
        raise TooManyTexts
    _keep_pace(author, now)
    keep_first_text(comment)
    take_away_waiting(comment)
    version.number = newest + 1
    held = State(comment.state) is State.PUBLIC and verdict.state is State.PENDING
    version.state = State.PENDING if held else State.PUBLIC
    version.save(force_insert=True)
    if held:
        _let_wait(comment, author, verdict, now)
    else:
        _show(comment, version, author, now)
    return Outcome(held=held)


def _let_wait(comment: Comment, author: User, verdict: Verdict, now: datetime) -> None:
    note_edit(
        comment,
        editing.HELD,
        actor=author.as_actor(),
        states=("", State.PENDING),
        reason=verdict.reason,
        now=now,
    )


def _show(comment: Comment, version: CommentVersion, author: User, now: datetime) -> None:
    """Put the text up. A comment that waits goes on waiting for the same reason, with the new words."""
    reason = "" if comment.state == State.PUBLIC else latest_reason(comment)
    put_up(comment, version, now=now)
    note_edit(
        comment,
        editing.CHANGED,
        actor=author.as_actor(),
        states=(comment.state, comment.state),
        reason=reason,
        now=now,
    )


def _keep_pace(author: User, now: datetime) -> None:
    """Count under the lock of the person's record, as for new comments."""
    if not settings.COMMENTS_PER_MINUTE or author.roles:
        return
    hold_record(author.pk)
    recent = CommentVersion.objects.edits_since(now - timedelta(minutes=1), author).count()
    if is_too_fast(recent, settings.COMMENTS_PER_MINUTE):
        raise EditingTooFast
