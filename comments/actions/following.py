"""Following a conversation, and no longer (C10)."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from comments.models import AnswerWish, Comment, Follow, Thread


def follow(*, person: User, thread: Thread, now: datetime) -> None:
    """Let the person hear of what is said from now on; doing so twice changes nothing."""
    Follow.objects.bulk_create([Follow(person=person, thread=thread, since=now)], ignore_conflicts=True)


def unfollow(*, person: User, thread_id: int) -> bool:
    """Tell the person no more of this conversation; return whether they followed it."""
    return bool(Follow.objects.filter(person=person, thread=thread_id).delete()[0])


@transaction.atomic
def wish_for_answers(*, comment: Comment, wanted: bool) -> None:
    """Keep whether the author wants to hear of answers to this comment."""
    AnswerWish.objects.update_or_create(comment=comment, defaults={"wanted": wanted})
