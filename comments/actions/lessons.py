"""What the decisions of moderators teach, and how it is unlearnt."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.tasks import task

from comments.history import latest_reason
from comments.models import Comment, Lesson, LogEntry, MarkCount
from comments.rules.spam.bayes import MARKS_VERSION, TEXTS, marks_of
from comments.rules.spam.words import Reading
from comments.rules.states import APPROVE, UNDO, State


@task
def learn_from(comment_ids: Sequence[int]) -> None:
    """Let what was learnt from these comments follow what was decided last. Twice is the same as once.

    Spam and removals as advertising teach what spam is, approvals what is honest; any other state takes back
    what the comment taught. A text that was changed since is learnt anew.
    """
    for comment in Comment.objects.filter(pk__in=comment_ids).order_by("pk"):
        _follow(comment)


@transaction.atomic
def _follow(comment: Comment) -> None:
    lesson = Lesson.objects.filter(comment=comment).first()
    is_spam = _taught_by(comment)
    if lesson and (lesson.is_spam, lesson.text_number) == (is_spam, comment.text_number):
        return
    if lesson:
        if not Lesson.objects.filter(pk=lesson.pk, is_spam=lesson.is_spam).delete()[0]:
            return  # another worker is at it
        _unlearn(comment, lesson)
    if is_spam is not None:
        Lesson.objects.create(
            comment=comment,
            text_number=comment.text_number,
            language=comment.language,
            is_spam=is_spam,
            marks_version=MARKS_VERSION,
        )
        _learn(comment.language, comment.source, is_spam)


def forget_lesson(comment: Comment) -> bool:
    """Take back what the comment taught, while its text is still there; return whether that was anything."""
    lesson = Lesson.objects.filter(comment=comment).first()
    if lesson is None or not Lesson.objects.filter(pk=lesson.pk).delete()[0]:
        return False
    _unlearn(comment, lesson)
    return True


def _taught_by(comment: Comment) -> bool | None:
    """Whether the last decision says spam (True) or honest (False), or nothing about it."""
    match State(comment.state):
        case State.SPAM:
            return True
        case State.REMOVED:
            return True if latest_reason(comment) == "spam" else None
        case State.PUBLIC:
            return False if _was_approved(comment) else None
    return None


def _was_approved(comment: Comment) -> bool:
    """Whether somebody decided that it is public; one that went by a mistake, and was never read, is not."""
    moves = LogEntry.objects.filter(comment_id=comment.pk).order_by("-id").values_list("move", flat=True)
    return moves.first() != UNDO or APPROVE.name in moves


def _learn(language: str, text: str, is_spam: bool) -> None:
    marks = [TEXTS, *sorted(marks_of(Reading(text)))]
    MarkCount.objects.bulk_create(
        [MarkCount(language=language, mark=mark) for mark in marks], ignore_conflicts=True
    )
    column = "spam" if is_spam else "honest"
    MarkCount.objects.filter(language=language, mark__in=marks).update(**{column: F(column) + 1})


def _unlearn(comment: Comment, lesson: Lesson) -> None:
    """Take away exactly what was added; marks that were made otherwise at that time count no more."""
    text = _text_of(comment, lesson.text_number)
    if text is None or lesson.marks_version != MARKS_VERSION:
        return
    column = "spam" if lesson.is_spam else "honest"
    learnt = MarkCount.objects.filter(language=lesson.language, mark__in=[TEXTS, *marks_of(Reading(text))])
    learnt.filter(**{f"{column}__gt": 0}).update(**{column: F(column) - 1})
    learnt.filter(spam=0, honest=0).delete()


def _text_of(comment: Comment, number: int) -> str | None:
    if comment.text_number == number:
        return comment.source
    return comment.versions.filter(number=number).values_list("source", flat=True).first()
