"""Moderators share their work: they claim cases, note what they know, and ask for a second opinion (M4)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.rules.roles import Actor
from comments.actions.counters import advance
from comments.actions.moderate import StaleState
from comments.models import CaseNote, Claim, Comment, SecondOpinion
from comments.rules.casework import CLAIM_FOR
from comments.rules.states import Move

__all__ = [
    "AnsweredAlready",
    "AskedAlready",
    "ClaimedByOthers",
    "OwnQuestion",
    "ask_opinion",
    "ask_whether_claimed",
    "claim",
    "give_opinion",
    "note",
    "release",
]

logger = logging.getLogger(__name__)


class ClaimedByOthers(Exception):
    """Other moderators look at comments of this decision; `claims` come with their people and comments."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        super().__init__(f"claimed: {[claim.comment_id for claim in claims]}")
        self.claims = claims


class AskedAlready(Exception):
    """A question about this comment is open; one at a time is enough."""


class AnsweredAlready(Exception):
    """Somebody else has answered, or decided, meanwhile."""


class OwnQuestion(PermissionDenied):
    """Whoever asks for a second opinion does not give it."""


@transaction.atomic
def claim(*, comment: Comment, actor: Actor, now: datetime) -> Claim:
    """Take a comment for a quarter of an hour, or go on with it for another one.

    The state and the text that `comment` was loaded with must still be true. Raises StaleState,
    ClaimedByOthers, and PermissionDenied for those who may not moderate.
    """
    person = _moderator(actor)
    _ask_whether_as_seen(comment)
    ask_whether_claimed([comment], actor=actor, now=now)
    made, _is_new = Claim.objects.update_or_create(
        comment=comment, defaults={"person_id": person, "until": now + CLAIM_FOR}
    )
    logger.info("case.claimed", extra={"comment": comment.pk})
    return made


def release(*, comment: Comment, actor: Actor) -> bool:
    """Leave a comment to others again; return whether it was claimed by `actor`."""
    return bool(Claim.objects.filter(comment=comment, person=_moderator(actor)).delete()[0])


def ask_whether_claimed(comments: Iterable[Comment], *, actor: Actor, now: datetime) -> None:
    """Raise ClaimedByOthers where somebody else looks at one of these. One query; their threads are held."""
    held = Claim.objects.in_force(now).of_others(actor.person_id)
    found = held.filter(comment__in=[comment.pk for comment in comments])
    if claims := list(found.select_related("person", "comment__thread").order_by("comment")):
        raise ClaimedByOthers(claims)


def note(*, comment: Comment, text: str, actor: Actor, now: datetime) -> CaseNote:
    """Keep words for other moderators beside a comment. Raises PermissionDenied."""
    return CaseNote.objects.create(comment=comment, person_id=_moderator(actor), text=text, at=now)


def ask_opinion(*, comment: Comment, question: str, actor: Actor, now: datetime) -> SecondOpinion:
    """Ask the other moderators what they would do; a claim of one's own ends, so that they can look.

    Raises StaleState, AskedAlready and PermissionDenied.
    """
    person = _moderator(actor)
    try:
        with transaction.atomic():
            _ask_whether_as_seen(comment)
            asked = SecondOpinion.objects.create(
                comment=comment, asked_by_id=person, question=question, asked_at=now
            )
            Claim.objects.filter(comment=comment, person=person).delete()
    except IntegrityError:
        raise AskedAlready from None
    logger.info("case.opinion_asked", extra={"comment": comment.pk})
    return asked


def give_opinion(*, asked: SecondOpinion, opinion: Move, words: str, actor: Actor, now: datetime) -> None:
    """Say what one would do, without doing it. Raises OwnQuestion, AnsweredAlready and PermissionDenied."""
    person = _moderator(actor)
    if asked.asked_by_id == person:
        raise OwnQuestion
    wanted = SecondOpinion.objects.wanted().filter(pk=asked.pk)
    if not wanted.update(answered_by=person, opinion=opinion.name, words=words, answered_at=now):
        raise AnsweredAlready
    logger.info("case.opinion_given", extra={"comment": asked.comment_id})


def _moderator(actor: Actor) -> int:
    if actor.person_id is None or not actor.may_moderate:
        raise PermissionDenied
    return actor.person_id


def _ask_whether_as_seen(comment: Comment) -> None:
    """Hold the thread, so that nobody decides meanwhile, and compare. Raises StaleState."""
    advance(comment.thread_id)
    same = Comment.objects.filter(pk=comment.pk, state=comment.state, text_number=comment.text_number)
    if not same.exists():
        raise StaleState(comment)
