"""Noting that somebody has to hear of a comment; who that is, `spreading` finds out later."""

from collections.abc import Iterable
from datetime import datetime

from accounts.ready import Insertion
from comments.models import Comment, Untold
from comments.rules.notices import Notice

__all__ = ["Notice", "tell", "tell_all"]


_OWE = Insertion(Untold)


def tell(kind: Notice, comment: Comment, *, now: datetime) -> None:
    """Owe the news of a comment to whoever wants it: one insert, in the transaction in which it happened.

    `Notice.THREAD` is said when a comment becomes public and covers answers and mentions as well: each person
    hears of it for the strongest reason. The worker looks at the comment again, and tells nobody of what is
    not public by then.
    """
    _OWE(Untold(comment_id=comment.pk, kind=kind, at=now))


def tell_all(
    news: Iterable[tuple[Notice, Comment]], *, held_until: datetime | None = None, now: datetime
) -> None:
    """Owe several, in one query; nobody hears of them before `held_until`."""
    Untold.objects.bulk_create(
        Untold(comment_id=comment.pk, kind=kind, at=now, held_until=held_until) for kind, comment in news
    )
